"""What stands beside a concept: other concepts, words, cited works, each beyond chance or said to be no more than that."""

from dataclasses import dataclass

from pipeline.core.concept_records import CitedPlace, Collocate, ConceptCitation
from pipeline.explore.beside.neighbours import is_significant, neighbours, other_of
from pipeline.explore.web.reader import Reader

SHOWN = 20


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A concept in the same paragraphs, outside each other's forms."""

    concept_id: str
    label: str
    label_en: str
    works: int
    expected: float | None
    """Works by chance: mean over permutations; None where too few works use one of the two to test them."""
    q: float | None
    npmi: float
    is_significant: bool


@dataclass(frozen=True, slots=True)
class Cited:
    """A work that is cited where the concept is used."""

    reference: str
    year: int | None
    works: int
    """Works that cite it near the concept."""
    citing_works: int
    places: list[CitedPlace]


@dataclass(frozen=True, slots=True)
class Beside:
    """The first of each list, strongest first."""

    concepts: list[Neighbour]
    words: list[Collocate]
    """Those beyond chance."""
    cited: list[Cited]


def make_beside(reader: Reader, concept_id: str) -> Beside:
    """Return what stands beside a concept; nothing where the run has no such tables."""
    if not reader.has("cooccurrence"):
        return Beside([], [], [])
    pairs = [row for column in ("concept_a", "concept_b") for row in reader.rows("cooccurrence", column, concept_id)]
    words = reader.rows("collocates", "concept_id", concept_id)
    found = neighbours(concept_id, pairs, words, reader.rows("concept_citations", "concept_id", concept_id))
    lines = []
    for row in found.concepts[:SHOWN]:
        other = other_of(row, concept_id)
        lines.append(
            Neighbour(other, reader.label(other), reader.label(other, "en"), row.works, row.expected, row.q, row.npmi, is_significant(row))
        )
    return Beside(lines, [row for row in found.words if is_significant(row)][:SHOWN], [_cited(row) for row in found.cited[:SHOWN]])


def _cited(row: ConceptCitation) -> Cited:
    return Cited(row.reference, row.year, row.works, row.citing_works, row.places[:SHOWN])
