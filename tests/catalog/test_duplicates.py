"""Which descriptions are one work, and above all which are not."""

import dataclasses

import pytest

from pipeline.catalog.agreement import make_profile
from pipeline.catalog.bibliography import Description
from pipeline.catalog.duplicates import find_matches
from pipeline.catalog.filenames import read_file_name
from tests.catalog.factories import ABSTRACT, CONFIG, TITLE, make_document, make_record


def rules(*descriptions: Description) -> list[str]:
    """The rules by which the descriptions match."""
    return [match.rule for match in find_matches([make_profile(description) for description in descriptions], CONFIG)]


SAME = {
    "title and author": (make_record(1), make_document()),
    "other dash before the subtitle": (make_record(1, title_zh=f"{TITLE}——七年观察"), make_record(2, title_zh=f"{TITLE}：七年观察")),
    "Traditional characters": (make_record(1), make_record(2, title_zh="河灣街道的三社聯動何以持續", authors=["蘇聞笛"])),
    "online first a year before print": (make_record(1, year=2018, year_kind="online-first"), make_record(2)),
    "no year in one": (make_record(1, year=None), make_record(2)),
    "no author in one, long title": (make_record(1, authors=[]), make_record(2)),
    "second author first": (make_record(1), make_record(2, authors=["贝小舟", "苏闻笛"])),
    "author line not understood, but printed": (make_record(1), make_document(authors=["本刊编辑"], head=f"{TITLE} 苏闻笛 贝小舟")),
    "short file that looked like a thesis": (make_record(1), make_document(kind="thesis", body=6000)),
    "long file that looked like an article": (make_record(1, kind="thesis"), make_document(body=60000)),
    "web repost years later": (make_record(1), make_document(kind="web", year=2023)),
    "English title alone": (
        make_record(1, title_zh=None, title_en="Why Linkage Lasts in Hewan", authors=["Su Wendi"]),
        make_record(2, title_zh=None, title_en="Why linkage lasts in Hewan.", authors=["Wendi Su"]),
    ),
}
OTHER = {
    "another author": (make_record(1), make_record(2, authors=["施一"])),
    "years apart": (make_record(1), make_record(2, year=2023)),
    "two DOIs": (make_record(1, doi="10.00000/a"), make_record(2, doi="10.00000/b")),
    "thesis and article": (make_record(1), make_record(2, kind="thesis")),
    "thesis in full text and article": (make_document(kind="thesis", body=60000), make_record(2)),
    "article in full text and thesis": (make_document(body=6000), make_record(2, kind="thesis")),
    "part one and two": (make_record(1, title_zh=f"{TITLE}（上）"), make_record(2, title_zh=f"{TITLE}（下）")),
    "a yearly column": (make_record(1, pages="1-9"), make_record(2, year=2020, pages="3-8")),
    "a short title in another issue": (
        make_record(1, title_zh="编者按", issue="1", abstract_zh=None),
        make_record(2, title_zh="编者按", issue="2"),
    ),
    "title with and without subtitle in two journals": (
        make_record(1, abstract_zh=None),
        make_record(2, title_zh=f"{TITLE}——七年观察", venue="江临学刊", abstract_zh=None),
    ),
    "one DOI under two titles": (
        make_record(1, doi="10.00000/a"),
        make_record(2, title_zh="桥头镇合作社的账本", abstract_zh="合作社。", doi="10.00000/a"),
    ),
    "same author, other work": (make_record(1), make_record(2, title_zh="河湾街道的协议从何而来", abstract_zh="协议由岗位而来。")),
    "no author and a short title": (make_record(1, title_zh="河湾的联动实践", authors=[]), make_record(2, title_zh="河湾的联动实践")),
    "Chinese titles differ under one English title": (
        make_record(1, title_en="A Study of Linkage"),
        make_record(2, title_zh="桥头镇合作社的账本", title_en="A Study of Linkage", abstract_zh="账本。"),
    ),
}


@pytest.mark.parametrize("pair", SAME.values(), ids=SAME)
def test_two_descriptions_are_one_work(pair: tuple[Description, Description]) -> None:
    assert len(rules(*pair)) == 1


@pytest.mark.parametrize("pair", OTHER.values(), ids=OTHER)
def test_two_descriptions_are_two_works(pair: tuple[Description, Description]) -> None:
    assert rules(*pair) == []


def test_one_doi_is_enough_where_titles_are_alike() -> None:
    assert rules(make_record(1, doi="10.00000/A"), make_record(2, doi="10.00000/a", authors=["施一"])) == ["doi"]


def test_a_scan_is_found_by_its_file_name() -> None:
    named = read_file_name("河湾街道_省略_何以持续_苏闻笛.pdf")
    scan = make_document(
        status="needs_ocr",
        kind="other",
        title_zh="河湾街道……何以持续",
        authors=["苏闻笛"],
        year=None,
        abstract_zh=None,
        by_name=["title_zh", "authors"],
        named=named,
    )
    assert rules(make_record(1), scan) == ["file-name"]


def test_a_file_name_does_not_overrule_the_title_in_the_file() -> None:
    named = read_file_name(f"{TITLE}_苏闻笛.pdf")
    assert rules(make_record(1), make_document(title_zh="桥头镇合作社的账本", authors=["施一"], abstract_zh="账本。", named=named)) == []


def test_a_missing_subtitle_is_forgiven_within_one_journal() -> None:
    assert rules(make_record(1, abstract_zh=None), make_record(2, title_zh=f"{TITLE}——七年观察")) == ["subtitle"]


def test_a_misread_title_is_forgiven_when_author_and_abstract_agree() -> None:
    assert rules(make_record(1), make_document(title_zh=f"{TITLE}*基金项目", abstract_zh=ABSTRACT)) == ["abstract"]


def test_a_file_without_title_is_found_by_what_its_first_page_prints() -> None:
    untitled = make_document(title_zh=None, authors=[], abstract_zh=None, head=f"2019年第3期 {TITLE} 苏闻笛")
    assert rules(make_record(1), untitled) == ["text"]


def test_a_file_that_prints_a_title_without_its_author_only_cites_it() -> None:
    untitled = make_document(title_zh=None, authors=[], abstract_zh=None, head=f"参见《{TITLE}》一文")
    assert rules(make_record(1), untitled) == []


def test_a_pair_is_reported_once_under_its_best_rule() -> None:
    pair = [dataclasses.replace(make_record(line, doi="10.00000/a")) for line in (1, 2)]
    assert rules(*pair) == ["doi"]
