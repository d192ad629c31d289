import hashlib
import json
import subprocess
from pathlib import Path

import pytest

from pipeline.core.corpus import Corpus, Project
from pipeline.core.errors import InputError
from pipeline.core.tables import write_table
from pipeline.core.topic_records import DocTopics, TopicTerm
from pipeline.explore.topics.diff import State, compare_states, difference_lines, difference_summary, earlier_tables, read_state

CARE, GRID = ["养老", "护理", "老人"], ["网格", "党建", "街道"]
BEFORE = State([CARE, GRID], {"w1": 0, "w2": 1, "w3": 1, "w4": 0})


def write_state(folder: Path) -> None:
    terms = [TopicTerm(topic, rank, term, 0.1) for topic, row in enumerate((CARE, GRID)) for rank, term in enumerate(row, start=1)]
    write_table(folder, "topic_terms", terms)
    write_table(folder, "doc_topics", [DocTopics(f"{at:016x}", f"w{at}", at % 2, [1.0, 0.0]) for at in range(4)])


def test_topics_in_another_order_are_no_change():
    same = compare_states(BEFORE, State([GRID, CARE], {"w1": 1, "w2": 0, "w3": 0, "w4": 1}))
    assert (same.moved, same.n_same) == ([], 4)
    assert [(move.topic, move.before, move.overlap) for move in same.topics] == [(0, 1, 1.0), (1, 0, 1.0)]


def test_works_that_changed_came_and_went_are_told_apart():
    now = State([["养老", "护理", "社区"], GRID], {"w1": 0, "w2": 1, "w3": 0, "w5": 0})
    found = compare_states(BEFORE, now)
    assert (found.moved, found.new_works, found.gone_works) == ([("w3", 1, 0)], ["w5"], ["w4"])
    assert (found.topics[0].gained, found.topics[0].lost) == (["社区"], ["老人"])
    assert difference_summary(found) == "2 works kept their topic, 1 changed it; 1 are new, 1 are gone"
    assert "+ 社区   - 老人" in "\n".join(difference_lines(found))


def test_works_of_a_topic_that_is_gone_have_moved():
    found = compare_states(BEFORE, State([CARE], dict.fromkeys(("w1", "w2", "w3", "w4"), 0)))
    assert [work for work, _, _ in found.moved] == ["w2", "w3"]
    assert found.topics[-1].topic is None


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A git checkout whose only commit has a dvc.lock, and the cache with the tables that it names."""
    root = tmp_path / "project"
    write_state(tmp_path / "tables")
    listing = [
        {"md5": store(root, path.read_bytes()), "relpath": path.relative_to(tmp_path / "tables").as_posix()}
        for path in sorted((tmp_path / "tables").rglob("*.parquet"))
    ]
    digest = store(root, json.dumps(listing).encode(), ".dir")
    (root / "dvc.yaml").write_text("stages: {}\n", encoding="utf-8")
    lock = f"schema: '2.0'\nstages:\n  topics@probe:\n    cmd: x\n    outs:\n    - path: corpora/probe/tables/topics\n      md5: {digest}\n"
    (root / "dvc.lock").write_text(lock, encoding="utf-8")
    for command in (["init", "-q"], ["add", "dvc.lock", "dvc.yaml"], ["-c", "user.name=n", "-c", "user.email=e", "commit", "-qm", "one"]):
        subprocess.run(["git", *command], cwd=root, check=True, capture_output=True)
    return Project(root)


def store(root: Path, content: bytes, suffix: str = "") -> str:
    digest = hashlib.md5(content, usedforsecurity=False).hexdigest() + suffix
    path = root / ".dvc" / "cache" / "files" / "md5" / digest[:2] / digest[2:]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return digest


def test_the_tables_of_a_revision_come_from_the_cache(project, tmp_path):
    folder = earlier_tables("HEAD", project, Corpus(project.root / "corpora" / "probe"), tmp_path / "scratch")
    assert read_state(folder).terms == [CARE, GRID]


@pytest.mark.parametrize(
    ("name", "corpus", "said"),
    [
        pytest.param("nowhere", "probe", "nowhere: no such folder, and no git revision", id="no revision"),
        pytest.param("--help", "probe", "no git revision", id="an option"),
        pytest.param("HEAD", "other", "knows no corpora/other/tables/topics", id="another corpus"),
    ],
)
def test_what_is_no_state_is_refused(name, corpus, said, project, tmp_path):
    with pytest.raises(InputError, match=said):
        earlier_tables(name, project, Corpus(project.root / "corpora" / corpus), tmp_path / "scratch")


def test_tables_that_the_cache_has_lost_are_named(project, tmp_path):
    next((project.root / ".dvc" / "cache").rglob("*.dir")).unlink()
    with pytest.raises(InputError, match="no longer in DVC's cache\nfetch them"):
        earlier_tables("HEAD", project, Corpus(project.root / "corpora" / "probe"), tmp_path / "scratch")


def test_a_folder_without_topic_tables_is_refused(project, tmp_path):
    with pytest.raises(InputError, match="no topic tables here"):
        earlier_tables(str(project.root), project, Corpus(project.root / "corpora" / "probe"), tmp_path / "scratch")
