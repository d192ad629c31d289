"""The rows of the topic tables, as `records.py` holds those of texts and works."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TopicTerm:
    """A term of a topic."""

    topic: int
    rank: int
    term: str
    weight: float
    concept_id: str | None = None


@dataclass(frozen=True, slots=True)
class DocTopics:
    """The weights of one text over all topics; they sum to 1, or are all 0 for a text without known words."""

    text_id: str
    work_id: str
    topic: int | None
    """The strongest topic."""
    weights: list[float]


@dataclass(frozen=True, slots=True)
class TopicExample:
    """A sentence that represents a topic."""

    topic: int
    rank: int
    text_id: str
    start: int
    end: int
    page: int | None
    page_label: str | None
    score: float


@dataclass(frozen=True, slots=True)
class TopicTrend:
    """A topic's share in one period and kind."""

    topic: int
    period: str
    period_start: int
    period_end: int
    kind: str
    works: int
    readable_works: int
    share: float | None
    low: float | None
    high: float | None
    weight_share: float | None
    weight_low: float | None
    weight_high: float | None


@dataclass(frozen=True, slots=True)
class TopicModel:
    """One fitted model of the sweep engine × K × seed."""

    engine: str
    topics: int
    seed: int
    chosen: bool
    c_v: float | None
    npmi: float | None
    diversity: float
    stability: float | None
    reconstruction: float | None
    proposed: bool = False
    """The sweep speaks for this number of topics."""


@dataclass(frozen=True, slots=True)
class TopicSummary:
    """One topic with everything that is one number or name of it."""

    topic: int
    label: str
    """Proposed; people's names in edits/topic_labels.yaml go before it."""
    title_phrase: str | None
    works: int
    readable_works: int
    share: float | None
    low: float | None
    high: float | None
    npmi: float | None
    stability: float | None
    nearest: list[int]
    distances: list[float]
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class TopicPlace:
    """Where a text stands on the map of topics."""

    text_id: str
    work_id: str
    topic: int | None
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class TopicGroup:
    """A topic's share in one kind or venue, and whether it moves there."""

    topic: int
    grouping: str
    """`all`, `kind` or `venue`."""
    group: str
    works: int
    readable_works: int
    share: float
    low: float
    high: float
    z: float | None
    """Cochran-Armitage; None where nothing is tested."""
    p: float | None
    q: float | None
    change: str


@dataclass(frozen=True, slots=True)
class TopicConcept:
    """How much more a concept is mentioned in one topic's works than in the others."""

    topic: int
    concept_id: str
    works: int
    log_odds: float
    z: float
    blind_log_odds: float | None
    blind_z: float | None


@dataclass(frozen=True, slots=True)
class TopicDrift:
    """A term that a topic's works gained or lost between two periods."""

    topic: int
    term: str
    early: str
    late: str
    early_works: int
    late_works: int
    log_odds: float
    z: float
    q: float
