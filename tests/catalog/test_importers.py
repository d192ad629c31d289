"""Exports in, records out: every format, every slip of the databases, and nothing dropped silently."""

import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import rispy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.catalog import bibtex, csl, cssci, endnote, noteexpress, refworks, ris, values
from pipeline.catalog.bibliography import Bibliography
from pipeline.catalog.importers import read_export, read_text
from pipeline.core.headings import HEADINGS
from tests.catalog.writers import LIST_WRITERS, WITHOUT, WRITERS, write_ris

HAN = "社区治理联动街道居委会组织工作服务项目河湾江临基层协商"
han_words = st.text(HAN, min_size=2, max_size=6)
sentences = st.text(HAN + "，。“”、（）", min_size=8, max_size=60).filter(
    lambda text: values.is_chinese(text) and text == values.clean_abstract(text)
)
english = st.lists(st.text("abcdefgh", min_size=1, max_size=6), min_size=2, max_size=12).map(lambda words: "A " + " ".join(words))
words_zh = st.lists(han_words, min_size=2, max_size=5, unique=True)


@st.composite
def bibliographies(draw: st.DrawFn, kind: str) -> Bibliography:
    """A bibliography in its cleaned form: what the importers must give back."""
    degree = draw(st.sampled_from(["博士", "公共管理硕士", "硕士"])) if kind == "thesis" else None
    return Bibliography(
        title_zh=draw(sentences),
        title_en=draw(st.none() | english),
        authors=draw(st.lists(st.text(HAN, min_size=2, max_size=4), max_size=4, unique=True)),
        affiliations=draw(st.lists(han_words, max_size=2, unique=True)),
        advisor=draw(han_words) if kind == "thesis" else None,
        year=draw(st.integers(1980, 2030)),
        year_kind={"article": "issue", "thesis": "degree", "web": "posted"}[kind],
        venue=draw(han_words),
        issue=draw(st.none() | st.integers(1, 24).map(str)) if kind != "thesis" else None,
        pages=draw(st.none() | st.sampled_from(["1-9", "147-158+190", "61"])),
        doi=draw(st.none() | st.just("10.00000/hw.2019.03.002")),
        degree=degree,
        degree_type=values.degree_type(degree) if degree else None,
        abstract_zh=draw(st.none() | sentences),
        abstract_en=draw(st.none() | english),
        keywords_zh=draw(words_zh),
    )


def as_told(name: str, fields: Bibliography) -> Bibliography:
    """What a format can say of a bibliography."""
    nothing = dict.fromkeys(WITHOUT.get(name, ()))
    if name == "cssci" and not (fields.issue and fields.pages):
        nothing |= {"issue": None, "pages": None}
    return dataclasses.replace(fields, **nothing)


@pytest.mark.parametrize("name", sorted(LIST_WRITERS))
@given(data=st.data())
@settings(max_examples=60, deadline=None, derandomize=True)
def test_a_written_record_is_read_back_equal(name: str, data: st.DataObject) -> None:
    kind = "article" if name == "cssci" else data.draw(st.sampled_from(["article", "thesis", "web"]))
    written = data.draw(st.lists(bibliographies(kind), min_size=1, max_size=3))
    export = read_text(LIST_WRITERS[name](written, kind), "x", name)
    assert [(record.kind, record.bibliography) for record in export.records] == [(kind, as_told(name, fields)) for fields in written]
    assert export.problems == []


def mutations(write: Callable[[list[Bibliography], str], str], draw: Callable[[Any], Any]) -> bytes:
    """An export of three records with up to eight places overwritten, cut or filled with anything."""
    records = [
        Bibliography(
            title_zh=f"{place}街道的联动",
            authors=["苏闻笛"],
            year=2019,
            venue="河湾学刊",
            issue="3",
            pages="1-9",
            keywords_zh=["联动", place],
        )
        for place in ("河湾", "江临", "沧宁")
    ]
    content = bytearray(write(records, "article").encode())
    for _ in range(draw(st.integers(1, 8))):
        place = draw(st.integers(0, max(len(content) - 1, 0)))
        content[place : place + draw(st.integers(0, 9))] = draw(
            st.binary(max_size=5) | st.sampled_from([b"\n", b'"', b"{", b"}", b"<", b";"])
        )
    return bytes(content)


def check_mutated(content: bytes, folder: Path) -> None:
    """Nothing is dropped silently: three records, or a word on what is missing, or no export at all (which the stage reports)."""
    path = folder / "x.ris"
    path.write_bytes(content)
    export = read_export(path, "x.ris")
    assert export is None or len(export.records) >= 3 or export.problems


@pytest.mark.parametrize("name", sorted(LIST_WRITERS))
@given(data=st.data())
@settings(max_examples=30, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_a_mutated_export_is_read_or_reported_and_never_fails(
    name: str, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    check_mutated(mutations(LIST_WRITERS[name], data.draw), tmp_path_factory.getbasetemp())


@pytest.mark.parametrize("name", sorted(WRITERS))
def test_a_record_whose_first_line_is_damaged_is_not_dropped_silently(name: str) -> None:
    one, two = (WRITERS[name](Bibliography(title_zh=title, year=2019), "article") for title in ("河湾的联动", "江临的联动"))
    export = read_text(one + two[1:], "x", name)
    assert len(export.records) == 1
    assert [problem.code for problem in export.problems] == ["record-unreadable"]


@pytest.mark.parametrize("name", sorted(WRITERS))
def test_a_record_without_title_is_a_problem_with_its_line(name: str) -> None:
    text = WRITERS[name](Bibliography(title_zh="河湾的联动"), "article")
    n_lines = text.count("\n")
    export = read_text(text + WRITERS[name](Bibliography(authors=["苏闻笛"]), "article"), "x", name)
    assert [problem.source for problem in export.problems] == [f"x:{n_lines + 1}"]
    assert "without title" in export.problems[0].message


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encodings_of_chinese_exports_are_recognised(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_bytes(write_ris(Bibliography(title_zh="河湾街道的“联动”：七年回顾"), "article").encode(encoding))
    export = read_export(path, "x.txt")
    assert export is not None
    assert [record.bibliography.title_zh for record in export.records] == ["河湾街道的“联动”：七年回顾"]


def test_a_damaged_byte_is_reported_and_the_rest_stays_readable(tmp_path: Path) -> None:
    path = tmp_path / "x.ris"
    content = write_ris(Bibliography(title_zh="河湾的联动" * 8, abstract_zh="江临大学的老师记录了联动。" * 20), "article").encode()
    path.write_bytes(content.replace("老".encode(), b"\xe8\x80", 1))
    export = read_export(path, "x.ris")
    assert export is not None
    assert export.records[0].bibliography.title_zh == "河湾的联动" * 8
    assert [problem.code for problem in export.problems] == ["encoding-damaged"]


def test_text_that_is_no_export_is_not_read_as_one(tmp_path: Path) -> None:
    path = tmp_path / "x.ris"
    path.write_text("TY 是缩写。\n{Title}一词不译。\n%0 不是百分数。\n", encoding="utf-8")
    assert read_export(path, "x.ris") is None


def test_strict_ris_by_rispy_is_read_as_rispy_reads_it() -> None:
    entry = {
        "type_of_reference": "JOUR",
        "title": "河湾的联动",
        "authors": ["苏闻笛", "贝小舟"],
        "year": "2019",
        "journal_name": "河湾学刊",
    }
    (record,) = read_text(rispy.dumps([entry]), "x", "ris").records
    fields = record.bibliography
    assert (record.kind, fields.title_zh, fields.authors, fields.year, fields.venue) == (
        "article",
        "河湾的联动",
        ["苏闻笛", "贝小舟"],
        2019,
        "河湾学刊",
    )


def test_line_breaks_inside_a_field_belong_to_it() -> None:
    text = "{Reference Type}: Journal Article\n{Title}: 河湾街道\n的联动\n{Author}: 苏闻笛,贝小舟\n{Keywords}: 联动;;治理\n\n"
    fields = read_text(text, "x", "noteexpress").records[0].bibliography
    assert (fields.title_zh, fields.authors) == ("河湾街道的联动", ["苏闻笛", "贝小舟"])


def test_a_record_without_year_and_issue_is_online_first() -> None:
    text = "{Reference Type}: Journal Article\n{Title}: 河湾街道的联动\n{Author}: 苏闻笛;\n{Pages}: 1-9\n"
    fields = read_text(text, "x", "noteexpress").records[0].bibliography
    assert (fields.year, fields.year_kind) == (None, "online-first")


def test_unknown_fields_are_kept() -> None:
    text = "%0 Journal Article\n%A 苏闻笛\n%T 河湾的联动\n%@ 1000-0000\n%L 11-0000/C\n"
    record = read_text(text, "x", "endnote").records[0]
    assert record.unknown == {"@": ["1000-0000"], "L": ["11-0000/C"], "type": ["Journal Article"]}


def test_volume_and_issue_become_one_field_without_leading_zeros() -> None:
    text = "TY  - JOUR\nT1  - 河湾的联动\nVL  - 36\nIS  - 04\nER  - \n"
    assert read_text(text, "x", "ris").records[0].bibliography.issue == "36(4)"


def test_a_thesis_has_its_university_as_venue_and_its_degree_type() -> None:
    text = "%0 Thesis\n%A 苏闻笛\n%T 河湾的联动\n%Y 贝小舟;施一\n%I 河湾大学\n%9 博士\n%D 2019\n"
    record = read_text(text, "x", "endnote").records[0]
    fields = record.bibliography
    assert (record.kind, fields.venue, fields.degree_type, fields.advisor, fields.year_kind) == (
        "thesis",
        "河湾大学",
        "博士",
        "贝小舟；施一",
        "degree",
    )


def test_every_format_reads_what_it_calls_the_fields_of_a_bibliography() -> None:
    tables = [ris.FIELDS, noteexpress.FIELDS, endnote.FIELDS, refworks.FIELDS, cssci.FIELDS, bibtex.FIELDS, csl.FIELDS, HEADINGS]
    meanings = {meaning for table in tables for meaning in table.values()}
    columns = {column.name for column in dataclasses.fields(Bibliography)}
    known = columns | {
        "type",
        "title",
        "author",
        "author_en",
        "affiliation",
        "abstract",
        "keyword",
        "keyword_en",
        "note",
        "date",
        "publisher",
        "volume",
        "first_page",
        "last_page",
    }
    assert meanings <= known
