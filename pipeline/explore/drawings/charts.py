"""The charts, drawn once as SVG for page, file and print: curves over periods with intervals, stacked shares, and works by year and kind.

Series differ by marker and line as well as by colour (Okabe and Ito's palette, darkened for thin lines), so they survive greyscale.
Denominators stand under the axis; points on fewer than 5 works are grey and no line leads to them, an incomplete period is hollow; a line is dashed where it leads
to an incomplete period or across periods without works.
"""

import functools
import itertools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pipeline.explore.drawings import svg
from pipeline.explore.drawings.chart_parts import (
    COLOURS,
    LEFT,
    LINE,
    MIN_WIDTH,
    TITLE_LINE,
    Caption,
    Marks,
    Plane,
    behind,
    count_top,
    figure,
    number_label,
    percent_label,
    period_labels,
    share_top,
    text_width,
    value_axis,
)
from pipeline.explore.pages import TEMPLATES

__all__ = [
    "Caption", "Marks", "Point", "Series", "Stack", "chart_style", "draw_bars", "draw_numbers", "draw_shares", "draw_stacks", "drawing_size",
    "stack_drawings", "stand_alone", "without_title",
]  # fmt: skip
DODGE = 9.0
HEAD_TITLE = re.compile(r'<text x="12" y="(?:20|39|58)" class="title">[^<]*</text>')
"""Lines of a title at the head of a drawing, TITLE_LINE apart."""
SIZE = re.compile(r'viewBox="0 0 [^"]*" width="[^"]*" height="[^"]*"')
NO_MARKS = Marks()
Top = Callable[[float], float]
Label = Callable[[float], str]


@dataclass(frozen=True, slots=True)
class Point:
    """One period of a series."""

    period: str
    value: float | None
    """Share, 0 to 1, or another number; None without denominator."""
    low: float | None
    high: float | None
    numerator: int
    denominator: int
    few: bool = False
    incomplete: bool = False
    href: str | None = None
    """Where the point leads, on a page."""


@dataclass(frozen=True, slots=True)
class Series:
    """A named line."""

    label: str
    points: list[Point]


@dataclass(frozen=True, slots=True)
class Stack:
    """The parts of one period that add up to a whole."""

    period: str
    shares: list[float]
    """In step with the series; sum 1, or empty."""
    total: int
    """What the shares are of, printed under the axis."""
    few: bool = False


@functools.cache
def chart_style() -> str:
    """Return the charts' CSS (light), which a page also includes."""
    return (TEMPLATES / "chart.css").read_text(encoding="utf-8")


def draw_shares(caption: Caption, series: list[Series], marks: Marks = NO_MARKS) -> str:
    """Return the SVG of one or more series of shares over the same periods."""
    return _draw_curves(caption, series, marks, (share_top, percent_label))


def draw_numbers(caption: Caption, series: list[Series], marks: Marks = NO_MARKS) -> str:
    """Return the SVG of series of numbers, such as rates or counts so far."""
    return _draw_curves(caption, series, marks, (count_top, number_label))


def draw_bars(caption: Caption, periods: list[str], counts: dict[str, list[int]], hrefs: dict[str, str] | None = None) -> str:
    """Return the SVG of stacked bars: counts of each kind in step with the periods, totals above the bars; `hrefs` lead on from a period."""
    totals = [sum(column) for column in zip(*counts.values(), strict=True)] or [0] * len(periods)
    plane = Plane(periods, count_top(max(totals, default=0)), 0, caption, list(counts))
    parts = [*value_axis(plane, number_label), *period_labels(plane)]
    for position, period in enumerate(periods):
        heights = [float(column[position]) for column in counts.values()]
        if totals[position]:
            y = plane.y(totals[position]) - 5
            total = svg.text(str(totals[position]), plane.x(period), y, text_anchor="middle")
            parts.append(svg.link((hrefs or {}).get(period), *_draw_stack(plane, period, heights), total))
    return figure(plane, parts, lines=False)


def draw_stacks(caption: Caption, labels: list[str], stacks: Sequence[Stack], marks: Marks = NO_MARKS) -> str:
    """Return the SVG of bars of equal height whose parts are shares, with what they are shares of under the axis."""
    plane = Plane([stack.period for stack in stacks], 1.0, 1, caption, labels)
    parts = [*value_axis(plane, percent_label), *period_labels(plane)]
    for stack in stacks:
        parts.append(svg.element("g", *_draw_stack(plane, stack.period, stack.shares), class_="pale" if stack.few else None))
        under = str(stack.total) if stack.total else "–"
        parts.append(svg.text(under, plane.x(stack.period), plane.floor + 35, text_anchor="middle", class_="note"))
    return figure(plane, [*parts, *behind(plane, marks)], lines=False)


def stand_alone(drawing: str) -> str:
    """Return the SVG as a file of its own: with its style and a white ground."""
    head, _, rest = drawing.partition(">")
    return f'{head}><style>{chart_style()}</style><rect class="paper" width="100%" height="100%"/>{rest}\n'


def _draw_curves(caption: Caption, series: list[Series], marks: Marks, axis: tuple[Top, Label]) -> str:
    """Return the SVG; the periods are the union, sorted."""
    periods = sorted({point.period for one in series for point in one.points})
    highest = max((point.high or point.value or 0.0 for one in series for point in one.points), default=0.0)
    legend = [one.label for one in series] if len(series) > 1 else []
    widest = max((text_width(_fraction(point)) for one in series for point in one.points), default=0.0)
    plane = Plane(periods, axis[0](highest), len(series), caption, legend, widest)
    parts = [*behind(plane, marks), *value_axis(plane, axis[1]), *period_labels(plane), *_denominators(plane, series)]
    dodge = min(DODGE, plane.step / (len(series) + 1))
    for index, one in enumerate(series):
        parts += _draw_series(plane, one, index, (index - (len(series) - 1) / 2) * dodge)
    return figure(plane, parts, lines=True)


def _denominators(plane: Plane, series: list[Series]) -> list[str]:
    """Return the rows under the axis: `works / readable works` of each series and period."""
    parts = []
    for row, one in enumerate(series):
        y = plane.floor + 35 + LINE * row
        parts.append(svg.marker(row, LEFT - 30, y - 4, 3.2, class_=f"point s{row % COLOURS} f{row % COLOURS}"))
        parts += [
            svg.text(
                _fraction(point),
                plane.x(point.period),
                y,
                text_anchor="middle",
                class_="note",
            )
            for point in one.points
        ]
    return parts


def _fraction(point: Point) -> str:
    return f"{point.numerator}/{point.denominator}" if point.denominator else "–"


def _draw_series(plane: Plane, series: Series, index: int, shift: float) -> list[str]:
    drawn = [point for point in series.points if point.value is not None]
    spots = {point.period: (plane.x(point.period) + shift, plane.y(point.value or 0.0)) for point in drawn}
    parts = []
    for before, point in itertools.pairwise(drawn):
        skipped = plane.periods.index(point.period) - plane.periods.index(before.period) > 1
        dashed = " dashed" if point.incomplete or skipped else ""
        if not (before.few or point.few):
            parts.append(svg.polyline([spots[before.period], spots[point.period]], class_=f"line s{index % COLOURS}{dashed}"))
    for point in drawn:
        parts += _draw_point(plane, point, index, spots[point.period])
    return parts


def _draw_point(plane: Plane, point: Point, index: int, spot: tuple[float, float]) -> list[str]:
    colour = "few" if point.few else f"s{index % COLOURS}"
    parts = []
    if point.low is not None and point.high is not None:
        parts.append(svg.line(spot[0], plane.y(point.low), spot[0], plane.y(point.high), class_=f"whisker {colour}"))
    fill = "hollow" if point.incomplete else ("" if point.few else f"f{index % COLOURS}")
    label = svg.element("title", f"{point.period}: {point.numerator}/{point.denominator}")
    drawn = svg.marker(index, *spot, 4.2, class_=f"point {colour} {fill}".rstrip())
    return [*parts, svg.link(point.href, svg.element("g", label, drawn))]


def _draw_stack(plane: Plane, period: str, heights: list[float]) -> list[str]:
    width = min(plane.step * 0.62, 44.0)
    x = plane.x(period) - width / 2
    parts, below = [], 0.0
    for index, height in enumerate(heights):
        if height:
            y, lower = plane.y(below + height), plane.y(below)
            series = f"f{index % COLOURS} s{index % COLOURS}"
            parts.append(svg.element("rect", x=x, y=y, width=width, height=lower - y, class_=series))
            below += height
    return parts


def stack_drawings(drawings: list[str]) -> str:
    """Return one SVG with the drawings below each other; a single drawing stays as it is."""
    if len(drawings) == 1:
        return drawings[0]
    y, width, placed = 0.0, MIN_WIDTH, []
    for drawing in drawings:
        own_width, height = drawing_size(drawing)
        placed.append(svg.element("g", drawing, transform=f"translate(0 {svg.number(y)})"))
        y, width = y + height, max(width, own_width)
    return svg.element(
        "svg",
        *placed,
        xmlns="http://www.w3.org/2000/svg",
        class_="chart",
        role="img",
        viewBox=f"0 0 {svg.number(width)} {svg.number(y)}",
        width=width,
        height=y,
    )


def drawing_size(drawing: str) -> tuple[float, float]:
    """Return width and height of a drawing made here."""
    width, height = drawing.partition('viewBox="0 0 ')[2].partition('"')[0].split()
    return float(width), float(height)


def without_title(drawing: str) -> str:
    """Return a single drawing without the title at its head, for a place where a caption says the same; stacked ones keep theirs."""
    lines = HEAD_TITLE.findall(drawing)
    if not lines or drawing.count("<svg") > 1:
        return drawing
    top = TITLE_LINE * len(lines)
    width, height = (svg.number(value) for value in (drawing_size(drawing)[0], drawing_size(drawing)[1] - top))
    return SIZE.sub(
        f'viewBox="0 {svg.number(top)} {width} {height}" width="{width}" height="{height}"', HEAD_TITLE.sub("", drawing), count=1
    )
