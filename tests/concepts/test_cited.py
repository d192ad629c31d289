import pytest

from pipeline.concepts.cited import entries_of, make_concept_citations
from pipeline.core.concept_records import ConceptCitation
from pipeline.core.records import Citation, Reference
from tests.concepts.beside_factories import GROUND, make_sources
from tests.concepts.factories import doc_id_of, make_work


def reference(name: str, index: int, key: str | None = "某书|江听雨|2014", raw: str = "江听雨.某书[M].2014.") -> Reference:
    return Reference(doc_id_of(name), index, f"[{index + 1}]", raw, year=2014, work_key=key)


def cited(contents: dict[str, str], window="sentence", works=(), keys=("某书|江听雨|2014",)) -> list[ConceptCitation]:
    """Rows of texts in which `[n]` cites the n-th entry, the same list for every work."""
    sources = make_sources(contents, works)
    markers = [
        Citation(text_id, at, at + 3, text.text[at : at + 3], int(text.text[at + 1]) - 1)
        for text_id, text in sources.texts.items()
        for at, char in enumerate(text.text)
        if char == "["
    ]
    entries = [reference(name, index, key) for name in contents for index, key in enumerate(keys)]
    return make_concept_citations(sources, markers, entries, GROUND, window)


def test_a_marker_in_the_sentence_of_a_mention_is_found_with_its_page() -> None:
    (row,) = cited({"甲": "x\nA说[1]。 B"})
    assert (row.concept_id, row.work_key, row.year, row.works, row.citing_works) == ("a", "某书|江听雨|2014", 2014, 1, 1)
    assert [(place.start, place.end, place.page, place.page_label) for place in row.places] == [(4, 7, 2, "102")]


def test_a_marker_behind_the_full_stop_belongs_to_the_sentence_before() -> None:
    assert [row.concept_id for row in cited({"甲": "A说。 [1]B"})] == ["a"]


def test_a_marker_at_the_beginning_of_a_paragraph_stays_there() -> None:
    assert [row.concept_id for row in cited({"甲": "A说。\n[1]B"})] == ["b"]


def test_works_count_once_and_every_marker_is_a_place() -> None:
    (row,) = cited({"甲": "A[1]，A[1]", "乙": "A[1]", "丙": "x[1]"})
    assert (row.works, row.citing_works, len(row.places)) == (2, 3, 3)


def test_characters_on_either_side_can_be_the_window() -> None:
    assert [len(cited({"甲": "A。 xxxx[1]"}, window=window)) for window in (5, 6)] == [0, 1]


def test_duplicates_cite_nobody() -> None:
    works = [make_work("乙", duplicate_of=make_work("甲").work_id)]
    assert [row.works for row in cited({"甲": "A[1]", "乙": "A[1]"}, works=works)] == [1]


def test_an_entry_that_was_not_understood_stands_for_itself() -> None:
    assert [row.work_key for row in cited({"甲": "A[1]"}, keys=(None,))] == ["江听雨.某书[M].2014."]


@pytest.mark.parametrize(
    ("marker", "found"), [("[2]", [1]), ("[2-4]", [1, 2, 3]), ("【2—3】", [1, 2]), ("2～3", [1, 2]), ("[4-2]", [1]), ("(夏岚，2014)", [1])]
)
def test_a_range_names_every_entry_in_it(marker, found) -> None:
    entries = [reference("甲", index) for index in range(5)]
    assert [one.reference_index for one in entries_of(marker, 1, entries)] == found
