"""The whole chain, by `dvc repro`, on a sample of the demo corpus in a clone of its own."""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

pytestmark = pytest.mark.chain

N_ARTICLES = 2
FOLDERS = ("tables", "report", "exports", "metrics")


class Clone:
    """A checkout in a temporary folder, with a result store of its own."""

    def __init__(self, root: Path, store: Path) -> None:
        self.root = root
        self.corpus = root / "corpora" / "sample"
        path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
        self.environment = {**os.environ, "WENMAI_STORE": str(store), "PATH": path, "PYTHONUTF8": "1"}

    def run(self, *command: str) -> str:
        """Run a command in the clone and return stdout and stderr together."""
        done = subprocess.run(
            command,
            check=False,
            cwd=self.root,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
        )
        assert done.returncode == 0, done.stdout[-4000:]
        return done.stdout

    def commit(self, message: str) -> None:
        """Commit everything in the clone."""
        self.run("git", "add", "--all")
        self.run("git", "-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "--quiet", "--message", message)

    def bytes_of_outs(self) -> dict[str, str]:
        """Return the sha256 of every file that the chain wrote."""
        files = [path for folder in FOLDERS for path in (self.corpus / folder).rglob("*") if path.is_file() and path.name != ".gitignore"]
        return {str(path.relative_to(self.corpus)): hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(files)}

    def rows(self, stage: str, table: str, column: str) -> set[str]:
        """Return the distinct values of a column, read by DuckDB."""
        pattern = self.corpus / "tables" / stage / table / "*.parquet"
        return {row[0] for row in duckdb.sql(f"select distinct {column} from read_parquet('{pattern}')").fetchall()}  # noqa: S608


def demo_pdfs(project_root: Path) -> list[Path]:
    truth = json.loads((project_root / "corpora/demo/truth/documents.json").read_text(encoding="utf-8"))
    articles = [row["source"] for row in truth if row["kind"] == "article" and row["status"] == "ok" and row["source"].endswith(".pdf")]
    return [project_root / "corpora/demo/sources" / name for name in sorted(articles)]


def make_clone(project_root: Path, root: Path, store: Path) -> Clone:
    """Copy what git knows of the checkout, without its demo sources, and give it a corpus of a few documents."""
    names = subprocess.run(["git", "ls-files"], cwd=project_root, capture_output=True, text=True, encoding="utf-8", check=True).stdout
    for name in names.splitlines():
        if name.startswith(("corpora/demo/", "tests/")) or name == "dvc.lock" or not (project_root / name).is_file():
            continue
        target = root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(project_root / name, target)
    clone = Clone(root, store)
    shutil.copytree(project_root / "corpora/demo/edits", clone.corpus / "edits")
    shutil.copy2(project_root / "corpora/demo/about.yaml", clone.corpus / "about.yaml")
    (clone.corpus / "sources").mkdir()
    for path in [*demo_pdfs(project_root)[:N_ARTICLES], *(project_root / "corpora/demo/sources").glob("*.ris")]:
        shutil.copy2(path, clone.corpus / "sources")
    (root / "configs/corpora.yaml").write_text("corpora: [sample]\n", encoding="utf-8")
    clone.run("git", "init", "--quiet")
    clone.commit("sample")
    return clone


@pytest.fixture(scope="module")
def clone(project_root, tmp_path_factory):
    """A clone whose chain has run once."""
    folder = tmp_path_factory.mktemp("chain")
    made = make_clone(project_root, folder / "clone", folder / "store")
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
    other = make_clone(project_root, tmp_path / "elsewhere", tmp_path / "store")
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
