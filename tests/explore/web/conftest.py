"""The synthetic corpus as a finished run, and a client of the pages over it."""

import dataclasses
import json
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from pipeline.core.corpus import Corpus, Project
from pipeline.explore.index import run as run_index
from pipeline.explore.web.application import create_application
from pipeline.explore.web.chain import digest_of
from pipeline.explore.web.snapshot import SnapshotKeeper
from tests.explore.conftest import make_context
from tests.explore.synthetic import full_tables, load_test_lexicon, write_project

ADDRESS = "http://127.0.0.1:8765"
STAGES = ("extract", "catalog", "segment", "concepts", "topics", "align", "index")


def write_run(corpus: Corpus) -> None:
    """Write dvc.yaml and dvc.lock as if DVC had run every stage on the tables that are there."""
    root = corpus.root.parent.parent
    (root / "dvc.yaml").write_text(json.dumps({"stages": {name: {"foreach": [corpus.name]} for name in STAGES}}), encoding="utf-8")
    stages, before = {}, None
    for name in STAGES:
        path = corpus.tables(name).relative_to(root).as_posix()
        out = {"path": path, "md5": digest_of(corpus.tables(name))}
        stages[f"{name}@{corpus.name}"] = {"cmd": f"python -m pipeline.{name}", "deps": [before] if before else [], "outs": [out]}
        before = out
    stages[f"concepts@{corpus.name}"]["params"] = {
        "configs/concepts.yaml": {
            "min_mentions_thesis": 3,
            "uncounted_flags": ["loose"],
            "scopes": {"abstract+body": ["abstract", "heading", "body"]},
        }
    }
    stages[f"concepts@{corpus.name}"]["deps"].append({"path": "configs/lexicon", "md5": digest_of(root / "configs" / "lexicon")})
    (root / "dvc.lock").write_text(json.dumps({"schema": "2.0", "stages": stages}), encoding="utf-8")


def build(root: Path, configs: Path, change=None) -> Corpus:
    corpus = write_project(root, configs)
    tables = full_tables(load_test_lexicon(root))
    tables.rows["documents"] = [dataclasses.replace(document, n_pages=12) for document in tables.rows["documents"]]
    if change:
        change(tables)
    tables.write(corpus)
    run_index(make_context(corpus))
    write_run(corpus)
    return corpus


def keeper_of(corpus: Corpus, cache: Path) -> SnapshotKeeper:
    keeper = SnapshotKeeper(Project(corpus.root.parent.parent), corpus.name, cache)
    keeper.refresh()
    return keeper


@pytest.fixture(scope="session")
def finished(tmp_path_factory, project_root) -> Corpus:
    """A corpus whose chain is complete; tests read it."""
    return build(tmp_path_factory.mktemp("finished"), project_root / "configs")


@pytest.fixture(scope="session")
def client(finished, tmp_path_factory) -> TestClient:
    """A client of the pages."""
    return TestClient(create_application(keeper_of(finished, tmp_path_factory.mktemp("cache"))), base_url=ADDRESS)


@pytest.fixture
def own(tmp_path, project_root) -> Corpus:
    """A finished corpus for a test to change."""
    return build(tmp_path / "own", project_root / "configs")


@pytest.fixture
def own_client(own, tmp_path):
    keeper = keeper_of(own, tmp_path / "cache")
    return TestClient(create_application(keeper), base_url=ADDRESS, raise_server_exceptions=False), keeper
