"""Lines to blocks: paragraphs that run across lines, columns and pages, and headings."""

import re
import statistics
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from pipeline.extract.layout.joining import HYPHENS, join_lines
from pipeline.extract.pdf.glyphs import SAME_TYPE, Line, PageLines, Table

INDENT = 0.9  # em: a first line stands in by two (Chinese) or about one (English)
SHORT = 0.7  # em that must be free behind a line beyond what the next word needed, to call it the last of its paragraph
GAP = 1.45  # of the usual leading: white space that divides blocks
TERMINAL = frozenset("。！？：；…”’」』）)】.!?:;")
EDGE_SHARE = 0.12  # share of a column's lines that must reach an edge: hanging marks reach further, but seldom
SAME_EDGE = 4.0  # points
FEW_LINES = 8  # lines on a page that cannot show its edges
MIN_RUN = 3  # lines that must share inner edges to be a block of their own width
NARROW = 14  # em: no column of text is narrower, but a block of labels on a cover is
SAME_SIZE = 0.6  # points
MIN_NARROW = 4  # lines that run beside a picture
MIN_WIDTH = 8  # em of them
# Marks of list items, bulleted or numbered in brackets.
LIST_ITEM = re.compile(r"^(?:[•●○■□◆▪➢✓\uf06c\uf0b7]\s*(?=\S)|[（(]\s*(?:\d{1,2}|[a-zA-Z])\s*[)）]|\d{1,2}\s?[)）]|[①-⑳])")
EVEN = 0.25  # em by which two steps from line to line may differ in a block set as one


@dataclass(slots=True)
class Block:
    """A paragraph, heading, note or table."""

    text: str
    role: str
    """`body` until `sections` knows better; `heading`, `footnote`, `author_note`, `table`, `head`."""
    lines: list[Line] = field(default_factory=list)
    line_starts: list[int] = field(default_factory=list)
    level: int | None = None
    size: float = 0.0
    bold: bool = False
    centred: bool = False
    page: int = 0
    table: Table | None = None


def set_edges(pages: list[PageLines]) -> None:
    """Give every line the left and right edge of its text column.

    A page's own lines decide; where few of them are full, the edges of the document's columns hold, if a line of the page reaches them.
    """
    pooled: dict[int, list[Line]] = defaultdict(list)
    for page in pages:
        for column, lines in _columns(page).items():
            pooled[column].extend(lines)
    overall = {column: _edges(lines) for column, lines in pooled.items()}
    for page in pages:
        for column, lines in _columns(page).items():
            left, right = _page_edges(lines, overall[column])
            for line in lines:
                line.left, line.right = left, right


def _page_edges(lines: list[Line], overall: tuple[float, float]) -> tuple[float, float]:
    left, right = _edges(lines)
    if len(lines) < FEW_LINES:
        return min(overall[0], left), max(overall[1], right)
    reaches_left = any(abs(line.x0 - overall[0]) < SAME_EDGE for line in lines)
    reaches_right = any(abs(line.x1 - overall[1]) < SAME_EDGE for line in lines)
    return min(left, overall[0]) if reaches_left else left, max(right, overall[1]) if reaches_right else right


def set_insets(pages: list[PageLines]) -> None:
    """Give lines of a block that stands in from its column (an abstract, a quotation) the edges of that block.

    A run of lines too short to show its own edges (keywords behind the abstract) has those of the block above if it begins where that does.
    """
    for page in pages:
        block: list[Line] = []
        edges = (0.0, 0.0)
        for run in _runs(page):
            own = _inset_edges(run)
            if own:
                block, edges = run, own
            if own or _hangs_below(run, block):
                for line in run:
                    line.left, line.right = edges


def set_narrowed(pages: list[PageLines]) -> None:
    """Give lines that run beside a picture in their own column the right edge they have there."""
    for page in pages:
        for lines in _columns(page).values():
            for stretch in _narrow_stretches(lines):
                edge = max(line.x1 for line in stretch)
                if len(stretch) >= MIN_NARROW and _runs_to(stretch, edge):
                    for line in stretch:
                        line.right = edge


def _runs_to(stretch: list[Line], edge: float) -> bool:
    """Tell whether a text runs on over these lines up to an edge, as neither verses do, which end in marks, nor the items of a list."""
    full = [line for line in stretch if edge - line.x1 < 1.2 * line.size and line.width > MIN_WIDTH * line.size]
    broken = sum(line.text[-1:].isalnum() for line in full)
    listed = sum(LIST_ITEM.match(line.text) is not None for line in stretch)
    return len(full) >= 0.5 * len(stretch) and broken > 0.5 * len(full) and listed <= 0.5 * len(stretch)


def _narrow_stretches(lines: list[Line]) -> list[list[Line]]:
    """Return the stretches of consecutive lines that all leave more white at the right than a last word needs."""
    stretches: list[list[Line]] = [[]]
    for line in lines:
        if line.role or line.right - line.x1 < line.lead + 2 * line.size or is_centred(line):
            stretches.append([])
        else:
            stretches[-1].append(line)
    return [stretch for stretch in stretches if stretch]


def _inset_edges(run: list[Line]) -> tuple[float, float] | None:
    left, right = _edges(run)
    inset = left - run[0].left > 0.8 * run[0].size
    return (left, right) if len(run) >= MIN_RUN and inset and _is_set(run, left, right) else None


def _hangs_below(run: list[Line], block: list[Line]) -> bool:
    if not block or len(run) >= MIN_RUN:
        return False
    first, last = run[0], block[-1]
    same = (first.column, first.band) == (last.column, last.band) and abs(first.size - last.size) < SAME_TYPE
    return same and first.top > last.top and abs(first.x0 - last.left) < 0.3 * first.size


def _runs(page: PageLines) -> list[list[Line]]:
    """Return stretches of consecutive lines of one column and size with an even distance."""
    runs: list[list[Line]] = []
    open_run = False
    for line in page.lines:
        if not line.role and open_run and _goes_on(runs[-1], line):
            runs[-1].append(line)
        elif not line.role:
            runs.append([line])
        open_run = not line.role
    return runs


def _goes_on(run: list[Line], line: Line) -> bool:
    before = run[-1]
    step = line.top - before.top
    even = len(run) == 1 or abs(step - (before.top - run[-2].top)) < EVEN * line.size
    same = (before.column, before.band) == (line.column, line.band) and abs(before.size - line.size) < SAME_TYPE
    return same and even and 0 < step < 2.2 * line.size


def _is_set(run: list[Line], left: float, right: float) -> bool:
    """Tell whether most lines of a run share its edges, as set text does, and centred lines, verses and lists do not."""
    at_left = sum(abs(line.x0 - left) < 0.3 * line.size for line in run)
    at_right = [line for line in run if right - line.x1 < 1.2 * line.size]
    ended = sum(line.text[-1:] in TERMINAL for line in at_right)
    listed = sum(LIST_ITEM.match(line.text) is not None for line in run)
    wide = right - left > NARROW * run[0].size and ended <= 0.6 * len(at_right) and listed <= 0.5 * len(run)
    return wide and at_left >= 0.5 * len(run) and len(at_right) >= 0.4 * len(run)


def _columns(page: PageLines) -> dict[int, list[Line]]:
    columns: dict[int, list[Line]] = defaultdict(list)
    for line in page.lines:
        if line.role in ("", "footnote", "author_note"):
            columns[line.column].append(line)
    return columns


def _edges(lines: list[Line]) -> tuple[float, float]:
    needed = max(2, EDGE_SHARE * len(lines))
    lefts = Counter(round(line.x0 / 2) for line in lines)
    rights = Counter(round(line.x1 / 4) for line in lines)
    left = min((value * 2 for value, _ in lefts.items() if lefts[value] + lefts[value - 1] + lefts[value + 1] >= needed), default=None)
    right = max((value * 4 for value, _ in rights.items() if rights[value] + rights[value - 1] + rights[value + 1] >= needed), default=None)
    exact_left = min(
        (line.x0 for line in lines if left is not None and abs(line.x0 - left) < SAME_EDGE), default=min(line.x0 for line in lines)
    )
    exact_right = max(
        (line.x1 for line in lines if right is not None and abs(line.x1 - right) <= SAME_EDGE), default=max(line.x1 for line in lines)
    )
    return exact_left, exact_right


def usual_leading(pages: list[PageLines]) -> float:
    """Return the median distance between the tops of consecutive lines of one column."""
    steps = [
        after.top - before.top
        for page in pages
        for before, after in zip(page.lines, page.lines[1:], strict=False)
        if (before.role, before.column, before.band) == ("", after.column, after.band) and 0 < after.top - before.top < 4 * before.size
    ]
    return statistics.median(steps) if steps else 15.0


def is_short(line: Line, after: Line) -> bool:
    """Tell whether the first word of `after` would still have fitted behind `line`: it ended its paragraph."""
    return line.right - line.x1 > after.lead + SHORT * line.size


def runs_on(line: Line) -> bool:
    """Tell whether a line fills a column of text and ends in the midst of a sentence."""
    filled = line.right - line.x1 < SHORT * line.size and line.width > max(0.8 * (line.right - line.left), NARROW * line.size)
    return filled and line.text[-1:] not in TERMINAL


def is_indented(line: Line) -> bool:
    """Tell whether a line stands in from its column's left edge."""
    return line.x0 - line.left > INDENT * line.size


def is_centred(line: Line) -> bool:
    """Tell whether a line stands in the middle of its column with white on both sides."""
    before, after = line.x0 - line.left, line.right - line.x1
    return before > 1.5 * line.size and abs(before - after) < 1.2 * line.size


def starts_paragraph(before: Line, line: Line, leading: float, *, indented: bool) -> bool:
    """Tell whether `line` begins a new paragraph after `before`, both plain text.

    Args:
        before: the line above it in reading order.
        line: the line in question.
        leading: usual distance of lines.
        indented: the document marks paragraphs by indents, so that a line without one continues an unfinished sentence.
    """
    if abs(before.size - line.size) > SAME_SIZE or (before.bold != line.bold and _divided(before, line)):
        return True
    if is_indented(line) and not _hangs(before, line):
        return True
    if before.text[-1:] in HYPHENS and before.text[-2:-1].isalpha() and line.text[:1].islower():
        return False  # a divided word, in a block whose edges are not those of its column
    if is_short(before, line):
        unfinished = before.text[-1:] not in TERMINAL and before.width > 0.6 * (before.right - before.left)
        return not (indented and unfinished)
    together = (before.page, before.column, before.band) == (line.page, line.column, line.band)
    return together and line.top - before.top > GAP * max(leading, before.size) and before.text[-1:] in TERMINAL


def uses_indents(pages: list[PageLines]) -> bool:
    """Tell whether most paragraphs of the document begin with an indent: whether lines behind short ones stand in."""
    after_short = [
        is_indented(line)
        for page in pages
        for before, line in zip(page.lines, page.lines[1:], strict=False)
        if before.role == line.role == ""
        and abs(before.size - line.size) < SAME_SIZE
        and before.text[-1:] in TERMINAL
        and is_short(before, line)
    ]
    return sum(after_short) > 0.6 * len(after_short)


def _divided(before: Line, line: Line) -> bool:
    return before.text[-1:] in TERMINAL or is_short(before, line)


def _hangs(before: Line, line: Line) -> bool:
    """Tell whether a whole block stands in, as quotations and the texts below a list's numbers do.

    A line that ended though the next one shows that there was room was the last of its paragraph.
    """
    same = before.column == line.column and before.page == line.page
    room = line.x1 - before.x1 > line.lead + SHORT * line.size
    return same and abs(before.x0 - line.x0) < 0.5 * line.size and not room and before.text[-1:] not in TERMINAL


def goes_on_with_item(lines: list[Line], line: Line) -> bool:
    """Tell whether `line` is a further line of a list item, standing in below the item's text."""
    first, before = lines[0], lines[-1]
    if LIST_ITEM.match(first.text) is None or LIST_ITEM.match(line.text) or is_short(before, line):
        return False
    if len(lines) > 1 and lines[1].x0 - first.x0 > 0.5 * first.size:
        return abs(line.x0 - lines[1].x0) < 0.5 * line.size
    return line.x0 - first.x0 > 0.5 * line.size and before.text[-1:] not in TERMINAL


def starts_item(lines: list[Line], line: Line) -> bool:
    """Tell whether `line` begins an item of a list, of which the lines before it are the head or another item."""
    if LIST_ITEM.match(line.text) is None:
        return False
    aligned = LIST_ITEM.match(lines[0].text) is not None and abs(lines[0].x0 - line.x0) < 0.5 * line.size
    return is_short(lines[-1], line) or (aligned and lines[-1].text[-1:] in TERMINAL)


def make_block(lines: list[Line], role: str) -> Block:
    """Return the block of these lines."""
    text, starts = join_lines(lines)
    first = lines[0]
    return Block(
        text,
        role,
        lines,
        starts,
        size=statistics.median(line.size for line in lines),
        bold=all(line.bold for line in lines),
        centred=all(map(is_centred, lines)),
        page=first.page,
    )
