"""The flow from the search to the counted works, drawn after the PRISMA 2020 flow diagram (Page et al. 2021, BMJ 372, n71, figure 1).

Boxes on the left are what goes on, boxes on the right what is left out and why. Where the protocol's number and the catalog's own differ
the catalog's stands beside it in brackets.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.core.catalog_records import FlowStep
from pipeline.explore.drawings import svg
from pipeline.explore.wording import Wording

WIDTH = 760.0
LEFT_X, RIGHT_X, BOX_WIDTH, BAND_X, BAND_WIDTH = 44.0, 420.0, 328.0, 10.0, 22.0
TOP, PADDING, LINE_HEIGHT, GAP = 52.0, 10.0, 16.0, 26.0
# An em is 11 px; Latin characters take about .55 of it.
EM, NARROW = 11.0, 0.55
MAX_PARTS = 8
INDENT = "　"
EVIDENCE = ("full_text", "abstract_only", "record_only")


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


def draw_flow(steps: Iterable[FlowStep], wording: Wording) -> str:
    """Return the SVG of the flow; boxes without a number are left out."""
    title = wording("flow.title")
    rows = make_stages(list(steps), wording)
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
    head = [svg.text(title, 12, 20, class_="title"), svg.text(wording("flow.unit"), 12, 36, class_="note")]
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


def make_stages(steps: Sequence[FlowStep], wording: Wording) -> list[Stage]:
    """Return the rows of the diagram that have a number."""
    totals = {step.step: step for step in steps if not step.part}
    if "included" not in totals:
        return []
    rows = []
    if "identified" in totals and totals["identified"].n:
        found = _box_of(totals["identified"], wording, _parts(steps, "identified"))
        removed = _box_of(totals["duplicates"], wording) if "duplicates" in totals else None
        rows.append(Stage(wording("flow.band_identified"), found, removed))
    if "screened" in totals:
        excluded = _box_of(totals["excluded"], wording, _parts(steps, "excluded")) if "excluded" in totals else None
        left_out = _with_open(excluded, totals.get("undecided"), wording)
        rows.append(Stage(wording("flow.band_screened"), _box_of(totals["screened"], wording), left_out))
    return [*rows, Stage(wording("flow.band_included"), _included(totals, wording))]


def _included(totals: dict[str, FlowStep], wording: Wording) -> Box:
    lines = [_line(totals["included"], wording)]
    if "added" in totals:
        lines.append(wording("flow.part", name=wording("flow.added"), n=totals["added"].n))
    if "pdfs" in totals:
        lines.append(_line(totals["pdfs"], wording))
    parts = (wording("flow.part", name=wording(f"flow.{key}"), n=totals[key].n) for key in EVIDENCE if key in totals)
    return Box((*lines, *(f"{INDENT}{part}" for part in parts)))


def _with_open(excluded: Box | None, undecided: FlowStep | None, wording: Wording) -> Box | None:
    if undecided is None:
        return excluded
    return Box((*(excluded.lines if excluded else ()), _line(undecided, wording)))


def _box_of(total: FlowStep, wording: Wording, parts: Sequence[FlowStep] = ()) -> Box:
    lines = [_line(total, wording)]
    for part in parts[:MAX_PARTS]:
        lines += _wrap(INDENT + wording("flow.part", name=part.part, n=part.n), BOX_WIDTH - 2 * PADDING)
    rest = parts[MAX_PARTS:]
    if rest:
        lines.append(INDENT + wording("flow.rest", kinds=len(rest), n=sum(part.n for part in rest)))
    return Box(tuple(lines))


def _parts(steps: Iterable[FlowStep], name: str) -> list[FlowStep]:
    return sorted((step for step in steps if step.step == name and step.part), key=lambda step: (-step.n, step.part))


def _line(step: FlowStep, wording: Wording) -> str:
    name = wording(f"flow.{step.step}")
    if step.counted_n in {None, step.n}:
        return wording("flow.number", name=name, n=step.n)
    return wording("flow.number_differs", name=name, n=step.n, counted=step.counted_n)


def _width(text: str) -> float:
    return sum(EM if unicodedata.east_asian_width(char) in {"W", "F", "A"} else EM * NARROW for char in text)


def _wrap(text: str, width: float) -> list[str]:
    """Return the text in lines that fit, broken anywhere, as Chinese is (search strings and reasons are the team's own words)."""
    lines = [""]
    for char in text:
        if _width(lines[-1] + char) > width:
            lines.append(INDENT)
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
        parts += _band_name(row.band, BAND_X + BAND_WIDTH / 2, top + height / 2)
    return parts


def _band_name(name: str, x: float, middle: float) -> list[str]:
    """Return Chinese set upright, a letter below the other, and English turned."""
    if name.isascii():
        turned = f"rotate(-90 {svg.number(x)} {svg.number(middle)})"
        return [svg.text(name, x, middle + 4, text_anchor="middle", class_="note", transform=turned)]
    start = middle - LINE_HEIGHT * (len(name) - 1) / 2 + 4
    return [svg.text(char, x, start + LINE_HEIGHT * index, text_anchor="middle", class_="note") for index, char in enumerate(name)]


def _arrow_down(x: float, y1: float, y2: float) -> list[str]:
    head = " ".join(f"{svg.number(px)},{svg.number(py)}" for px, py in ((x, y2), (x - 4, y2 - 7), (x + 4, y2 - 7)))
    return [svg.line(x, y1, x, y2 - 6, class_="axis"), svg.element("polygon", points=head, class_="flow-head")]


def _arrow_right(x1: float, x2: float, y: float) -> list[str]:
    head = " ".join(f"{svg.number(px)},{svg.number(py)}" for px, py in ((x2, y), (x2 - 7, y - 4), (x2 - 7, y + 4)))
    return [svg.line(x1, y, x2 - 6, y, class_="axis"), svg.element("polygon", points=head, class_="flow-head")]
