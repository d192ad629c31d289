"""The charts, drawn once as SVG for page, file and print: shares over periods with intervals, and works by year and kind.

Series differ by marker and line as well as by colour (Okabe and Ito's palette, darkened for thin lines), so they survive greyscale.
Denominators stand under the axis; points on fewer than 5 works are grey and no line leads to them, an incomplete period is hollow; a line is dashed where it leads
to an incomplete period or across periods without works.
"""

import functools
import itertools
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.explore import svg

TEMPLATES = Path(__file__).parent / "templates"
LEFT, RIGHT, TOP, PLOT_HEIGHT, MIN_WIDTH, MIN_STEP = 52.0, 16.0, 74.0, 200.0, 760.0, 36.0
DODGE = 9.0
HEAD_TITLE = re.compile(r'<text x="12" y="20" class="title">[^<]*</text>')
SIZE = re.compile(r'viewBox="0 0 [^"]*" width="[^"]*" height="[^"]*"')
HEAD_HEIGHT = 22.0


@dataclass(frozen=True, slots=True)
class Point:
    """One period of a series."""

    period: str
    value: float | None
    """Share, 0 to 1; None without denominator."""
    low: float | None
    high: float | None
    numerator: int
    denominator: int
    few: bool = False
    incomplete: bool = False


@dataclass(frozen=True, slots=True)
class Series:
    """A named line."""

    label: str
    points: list[Point]


@dataclass(frozen=True, slots=True)
class Caption:
    """What stands above a chart."""

    title: str
    unit: str
    warnings: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Plane:
    periods: list[str]
    top: float
    """Value at the upper end of the value axis."""
    n_rows: int
    """Rows of denominators under the axis."""
    n_notes: int = 0
    """Warnings at the foot, a line each."""

    @property
    def width(self) -> float:
        return max(MIN_WIDTH, LEFT + RIGHT + MIN_STEP * len(self.periods))

    @property
    def height(self) -> float:
        return TOP + PLOT_HEIGHT + 30 + 15 * self.n_rows + 15 * max(self.n_notes, 1)

    @property
    def step(self) -> float:
        return (self.width - LEFT - RIGHT) / max(len(self.periods), 1)

    def x(self, period: str) -> float:
        return LEFT + self.step * (self.periods.index(period) + 0.5)

    def y(self, value: float) -> float:
        return TOP + PLOT_HEIGHT * (1 - value / self.top)


@functools.cache
def chart_style() -> str:
    """Return the charts' CSS (light), which a page also includes."""
    return (TEMPLATES / "chart.css").read_text(encoding="utf-8")


def draw_shares(caption: Caption, series: list[Series]) -> str:
    """Return the SVG of one or more series of shares over the same periods; the periods are the union, sorted."""
    periods = sorted({point.period for one in series for point in one.points})
    highest = max((point.high or point.value or 0.0 for one in series for point in one.points), default=0.0)
    plane = _Plane(periods, _axis_top(highest), len(series), len(caption.warnings))
    parts = [*_percent_axis(plane), *_period_labels(plane), *_denominators(plane, series)]
    for index, one in enumerate(series):
        parts += _draw_series(plane, one, index, (index - (len(series) - 1) / 2) * DODGE)
    return _figure(caption, plane, [one.label for one in series], parts, lines=True)


def draw_bars(caption: Caption, periods: list[str], counts: dict[str, list[int]]) -> str:
    """Return the SVG of stacked bars: counts of each kind in step with the periods, totals above the bars."""
    totals = [sum(column) for column in zip(*counts.values(), strict=True)] or [0] * len(periods)
    plane = _Plane(periods, _count_top(max(totals, default=0)), 0, len(caption.warnings))
    parts = [*_count_axis(plane), *_period_labels(plane)]
    for position, period in enumerate(periods):
        parts += _draw_bar(plane, period, [column[position] for column in counts.values()])
    return _figure(caption, plane, list(counts), parts, lines=False)


def stand_alone(drawing: str) -> str:
    """Return the SVG as a file of its own: with its style and a white ground."""
    head, _, rest = drawing.partition(">")
    return f'{head}><style>{chart_style()}</style><rect class="paper" width="100%" height="100%"/>{rest}\n'


def _figure(caption: Caption, plane: _Plane, labels: list[str], parts: list[str], *, lines: bool) -> str:
    head = [svg.text(caption.title, 12, 20, class_="title"), svg.text(caption.unit, 12, 36, class_="note")]
    legend = _legend(labels, lines=lines) if len(labels) > 1 or not lines else []
    notes = [
        svg.text(f"⚠ {warning}", 12, plane.height - 5 - 15 * row, class_="mark-note")
        for row, warning in enumerate(reversed(caption.warnings))
    ]
    return svg.element(
        "svg",
        svg.element("title", caption.title.replace("&", "&amp;").replace("<", "&lt;")),
        *head,
        *legend,
        *parts,
        *notes,
        xmlns="http://www.w3.org/2000/svg",
        class_="chart",
        role="img",
        viewBox=f"0 0 {svg.number(plane.width)} {svg.number(plane.height)}",
        width=plane.width,
        height=plane.height,
    )


def _legend(labels: list[str], *, lines: bool) -> list[str]:
    parts, x = [], 12.0
    for index, label in enumerate(labels):
        series = f"s{index % 4}"
        if lines:
            parts.append(svg.line(x, 50, x + 20, 50, class_=f"line {series}"))
            parts.append(svg.marker(index, x + 10, 50, 3.6, class_=f"point {series} f{index % 4}"))
        else:
            parts.append(svg.element("rect", x=x + 6, y=44, width=12, height=12, class_=f"f{index % 4} {series}"))
        parts.append(svg.text(label, x + 26, 54))
        x += 40 + 12 * len(label)
    return parts


def _axis_top(highest: float) -> float:
    """Return a round upper end of a share axis: 5, 10, 20, 40, 60, 80 or 100 %."""
    return next((top for top in (0.05, 0.1, 0.2, 0.4, 0.6, 0.8) if highest <= top), 1.0)


def _count_top(highest: int) -> float:
    """Return the next multiple of four times 1, 2, 5, 10 …, so that the four grid lines are whole numbers."""
    sizes = (factor * 10.0**power for power in range(9) for factor in (1, 2, 5))
    size = next(size for size in sizes if 4 * size >= highest)
    return 4 * size


def _percent_axis(plane: _Plane) -> list[str]:
    return _value_axis(plane, lambda value: f"{100 * value:.3g}%")


def _count_axis(plane: _Plane) -> list[str]:
    return _value_axis(plane, lambda value: f"{value:.0f}")


def _value_axis(plane: _Plane, label: Callable[[float], str]) -> list[str]:
    parts = []
    for quarter in range(5):
        value = plane.top * quarter / 4
        y = plane.y(value)
        parts.append(svg.line(LEFT, y, plane.width - RIGHT, y, class_="axis" if quarter == 0 else "grid"))
        parts.append(svg.text(label(value), LEFT - 6, y + 4, text_anchor="end", class_="axis-label"))
    return parts


def _period_labels(plane: _Plane) -> list[str]:
    y = TOP + PLOT_HEIGHT + 18
    return [svg.text(period, plane.x(period), y, text_anchor="middle", class_="axis-label") for period in plane.periods]


def _denominators(plane: _Plane, series: list[Series]) -> list[str]:
    """Return the rows under the axis: `works / readable works` of each series and period."""
    parts = []
    for row, one in enumerate(series):
        y = TOP + PLOT_HEIGHT + 35 + 15 * row
        parts.append(svg.marker(row, LEFT - 30, y - 4, 3.2, class_=f"point s{row % 4} f{row % 4}"))
        parts += [
            svg.text(
                f"{point.numerator}/{point.denominator}" if point.denominator else "–",
                plane.x(point.period),
                y,
                text_anchor="middle",
                class_="note",
            )
            for point in one.points
        ]
    return parts


def _draw_series(plane: _Plane, series: Series, index: int, shift: float) -> list[str]:
    drawn = [point for point in series.points if point.value is not None]
    spots = {point.period: (plane.x(point.period) + shift, plane.y(point.value or 0.0)) for point in drawn}
    parts = []
    for before, point in itertools.pairwise(drawn):
        skipped = plane.periods.index(point.period) - plane.periods.index(before.period) > 1
        dashed = " dashed" if point.incomplete or skipped else ""
        if not (before.few or point.few):
            parts.append(svg.polyline([spots[before.period], spots[point.period]], class_=f"line s{index % 4}{dashed}"))
    for point in drawn:
        parts += _draw_point(plane, point, index, spots[point.period])
    return parts


def _draw_point(plane: _Plane, point: Point, index: int, spot: tuple[float, float]) -> list[str]:
    colour = "few" if point.few else f"s{index % 4}"
    parts = []
    if point.low is not None and point.high is not None:
        parts.append(svg.line(spot[0], plane.y(point.low), spot[0], plane.y(point.high), class_=f"whisker {colour}"))
    fill = "hollow" if point.incomplete else ("" if point.few else f"f{index % 4}")
    label = svg.element("title", f"{point.period}: {point.numerator}/{point.denominator}")
    drawn = svg.marker(index, *spot, 4.2, class_=f"point {colour} {fill}".rstrip())
    return [*parts, svg.element("g", label, drawn)]


def _draw_bar(plane: _Plane, period: str, counts: list[int]) -> list[str]:
    width = min(plane.step * 0.62, 44.0)
    x = plane.x(period)
    parts, below = [], 0
    for index, count in enumerate(counts):
        if count:
            y, foot = plane.y(below + count), plane.y(below)
            bar = svg.element("rect", x=x - width / 2, y=y, width=width, height=foot - y, class_=f"f{index % 4} s{index % 4}")
            parts.append(bar)
            below += count
    return [*parts, svg.text(str(below), x, plane.y(below) - 5, text_anchor="middle")] if below else parts


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
    found = HEAD_TITLE.search(drawing)
    if found is None or drawing.count("<svg") > 1:
        return drawing
    width, height = drawing_size(drawing)
    lower = height - HEAD_HEIGHT
    size = f'viewBox="0 {svg.number(HEAD_HEIGHT)} {svg.number(width)} {svg.number(lower)}" width="{svg.number(width)}" height="{svg.number(lower)}"'
    return SIZE.sub(size, drawing.replace(found[0], "", 1), count=1)
