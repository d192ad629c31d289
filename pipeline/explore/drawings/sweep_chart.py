"""The sweep drawn as SVG: coherence, diversity and stability of the compared models over their numbers of topics."""

import math
from collections.abc import Sequence

from pipeline.core.topic_records import TopicModel
from pipeline.explore.drawings import svg
from pipeline.explore.wording import Wording

MEASURES = ("stability", "npmi", "c_v", "diversity")
WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 760.0, 340.0, 52.0, 16.0, 86.0, 44.0
TICKS = 0.25


def draw_sweep(models: Sequence[TopicModel], wording: Wording) -> str | None:
    """Return the chart: a mark for each model, lines through the means; None for fewer than two numbers of topics.

    The chosen number and the proposed one (see `topics.knee`) have a line of their own.
    """
    numbers = sorted({model.topics for model in models})
    if len(numbers) < 2:  # noqa: PLR2004 - a single number is no sweep
        return None
    plane = _Plane(numbers, min((model.npmi for model in models if model.npmi is not None), default=0.0))
    parts = [svg.text(wording("topic_sweep.title"), 12, 20, class_="title"), svg.text(wording("topic_sweep.unit"), 12, 36, class_="note")]
    parts += [*plane.axes(), *_lines_of_numbers(models, plane, wording), *_legend(wording)]
    for index, measure in enumerate(MEASURES):
        parts += _series(models, measure, index, plane)
    return svg.element(
        "svg",
        svg.element("title", wording("topic_sweep.title")),
        *parts,
        xmlns="http://www.w3.org/2000/svg",
        class_="chart",
        role="img",
        viewBox=f"0 0 {svg.number(WIDTH)} {svg.number(HEIGHT)}",
        width=WIDTH,
        height=HEIGHT,
    )


class _Plane:
    """Where a number of topics (spaced by rank) and a value stand."""

    def __init__(self, numbers: list[int], lowest: float) -> None:
        """Let the value axis reach from 0, or the quarter below the lowest value, to 1."""
        self.numbers = numbers
        self.bottom = min(0.0, TICKS * math.floor(lowest / TICKS))

    def x(self, number: int) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * (self.numbers.index(number) + 0.5) / len(self.numbers)

    def y(self, value: float) -> float:
        return TOP + (HEIGHT - TOP - BOTTOM) * (1 - value) / (1 - self.bottom)

    def axes(self) -> list[str]:
        parts = []
        for step in range(round((1 - self.bottom) / TICKS) + 1):
            value = self.bottom + TICKS * step
            y = self.y(value)
            parts.append(svg.line(LEFT, y, WIDTH - RIGHT, y, class_="axis" if value == 0 else "grid"))
            parts.append(svg.text(svg.number(value), LEFT - 6, y + 4, text_anchor="end", class_="axis-label"))
        place = HEIGHT - BOTTOM + 18
        return parts + [svg.text(str(number), self.x(number), place, text_anchor="middle", class_="axis-label") for number in self.numbers]


def _series(models: Sequence[TopicModel], measure: str, index: int, plane: _Plane) -> list[str]:
    values: dict[int, list[float]] = {number: [] for number in plane.numbers}
    for model in models:
        value = getattr(model, measure)
        if value is not None:
            values[model.topics].append(value)
    means = [(plane.x(number), plane.y(math.fsum(own) / len(own))) for number, own in values.items() if own]
    marks = [
        svg.marker(index, plane.x(number), plane.y(value), 3.4, class_=f"point s{index} f{index}")
        for number, own in values.items()
        for value in own
    ]
    return [svg.polyline(means, class_=f"line s{index}"), *marks]


def _lines_of_numbers(models: Sequence[TopicModel], plane: _Plane, wording: Wording) -> list[str]:
    named = {"chosen": {model.topics for model in models if model.chosen}, "proposed": {model.topics for model in models if model.proposed}}
    parts = []
    for number in sorted(named["chosen"] | named["proposed"]):
        said = " · ".join(wording(f"topic_sweep.{name}") for name, numbers in named.items() if number in numbers)
        x = plane.x(number)
        parts.append(svg.line(x, TOP, x, HEIGHT - BOTTOM, class_="policy"))
        parts.append(svg.text(said, x, HEIGHT - BOTTOM + 34, text_anchor="middle", class_="mark-note"))
    return parts


def _legend(wording: Wording) -> list[str]:
    parts, x = [], 12.0
    for index, measure in enumerate(MEASURES):
        label = wording(f"topic_sweep.{measure}")
        parts.append(svg.marker(index, x + 6, 56, 3.6, class_=f"point s{index} f{index}"))
        parts.append(svg.text(label, x + 18, 60))
        x += 40 + sum(12 if ord(char) > 0x2E7F else 7 for char in label)  # noqa: PLR2004 - from here on letters are wide
    return parts
