"""A corpus of the synthetic tables, its stages `index` and `report` run where a test asks for them."""

from pathlib import Path

import pytest

from pipeline.core.corpus import Corpus
from pipeline.core.shards import ExecutionConfig
from pipeline.core.stages import StageContext
from pipeline.core.store import Store
from pipeline.explore.index import run as run_index
from tests.explore.synthetic import Tables, empty_tables, full_tables, load_test_lexicon, write_project


def make_context(corpus: Corpus) -> StageContext:
    root = corpus.root.parent.parent
    execution = ExecutionConfig(executor="serial", workers=1, max_seconds=60, max_memory_mb=4096)
    return StageContext(corpus, root / "configs", root / "models", Store(None), execution)


@pytest.fixture(scope="session")
def probe(tmp_path_factory: pytest.TempPathFactory, project_root: Path) -> Corpus:
    """The full synthetic corpus, indexed; tests read it and leave it as it is."""
    root = tmp_path_factory.mktemp("project")
    corpus = write_project(root, project_root / "configs")
    full_tables(load_test_lexicon(root)).write(corpus)
    run_index(make_context(corpus))
    return corpus


@pytest.fixture
def own_corpus(tmp_path: Path, project_root: Path) -> Corpus:
    """A corpus without any table, for a test to fill."""
    return write_project(tmp_path / "project", project_root / "configs")


@pytest.fixture
def no_rows() -> Tables:
    """Tables that exist and are empty."""
    return empty_tables()
