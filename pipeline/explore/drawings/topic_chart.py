"""Topics drawn as SVG: a circle for each topic, a dot for each text between the topics it is made of; and the points of their trends."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.core.topic_records import TopicPlace, TopicTrend
from pipeline.explore.drawings import svg
from pipeline.explore.drawings.charts import Point

VERY_FEW_WORKS = 5
WIDTH, HEIGHT, TOP, EDGE = 760.0, 500.0, 48.0, 70.0
SMALLEST, LARGEST = 10.0, 24.0
LETTER, LINE = 11.5, 15.0
"""Width of a Chinese letter of the labels and height of a line."""


@dataclass(frozen=True, slots=True)
class Circle:
    """A topic on the map."""

    number: int
    label: str
    works: int
    x: float
    y: float
    is_stable: bool = True
    href: str | None = None
    """Where the circle leads, on a page."""


def trend_point(row: TopicTrend) -> Point:
    """Return one period of a topic's share of works."""
    return Point(row.period, row.share, row.low, row.high, row.works, row.readable_works, few=row.readable_works < VERY_FEW_WORKS)


@dataclass(frozen=True, slots=True)
class _Scale:
    left: float
    bottom: float
    factor: float
    shift_x: float
    shift_y: float

    def place(self, x: float, y: float) -> tuple[float, float]:
        return self.shift_x + (x - self.left) * self.factor, HEIGHT - self.shift_y - (y - self.bottom) * self.factor


def draw_map(title: str, unit: str, circles: Sequence[Circle], dots: Sequence[TopicPlace]) -> str:
    """Return the SVG; both axes have one scale, and their directions mean nothing. Unstable topics are grey, with a broken edge."""
    scale = _scale([(circle.x, circle.y) for circle in circles])
    parts = [svg.text(title, 12, 20, class_="title"), svg.text(unit, 12, 36, class_="note")]
    grey = {circle.number - 1 for circle in circles if not circle.is_stable}
    parts += [_dot(dot, scale, grey) for dot in dots]
    parts += _circles(circles, scale)
    return svg.element(
        "svg",
        svg.element("title", title.replace("&", "&amp;").replace("<", "&lt;")),
        *parts,
        xmlns="http://www.w3.org/2000/svg",
        class_="chart",
        role="group" if any(circle.href for circle in circles) else "img",
        viewBox=f"0 0 {svg.number(WIDTH)} {svg.number(HEIGHT)}",
        width=WIDTH,
        height=HEIGHT,
    )


def _scale(points: Sequence[tuple[float, float]]) -> _Scale:
    xs, ys = [x for x, _ in points] or [0.0], [y for _, y in points] or [0.0]
    inner_width, inner_height = WIDTH - 2 * EDGE, HEIGHT - TOP - EDGE
    wide, high = max(xs) - min(xs), max(ys) - min(ys)
    factor = min(inner_width / wide if wide else math.inf, inner_height / high if high else math.inf)
    factor = factor if math.isfinite(factor) else 1.0
    return _Scale(min(xs), min(ys), factor, EDGE + (inner_width - wide * factor) / 2, EDGE / 2 + (inner_height - high * factor) / 2)


def _dot(dot: TopicPlace, scale: _Scale, grey: set[int]) -> str:
    x, y = scale.place(dot.x, dot.y)
    colour = "few" if dot.topic in grey else f"s{(dot.topic or 0) % 4} f{(dot.topic or 0) % 4}"
    return svg.marker((dot.topic or 0) % 4, x, y, 2.4, class_=f"point dot {colour}")


def _circles(circles: Sequence[Circle], scale: _Scale) -> list[str]:
    most = max((circle.works for circle in circles), default=1) or 1
    radii = [SMALLEST + (LARGEST - SMALLEST) * math.sqrt(circle.works / most) for circle in circles]
    centres = [scale.place(circle.x, circle.y) for circle in circles]
    taken = [(x - r, y - r, x + r, y + r) for (x, y), r in zip(centres, radii, strict=True)]
    shapes, labels = [], []
    for circle, (x, y), radius in zip(circles, centres, radii, strict=True):
        colour = f"s{(circle.number - 1) % 4}" if circle.is_stable else "few dashed"
        shape = svg.element("circle", cx=x, cy=y, r=radius, class_=f"point hollow {colour}")
        name = svg.element("title", f"{circle.number} {circle.label}".replace("&", "&amp;").replace("<", "&lt;"))
        number = svg.text(str(circle.number), x, y + 4, text_anchor="middle", class_="title")
        shapes.append(svg.link(circle.href, svg.element("g", name, shape, number)))
        labels += _label(circle, (x, y), radius, taken)
    return [*shapes, *labels]


def _label(circle: Circle, centre: tuple[float, float], radius: float, taken: list[tuple[float, float, float, float]]) -> list[str]:
    """Return the topic's name beside its circle, where it hides nothing; none where there is no room (the number still stands)."""
    words = circle.label if len(circle.label) <= 14 else circle.label[:13] + "…"  # noqa: PLR2004 - about the width of a column
    width = LETTER * len(words)
    x, y = centre
    for left, top in (
        (x + radius + 4, y - LINE / 2),
        (x - radius - 4 - width, y - LINE / 2),
        (x - width / 2, y + radius + 3),
        (x - width / 2, y - radius - 3 - LINE),
    ):
        box = (left, top, left + width, top + LINE)
        if left >= 4 and left + width <= WIDTH - 4 and TOP <= top <= HEIGHT - LINE and not any(_meet(box, other) for other in taken):  # noqa: PLR2004 - a margin
            taken.append(box)
            return [svg.text(words, left, top + LINE - 4, class_="halo" if circle.is_stable else "note halo")]
    return []


def _meet(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
