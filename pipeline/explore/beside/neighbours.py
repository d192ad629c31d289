"""What stands beside a concept, for the concept page: the concepts in its paragraphs, the words in its sentences, the works cited there."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.core.concept_records import Collocate, ConceptCitation, Cooccurrence
from pipeline.core.counting import ALL_KINDS

ALL_PERIODS = "all"
SIGNIFICANT = 0.05
"""A pair or word whose q is below it is more than chance would bring."""


@dataclass(frozen=True, slots=True)
class PairChoice:
    """Which rows of the table cooccurrence are meant."""

    unit: str = "paragraph"
    period: str = ALL_PERIODS
    kind: str = ALL_KINDS


@dataclass(frozen=True, slots=True)
class Neighbours:
    """What stands beside one concept, strongest first."""

    concepts: list[Cooccurrence]
    """Its pairs; `other_of` names the concept on the other side."""
    words: list[Collocate]
    cited: list[ConceptCitation]


def neighbours(
    concept_id: str,
    cooccurrence: Iterable[Cooccurrence],
    collocates: Iterable[Collocate],
    citations: Iterable[ConceptCitation],
    choice: PairChoice | None = None,
) -> Neighbours:
    """Return a concept's pairs, words and cited works out of the tables cooccurrence, collocates and concept_citations.

    Nothing is left out: what is significant (`is_significant`) comes first, then what is not or could not be tested.
    """
    pairs = [row for row in choose_pairs(cooccurrence, choice or PairChoice()) if concept_id in {row.concept_a, row.concept_b}]
    words = sorted((row for row in collocates if row.concept_id == concept_id), key=lambda row: (row.p, -row.g2, row.word))
    cited = sorted((row for row in citations if row.concept_id == concept_id), key=lambda row: (-row.works, -len(row.places), row.work_key))
    return Neighbours(pairs, words, cited)


def choose_pairs(rows: Iterable[Cooccurrence], choice: PairChoice) -> list[Cooccurrence]:
    """Return the pairs of one unit, period and kind: significant ones first, among them those in most works, then by p and ids."""
    chosen = [row for row in rows if (row.unit, row.period, row.kind) == (choice.unit, choice.period, choice.kind)]
    return sorted(
        chosen, key=lambda row: (not is_significant(row), -row.works, 2 if row.p is None else row.p, row.concept_a, row.concept_b)
    )


def is_significant(row: Cooccurrence | Collocate) -> bool:
    """Tell whether chance would rarely bring as much, over all that was tested; False also for what was not tested."""
    return row.q is not None and row.q < SIGNIFICANT


def other_of(row: Cooccurrence, concept_id: str) -> str:
    """Return the concept on the other side of a pair."""
    return row.concept_b if row.concept_a == concept_id else row.concept_a


def periods_of(rows: Sequence[Cooccurrence]) -> list[str]:
    """Return the labels of the periods, in their order; `all` is none of them."""
    return sorted({row.period for row in rows} - {ALL_PERIODS})
