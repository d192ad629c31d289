"""Rows on what stands beside a concept: other concepts, cited works, words."""

import dataclasses
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cooccurrence:
    """Two concepts in the same paragraph or sentence, outside each other's forms: how many works have that, and how many would by chance."""

    concept_a: str
    concept_b: str
    """Behind concept_a in the order of ids."""
    unit: str
    """`paragraph` or `sentence`."""
    period: str
    """`2015-2019`, or `all`: every work, dated or not."""
    kind: str
    """Kind of works, or `all`."""
    works: int
    works_a: int
    """Works of the period and kind that have concept_a in such a unit, on its own."""
    works_b: int
    readable_works: int
    units: int
    """Paragraphs or sentences with both."""
    expected: float | None
    """Mean of `works` over the permutations; None with p and q where a concept has too few works to be tested."""
    z: float | None
    p: float | None
    q: float | None
    npmi: float
    """Normalised pointwise mutual information over the units, -1 to 1."""


@dataclass(frozen=True, slots=True)
class CitedPlace:
    """A citation marker near a mention."""

    work_id: str
    """The work that cites."""
    text_id: str
    start: int
    end: int
    page: int | None
    page_label: str | None


@dataclass(frozen=True, slots=True)
class ConceptCitation:
    """A reference that is cited where a concept is used."""

    concept_id: str
    work_key: str
    reference: str
    """The entry as one of the citing works prints it."""
    year: int | None
    works: int
    """Works that cite it near the concept."""
    citing_works: int
    """Works that cite it anywhere in the text."""
    places: list[CitedPlace] = dataclasses.field(default_factory=list)
    """Every such marker, by work and start."""


@dataclass(frozen=True, slots=True)
class Collocate:
    """A word that stands in the sentences of a concept more than elsewhere in the same works."""

    concept_id: str
    word: str
    sentences: int
    """Sentences with the concept and the word."""
    works: int
    """Works with such a sentence."""
    expected: float
    """Works that would have one if the word's sentences lay anywhere in each work."""
    g2: float
    log_ratio: float
    p: float
    q: float
