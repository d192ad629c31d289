from pipeline.core.concept_records import Collocate, ConceptCitation, Cooccurrence
from pipeline.explore.beside.neighbours import PairChoice, choose_pairs, neighbours, other_of, periods_of


def pair(a: str, b: str, works: int = 3, q: float | None = 0.01, period: str = "all", unit: str = "paragraph") -> Cooccurrence:
    return Cooccurrence(a, b, unit, period, "all", works, 9, 9, 20, works, 1.0, 2.0, q, q, 0.3)


def test_significant_pairs_come_first_and_nothing_is_left_out() -> None:
    rows = [pair("a", "b", 9, None), pair("a", "c", 2), pair("d", "a", 5, 0.4), pair("a", "e", 4), pair("x", "y", 8)]
    found = neighbours("a", rows, [], []).concepts
    assert [other_of(row, "a") for row in found] == ["e", "c", "b", "d"]


def test_pairs_are_those_of_the_unit_and_period_asked_for() -> None:
    rows = [pair("a", "b"), pair("a", "c", period="2010-2014"), pair("a", "d", unit="sentence")]
    assert [row.concept_b for row in choose_pairs(rows, PairChoice(period="2010-2014"))] == ["c"]
    assert periods_of(rows) == ["2010-2014"]


def test_words_and_cited_works_are_the_concepts_own() -> None:
    words = [Collocate("a", "财政", 4, 4, 1.0, 9.0, 2.0, p, p) for p in (0.5,)] + [Collocate("b", "台账", 4, 4, 1.0, 9.0, 2.0, 0.1, 0.1)]
    cited = [ConceptCitation("a", "k", "某书", 2014, 2, 3), ConceptCitation("a", "j", "某文", 2015, 5, 5)]
    found = neighbours("a", [], words, cited)
    assert ([row.word for row in found.words], [row.reference for row in found.cited]) == (["财政"], ["某文", "某书"])
