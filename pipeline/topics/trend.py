"""How a topic's share of works moves over the years, with the denominator of every point."""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.core.counting import ALL_KINDS, repeated_works
from pipeline.core.records import Work
from pipeline.core.statistics import wilson_interval
from pipeline.core.topic_records import DocTopics, TopicTrend

# Kinds that have a line of their own; `all` counts every kind.
KINDS = ("article", "thesis")


@dataclass(frozen=True, slots=True)
class Placed:
    """A dated work with its topic weights."""

    year: int
    kind: str
    topic: int | None
    weights: list[float]
    is_repeated: bool = False
    """An article whose thesis stands for it where all kinds are counted together."""


def place_works(works: Iterable[Work], documents: Iterable[DocTopics]) -> list[Placed]:
    """Return the works that have topic weights and a year; the others cannot stand in a trend."""
    by_work = {row.work_id: row for row in documents}
    placed = [work for work in works if work.work_id in by_work]
    repeated = repeated_works(placed)
    dated = ((work, by_work[work.work_id]) for work in placed)
    return [Placed(work.year, work.kind, row.topic, row.weights, work.work_id in repeated) for work, row in dated if work.year is not None]


def topic_trend(works: Sequence[Placed], topics: int, period_years: int) -> list[TopicTrend]:
    """Return one row for each topic, period with at least one readable work, and kind (article, thesis, all).

    A work counts for its strongest topic alone, or for each topic's weight (`weight_share`, whose interval is wider than it need be, since
    weights vary less than counts of one or none); a work without any topic is in the denominator. Periods are multiples of `period_years`
    (2016-2017, 2018-2019 for 2).
    """
    groups: dict[tuple[int, str], list[Placed]] = defaultdict(list)
    for work in works:
        start = work.year - work.year % period_years
        if not work.is_repeated:
            groups[start, ALL_KINDS].append(work)
        if work.kind in KINDS:
            groups[start, work.kind].append(work)
    return [_point(topic, start, kind, period_years, group) for (start, kind), group in sorted(groups.items()) for topic in range(topics)]


def _point(topic: int, start: int, kind: str, period_years: int, group: list[Placed]) -> TopicTrend:
    n, count = len(group), sum(work.topic == topic for work in group)
    low, high = wilson_interval(count, n) or (None, None)
    end = start + period_years - 1
    weight = math.fsum(work.weights[topic] for work in group)
    weight_low, weight_high = wilson_interval(weight, n) or (None, None)
    period = str(start) if period_years == 1 else f"{start}-{end}"
    return TopicTrend(topic, period, start, end, kind, count, n, count / n, low, high, weight / n, weight_low, weight_high)
