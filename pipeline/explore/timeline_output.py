"""Timeline rows as JSON lines, CSV, a table for the terminal, or an SVG file."""

from collections.abc import Sequence
from dataclasses import asdict, fields

from pipeline.core.records import TimelinePoint
from pipeline.explore.charts import draw_shares, stack_drawings, stand_alone
from pipeline.explore.printing import csv_text, json_lines, table_text
from pipeline.explore.timeline import make_caption, make_series
from pipeline.explore.wording import Wording

COLUMNS = ("concept", *(field.name for field in fields(TimelinePoint)))
HEADER = ("concept", "period", "kind", "works", "readable", "share", "95 % interval", "mentions", "per 10k chars", "notes")
RIGHT = (3, 4, 5, 6, 7, 8)


def timeline_text(points: Sequence[TimelinePoint], labels: dict[str, str], form: str, scope: str, wording: Wording) -> str:
    """Return the rows in one of the forms json, csv, table, svg; `labels` gives each concept's label, `wording` the chart's language."""
    rows = [{"concept": labels[point.concept_id], **asdict(point)} for point in points]
    if form == "json":
        return json_lines(rows)
    if form == "csv":
        return csv_text(rows, COLUMNS)
    if form == "svg":
        return stand_alone(draw_timelines(points, labels, scope, wording))
    return table_text(HEADER, [_cells(point, labels, wording) for point in points], RIGHT)


def draw_timelines(points: Sequence[TimelinePoint], labels: dict[str, str], scope: str, wording: Wording) -> str:
    """Return one SVG with a panel a concept, one below the other."""
    panels = []
    for concept_id, label in labels.items():
        own = [point for point in points if point.concept_id == concept_id]
        panels.append(draw_shares(make_caption(label, own, scope, wording), make_series(own, wording)))
    return stack_drawings(panels)


def percent(value: float | None) -> str:
    """Return a share as percent with one decimal, or a dash."""
    return "–" if value is None else f"{100 * value:.1f}%"


def _cells(point: TimelinePoint, labels: dict[str, str], wording: Wording) -> list[str]:
    return [
        labels[point.concept_id],
        point.period,
        wording.name("kinds", point.kind),
        str(point.works),
        str(point.readable_works),
        percent(point.share),
        f"{percent(point.low)}–{percent(point.high)}" if point.low is not None else "–",
        str(point.mentions),
        "–" if point.per_10k is None else f"{point.per_10k:.2f}",
        ", ".join(point.flags),
    ]
