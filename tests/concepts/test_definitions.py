"""Whose definition a sentence is."""

import dataclasses

import pytest

from pipeline.concepts.definitions import Source, attribute, find_definitions, named_before
from pipeline.concepts.places import Ranges
from pipeline.core.records import Citation, Reference, Span
from tests.concepts.factories import doc_id_of, make_mention, make_work

TEXT = "开头。项目制是指以项目分配资源的体制[2]。结尾。"
TEXT_ID = doc_id_of("甲")
REFERENCES = [
    Reference(TEXT_ID, 0, "1", "无关", ["无关"]),
    Reference(TEXT_ID, 1, "2", "卞闻笛,乔伊.论项目[J].", ["卞闻笛", "乔伊"], year=2011),
]
MARKER = Citation(TEXT_ID, 18, 21, "[2]", 1)


def source(text=TEXT, citations=(), references=()):
    return Source(text, Ranges([0, 3, 22], [3, 22, len(text)]), citations, references)


def defined(start=3, **changes):
    mention = make_mention("甲", "xiangmuzhi", flags=("defined",))
    return dataclasses.replace(mention, start=start, end=start + 3, page=4, page_label="12", **changes)


@pytest.mark.parametrize(
    ("before", "whose"),
    [
        ("卞闻笛（2011）认为，", "卞闻笛，2011"),
        ("正如乔伊等（2009）所言，", "乔伊等，2009"),
        ("根据卞闻笛、乔伊（2009）的研究，", "卞闻笛、乔伊，2009"),
        ("According to Harlow (1999), the ", "Harlow，1999"),
        ("Harlow and Vane (1999) hold that ", "Harlow and Vane，1999"),
        ("该县（共12个村）认为", None),
        ("本文认为", None),
    ],
)
def test_a_name_with_a_year_before_the_concept_is_the_author(before, whose):
    assert named_before(before) == whose


def test_a_marker_is_resolved_to_the_references_first_author_and_year():
    assert attribute(source(citations=[MARKER], references=REFERENCES), Span(3, 22), 3, make_work("甲")) == ("卞闻笛等，2011", "cited")


def test_without_name_and_marker_the_definition_is_the_works_own():
    assert attribute(source(), Span(3, 22), 3, make_work("甲")) == ("沈砚舟，2016", "own")


def test_a_definition_carries_year_page_and_sentence():
    (row,) = find_definitions("项目制", [defined()], [make_work("甲")], {TEXT_ID: source()}, [])
    assert (row.year, row.page_label, row.sentence) == (2016, "12", "项目制是指以项目分配资源的体制[2]。")


def test_two_mentions_of_one_sentence_are_one_definition():
    assert len(find_definitions("项目制", [defined(), defined(8)], [make_work("甲")], {TEXT_ID: source()}, [])) == 1


@pytest.mark.parametrize("flag", ["cited", "loose"])
def test_what_is_cited_or_never_counted_defines_nothing(flag):
    mention = defined(flags=["defined", flag])
    assert find_definitions("项目制", [mention], [make_work("甲")], {TEXT_ID: source()}, ["loose"]) == []


def test_a_reprint_defines_nothing_again():
    reprint = make_work("甲", duplicate_of="w0")
    assert find_definitions("项目制", [defined()], [reprint], {TEXT_ID: source()}, []) == []


def test_without_sentences_the_definition_is_read_from_the_text():
    bare = Source(TEXT, Ranges())
    (row,) = find_definitions("项目制", [defined()], [make_work("甲")], {TEXT_ID: bare}, [])
    assert (row.start, row.end) == (3, 22)
