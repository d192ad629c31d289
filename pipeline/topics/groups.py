"""A topic's share among kinds and venues, and whether it rises or falls there: the adapter of scipy's normal distribution."""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from pipeline.core.counting import ALL_KINDS, repeated_works
from pipeline.core.records import Work
from pipeline.core.significance import adjusted
from pipeline.core.statistics import wilson_interval
from pipeline.core.topic_records import DocTopics, TopicGroup

# Fewer works of the topic, or of the group, are too few for a word about a trend; so are fewer years.
LEAST_WORKS = 20
LEAST_YEARS = 3
ALPHA = 0.05
# A venue with fewer works has no row: its shares say nothing.
LEAST_VENUE_WORKS = 5


@dataclass(frozen=True, slots=True)
class Member:
    """A work of a group: its year, if known, and its strongest topic."""

    year: int | None
    topic: int | None


def topic_groups(works: Sequence[Work], documents: Iterable[DocTopics], topics: int) -> list[TopicGroup]:
    """Return a row for each topic in all works, in each kind and in each venue of at least 5 works.

    Shares count every readable work, dated or not; the trend test needs years. p values are corrected over the topics of one group.
    """
    rows = []
    for (grouping, group), members in sorted(_members(works, documents).items()):
        if grouping != "venue" or len(members) >= LEAST_VENUE_WORKS:
            rows += corrected([_row(topic, grouping, group, members) for topic in range(topics)])
    return rows


def _members(works: Sequence[Work], documents: Iterable[DocTopics]) -> dict[tuple[str, str], list[Member]]:
    topic_of = {row.work_id: row.topic for row in documents}
    placed = [work for work in works if work.work_id in topic_of]
    repeated = repeated_works(placed)
    groups: dict[tuple[str, str], list[Member]] = defaultdict(list)
    for work in placed:
        member = Member(work.year, topic_of[work.work_id])
        groups["kind", work.kind].append(member)
        if work.work_id not in repeated:
            groups[ALL_KINDS, ALL_KINDS].append(member)
        if work.venue:
            groups["venue", work.venue].append(member)
    return groups


def _row(topic: int, grouping: str, group: str, members: Sequence[Member]) -> TopicGroup:
    n, count = len(members), sum(member.topic == topic for member in members)
    low, high = wilson_interval(count, n) or (0.0, 1.0)
    z = trend_z([(member.year, member.topic == topic) for member in members if member.year is not None])
    p = None if z is None else two_sided(z)
    return TopicGroup(topic, grouping, group, count, n, count / n, low, high, z, p, None, "few-works")


def trend_z(works: Sequence[tuple[int, bool]]) -> float | None:
    """Return the Cochran-Armitage statistic of (year, in the topic?): above 0 the share rises.

    None under 20 works in all or in the topic, under three different years, or where every work is in the topic.

    Source: Armitage, P. (1955), Tests for Linear Trends in Proportions and Frequencies, Biometrics 11(3); years are the scores.
    """
    n, count = len(works), sum(inside for _, inside in works)
    if count < LEAST_WORKS or count == n or len({year for year, _ in works}) < LEAST_YEARS:
        return None
    mean = math.fsum(year for year, _ in works) / n
    spread = math.fsum((year - mean) ** 2 for year, _ in works)
    moved = math.fsum(year - mean for year, inside in works if inside)
    share = count / n
    return moved / math.sqrt(share * (1 - share) * spread)


def two_sided(z: float) -> float:
    """Return the probability of a normal deviate at least this far from 0."""
    from scipy.stats import norm

    return float(2 * norm.sf(abs(z)))


def corrected(rows: Sequence[TopicGroup]) -> list[TopicGroup]:
    """Return the rows with q values and the word for their change; rows without p stay `few-works`."""
    found = list(rows)
    tested = [position for position, row in enumerate(rows) if row.p is not None]
    for position, q in zip(tested, adjusted([rows[position].p or 0.0 for position in tested]), strict=True):
        found[position] = replace(rows[position], q=q, change=_change(rows[position].z or 0.0, q))
    return found


def _change(z: float, q: float) -> str:
    if q >= ALPHA:
        return "level"
    return "rising" if z > 0 else "falling"
