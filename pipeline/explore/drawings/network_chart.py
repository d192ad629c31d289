"""The network of concepts drawn as SVG: a mark's area is the concept's works, a line's width the works with both.

Communities differ by shape, colour and filling, so that they survive greyscale. Marks and their labels are pushed apart until none touches
another; all periods get the same places, since they are laid out with the greatest mark that a concept has in any of them.
"""

import itertools
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from unicodedata import east_asian_width

from pipeline.explore.beside.keyness import FEW_WORKS
from pipeline.explore.beside.network import Network, Node
from pipeline.explore.drawings import svg
from pipeline.explore.wording import Wording

WIDTH, TOP, EDGE = 760.0, 50.0, 14.0
MIN_HEIGHT, HEIGHT_PER_NODE = 240.0, 13.0
LARGEST, SMALLEST, WIDEST = 22.0, 3.5, 7.0
LINE, HAN, LATIN, LABEL_WIDTH = 13.0, 11.2, 6.6, 98.0
"""Height of a line of a label, width of its letters, and width from which a label goes on in the next line."""
GAP, NOTE = 3.0, 14.0
ROUNDS = 800
SHAPES = 4
PIECE = re.compile(r"[^\u2e80-\uffef\s]+\s*|[\u2e80-\uffef][，。；：、）”]*\s*|\s+")
"""What stays together in a line: a Latin word, or a Chinese character with the marks behind it."""
UNIT_AREAS = (math.pi, 3.24, 2.31, 2.86)
"""Area of a marker of radius 1, by shape (circle, square, triangle, diamond): every mark is scaled to the circle's."""


@dataclass(frozen=True, slots=True)
class _Spot:
    node: Node
    lines: list[str]
    radius: float
    """Of the greatest mark in any period."""
    x: float
    y: float
    """Centre of the mark."""


def draw_network(network: Network, wording: Wording, title: str) -> str:
    """Return the SVG of one network with title, note and legend."""
    notes = _notes(network, wording)
    spots = _spots(network.nodes, TOP + NOTE * len(notes))
    bottom = max((spot.y + spot.radius + GAP + LINE * len(spot.lines) for spot in spots), default=TOP + NOTE * len(notes))
    most = max((row.works for row in network.edges), default=1)
    height = bottom + 2 * LARGEST + 20
    by_id = {spot.node.concept_id: spot for spot in spots}
    lines = [_edge(by_id[row.concept_a], by_id[row.concept_b], row.works, most, wording) for row in reversed(network.edges)]
    heads = [
        svg.text(title, 12, 20, class_="title"),
        *(svg.text(note, 12, 38 + NOTE * at, class_="note") for at, note in enumerate(notes)),
    ]
    return svg.element(
        "svg",
        svg.element("title", escape(title, quote=False)),
        *heads,
        *lines,
        *(_mark(spot, _most(network.nodes), wording) for spot in spots),
        *(part for spot in spots for part in _label(spot, _most(network.nodes))),
        *_legend(network, most, bottom + LARGEST + 10, wording),
        xmlns="http://www.w3.org/2000/svg",
        class_="chart",
        role="img",
        viewBox=f"0 0 {svg.number(WIDTH)} {svg.number(height)}",
        width=WIDTH,
        height=height,
    )


def _notes(network: Network, wording: Wording) -> list[str]:
    what = wording("network.note", works=network.readable_works, pairs=len(network.edges), min_works=network.min_works)
    few = [wording("network.few", few=FEW_WORKS)] if network.readable_works < FEW_WORKS else []
    return [line for note in (what, wording(f"network.{network.unit}_note"), *few) for line in wrap(note, WIDTH - 2 * EDGE)]


def _most(nodes: Sequence[Node]) -> int:
    return max((node.most_works for node in nodes), default=1) or 1


def _radius(works: int, most: int) -> float:
    return max(SMALLEST, LARGEST * math.sqrt(works / most))


def wrap(text: str, width: float = LABEL_WIDTH) -> list[str]:
    """Return a text in lines of about this width in points: Latin words stay whole, Chinese breaks anywhere but before a closing mark."""
    lines = [""]
    for piece in PIECE.findall(text):
        if lines[-1].strip() and _width((lines[-1] + piece).rstrip()) > width:
            lines.append("")
        lines[-1] += piece
    return [line.strip() for line in lines]


def _width(text: str) -> float:
    return sum(HAN if east_asian_width(char) in "WF" else LATIN for char in text)


def _spots(nodes: Sequence[Node], top: float) -> list[_Spot]:
    """Return the marks in places where no mark or label touches another; only what all periods share decides them."""
    most = _most(nodes)
    spots = [_Spot(node, wrap(node.label), _radius(node.most_works, most), 0, 0) for node in nodes]
    inner = max(MIN_HEIGHT, HEIGHT_PER_NODE * len(nodes))
    wide, high = max((node.x for node in nodes), default=1) + 0.5, max((node.y for node in nodes), default=1) + 0.5
    centres = [[EDGE + node.x / wide * (WIDTH - 2 * EDGE), node.y / high * inner] for node in nodes]
    _push_apart(centres, [_half_size(spot) for spot in spots])
    tops = [y - _half_size(spot)[1] for spot, (_, y) in zip(spots, centres, strict=True)]
    shift = top - min(tops, default=0)
    return [
        _Spot(spot.node, spot.lines, spot.radius, x, y - _half_size(spot)[1] + spot.radius + shift)
        for spot, (x, y) in zip(spots, centres, strict=True)
    ]


def _half_size(spot: _Spot) -> tuple[float, float]:
    """Return half the width and height of a mark with its label below."""
    return max(spot.radius * 1.2, *(_width(line) / 2 for line in spot.lines)) + GAP, spot.radius + (GAP + LINE * len(spot.lines)) / 2 + GAP


def _push_apart(centres: list[list[float]], halves: Sequence[tuple[float, float]]) -> None:
    for _ in range(ROUNDS):
        moved = False
        for (one, half), (other, other_half) in itertools.combinations(zip(centres, halves, strict=True), 2):
            overlaps = [half[axis] + other_half[axis] - abs(one[axis] - other[axis]) for axis in (0, 1)]
            if min(overlaps) > 0.01:  # noqa: PLR2004 - a hundredth of a pixel is nothing
                axis = 0 if overlaps[0] < overlaps[1] else 1
                push = (overlaps[axis] / 2 + 0.1) * (1 if one[axis] >= other[axis] else -1)
                one[axis], other[axis], moved = one[axis] + push, other[axis] - push, True
        for centre, half in zip(centres, halves, strict=True):
            centre[0] = min(max(centre[0], EDGE + half[0]), WIDTH - EDGE - half[0])
        if not moved:
            return


def _edge(one: _Spot, other: _Spot, works: int, most: int, wording: Wording) -> str:
    title = wording("network.edge", one=one.node.label, other=other.node.label, works=works)
    attributes = {
        "stroke_width": _line_width(works, most),
        "class_": "edge" if one.node.community == other.node.community else "edge dashed",
    }
    return svg.element("g", _tooltip(title), svg.line(one.x, one.y, other.x, other.y, **attributes))


def _line_width(works: int, most: int) -> float:
    return max(0.8, WIDEST * works / most)


def _mark(spot: _Spot, most: int, wording: Wording) -> str:
    tooltip = _tooltip(wording("network.node", label=spot.node.label, works=spot.node.works))
    if not spot.node.works:
        return svg.element("g", tooltip, svg.marker(0, spot.x, spot.y, SMALLEST, class_="point hollow few dashed"))
    return svg.element("g", tooltip, _shape(spot.node.community, spot.x, spot.y, _radius(spot.node.works, most)))


def _shape(community: int, x: float, y: float, radius: float) -> str:
    number = community % SHAPES
    filling = f"f{number}" if community < SHAPES else "hollow"
    return svg.marker(number, x, y, radius * math.sqrt(math.pi / UNIT_AREAS[number]), class_=f"point s{number} {filling}")


def _label(spot: _Spot, most: int) -> list[str]:
    class_ = "halo" if spot.node.works else "note halo"
    top = spot.y + _radius(spot.node.works, most) + GAP + LINE - 3
    return [svg.text(line, spot.x, top + LINE * at, text_anchor="middle", class_=class_) for at, line in enumerate(spot.lines)]


def _legend(network: Network, most_edge: int, y: float, wording: Wording) -> list[str]:
    if not network.edges:
        return [svg.text(wording("network.none"), 12, y, class_="note")]
    most = _most(network.nodes)
    parts = [svg.text(wording("network.area"), 12, y + 4, class_="note")]
    x = 12 + _width(wording("network.area")) + 24
    for works in sorted({max(1, most // 8), max(1, most // 2), most}):
        radius = _radius(works, most)
        parts += [
            svg.marker(0, x + radius, y, radius, class_="point hollow s0"),
            svg.text(str(works), x + 2 * radius + 4, y + 4, class_="note"),
        ]
        x += 2 * radius + 34
    x += 16
    parts.append(svg.text(wording("network.width"), x, y + 4, class_="note"))
    x += _width(wording("network.width")) + 14
    for works in sorted({max(1, most_edge // 4), most_edge}):
        parts += [
            svg.line(x, y, x + 26, y, class_="edge", stroke_width=_line_width(works, most_edge)),
            svg.text(str(works), x + 31, y + 4, class_="note"),
        ]
        x += 58
    return parts


def _tooltip(text: str) -> str:
    return svg.element("title", escape(text, quote=False))
