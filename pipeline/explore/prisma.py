"""The flow from the search to the counted works, drawn after the PRISMA 2020 flow diagram (Page et al. 2021, BMJ 372, n71, figure 1).

Boxes on the left are what goes on, boxes on the right what is left out and why. Where the protocol's number and the catalog's own differ
the catalog's stands beside it in brackets.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.core.catalog_records import FlowStep
from pipeline.explore import svg

WIDTH = 760.0
LEFT_X, RIGHT_X, BOX_WIDTH, BAND_X, BAND_WIDTH = 44.0, 420.0, 328.0, 10.0, 22.0
TOP, PADDING, LINE_HEIGHT, GAP = 52.0, 10.0, 16.0, 26.0
# An em is 11 px; Latin characters take about .55 of it.
EM, NARROW = 11.0, 0.55
MAX_PARTS = 8
EVIDENCE = (("full_text", "全文可读 full text"), ("abstract_only", "仅摘要 abstract only"), ("record_only", "仅题录 record only"))


@dataclass(frozen=True, slots=True)
class Box:
    """A box of the diagram: its first line is its heading."""

    lines: tuple[str, ...]

    @property
    def height(self) -> float:
        """Return the height in pixels."""
        return 2 * PADDING + LINE_HEIGHT * len(self.lines) - 3


@dataclass(frozen=True, slots=True)
class Stage:
    """A row of the diagram: what goes on, and what is left out there."""

    band: str
    kept: Box
    left_out: Box | None = None


def draw_flow(steps: Iterable[FlowStep], title: str = "检索与筛选流程") -> str:
    """Return the SVG of the flow; boxes without a number are left out."""
    rows = make_stages(list(steps))
    parts, y, centre = [], TOP, LEFT_X + BOX_WIDTH / 2
    tops = []
    for row in rows:
        tops.append(y)
        y += max(row.kept.height, row.left_out.height if row.left_out else 0) + GAP
    for index, (row, top) in enumerate(zip(rows, tops, strict=True)):
        parts += _box(row.kept, LEFT_X, top)
        if index + 1 < len(rows):
            parts += _arrow_down(centre, top + row.kept.height, tops[index + 1])
        if row.left_out:
            middle = top + min(row.kept.height, row.left_out.height) / 2
            parts += [*_arrow_right(LEFT_X + BOX_WIDTH, RIGHT_X, middle), *_box(row.left_out, RIGHT_X, top)]
    parts += _bands(rows, tops)
    height = y - GAP + 14
    head = [svg.text(title, 12, 20, class_="title"), svg.text("PRISMA 2020 · records and works", 12, 36, class_="note")]
    label = svg.element("title", title.replace("&", "&amp;").replace("<", "&lt;"))
    return svg.element(
        "svg",
        label,
        *head,
        *parts,
        xmlns="http://www.w3.org/2000/svg",
        class_="chart flow",
        role="img",
        viewBox=f"0 0 {svg.number(WIDTH)} {svg.number(height)}",
        width=WIDTH,
        height=height,
    )


def make_stages(steps: Sequence[FlowStep]) -> list[Stage]:
    """Return the rows of the diagram that have a number."""
    totals = {step.step: step for step in steps if not step.part}
    if "included" not in totals:
        return []
    rows = []
    if "identified" in totals and totals["identified"].n:
        found = _box_of("检索所得题录 records identified", totals["identified"], _parts(steps, "identified"))
        removed = _box_of("去除重复 duplicates removed", totals["duplicates"]) if "duplicates" in totals else None
        rows.append(Stage("检索", found, removed))
    if "screened" in totals:
        excluded = _box_of("排除 excluded", totals["excluded"], _parts(steps, "excluded")) if "excluded" in totals else None
        rows.append(Stage("筛选", _box_of("筛选 records screened", totals["screened"]), _with_open(excluded, totals.get("undecided"))))
    return [*rows, Stage("纳入", _included(totals))]


def _included(totals: dict[str, FlowStep]) -> Box:
    lines = [_line("纳入文献 works included", totals["included"])]
    if "added" in totals:
        lines.append(f"其中无题录、由文件补入 added from files：{totals['added'].n}")
    if "pdfs" in totals:
        lines.append(_line("取得全文文件 files obtained", totals["pdfs"]))
    return Box((*lines, *(f"　{name}：{totals[key].n}" for key, name in EVIDENCE if key in totals)))


def _with_open(excluded: Box | None, undecided: FlowStep | None) -> Box | None:
    if undecided is None:
        return excluded
    line = f"待裁决 undecided (n = {undecided.n})"
    return Box((*(excluded.lines if excluded else ()), line))


def _box_of(name: str, total: FlowStep, parts: Sequence[FlowStep] = ()) -> Box:
    lines = [_line(name, total)]
    for part in parts[:MAX_PARTS]:
        lines += _wrap(f"　{part.part}：{part.n}", BOX_WIDTH - 2 * PADDING)
    if len(parts) > MAX_PARTS:
        lines.append(f"　其余 {len(parts) - MAX_PARTS} 项：{sum(part.n for part in parts[MAX_PARTS:])}")
    return Box(tuple(lines))


def _parts(steps: Iterable[FlowStep], name: str) -> list[FlowStep]:
    return sorted((step for step in steps if step.step == name and step.part), key=lambda step: (-step.n, step.part))


def _line(name: str, step: FlowStep) -> str:
    counted = f"；库中 {step.counted_n}" if step.counted_n not in {None, step.n} else ""
    return f"{name} (n = {step.n}{counted})"


def _width(text: str) -> float:
    return sum(EM if unicodedata.east_asian_width(char) in {"W", "F", "A"} else EM * NARROW for char in text)


def _wrap(text: str, width: float) -> list[str]:
    """Return the text in lines that fit, broken anywhere, as Chinese is."""
    lines = [""]
    for char in text:
        if _width(lines[-1] + char) > width:
            lines.append("　")
        lines[-1] += char
    return lines


def _box(box: Box, x: float, y: float) -> list[str]:
    frame = svg.element("rect", x=x, y=y, width=BOX_WIDTH, height=box.height, rx=3, class_="flow-box")
    texts = [svg.text(line, x + PADDING, y + PADDING + 10 + LINE_HEIGHT * index) for index, line in enumerate(box.lines)]
    return [frame, *texts]


def _bands(rows: Sequence[Stage], tops: Sequence[float]) -> list[str]:
    parts = []
    for row, top in zip(rows, tops, strict=True):
        height = max(row.kept.height, row.left_out.height if row.left_out else 0)
        parts.append(svg.element("rect", x=BAND_X, y=top, width=BAND_WIDTH, height=height, rx=3, class_="flow-band"))
        start = top + height / 2 - LINE_HEIGHT * (len(row.band) - 1) / 2 + 4
        parts += [
            svg.text(char, BAND_X + BAND_WIDTH / 2, start + LINE_HEIGHT * index, text_anchor="middle", class_="note")
            for index, char in enumerate(row.band)
        ]
    return parts


def _arrow_down(x: float, y1: float, y2: float) -> list[str]:
    head = " ".join(f"{svg.number(px)},{svg.number(py)}" for px, py in ((x, y2), (x - 4, y2 - 7), (x + 4, y2 - 7)))
    return [svg.line(x, y1, x, y2 - 6, class_="axis"), svg.element("polygon", points=head, class_="flow-head")]


def _arrow_right(x1: float, x2: float, y: float) -> list[str]:
    head = " ".join(f"{svg.number(px)},{svg.number(py)}" for px, py in ((x2, y), (x2 - 7, y - 4), (x2 - 7, y + 4)))
    return [svg.line(x1, y, x2 - 6, y, class_="axis"), svg.element("polygon", points=head, class_="flow-head")]
