import json

import pytest
from click.testing import CliRunner

from pipeline.core.errors import InputError
from pipeline.extract.commands import extract
from tests.extract.factories import make_pdf

KEYS = {
    "source", "status", "kind", "title", "title_en", "authors", "year", "venue", "abstract_zh", "abstract_en", "keywords_zh", "keywords_en",
    "headings", "paragraphs", "footnotes", "tables", "references", "pages", "problems", "authors_en", "affiliations", "advisor", "degree",
    "issue", "page_range", "doi", "clc", "funds",
}  # fmt: skip


def run(*paths):
    result = CliRunner().invoke(extract, [*map(str, paths), "--format", "json"], catch_exceptions=False)
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_one_object_a_file_with_the_agreed_names(tmp_path, monkeypatch, project_root):
    monkeypatch.chdir(project_root)
    (tmp_path / "好.pdf").write_bytes(make_pdf([(50, 100, 10, "社区治理的逻辑")]))
    (tmp_path / "坏.pdf").write_bytes(b"")
    good, bad = run(tmp_path / "好.pdf", tmp_path / "坏.pdf")
    assert set(good) == KEYS
    assert (good["status"], good["pages"], good["year"]) == ("ok", 1, None)
    assert (bad["status"], bad["problems"][0]["code"]) == ("empty", "empty")


def test_missing_file_is_named(tmp_path):
    with pytest.raises(InputError, match=r"nowhere\.pdf"):
        run(tmp_path / "nowhere.pdf")


def test_folder_is_named_as_one(tmp_path):
    with pytest.raises(InputError, match="a folder; give its files"):
        run(tmp_path)


def test_file_that_cannot_be_read_is_named_beside_the_output(tmp_path, monkeypatch, project_root):
    monkeypatch.chdir(project_root)
    (tmp_path / "文.docx").write_bytes(b"PK\x03\x04 word/document.xml")
    result = CliRunner().invoke(extract, [str(tmp_path / "文.docx"), "--format", "text"])
    assert (result.exit_code, result.stdout.strip()) == (0, "")
    assert "文.docx: this is a Word, Excel or archive file" in result.stderr
