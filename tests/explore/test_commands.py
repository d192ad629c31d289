import csv
import io
import json

import pytest
from click.testing import CliRunner

from pipeline.core.errors import InputError
from pipeline.core.workbooks import sheet_rows
from pipeline.explore.commands import export, report, search
from pipeline.explore.searching.output import HIT_COLUMNS
from pipeline.explore.searching.query import FIELDS, KINDS, SECTIONS


@pytest.fixture
def ask(probe, monkeypatch):
    monkeypatch.chdir(probe.root.parent.parent)

    def invoke(command, *arguments):
        return CliRunner().invoke(command, list(arguments), catch_exceptions=False)

    return invoke


def test_search_prints_one_json_object_a_hit(ask):
    rows = [json.loads(line) for line in ask(search, "三社联动 year:2016", "--format", "json").stdout.splitlines()]
    assert tuple(rows[0]) == HIT_COLUMNS
    assert {row["year"] for row in rows} == {2016}


def test_search_prints_csv_with_a_header(ask):
    rows = list(csv.DictReader(io.StringIO(ask(search, "五社联动", "--format", "csv").stdout)))
    assert {row["match"] for row in rows} == {"五社联动"}


def test_concordance_lines_up(ask):
    lines = ask(search, "五社联动", "--limit", "5").stdout.splitlines()
    assert len(lines) == 6


def test_search_without_hits_is_no_error(ask):
    result = ask(search, "火星基地", "--format", "json")
    assert (result.exit_code, result.stdout) == (0, "")


@pytest.mark.parametrize(("form", "start"), [("bib", "@mastersthesis{"), ("ris", "TY  - THES")])
def test_search_prints_references_of_the_works(ask, form, start):
    assert ask(search, "三社联动 kind:thesis", "--format", form).stdout.count(start) == 5


def test_doubts_show_the_words_around_them(ask):
    result = ask(search, "湾街道", "--doubts", "--limit", "1")
    assert "河湾|街|道" in result.stdout
    assert "cut a word" not in result.stderr


def test_strings_that_cut_words_are_announced(ask):
    assert "cut a word (--doubts lists them, --words leaves them out)" in ask(search, "湾街道").stderr


def test_years_are_counted(ask):
    rows = [json.loads(line) for line in ask(search, "三社联动", "--by-year", "--format", "json").stdout.splitlines()]
    assert set(rows[0]) == {"year", "works", "of"}


@pytest.mark.parametrize(("form", "start"), [("csl-json", "["), ("gbt7714", "[1] ")])
def test_search_prints_references_of_other_forms(ask, form, start):
    assert ask(search, "三社联动 kind:thesis", "--format", form).stdout.startswith(start)


def test_workbook_needs_a_file_and_holds_the_hits(ask, tmp_path):
    assert ask(search, "五社联动", "--format", "xlsx").exit_code == 2
    ask(search, "五社联动", "--format", "xlsx", "--output", str(tmp_path / "hits.xlsx"))
    (rows,) = sheet_rows(tmp_path / "hits.xlsx")
    assert tuple(rows[0]) == HIT_COLUMNS
    assert {row[HIT_COLUMNS.index("match")] for row in rows[1:]} == {"五社联动"}


def test_search_does_not_overwrite_a_file(ask, tmp_path):
    (tmp_path / "x.csv").write_text("mine", encoding="utf-8")
    with pytest.raises(InputError, match="not overwritten"):
        ask(search, "五社联动", "--format", "csv", "--output", str(tmp_path / "x.csv"))
    assert (tmp_path / "x.csv").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("options", [("--words", "--doubts"), ("--by-year", "--doubts"), ("--format", "bib", "--by-year")])
def test_options_that_contradict_each_other_are_refused(ask, options):
    assert ask(search, "五社联动", *options).exit_code == 2


def test_help_of_search_shows_the_query_language(ask):
    shown = ask(search, "--help").stdout
    assert all(word in shown for word in ("NEAR/10", *(f"{field}:" for field in FIELDS), *SECTIONS, *KINDS))


def test_report_goes_where_the_user_says(ask, tmp_path):
    assert ask(report, "--out", str(tmp_path / "mine")).stdout.strip() == str(tmp_path / "mine" / "index.html")


def test_report_is_in_the_language_asked_for(ask, tmp_path):
    ask(report, "--lang", "en", "--out", str(tmp_path / "mine"))
    assert '<html lang="en">' in (tmp_path / "mine" / "index.html").read_text(encoding="utf-8")


def test_stamped_report_needs_a_folder_of_its_own(ask):
    assert ask(report, "--stamp").exit_code == 2


def test_report_refuses_a_folder_with_other_files(ask, tmp_path):
    (tmp_path / "thesis.docx").write_text("x", encoding="utf-8")
    with pytest.raises(InputError, match="no report"):
        ask(report, "--out", str(tmp_path))
    assert (tmp_path / "thesis.docx").is_file()


def test_csv_export_keeps_texts_back(ask, tmp_path):
    ask(export, "--format", "csv", str(tmp_path / "out"))
    head = (tmp_path / "out" / "extract_documents.csv").read_text(encoding="utf-8-sig").splitlines()[0]
    assert "text" not in head.split(",")
    assert "doc_id" in head.split(",")


def test_export_refuses_a_folder_in_use(ask, tmp_path):
    (tmp_path / "x").write_text("", encoding="utf-8")
    with pytest.raises(InputError, match="not empty"):
        ask(export, "--format", "csv", str(tmp_path))


def test_works_are_exported_as_records_of_a_named_file(ask, tmp_path):
    result = ask(export, "--format", "ris", str(tmp_path / "mine.ris"))
    assert "24 works written to" in result.stderr
    assert (tmp_path / "mine.ris").read_text(encoding="utf-8").count("TY  - ") == 24


def test_records_have_no_place_for_full_texts(ask, tmp_path):
    assert ask(export, "--format", "bib", "--with-text", str(tmp_path / "x.bib")).exit_code == 2


def test_tables_need_a_folder(ask, tmp_path):
    (tmp_path / "x").write_text("", encoding="utf-8")
    with pytest.raises(InputError, match="this is a file"):
        ask(export, "--format", "csv", str(tmp_path / "x"))
