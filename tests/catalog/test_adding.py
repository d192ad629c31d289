"""`wenmai add`."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline.catalog import adding
from pipeline.catalog.bibliography import Bibliography
from pipeline.catalog.commands import add as command
from pipeline.core.corpus import Project
from pipeline.core.errors import InputError, PipelineError
from tests.catalog.writers import write_ris

LISTED = "# The corpora.\ncorpora:\n  - demo  # shipped\n"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project in git and DVC whose demo corpus is in git."""
    root = tmp_path / "project"
    (root / "configs").mkdir(parents=True)
    (root / "configs" / "corpora.yaml").write_text(LISTED, encoding="utf-8")
    (root / "dvc.yaml").write_text("stages: {}\n", encoding="utf-8")
    (root / "corpora" / "demo" / "sources").mkdir(parents=True)
    (root / "corpora" / "demo" / "sources" / "a.txt").write_text("联动。", encoding="utf-8")
    subprocess.run(["git", "init", "-q"], cwd=root, check=True)
    subprocess.run(["git", "add", "."], cwd=root, check=True)
    subprocess.run([sys.executable, "-m", "dvc", "init", "-q"], cwd=root, check=True)
    return Project(root)


@pytest.fixture
def incoming(tmp_path: Path) -> Path:
    """A folder of files to add: a PDF, an export, a CAJ file."""
    folder = tmp_path / "下载"
    folder.mkdir()
    (folder / "河湾街道的联动_苏闻笛.pdf").write_bytes(b"%PDF-1.4\n")
    (folder / "导出.txt").write_text(write_ris(Bibliography(title_zh="河湾的联动"), "article"), encoding="utf-8")
    (folder / "旧文.caj").write_bytes(b"CAJ\x00")
    return folder


def test_each_file_is_named_for_what_it_is(incoming: Path) -> None:
    notes = {finding.target: finding.note for finding in adding.inspect([incoming])}
    assert notes["导出.txt"] == "record export (ris), 1 record"
    assert notes["河湾街道的联动_苏闻笛.pdf"] == "PDF, named after 《河湾街道的联动》 by 苏闻笛"
    assert "CAJViewer" in notes["旧文.caj"]


def test_a_new_corpus_is_listed_and_the_lists_comments_stay(project: Project) -> None:
    adding.make_corpus(project, adding.Corpus(project.root / "corpora" / "河湾"))
    assert (project.configs / "corpora.yaml").read_text(encoding="utf-8") == LISTED + "  - 河湾\n"


def test_edits_of_a_new_corpus_are_there_and_empty(project: Project) -> None:
    corpus = adding.Corpus(project.root / "corpora" / "河湾")
    adding.make_corpus(project, corpus)
    assert sorted(path.name for path in corpus.edits.iterdir()) == [
        "alignment.tsv",
        "catalog.tsv",
        "codes.tsv",
        "passwords.tsv",
        "screening.tsv",
        "topic_labels.yaml",
        "venue_levels.csv",
    ]


def test_edits_that_came_after_the_corpus_was_made_are_written_and_filled_ones_stay(project: Project) -> None:
    corpus = adding.Corpus(project.root / "corpora" / "河湾")
    adding.make_corpus(project, corpus)
    (corpus.edits / "codes.tsv").unlink()
    (corpus.edits / "passwords.tsv").write_text("source\tpassword\n旧文.pdf\t1949\n", encoding="utf-8")
    adding.write_missing_edits(corpus)
    assert (corpus.edits / "codes.tsv").read_text(encoding="utf-8").startswith("sentence\tconcept")
    assert "1949" in (corpus.edits / "passwords.tsv").read_text(encoding="utf-8")


@pytest.mark.slow
def test_sources_of_a_new_corpus_are_tracked_by_dvc_and_ignored_by_git(project: Project, incoming: Path) -> None:
    adding.add(project, adding.inspect([incoming]), "河湾")
    assert (project.root / "corpora" / "河湾" / "sources.dvc").is_file()
    assert (project.root / "corpora" / "河湾" / ".gitignore").read_text(encoding="utf-8") == "/sources\n"
    assert not (project.root / "corpora" / "河湾" / "sources" / "旧文.caj").exists()


def test_sources_that_are_in_git_stay_there(project: Project, incoming: Path) -> None:
    (message,) = adding.add(project, adding.inspect([incoming]), "demo")
    assert message.startswith("corpora/demo/sources is in git")
    assert not (project.root / "corpora" / "demo" / "sources.dvc").exists()


def test_another_file_of_the_same_name_is_not_overwritten(project: Project, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("另一篇。", encoding="utf-8")
    with pytest.raises(InputError, match=r"a\.txt\nnothing was added"):
        adding.add(project, adding.inspect([tmp_path / "a.txt"]), "demo")
    adding.add(project, adding.inspect([tmp_path / "a.txt"]), "demo", replace=True)
    assert (project.root / "corpora" / "demo" / "sources" / "a.txt").read_text(encoding="utf-8") == "另一篇。"


def test_two_files_of_one_name_are_refused(tmp_path: Path) -> None:
    for folder in ("一", "二"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.txt").write_text(folder, encoding="utf-8")
    with pytest.raises(InputError, match="rename one"):
        adding.inspect([tmp_path])


@pytest.mark.parametrize("name", ["a/b", "..", "", "a b", "a\n"])
def test_names_that_are_no_corpus_are_refused(name: str) -> None:
    with pytest.raises(InputError, match="cannot be the name of a corpus"):
        adding.check_name(name)


def test_a_missing_path_is_named() -> None:
    with pytest.raises(InputError, match="没有: there is no such file"):
        adding.inspect([Path("没有")])


def test_a_failure_of_dvc_is_one_line_that_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "corpora" / "x" / "sources").mkdir(parents=True)
    with pytest.raises(PipelineError, match="run `dvc add corpora/x/sources`"):
        adding.track(Project(tmp_path), adding.Corpus(tmp_path / "corpora" / "x"))


def test_a_pdf_under_another_suffix_gets_its_own(tmp_path: Path) -> None:
    (tmp_path / "a.caj").write_bytes(b"%PDF-1.4\n")
    assert adding.inspect_file(tmp_path / "a.caj").target == "a.pdf"


def test_a_list_of_records_in_another_form_is_refused_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "a.bib").write_text("@article{x}", encoding="utf-8")
    finding = adding.inspect_file(tmp_path / "a.bib")
    assert finding.refused
    assert "RIS, NoteExpress or EndNote" in finding.note


def test_the_command_prints_an_object_a_file_and_fails_when_one_is_refused(
    project: Project, incoming: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project.root)
    result = CliRunner().invoke(command, [str(incoming), "--corpus", "demo", "--format", "json"])
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert [(row["kind"], row["added"]) for row in rows] == [("records", True), ("caj", False), ("pdf", True)]
    assert isinstance(result.exception, InputError)
