"""The parts that charts over periods share: plane, axes, legend, lines of policy documents, shading of bursts, and the words around them."""

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from pipeline.explore.drawings import svg

TITLE_SIZE = 14 / 11
"""Of the title over that of other words."""
LEFT, RIGHT, PLOT_HEIGHT, MIN_WIDTH, MIN_STEP, MARGIN = 52.0, 16.0, 200.0, 760.0, 36.0, 12.0
HEAD, LEGEND_ROW, LINE, TITLE_LINE = 56.0, 18.0, 15.0, 19.0
"""Height above legend and plot, of a row of the legend, of a line of words and of the title."""
WIDE, NARROW = 11.0, 5.8
"""Advance of a Chinese and of another character at 11 px; measured with Noto Sans CJK SC, a little generous."""
COLOURS = 8
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


@dataclass(frozen=True, slots=True)
class Caption:
    """The words around a chart."""

    title: str
    unit: str
    warnings: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    """Explanations at the foot, below the warnings."""


@dataclass(frozen=True, slots=True)
class PolicyLine:
    """A vertical line where a document was issued."""

    period: str
    """Label of the period of the document's year."""
    within: float
    """Where in the period, 0 to 1."""
    mark: str
    """Stands at the line's upper end; a note explains it."""


@dataclass(frozen=True, slots=True)
class Band:
    """A shading from one period to another, both within."""

    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Marks:
    """What lies behind the data."""

    lines: list[PolicyLine] = field(default_factory=list)
    bands: list[Band] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Plane:
    """The coordinates of a chart."""

    periods: list[str]
    top: float
    """Value at the upper end of the value axis."""
    n_rows: int
    """Rows of numbers under the axis."""
    caption: Caption
    legend: list[str] = field(default_factory=list)
    widest: float = 0
    """Width of the widest number under the axis."""

    @property
    def width(self) -> float:
        """Return the width of the drawing."""
        step = max(MIN_STEP, self.widest + 6, *(text_width(period) + 6 for period in self.periods)) if self.periods else MIN_STEP
        return max(MIN_WIDTH, LEFT + RIGHT + step * len(self.periods))

    @property
    def title(self) -> list[str]:
        """Return the title in lines."""
        return wrapped(self.caption.title, self.width / TITLE_SIZE)

    @property
    def legend_y(self) -> float:
        """Return the y of the legend's first row."""
        lines = len(self.title) - 1, len(wrapped(self.caption.unit, self.width)) - 1
        return HEAD - 4 + TITLE_LINE * lines[0] + LINE * lines[1]

    @property
    def above(self) -> float:
        """Return the y of the plot's upper edge."""
        rows = legend_places(self.legend, self.width)[-1][1] + 1 if self.legend else 0
        return self.legend_y + LEGEND_ROW * rows + 16

    @property
    def floor(self) -> float:
        """Return the y of the axis."""
        return self.above + PLOT_HEIGHT

    @property
    def height(self) -> float:
        """Return the height of the drawing."""
        return self.floor + 27 + LINE * self.n_rows + LINE * len(foot(self.caption, self.width)) + 6

    @property
    def step(self) -> float:
        """Return the width of a period."""
        return (self.width - LEFT - RIGHT) / max(len(self.periods), 1)

    def x(self, period: str, within: float = 0.5) -> float:
        """Return a place within a period, by default its middle."""
        return LEFT + self.step * (self.periods.index(period) + within)

    def y(self, value: float) -> float:
        """Return the height of a value."""
        return self.above + PLOT_HEIGHT * (1 - value / self.top)


def text_width(text: str) -> float:
    """Return about how wide a text of 11 px is."""
    return sum(WIDE if unicodedata.east_asian_width(char) in "WFA" else NARROW for char in text)


def wrapped(text: str, width: float) -> list[str]:
    """Return a text in lines that fit a drawing: broken at spaces and between Chinese characters."""
    lines, line = [], ""
    for piece in _pieces(text):
        if line and text_width((line + piece).rstrip()) > width - 2 * MARGIN:
            lines.append(line.rstrip())
            line = ""
        line += piece
    return [*lines, line.rstrip()]


def _pieces(text: str) -> list[str]:
    """Return runs of Latin with the space behind them, and single Chinese characters with the marks that may not begin a line."""
    pieces: list[str] = []
    for char in text:
        opens = not pieces or pieces[-1].endswith(" ") or _is_han(char) or (_is_han(pieces[-1][-1]) and char not in "，。；：、）”》 ")
        if opens and not (pieces and pieces[-1][-1] in "（“《"):
            pieces.append(char)
        else:
            pieces[-1] += char
    return pieces


def _is_han(char: str) -> bool:
    return "㐀" <= char <= "鿿"


def foot(caption: Caption, width: float) -> list[tuple[str, str]]:
    """Return the lines at the foot with their class."""
    texts = [(f"⚠ {warning}", "mark-note") for warning in caption.warnings] + [(note, "note") for note in caption.notes]
    return [(line, kind) for text, kind in texts for line in wrapped(text, width)]


def figure(plane: Plane, parts: list[str], *, lines: bool) -> str:
    """Return the drawing: title, unit, legend, parts and foot."""
    caption = plane.caption
    head = [svg.text(line, MARGIN, 20 + TITLE_LINE * row, class_="title") for row, line in enumerate(plane.title)]
    unit = 18 + TITLE_LINE * len(plane.title)
    head += [svg.text(line, MARGIN, unit + LINE * row, class_="note") for row, line in enumerate(wrapped(caption.unit, plane.width))]
    legend = draw_legend(plane, lines=lines) if plane.legend else []
    y = plane.floor + 27 + LINE * plane.n_rows
    notes = [svg.text(line, MARGIN, y + LINE * row + 10, class_=kind) for row, (line, kind) in enumerate(foot(caption, plane.width))]
    return svg.element(
        "svg",
        svg.element("title", caption.title.replace("&", "&amp;").replace("<", "&lt;")),
        *head,
        *legend,
        *parts,
        *notes,
        xmlns="http://www.w3.org/2000/svg",
        class_="chart",
        role="group" if any("<a " in part for part in parts) else "img",  # what is inside a picture cannot be reached
        viewBox=f"0 0 {svg.number(plane.width)} {svg.number(plane.height)}",
        width=plane.width,
        height=plane.height,
    )


def legend_places(labels: Sequence[str], width: float) -> list[tuple[float, int]]:
    """Return x and row of each entry; a row that is full continues below."""
    places, x, row = [], MARGIN, 0
    for label in labels:
        wide = 44 + text_width(label)
        if x > MARGIN and x + wide > width - MARGIN:
            x, row = MARGIN, row + 1
        places.append((x, row))
        x += wide
    return places


def draw_legend(plane: Plane, *, lines: bool) -> list[str]:
    """Return the legend's entries: line with marker, or a filled square."""
    parts = []
    for index, (label, (x, row)) in enumerate(zip(plane.legend, legend_places(plane.legend, plane.width), strict=True)):
        series, y = f"s{index % COLOURS}", plane.legend_y + LEGEND_ROW * row
        if lines:
            parts.append(svg.line(x, y, x + 20, y, class_=f"line {series}"))
            parts.append(svg.marker(index, x + 10, y, 3.6, class_=f"point {series} f{index % COLOURS}"))
        else:
            parts.append(svg.element("rect", x=x + 6, y=y - 6, width=12, height=12, class_=f"f{index % COLOURS} {series}"))
        parts.append(svg.text(label, x + 26, y + 4))
    return parts


def value_axis(plane: Plane, label: Callable[[float], str]) -> list[str]:
    """Return four grid lines and the axis with their values."""
    parts = []
    for quarter in range(5):
        value = plane.top * quarter / 4
        y = plane.y(value)
        parts.append(svg.line(LEFT, y, plane.width - RIGHT, y, class_="axis" if quarter == 0 else "grid"))
        parts.append(svg.text(label(value), LEFT - 6, y + 4, text_anchor="end", class_="axis-label"))
    return parts


def percent_label(value: float) -> str:
    """Return a share as the value axis shows it."""
    return f"{100 * value:.3g}%"


def number_label(value: float) -> str:
    """Return a number as the value axis shows it."""
    return f"{value:.3g}" if value < 1000 else f"{value:.0f}"  # noqa: PLR2004 - three digits would cut 1,250


def share_top(highest: float) -> float:
    """Return a round upper end of a share axis: 5, 10, 20, 40, 60, 80 or 100 %."""
    return next((top for top in (0.05, 0.1, 0.2, 0.4, 0.6, 0.8) if highest <= top), 1.0)


def count_top(highest: float) -> float:
    """Return the next multiple of four times 1, 2, 5, 10 …, so that the four grid lines are whole numbers."""
    sizes = (factor * 10.0**power for power in range(9) for factor in (1, 2, 5))
    size = next(size for size in sizes if 4 * size >= highest)
    return 4 * size


def period_labels(plane: Plane) -> list[str]:
    """Return the labels under the axis."""
    return [svg.text(one, plane.x(one), plane.floor + 18, text_anchor="middle", class_="axis-label") for one in plane.periods]


def behind(plane: Plane, marks: Marks) -> list[str]:
    """Return bands and policy lines; marks of periods that the chart does not show are left out."""
    parts = []
    for band in marks.bands:
        if band.first in plane.periods and band.last in plane.periods:
            left, right = plane.x(band.first, 0), plane.x(band.last, 1)
            parts.append(svg.element("rect", x=left, y=plane.above, width=right - left, height=PLOT_HEIGHT, class_="burst"))
    for line in marks.lines:
        if line.period in plane.periods:
            x = plane.x(line.period, line.within)
            parts.append(svg.line(x, plane.above - 2, x, plane.floor, class_="policy"))
            parts.append(svg.text(line.mark, x, plane.above - 5, text_anchor="middle", class_="note"))
    return parts
