"""Works that are linked and, above all, works that are not."""

import dataclasses

import pytest

from pipeline.catalog.bibliography import Description
from pipeline.catalog.corrections import Correction
from pipeline.catalog.stage import Catalog, make_catalog
from tests.catalog.factories import ABSTRACT, CONFIG, TITLE, make_document, make_record

LONG = ABSTRACT + "研究发现，协议能否落实取决于街道是否给居委会留出议事的时间；社工的角色由此从办事转为记账，站点的去留也随之改变。"
OTHER_TITLE = "从例会到协议：一个街道七年的联动记录"
THESIS = make_record(
    9, kind="thesis", title_zh="河湾街道三社联动研究", authors=["苏闻笛"], advisor="贝小舟", venue="江临大学", abstract_zh=None
)
PASSAGE = "".join(chr(0x4E00 + position) for position in range(400))


def links(*descriptions: Description, edits: tuple[Correction, ...] = (), texts: dict[str, str] | None = None) -> list[tuple[str, str]]:
    return [(link.link, link.rule) for link in catalog(*descriptions, edits=edits, texts=texts).links]


def catalog(*descriptions: Description, edits: tuple[Correction, ...] = (), texts: dict[str, str] | None = None) -> Catalog:
    return make_catalog(descriptions, list(edits), CONFIG, texts)


LINKED = {
    "repost under another title": ([make_record(1, abstract_zh=LONG), make_document(kind="web", title_zh=OTHER_TITLE, year=2022, abstract_zh=LONG)], ("duplicate_of", "abstract")),
    "reprint years later": ([make_record(1, abstract_zh=LONG), make_record(2, year=2022, venue="文摘", abstract_zh=LONG)], ("duplicate_of", "abstract")),
    "one article with two DOIs": ([make_record(1, doi="10.00000/a", issue="3", abstract_zh=None), make_record(2, doi="10.00000/b", issue="3", abstract_zh=None)], ("duplicate_of", "place")),
    "online two years before print": ([make_record(1, year=2017, year_kind="online-first"), make_record(2)], ("version_of", "online-first")),
    "article with the thesis's title": ([make_record(1, title_zh="河湾街道三社联动研究", abstract_zh=None), THESIS], ("derived_from", "title")),
    "article with the supervisor and an alike title": ([make_record(1, title_zh="河湾街道三社联动的研究", abstract_zh=None), THESIS], ("derived_from", "alike")),
}  # fmt: skip
APART = {
    "yearly column": [make_record(1, pages="1-9", abstract_zh=None), make_record(2, year=2020, pages="3-8", abstract_zh=None)],
    "two parts": [make_record(1, title_zh=f"{TITLE}（上）", abstract_zh=LONG), make_record(2, title_zh=f"{TITLE}（下）", abstract_zh=LONG)],
    "same abstract, other author": [make_record(1, abstract_zh=LONG), make_record(2, title_zh=OTHER_TITLE, authors=["施一"], abstract_zh=LONG)],
    "short formula as abstract": [make_record(1, abstract_zh="本文探讨了三社联动的机制与路径。"), make_record(2, title_zh=OTHER_TITLE, abstract_zh="本文探讨了三社联动的机制与路径。")],
    "editor's notes of one issue": [make_record(1, title_zh="编者按", doi="10.00000/a", issue="1", abstract_zh=None), make_record(2, title_zh="编者按", doi="10.00000/b", issue="1", abstract_zh=None)],
    "other article of the thesis's author": [make_record(1, title_zh="桥头镇合作社的账本与人情", authors=["苏闻笛"], abstract_zh=None), THESIS],
    "alike title by a namesake": [make_record(1, title_zh="河湾街道三社联动的研究", authors=["苏闻笛"], abstract_zh=None), THESIS],
    "thesis of long ago": [make_record(1, title_zh="河湾街道三社联动研究", abstract_zh=None), dataclasses.replace(THESIS, bibliography=dataclasses.replace(THESIS.bibliography, year=2005))],
}  # fmt: skip


@pytest.mark.parametrize(("descriptions", "expected"), LINKED.values(), ids=LINKED)
def test_two_works_are_linked(descriptions: list[Description], expected: tuple[str, str]) -> None:
    assert links(*descriptions) == [expected]


@pytest.mark.parametrize("descriptions", APART.values(), ids=APART)
def test_two_works_are_not_linked(descriptions: list[Description]) -> None:
    assert len(catalog(*descriptions).works) == 2
    assert links(*descriptions) == []


def test_an_article_whose_text_stands_in_the_thesis_is_drawn_from_it() -> None:
    article = make_document("1", title_zh=OTHER_TITLE, authors=["苏闻笛"], abstract_zh=None)
    thesis = make_document("2", kind="thesis", title_zh="乡镇治理研究", authors=["苏闻笛"], abstract_zh=None, body=40000)
    texts = {"1" * 16: PASSAGE, "2" * 16: PASSAGE[:150] + "别的" * 500}
    assert links(article, thesis, texts=texts) == [("derived_from", "text")]


def test_the_original_is_counted_and_not_its_repost() -> None:
    made = catalog(make_document(kind="web", title_zh=OTHER_TITLE, year=2018, abstract_zh=LONG), make_record(1, abstract_zh=LONG))
    assert {work.kind: work.duplicate_of is None for work in made.works} == {"web": False, "article": True}


def test_all_copies_point_to_the_one_that_is_counted() -> None:
    copies = [make_record(line, year=year, abstract_zh=LONG, doi=f"10.00000/{line}") for line, year in ((1, 2015), (2, 2018), (3, 2021))]
    targets = {link.target for link in catalog(*copies).links}
    assert len(targets) == 1
    assert len(catalog(*copies).links) == 2


def test_a_linked_pair_is_no_possible_duplicate() -> None:
    made = catalog(make_record(1, abstract_zh=LONG), make_record(2, year=2022, abstract_zh=LONG))
    assert [problem.code for problem in made.problems] == []


def test_people_link_and_break_links() -> None:
    pair = (make_record(1, abstract_zh=LONG), make_record(2, title_zh=OTHER_TITLE, year=2022, abstract_zh=LONG))
    assert links(*pair, edits=(Correction(2, TITLE, "link", f"none {OTHER_TITLE}"),)) == []
    assert links(*pair, edits=(Correction(2, TITLE, "link", f"version_of {OTHER_TITLE}"),)) == [("version_of", "edit")]
