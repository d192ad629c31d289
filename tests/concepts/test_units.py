from dataclasses import replace

import pytest

from pipeline.concepts.units import cut_works, own_hits, stand_apart
from pipeline.core.records import Span
from tests.concepts.beside_factories import GROUND, make_sources
from tests.concepts.factories import make_mention, make_work


def hit(start: int, end: int, concept: str):
    return replace(make_mention("甲", concept), start=start, end=end)


def found(contents: dict[str, str], unit: str, **changes) -> list[list[set[str]]]:
    return [[set(one.spans) for one in work.units] for work in cut_works(make_sources(contents, **changes), GROUND, unit)]


def test_paragraphs_hold_what_stands_in_them() -> None:
    assert found({"甲": "A。 B。\nB。"}, "paragraph") == [[{"a", "b"}, {"b"}]]


def test_sentences_hold_what_stands_in_them() -> None:
    assert found({"甲": "A。 B。\nB。"}, "sentence") == [[{"a"}, {"b"}, {"b"}]]


def test_flagged_mentions_stand_nowhere() -> None:
    assert found({"甲": "A。"}, "paragraph", flags=("loose",)) == [[set()]]


def test_duplicates_are_not_cut() -> None:
    works = [make_work("乙", duplicate_of=make_work("甲").work_id)]
    assert len(cut_works(make_sources({"甲": "A。", "乙": "A。"}, works), GROUND, "paragraph")) == 1


def test_a_concept_that_its_work_does_not_count_for_stands_nowhere() -> None:
    sources = make_sources({"甲": "A B"})
    rows = [replace(row, counted=row.concept_id == "a") for row in sources.concept_works]
    (work,) = cut_works(replace(sources, concept_works=rows), GROUND, "paragraph")
    assert set(work.units[0].spans) == {"a"}


@pytest.mark.parametrize(
    ("spans", "kept"),
    [
        ([(0, 6, "long"), (0, 4, "short")], ["long"]),
        ([(0, 6, "long"), (2, 6, "short"), (9, 13, "short")], ["long", "short"]),
        ([(0, 4, "one"), (2, 6, "other")], ["one", "other"]),
        ([(0, 4, "one"), (0, 4, "other")], ["one", "other"]),
        ([(0, 9, "long"), (2, 4, "one"), (2, 4, "other")], ["long"]),
    ],
    ids=["at the beginning", "at the end", "overlapping", "the same", "two inside"],
)
def test_only_hits_inside_longer_ones_are_left_out(spans, kept) -> None:
    assert [mention.concept_id for mention in own_hits(hit(*one) for one in spans)] == kept


def test_concepts_that_touch_do_not_stand_apart() -> None:
    assert not stand_apart([Span(0, 4)], [Span(2, 6)])
    assert not stand_apart([Span(0, 4), Span(8, 12)], [Span(2, 6)])
    assert stand_apart([Span(0, 4)], [Span(4, 6)])
