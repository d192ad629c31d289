"""The works behind the points of a timeline, so that every number opens its evidence."""

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.core.periods import Period
from pipeline.core.records import TimelinePoint
from pipeline.core.timelines import Cell, Library, rows_behind
from pipeline.explore.timelines.question import By, Curve, Ground


@dataclass(frozen=True, slots=True)
class WorkBehind:
    """A work behind one point of a curve."""

    concept_id: str
    series: str
    period: str
    work_id: str
    title: str
    year: int | None
    kind: str
    venue: str | None
    mentions: int
    min_mentions: int
    counted: bool


def works_behind(ground: Ground, curves: Sequence[Curve], by: By, period: str | None) -> list[WorkBehind]:
    """Return the works behind the points of curves (of kinds, sections, languages or venues), most mentions first within a point.

    Args:
        ground: what the curves were counted from.
        curves: as counted.
        by: what tells the curves apart.
        period: a label (`2018`, `2016-2017`, `≤2018`), or a year that some periods hold; None for every period.
    """
    found = []
    for curve in curves:
        own = [work for work in ground.library.works if by != "venue" or work.venue == curve.series]
        library = dataclasses.replace(ground.library, works=own)
        for point in curve.points:
            if period is None or _is_meant(point, period):
                found += _behind(library, curve, point)
    return found


def _is_meant(point: TimelinePoint, period: str) -> bool:
    return period == point.period or (period.isdecimal() and Period(point.period_start, point.period_end).holds(int(period)))


def _behind(library: Library, curve: Curve, point: TimelinePoint) -> list[WorkBehind]:
    by_id = {work.work_id: work for work in library.works}
    rows = rows_behind(library, point.concept_id, Period(point.period_start, point.period_end), Cell(point.kind, point.scope, point.lang))
    owners = [(row, by_id[row.work_id]) for row in rows]
    return [
        WorkBehind(
            curve.concept_id,
            curve.series,
            point.period,
            row.work_id,
            work.title_zh or work.title_en or "",
            work.year,
            work.kind,
            work.venue,
            row.mentions,
            row.min_mentions,
            row.counted,
        )
        for row, work in owners
    ]
