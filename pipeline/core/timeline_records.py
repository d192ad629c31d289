"""Records of the tables behind timelines that are no points: how much there is to read of a work, and bursts."""

import dataclasses
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WorkSize:
    """How much of a counted work can be read in one scope: the denominators of every timeline."""

    work_id: str
    scope: str
    characters_zh: int
    """Code points of Chinese passages."""
    characters_en: int


@dataclass(frozen=True, slots=True)
class Burst:
    """A run of periods in which a concept stands in more works than its share over all periods lets expect."""

    concept_id: str
    kind: str
    scope: str
    lang: str
    burst_index: int
    """0-based, by time."""
    period_start: int
    period_end: int
    works: int
    readable_works: int
    share: float
    """Within the burst."""
    base_share: float
    """Over all periods."""
    weight: float
    """Cost saved by the burst state, in nats."""
    shuffled: int
    """Shuffled corpora in which the concept has a burst at least as strong."""
    shuffle_runs: int
    venues: int
    """Venues with readable works, each left out once."""
    needed_venues: list[str]
    """Venues without which no burst overlaps this one."""
    flags: list[str] = dataclasses.field(default_factory=list)
    """few-works (under 20 readable works in the burst), incomplete-period."""
