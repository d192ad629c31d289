"""edits/catalog.tsv."""

from pathlib import Path

import pytest

from pipeline.catalog.corrections import apply_corrections, read_corrections
from pipeline.core.errors import ConfigError
from tests.catalog.factories import TITLE, make_document, make_record

HEADER = "title\tfield\tvalue\tby\ton\treason\n"


def write(folder: Path, *lines: str) -> Path:
    """A corrections file with these lines under the header."""
    path = folder / "catalog.tsv"
    path.write_text(HEADER + "".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def test_a_correction_is_found_by_title_whatever_its_signs(tmp_path: Path) -> None:
    fixes = read_corrections(write(tmp_path, f"{TITLE}。\tyear\t2018\t苏闻笛\t2024-01-02\t版权页"))
    (corrected,), problems = apply_corrections([make_record(1)], fixes, "edits/catalog.tsv")
    assert (corrected.bibliography.year, corrected.corrected, problems) == (2018, {"year"}, [])


def test_a_file_without_title_is_corrected_by_its_name(tmp_path: Path) -> None:
    fixes = read_corrections(write(tmp_path, f"0.pdf\ttitle_zh\t{TITLE}", "0.pdf\tkind\tthesis"))
    (corrected,), _ = apply_corrections([make_document(title_zh=None)], fixes, "edits/catalog.tsv")
    assert (corrected.bibliography.title_zh, corrected.kind) == (TITLE, "thesis")


def test_lists_are_divided_and_an_empty_value_empties(tmp_path: Path) -> None:
    fixes = read_corrections(write(tmp_path, f"{TITLE}\tauthors\t施一；苏闻笛", f"{TITLE}\tvenue\t"))
    (corrected,), _ = apply_corrections([make_record(1)], fixes, "edits/catalog.tsv")
    assert (corrected.bibliography.authors, corrected.bibliography.venue) == (["施一", "苏闻笛"], None)


def test_a_correction_that_meets_nothing_is_reported(tmp_path: Path) -> None:
    fixes = read_corrections(write(tmp_path, "别的题名\tyear\t2018"))
    _, problems = apply_corrections([make_record(1)], fixes, "edits/catalog.tsv")
    assert [problem.code for problem in problems] == ["correction-unused"]


def test_all_wrong_lines_are_named_at_once(tmp_path: Path) -> None:
    path = write(tmp_path, "题\tyeer\t2018", "题\tyear\t18", "题\tkind\tbook", "\tyear\t2018")
    with pytest.raises(ConfigError, match=r"(?s):2: no such field.*:3: year must.*:4: kind must.*:5: the title is empty"):
        read_corrections(path)


def test_a_file_with_other_columns_is_refused(tmp_path: Path) -> None:
    (tmp_path / "catalog.tsv").write_text("title,field\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="first line must be the columns"):
        read_corrections(tmp_path / "catalog.tsv")


def test_no_file_is_no_corrections(tmp_path: Path) -> None:
    assert read_corrections(tmp_path / "catalog.tsv") == []


def test_file_saved_in_another_encoding_is_refused_in_words(tmp_path):
    path = tmp_path / "catalog.tsv"
    path.write_bytes("title\tfield\tvalue\tby\ton\treason\n题名\tyear\t2016\t\t\t\n".encode("gbk"))
    with pytest.raises(ConfigError, match=r"catalog\.tsv: not UTF-8.*\nsave it as UTF-8"):
        read_corrections(path)
