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
