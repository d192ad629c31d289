"""Tables of records: plain text, HTML saved as .xls, real spreadsheets."""

import datetime as dt
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlwt

from pipeline.catalog.adding import inspect
from pipeline.catalog.bibliography import Bibliography
from pipeline.catalog.importers import Export, read_export
from pipeline.catalog.stage import read_records
from pipeline.core.sources import recognise
from tests.catalog.writers import table_rows, write_csv_table, write_html_table

RECORDS = [
    Bibliography(
        title_zh=f"{place}街道的联动",
        authors=["苏闻笛", "贝小舟"],
        year=2019,
        year_kind="issue",
        venue="河湾学刊",
        issue="3",
        pages="1-9",
        abstract_zh="联动有三个阶段。",
        keywords_zh=["联动", "治理"],
    )
    for place in ("河湾", "江临")
]


def write_xlsx(path: Path, rows: list[list[Any]]) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    book.save(path)


def write_xls(path: Path, rows: list[list[Any]]) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("记录")
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            sheet.write(number, column, value)
    book.save(str(path))


def read(path: Path) -> Export:
    export = read_export(path, path.name)
    assert export is not None
    return export


@pytest.mark.parametrize("write", [write_xlsx, write_xls])
@pytest.mark.parametrize("name", ["表.xls", "表.xlsx", "表"])
def test_a_spreadsheet_is_read_whatever_its_suffix_says(write: Any, name: str, tmp_path: Path) -> None:
    write(tmp_path / name, table_rows(RECORDS, "article"))
    export = read(tmp_path / name)
    assert recognise(tmp_path / name) == "spreadsheet"
    assert ([record.bibliography for record in export.records], export.problems) == (RECORDS, [])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_an_html_table_saved_as_xls_is_read(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "CNKI.xls"
    path.write_bytes(write_html_table(RECORDS, "article").encode(encoding))
    assert recognise(path) == "records"
    assert [record.bibliography for record in read(path).records] == RECORDS


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_plain_tables_are_read_by_the_delimiter_they_have(delimiter: str, tmp_path: Path) -> None:
    path = tmp_path / "记录.csv"
    path.write_text(write_csv_table(RECORDS, "article", delimiter), encoding="utf-8-sig")
    assert recognise(path) == "records"
    assert [record.bibliography for record in read(path).records] == RECORDS


def test_a_saved_web_page_with_a_table_stays_a_page(tmp_path: Path) -> None:
    path = tmp_path / "页.html"
    path.write_text("<html><body><h1>检索</h1><table><tr><td>题名</td><td>作者</td></tr></table></body></html>", encoding="utf-8")
    assert (recognise(path), read_export(path, "页.html")) == ("html", None)


def test_headings_of_zotero_and_scopus_are_known(tmp_path: Path) -> None:
    path = tmp_path / "z.csv"
    path.write_text(
        "Item Type,Publication Year,Author,Title,Publication Title,Manual Tags\njournalArticle,2019,苏闻笛; 贝小舟,河湾的联动,河湾学刊,联动; 治理\n",
        encoding="utf-8",
    )
    (record,) = read(path).records
    fields = record.bibliography
    assert (record.kind, fields.year, fields.authors, fields.venue, fields.keywords_zh) == (
        "article", 2019, ["苏闻笛", "贝小舟"], "河湾学刊", ["联动", "治理"],
    )  # fmt: skip


def test_an_empty_year_column_means_online_first_and_a_missing_one_does_not(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    kinds = []
    for heading, cell in (("Year-年,", ","), ("", "")):
        path.write_text(f"来源库,题名,{heading}发表时间\n期刊,河湾的联动,{cell}2024-05-06\n", encoding="utf-8")
        kinds.append([(record.bibliography.year, record.bibliography.year_kind) for record in read(path).records])
    assert kinds == [[(2024, "online-first")], [(2024, "issue")]]


def test_the_database_tells_the_degree(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("SrcDatabase-来源库,Title-题名,Source-文献来源,Year-年\n博士,河湾的联动,河湾大学,2019\n", encoding="utf-8")
    (record,) = read(path).records
    assert (record.kind, record.bibliography.degree_type, record.bibliography.venue) == ("thesis", "博士", "河湾大学")


def test_a_lone_number_of_pages_is_a_count_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Title-题名,Author-作者,PageCount-页码\n河湾的联动,苏闻笛,9\n", encoding="utf-8")
    (record,) = read(path).records
    assert (record.bibliography.pages, record.unknown["PageCount-页数"]) == (None, ["9"])


def test_unknown_columns_and_cells_without_heading_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("题名,作者,基金\n河湾的联动,苏闻笛,河湾基金,多出一格\n", encoding="utf-8")
    assert read(path).records[0].unknown == {"基金": ["河湾基金"], "column 4": ["多出一格"]}


def test_a_row_without_title_is_a_problem_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("题名,作者\n河湾的联动,苏闻笛\n,贝小舟\n", encoding="utf-8")
    assert [problem.source for problem in read(path).problems] == ["a.csv:3"]


def test_a_quote_left_open_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('题名,作者\n"河湾的联动,苏闻笛\n江临的联动,贝小舟\n', encoding="utf-8")
    assert "quotation mark" in read(path).problems[0].message


def test_a_quote_left_open_in_the_headings_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('题名,作者,"年,期\n河湾的联动,苏闻笛,2019,3\n', encoding="utf-8")
    assert "quotation mark" in read(path).problems[0].message


def test_dates_and_numbers_of_a_spreadsheet_are_read_as_people_write_them(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_xlsx(path, [["题名", "作者", "年", "发表时间"], ["河湾的联动", "苏闻笛", 2019.0, dt.datetime(2019, 3, 15, tzinfo=None)]])  # noqa: DTZ001 - spreadsheets know no zone
    assert read(path).records[0].bibliography.year == 2019


def test_a_damaged_spreadsheet_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_xlsx(path, table_rows(RECORDS, "article"))
    path.write_bytes(path.read_bytes()[:2000] + b"xl/workbook.xml")
    assert "open it and save it again" in read(path).problems[0].message


def test_a_spreadsheet_without_records_is_no_export(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_xlsx(path, [["预算", "2019"], ["纸", 3]])
    assert read_export(path, "a.xlsx") is None


def test_a_spreadsheet_of_records_is_added_and_one_of_something_else_is_refused(tmp_path: Path) -> None:
    write_xlsx(tmp_path / "记录.xlsx", table_rows(RECORDS, "article"))
    write_xlsx(tmp_path / "预算.xlsx", [["预算", "2019"], ["纸", 3]])
    findings = inspect([tmp_path])
    assert [(finding.kind, finding.refused) for finding in findings] == [("records", False), ("spreadsheet", True)]
    assert findings[0].note == "record export (xlsx), 2 records"


def test_the_stage_reads_spreadsheets_and_names_those_it_cannot_read(tmp_path: Path) -> None:
    write_xls(tmp_path / "a.xls", table_rows(RECORDS, "article"))
    write_xlsx(tmp_path / "b.xlsx", [["预算", "2019"]])
    found = read_records(tmp_path)
    assert found.exports == {"a.xls": 2}
    assert [(problem.source, problem.code) for problem in found.problems] == [("b.xlsx", "records-not-recognised")]
