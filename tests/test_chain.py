"""The whole chain, by `dvc repro`, on a sample of the demo corpus in a clone of its own."""

import hashlib
import re
import shutil
from pathlib import Path

import pytest

from tests.clones import demo_pdfs, make_clone

pytestmark = pytest.mark.chain

N_ARTICLES = 2


@pytest.fixture(scope="module")
def clone(project_root, tmp_path_factory):
    """A clone whose chain has run once."""
    folder = tmp_path_factory.mktemp("chain")
    made = make_clone(project_root, folder / "clone", folder / "store", N_ARTICLES)
    made.run("dvc", "repro")
    made.commit("first run")
    return made


def test_chain_writes_the_report(clone):
    page = (clone.corpus / "report/index.html").read_text(encoding="utf-8")
    assert "三社联动" in page
    assert not re.search(r"(src|href)=[\"']https?://", page)


def test_second_repro_runs_nothing_and_leaves_git_clean(clone):
    before = clone.bytes_of_outs()
    printed = clone.run("dvc", "repro")
    assert "Running stage" not in printed
    assert clone.run("git", "status", "--porcelain") == ""
    assert clone.bytes_of_outs() == before


def test_cold_run_elsewhere_gives_the_same_bytes(clone, project_root, tmp_path):
    other = make_clone(project_root, tmp_path / "elsewhere", tmp_path / "store", N_ARTICLES)
    other.run("dvc", "repro")
    assert other.bytes_of_outs() == clone.bytes_of_outs()


def test_metrics_plots_and_dag_are_shown(clone):
    assert "works" in clone.run("dvc", "metrics", "show")
    assert "extract@sample" in clone.run("dvc", "dag")
    shown = clone.run("dvc", "plots", "show").strip().splitlines()[-1]
    page = Path(shown.removeprefix("file://")).read_text(encoding="utf-8")
    assert "<img" in page
    assert not re.search(r"(src|href)=[\"']https?://", page)


def test_experiment_in_a_temporary_folder_works(clone):
    printed = clone.run("dvc", "exp", "run", "--temp", "--set-param", "configs/topics.yaml:topics=3", "--name", "three")
    assert "Ran experiment" in printed
    assert "three" in clone.run("dvc", "exp", "show", "--csv")


def test_added_pdf_is_the_only_one_computed_and_leaves_no_trace_when_deleted(clone, project_root):
    before = clone.bytes_of_outs()
    added = demo_pdfs(project_root)[N_ARTICLES]
    doc_id = hashlib.sha256(added.read_bytes()).hexdigest()[:16]
    shutil.copy2(added, clone.corpus / "sources")
    printed = clone.run("dvc", "repro")
    for stage in ("extract", "segment", "concepts", "align"):
        hits, total = map(int, re.search(rf"^{stage}\b.*?(\d+) of (\d+) from the store", printed, re.MULTILINE).groups())
        assert total - hits == 1, f"{stage}: {total - hits} computed"
    assert doc_id in clone.rows("extract", "documents", "doc_id")
    (clone.corpus / "sources" / added.name).unlink()
    clone.run("dvc", "repro")
    assert doc_id not in clone.rows("extract", "documents", "doc_id")
    assert clone.bytes_of_outs() == before
