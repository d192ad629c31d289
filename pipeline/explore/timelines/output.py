"""Timeline rows as JSON lines, CSV, a table for the terminal, or an SVG file; the works behind them; bursts."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from types import MappingProxyType
from typing import Any

from pipeline.core.lexicon.entries import PolicyMark
from pipeline.core.records import TimelinePoint
from pipeline.core.timeline_records import Burst
from pipeline.explore.drawings.charts import stand_alone
from pipeline.explore.printing import csv_text, json_lines, table_text
from pipeline.explore.timelines.charts import Drawing, draw_answer
from pipeline.explore.timelines.points import DEFAULT_LANG
from pipeline.explore.timelines.question import Answer, Curve, Question, curves_of, shares_of_mentions
from pipeline.explore.timelines.works import WorkBehind
from pipeline.explore.wording import Wording

COLUMNS = ("concept", *(field.name for field in fields(TimelinePoint)), "by", "series", "share_of_mentions")
HEADER = ("concept", "period", "series", "works", "readable", "share", "95 % interval", "worst case", "mentions", "per 10k chars", "95 % interval", "notes")  # fmt: skip
RIGHT = (3, 4, 5, 6, 7, 8, 9, 10)
WORK_COLUMNS = ("concept", *(field.name for field in fields(WorkBehind)))
WORK_HEADER = ("concept", "period", "series", "work_id", "title", "year", "mentions", "notes")
BURST_COLUMNS = ("concept", *(field.name for field in fields(Burst)))
BURST_HEADER = ("concept", "kind", "burst", "works", "share", "over all periods", "weight", "shuffled", "without a venue", "notes")


def timeline_text(drawing: Drawing, form: str) -> str:
    """Return the answer in one of the forms json, csv, table, svg."""
    if form == "svg":
        return stand_alone(draw_answer(drawing))
    curves = drawing.answer.curves
    if form == "table":
        return table_text(HEADER, [_cells(point, curve, drawing) for curve in curves for point in curve.points], RIGHT)
    shares = shares_of_mentions(curves) if drawing.question.by == "sense" else {}
    rows = [
        {"concept": drawing.labels[curve.concept_id], **asdict(point), "by": drawing.question.by, "series": curve.series}
        | {"share_of_mentions": shares.get((curve.concept_id, curve.series, point.period))}
        for curve in curves
        for point in curve.points
    ]
    return json_lines(rows) if form == "json" else csv_text(rows, COLUMNS)


def draw_timelines(
    points: Sequence[TimelinePoint],
    labels: dict[str, str],
    scope: str,
    wording: Wording,
    *,
    policy_marks: Mapping[str, Sequence[PolicyMark]] = MappingProxyType({}),
    bursts: Sequence[Burst] = (),
) -> str:
    """Return one SVG of points of the finished table, a panel a concept, one below the other.

    Args:
        points: of the concepts, in one scope and language.
        labels: names of the concepts, by concept_id.
        scope: part of the texts that was counted in.
        wording: language of the chart.
        policy_marks: documents behind each concept's curves, by concept_id.
        bursts: those of them that are of a concept and kind drawn are shaded.
    """
    lang = points[0].lang if points else DEFAULT_LANG
    answer = Answer(curves_of(points), undated=0)
    return draw_answer(Drawing(Question(scope, lang), answer, labels, wording, policy_marks=policy_marks, bursts=bursts))


def works_text(works: Sequence[WorkBehind], labels: Mapping[str, str], form: str) -> str:
    """Return the works behind points in one of the forms json, csv, table."""
    rows = [{"concept": labels[work.concept_id], **asdict(work)} for work in works]
    if form == "json":
        return json_lines(rows)
    if form == "csv":
        return csv_text(rows, WORK_COLUMNS)
    cells = [
        [labels[one.concept_id], one.period, one.series, one.work_id, one.title, str(one.year), str(one.mentions), _needed(one)]
        for one in works
    ]
    return table_text(WORK_HEADER, cells, (5, 6))


def bursts_text(bursts: Sequence[Burst], labels: Mapping[str, str], form: str) -> str:
    """Return bursts in one of the forms json, csv, table."""
    rows = [{"concept": labels[burst.concept_id], **asdict(burst)} for burst in bursts]
    if form == "json":
        return json_lines(rows)
    if form == "csv":
        return csv_text(rows, BURST_COLUMNS)
    return table_text(BURST_HEADER, [_burst_cells(burst, labels) for burst in bursts], (3, 4, 5, 6, 7))


def percent(value: float | None) -> str:
    """Return a share as percent with one decimal, or a dash."""
    return "–" if value is None else f"{100 * value:.1f}%"


def _needed(work: WorkBehind) -> str:
    return "" if work.counted else f"not counted: needs {work.min_mentions}"


def _burst_cells(burst: Burst, labels: Mapping[str, str]) -> list[str]:
    years = str(burst.period_start) if burst.period_start == burst.period_end else f"{burst.period_start}-{burst.period_end}"
    if burst.needed_venues:
        venues = f"gone without {'、'.join(burst.needed_venues)}"
    else:
        venues = f"stays ({burst.venues})" if burst.venues else "no venue known"
    return [
        labels[burst.concept_id],
        burst.kind,
        years,
        f"{burst.works}/{burst.readable_works}",
        percent(burst.share),
        percent(burst.base_share),
        f"{burst.weight:.1f}",
        f"{burst.shuffled}/{burst.shuffle_runs}",
        venues,
        ", ".join(burst.flags),
    ]


def _cells(point: TimelinePoint, curve: Curve, drawing: Drawing) -> list[Any]:
    return [
        drawing.labels[point.concept_id],
        point.period,
        drawing.series_name(curve),
        str(point.works),
        str(point.readable_works),
        percent(point.share),
        _interval(percent(point.low), percent(point.high)),
        _interval(percent(point.coverage_low), percent(point.coverage_high)) if point.unreadable_works else "",
        str(point.mentions),
        _rate(point.per_10k),
        _interval(_rate(point.per_10k_low), _rate(point.per_10k_high)),
        ", ".join(point.flags),
    ]


def _rate(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def _interval(low: str, high: str) -> str:
    return "–" if low == "–" else f"{low}–{high}"
