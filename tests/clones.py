"""Clones of the checkout with a corpus of a few documents, in which whole chains run."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb

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


def make_clone(project_root: Path, root: Path, store: Path, n_articles: int) -> Clone:
    """Copy what git knows of the checkout, without its demo sources, and give it a corpus of records and `n_articles` PDFs."""
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
    for path in [*demo_pdfs(project_root)[:n_articles], *(project_root / "corpora/demo/sources").glob("*.ris")]:
        shutil.copy2(path, clone.corpus / "sources")
    (root / "configs/corpora.yaml").write_text("corpora: [sample]\n", encoding="utf-8")
    clone.run("git", "init", "--quiet")
    clone.commit("sample")
    return clone
