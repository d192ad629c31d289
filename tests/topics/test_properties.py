"""Same words, same bytes: whatever the order of the texts, the number of workers and how often the stage runs."""

import hashlib
import shutil
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.core.shards import ExecutionConfig
from pipeline.core.stages import StageContext
from pipeline.topics.stage import run
from tests.topics.conftest import CARE, GRID, make_work

WORDS = [*CARE, *GRID, "社区", "治理", "服务", "组织"]
texts = st.lists(st.lists(st.sampled_from(WORDS), max_size=40), min_size=1, max_size=14)


@pytest.fixture
def small(make_context, project_root, tmp_path_factory) -> Callable[[list[tuple[int, list[str]]]], StageContext]:
    """Write a corpus of numbered texts in the given order and return its context: two topics, two models to compare."""
    configs = shutil.copytree(project_root / "configs", tmp_path_factory.mktemp("toy") / "configs")
    changed = {"topics:": "topics: 2", "sweep_topics:": "sweep_topics: [2, 3]", "sweep_seeds:": "sweep_seeds: [2]"}
    lines = (configs / "topics.yaml").read_text(encoding="utf-8").splitlines()
    written = [next((new for key, new in changed.items() if line.startswith(key)), line) for line in lines]
    (configs / "topics.yaml").write_text("\n".join([*written, ""]), encoding="utf-8")

    def build(numbered: list[tuple[int, list[str]]]) -> StageContext:
        works = [make_work(f"{number:016x}", year=2014 + number % 5) for number, _ in numbered]
        return replace(make_context([words for _, words in numbered], works), configs=configs)

    return build


def bytes_of(context: StageContext) -> str:
    """Run the stage and return a digest of all it wrote."""
    run(context)
    root = context.corpus.tables("topics")
    digest = hashlib.sha256()
    for path in sorted(path for path in root.rglob("*") if path.is_file()):
        digest.update(str(path.relative_to(root)).encode() + path.read_bytes())
    return digest.hexdigest()


@settings(
    max_examples=4, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(words=texts, data=st.data())
def test_a_rerun_and_another_order_of_the_documents_give_the_same_bytes(words, data, small):
    numbered = list(enumerate(words))
    first = bytes_of(small(numbered))
    assert bytes_of(small(numbered)) == first
    assert bytes_of(small(data.draw(st.permutations(numbered)))) == first


@pytest.mark.slow
@pytest.mark.parametrize("workers", [1, 2])
def test_one_or_two_workers_give_the_bytes_of_none(workers, small):
    context = small([(at, (CARE if at % 2 else GRID) * 3) for at in range(12)])
    spread = ExecutionConfig(executor="local", workers=workers, max_seconds=300, max_memory_mb=4096)
    assert bytes_of(replace(context, execution=spread)) == bytes_of(context)
