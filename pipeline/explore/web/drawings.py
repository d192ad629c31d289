"""The charts of the pages: the drawings of `charts`, each point a link to what stands behind it."""

import dataclasses
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pipeline.core.lexicon.entries import PolicyMark
from pipeline.core.records import TimelinePoint
from pipeline.core.timeline_records import Burst
from pipeline.core.topic_records import TopicPlace, TopicTrend
from pipeline.explore.drawings.charts import Caption, Point, Series, draw_bars, draw_numbers, draw_shares, without_title
from pipeline.explore.drawings.topic_chart import Circle, draw_map, trend_point
from pipeline.explore.searching.search import YearCount
from pipeline.explore.timelines.points import Measure, chart_point, flag_warnings, make_marks
from pipeline.explore.web.views.concepts import Curve
from pipeline.explore.web.views.start import KINDS, WorksOfYear
from pipeline.explore.web.views.topics import TopicLine
from pipeline.explore.wording import Wording


@dataclass(frozen=True, slots=True)
class Behind:
    """What stands behind a timeline: documents of policy, and bursts of what is drawn."""

    policy_marks: Sequence[PolicyMark] = ()
    bursts: Sequence[Burst] = ()


def draw_timeline(
    label: str, points: Sequence[TimelinePoint], measure: Measure, behind: Behind, t: Wording, href: Callable[[TimelinePoint], str]
) -> str | None:
    """Return a concept's curves, a kind each, by share or rate; None without any readable work."""
    kinds = sorted({point.kind for point in points if point.readable_works})
    series = [Series(t.name("kinds", kind), [_point(one, measure, href) for one in points if one.kind == kind]) for kind in kinds]
    if not series:
        return None
    spans = {(point.period, point.period_start, point.period_end) for point in points}
    bursts = [burst for burst in behind.bursts if burst.kind in kinds]
    marks, burst_notes, policy_notes = make_marks(spans, behind.policy_marks, bursts, t)
    caption = Caption(
        t("web_charts.timeline", label=label), t(f"web_charts.{measure}"), flag_warnings(points, t), [*burst_notes, *policy_notes]
    )
    return (draw_numbers if measure == "rate" else draw_shares)(caption, series, marks)


def draw_curves(curves: Sequence[Curve], measure: Measure, t: Wording, href: Callable[[TimelinePoint], str]) -> str | None:
    """Return the curves of several concepts in one chart; None without any."""
    series = [
        Series(one.label_en if t.lang == "en" else one.label, [_point(point, measure, href) for point in one.points]) for one in curves
    ]
    if not any(point.value is not None for one in series for point in one.points):
        return None
    searched = [one.label for one, curve in zip(series, curves, strict=True) if any("search-term" in point.flags for point in curve.points)]
    warnings = flag_warnings([point for curve in curves for point in curve.points], t, searched)
    caption = Caption(t("web_charts.curves"), t(f"web_charts.{measure}"), warnings)
    return (draw_numbers if measure == "rate" else draw_shares)(caption, series)


def draw_years(years: Sequence[WorksOfYear], t: Wording, href: Callable[[str], str]) -> str | None:
    """Return bars of works by year and kind, without a title: the page's heading says it."""
    if not years:
        return None
    counts = {(one.year, one.kind): one.works for one in years}
    span = range(min(one.year for one in years), max(one.year for one in years) + 1)
    kinds = [kind for kind in KINDS if any(one.kind == kind for one in years)]
    columns = {t.name("kinds", kind): [counts.get((year, kind), 0) for year in span] for kind in kinds}
    periods = [str(year) for year in span]
    hrefs = {period: href(period) for period in periods}
    return without_title(draw_bars(Caption(t("web_charts.years"), t("web_charts.works")), periods, columns, hrefs))


def draw_found(years: Sequence[YearCount], t: Wording, href: Callable[[str], str]) -> str | None:
    """Return bars of the works found by year, without a title; None where none of them has a year."""
    works = {row.year: row.works for row in years if row.year and row.works}
    if not works:
        return None
    periods = [str(year) for year in range(min(works), max(works) + 1)]
    counts = {t("web_charts.found"): [works.get(int(period), 0) for period in periods]}
    hrefs = {period: href(period) for period in periods}
    return without_title(draw_bars(Caption(t("web_charts.found_years"), t("web_charts.works")), periods, counts, hrefs))


def draw_trend(label: str, trend: Sequence[TopicTrend], t: Wording, href: Callable[[TopicTrend], str]) -> str | None:
    """Return the shares of a topic's works, a line a kind."""
    kinds = sorted({row.kind for row in trend if row.kind != "all" and row.readable_works})
    if not kinds:
        return None
    series = [Series(t.name("kinds", kind), [_trend_point(row, href) for row in trend if row.kind == kind]) for kind in kinds]
    notes = [t("timeline.few")] if any(point.few for one in series for point in one.points) else []
    return draw_shares(Caption(t("web_charts.topic", label=label), t("web_charts.topic_share"), notes), series)


def draw_topics(topics: Sequence[TopicLine], places: Sequence[TopicPlace], t: Wording, href: Callable[[int], str]) -> str | None:
    """Return the map of topics; None for fewer than two."""
    circles = [
        Circle(one.topic + 1, one.label, one.works, one.x, one.y, is_stable=one.is_stable is not False, href=href(one.topic))
        for one in topics
    ]
    return draw_map(t("web_charts.map"), t("web_charts.map_unit"), circles, places) if len(circles) > 1 else None


def _point(point: TimelinePoint, measure: Measure, href: Callable[[TimelinePoint], str]) -> Point:
    return dataclasses.replace(chart_point(point, measure), href=href(point) if point.works else None)


def _trend_point(row: TopicTrend, href: Callable[[TopicTrend], str]) -> Point:
    return dataclasses.replace(trend_point(row), href=href(row) if row.works else None)
