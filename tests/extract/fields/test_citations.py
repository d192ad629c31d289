import pytest

from pipeline.core.records import Passage
from pipeline.extract.fields.citations import link_citations
from pipeline.extract.fields.references import parse_reference

ID = "0" * 16
ENTRIES = [
    "[1]夏岚.社区的边界[J].里巷评论,2014(6):1-9.",
    "[2]林若川,周以宁.议事[M].澄州:澄江出版社,2010.",
    "[3]Hill M, Ross P. The care of all[M]. London: Care Press, 2003.",
]


def cited(body, entries=ENTRIES, notes=()):
    """Return marker and entry of each citation of a body text, which these notes follow."""
    references = [parse_reference(ID, index, entry) for index, entry in enumerate(entries)]
    text = "\n".join([body, *notes])
    passages, start = [], 0
    for index, part in enumerate([body, *notes]):
        passages.append(Passage(ID, index, start, start + len(part), "footnote" if index else "body"))
        start += len(part) + 1
    citations = link_citations(ID, text, passages, references)
    assert all(text[citation.start : citation.end] == citation.marker for citation in citations)
    return [(citation.marker, citation.reference_index) for citation in citations]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("已有论述[2]与【3】指出，另见[1-3]。", [("[2]", 1), ("【3】", 2), ("[1-3]", 0)]),
        ("两处都有论述[1,3]。", [("1", 0), ("3", 2)]),
        ("三处［1-2，3］。", [("1-2", 0), ("3", 2)]),
        ("没有这一条[9]。", [("[9]", None)]),
        ("这一判断早有先例（夏岚，2014）。", [("（夏岚，2014）", 0)]),
        ("早有先例（参见夏岚，2014：12；林若川、周以宁，2010）。", [("参见夏岚，2014：12", 0), ("林若川、周以宁，2010", 1)]),
        ("It is old (Hill & Ross, 2003).", [("(Hill & Ross, 2003)", 2)]),
        ("夏岚（2014）认为边界是谈出来的。", [("（2014）", 0)]),
        ("林若川等（2010）认为如此。", [("（2010）", 1)]),
        ("Hill and Ross (2003) say so.", [("(2003)", 2)]),
    ],
)
def test_markers_are_linked_to_their_entries(body, found):
    assert cited(body) == found


@pytest.mark.parametrize("body", ["街道办（2014）共受理三件。", "共三类（老人、儿童、残疾人）。", "一期工程（2014年3月完工）。"])
def test_brackets_that_cite_nothing_are_no_markers(body):
    assert cited(body) == []


def test_circled_numbers_call_the_notes_that_begin_with_them():
    notes = ["①夏岚：《社区的边界》，《里巷评论》2014年第6期。", "②访谈记录，LQ-05。"]
    assert cited("这一判断①早有先例②。", entries=notes[:1], notes=notes) == [("①", 0)]


def test_circled_numbers_of_an_enumeration_call_nothing():
    notes = ["①夏岚：《社区的边界》，《里巷评论》2014年第6期。"]
    assert cited("一是①到场；二是①发言。", entries=notes, notes=notes) == []
