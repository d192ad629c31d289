"""Timelines out of the finished table: which points belong to a question, and the series that a chart draws."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.core.records import TimelinePoint
from pipeline.explore.charts import Caption, Point, Series
from pipeline.explore.wording import Wording

DEFAULT_SCOPE, DEFAULT_LANG = "abstract+body", "zh"
NOTES = {"search-term": "timeline.search_term", "incomplete-period": "timeline.incomplete", "very-few-works": "timeline.few"}
"""Flags of points that a chart explains, and the phrases that do."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Which rows of the timeline are meant; a kind of None means every kind, each by itself."""

    scope: str = DEFAULT_SCOPE
    lang: str = DEFAULT_LANG
    kind: str | None = None


def choose_points(points: Iterable[TimelinePoint], concept_ids: Sequence[str], choice: Choice) -> list[TimelinePoint]:
    """Return the rows of the concepts, by concept (in the order asked), kind and period."""
    chosen = [
        point
        for point in points
        if point.concept_id in concept_ids
        and (point.scope, point.lang) == (choice.scope, choice.lang)
        and choice.kind in {None, point.kind}
        and not (choice.kind is None and point.kind == "all")
    ]
    return sorted(chosen, key=lambda point: (concept_ids.index(point.concept_id), point.kind, point.period_start, point.period_end))


def make_series(points: Iterable[TimelinePoint], wording: Wording) -> list[Series]:
    """Return a series for each kind that has a readable work in any period."""
    kinds: dict[str, list[TimelinePoint]] = {}
    for point in points:
        kinds.setdefault(point.kind, []).append(point)
    return [
        Series(wording.name("kinds", kind), [_chart_point(point) for point in rows])
        for kind, rows in kinds.items()
        if any(point.readable_works for point in rows)
    ]


def make_caption(label: str, points: Sequence[TimelinePoint], scope: str, wording: Wording) -> Caption:
    """Return title, unit and the warnings that the points' flags call for."""
    flags = {flag for point in points for flag in point.flags}
    title = wording("timeline.title", label=label, scope=wording.name("scopes", scope))
    return Caption(title, wording("timeline.unit_share"), [wording(key) for flag, key in NOTES.items() if flag in flags])


def _chart_point(point: TimelinePoint) -> Point:
    return Point(
        point.period,
        point.share,
        point.low,
        point.high,
        point.works,
        point.readable_works,
        few="very-few-works" in point.flags,
        incomplete="incomplete-period" in point.flags,
    )
