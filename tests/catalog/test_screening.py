"""Two screeners' decisions, from sheet to works."""

import dataclasses
from pathlib import Path

import openpyxl
import pytest

from pipeline.catalog.screening import (
    Row,
    Said,
    adjudicate,
    agreement_line,
    combine,
    measure_agreement,
    open_works,
    read_screening,
    screen_works,
    screening_text,
)
from pipeline.catalog.sheets import read_sheet, write_sheet
from pipeline.catalog.stage import make_catalog
from pipeline.core.errors import ConfigError, InputError
from pipeline.core.records import Work
from tests.catalog.factories import CONFIG, make_record

TITLES = ("河湾街道的联动", "=桥头镇的账本", "江临市的“协商”", "石渡县的站点")


@pytest.fixture
def works() -> list[Work]:
    return make_catalog([make_record(line, title_zh=title, abstract_zh=None) for line, title in enumerate(TITLES)], [], CONFIG).works


def said(works: list[Work], *decisions: str | None) -> list[Said]:
    return [
        Said(work.work_id, work.title_zh or "", one, "主题不符" if one == "exclude" else "")
        for work, one in zip(works, decisions, strict=True)
    ]


def by_id(works: list[Work]) -> dict[str, Work]:
    return {work.work_id: work for work in works}


def rows_of(works: list[Work]) -> list[Row]:
    """Agreed include, agreed exclude, a disagreement, and one of whom the second says nothing."""
    return combine(
        said(works, "include", "exclude", "include", "include"), said(works, "include", "exclude", "exclude", None), by_id(works)
    )


def fill(path: Path, *decisions: str) -> None:
    book = openpyxl.load_workbook(path)
    sheet = book.active
    column = next(cell.column for cell in sheet[1] if cell.value.startswith("decision"))
    for line, decision in enumerate(decisions, start=2):
        sheet.cell(line, column, decision)
    book.save(path)


def test_a_sheet_is_read_back_with_what_was_filled_in(tmp_path: Path, works: list[Work]) -> None:
    write_sheet(tmp_path / "a.xlsx", works)
    fill(tmp_path / "a.xlsx", "include", "排除", " Unsure ", "")
    found = read_sheet(tmp_path / "a.xlsx")
    assert [one.title for one in found] == [work.title_zh for work in works]
    assert [one.decision for one in found] == ["include", "exclude", "unsure", None]


def test_the_same_works_give_the_same_bytes(tmp_path: Path, works: list[Work]) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        write_sheet(tmp_path / name, works)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_a_title_that_begins_like_a_formula_is_text(tmp_path: Path, works: list[Work]) -> None:
    write_sheet(tmp_path / "a.xlsx", works)
    cells = [cell for row in openpyxl.load_workbook(tmp_path / "a.xlsx").active for cell in row if str(cell.value).startswith("=")]
    assert [cell.data_type for cell in cells] == ["s"]


def test_a_sheet_is_never_overwritten(tmp_path: Path, works: list[Work]) -> None:
    write_sheet(tmp_path / "a.xlsx", works)
    with pytest.raises(InputError, match="may hold decisions"):
        write_sheet(tmp_path / "a.xlsx", works)


def test_all_words_that_decide_nothing_are_named_at_once(tmp_path: Path, works: list[Work]) -> None:
    write_sheet(tmp_path / "a.xlsx", works)
    fill(tmp_path / "a.xlsx", "perhaps", "include", "nein", "")
    with pytest.raises(InputError, match=r"(?s)row 2: .*perhaps.*row 4: .*nein"):
        read_sheet(tmp_path / "a.xlsx")


def test_a_file_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_text("key", encoding="utf-8")
    with pytest.raises(InputError, match=r"no XLSX file"):
        read_sheet(tmp_path / "a.xlsx")


def test_only_what_both_say_is_decided(works: list[Work]) -> None:
    assert [row.decision for row in rows_of(works)] == ["include", "exclude", "", ""]


def test_agreement_is_over_what_both_judged(works: list[Work]) -> None:
    found = measure_agreement(rows_of(works))
    assert found is not None
    assert (found.n, round(found.agreement, 3), round(found.kappa or 0, 3)) == (3, 0.667, 0.4)
    assert agreement_line(rows_of(works)).startswith("3 works judged by both, 66.7% alike, Cohen's κ 0.400")


def test_the_file_is_read_back_equal(tmp_path: Path, works: list[Work]) -> None:
    rows = rows_of(works)
    (tmp_path / "screening.tsv").write_text(screening_text(rows), encoding="utf-8")
    assert sorted(read_screening(tmp_path), key=str) == sorted(rows, key=str)


def test_an_adjudicated_decision_stays_until_a_screener_changes_his_mind(works: list[Work]) -> None:
    rows = adjudicate(rows_of(works), said(works, None, None, "include", None), "丙")
    first = said(works, "include", "exclude", "include", "include")
    again = combine(first, said(works, "include", "exclude", "exclude", None), by_id(works), rows)
    changed = combine(first, said(works, "include", "exclude", "unsure", None), by_id(works), rows)
    assert [(row.decision, row.adjudicated_by) for row in (again[2], changed[2])] == [("include", "丙"), ("", "")]


def test_works_bear_their_state_and_open_ones_are_problems(works: list[Work]) -> None:
    screened, decisions, problems = screen_works(works, rows_of(works)[:3])
    assert [work.screening for work in screened] == ["included", "excluded", "undecided", "undecided"]
    assert (screened[1].exclusion, len(decisions)) == ("主题不符", 3)
    assert sorted(problem.code for problem in problems) == ["not-screened", "undecided"]


def test_without_decisions_no_work_has_a_state(works: list[Work]) -> None:
    assert screen_works(works, []) == (works, [], [])


def test_a_decision_finds_its_work_by_title_when_the_id_has_changed(works: list[Work]) -> None:
    row = dataclasses.replace(rows_of(works)[0], key="w000")
    assert screen_works(works, [row])[0][0].screening == "included"


def test_sheets_hold_what_is_open_and_leave_out_what_another_work_stands_for(works: list[Work]) -> None:
    linked = [dataclasses.replace(works[0], duplicate_of=works[1].work_id), *works[1:]]
    assert len(open_works(linked, [])) == 3
    assert {work.work_id for work in open_works(works, rows_of(works), disputed=True)} == {works[2].work_id, works[3].work_id}


def test_wrong_decisions_in_the_file_are_named_at_once(tmp_path: Path) -> None:
    text = screening_text([Row("w1", "乙", decision="maybe"), Row("w2", "甲", screener_a="oui")])
    (tmp_path / "screening.tsv").write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=r"(?s):2: decision must.*:3: screener_a must"):
        read_screening(tmp_path)
