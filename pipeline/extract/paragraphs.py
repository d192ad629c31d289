"""Lines to blocks: paragraphs that run across lines, columns and pages, and headings."""

import functools
import re
import statistics
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from pipeline.extract.glyphs import SAME_TYPE, Line, PageLines, Table
from pipeline.extract.lines import is_wide

INDENT = 0.9  # em: a first line stands in by two (Chinese) or about one (English)
SHORT = 0.7  # em that must be free behind a line beyond what the next word needed, to call it the last of its paragraph
GAP = 1.45  # of the usual leading: white space that divides blocks
TERMINAL = frozenset("。！？：；…”’」』）)】.!?:;")
NO_WORD = 2.5  # Zipf below which a string of letters is hardly a word
HYPHENS = frozenset("-\u2010\u00ad")
EDGE_SHARE = 0.12  # share of a column's lines that must reach an edge: hanging marks reach further, but seldom
SAME_EDGE = 4.0  # points
FEW_LINES = 8  # lines on a page that cannot show its edges
MIN_RUN = 3  # lines that must share inner edges to be a block of their own width
SAME_SIZE = 0.6  # points
MIN_ZIPF = 3.3  # wordfreq's Zipf value at which the joined form of a divided word is a word of its own (27 of 27 on one text)


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
    """Give lines of a block that stands in from its column (an abstract, a quotation) the edges of that block."""
    for page in pages:
        for run in _runs(page):
            left, right = _edges(run)
            size = run[0].size
            inset = left - run[0].left > 0.8 * size
            if len(run) >= MIN_RUN and inset and _is_set(run, left, right):
                for line in run:
                    line.left, line.right = left, right


def _runs(page: PageLines) -> list[list[Line]]:
    """Return stretches of consecutive lines of one column and size with an even distance."""
    runs: list[list[Line]] = []
    before: Line | None = None
    for line in page.lines:
        if line.role:
            before = None
            continue
        joined = (
            before is not None
            and (before.column, before.band) == (line.column, line.band)
            and abs(before.size - line.size) < SAME_TYPE
            and 0 < line.top - before.top < 2.2 * line.size
        )
        if joined:
            runs[-1].append(line)
        else:
            runs.append([line])
        before = line
    return runs


def _is_set(run: list[Line], left: float, right: float) -> bool:
    """Tell whether most lines of a run share its edges, as set text does and centred lines do not."""
    at_left = sum(abs(line.x0 - left) < 0.3 * line.size for line in run)
    at_right = sum(right - line.x1 < 1.2 * line.size for line in run)
    return at_left >= 0.5 * len(run) and at_right >= 0.4 * len(run)


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
    """Tell whether a whole block stands in, as quotations do."""
    same = before.column == line.column and before.page == line.page
    return (
        same
        and abs(before.x0 - line.x0) < 0.5 * line.size
        and before.right - before.x1 > 0.8 * line.size
        and before.text[-1:] not in TERMINAL
    )


def join_lines(lines: list[Line]) -> tuple[str, list[int]]:
    """Return the paragraph's text and the offset at which each line begins in it."""
    text = ""
    starts: list[int] = []
    for line in lines:
        piece = line.text.strip()
        if text and piece:
            text += _glue(text, piece)
            if text[-1] in HYPHENS and _drops_hyphen(text, piece):
                text = text[:-1]
        starts.append(len(text))
        text += piece
    return text, starts


def _glue(text: str, piece: str) -> str:
    before, after = text[-1], piece[0]
    inside = text[-2] if len(text) > 1 else ""
    if (before in HYPHENS or before == "/") and inside.isalnum():
        return ""
    if before in ",.:;" and inside and is_wide(inside):
        return ""
    if is_wide(before) or is_wide(after):
        return ""
    return "" if before.isalpha() and after.islower() and _is_cut_word(text, piece) else " "


def _is_cut_word(text: str, piece: str) -> bool:
    """Tell whether a line was broken inside a word without a hyphen: together a common word, one part alone no word at all."""
    first, second = re.search(r"[A-Za-z]+$", text), re.match(r"[A-Za-z]+", piece)
    if first is None or second is None:
        return False
    return _is_one_word(first.group().lower(), second.group())


@functools.cache
def _is_one_word(first: str, second: str) -> bool:
    from wordfreq import zipf_frequency

    rarer = min(zipf_frequency(first, "en"), zipf_frequency(second, "en"))
    return rarer < NO_WORD and zipf_frequency(first + second, "en") >= MIN_ZIPF


def _drops_hyphen(text: str, piece: str) -> bool:
    if text[-1] == "\u00ad":
        return True
    first = re.search(r"[A-Za-z]+[-\u2010]$", text)
    second = re.match(r"[A-Za-z]+", piece)
    if first is None or second is None or not second.group()[0].islower():
        return False
    head = re.search(r"[A-Za-z-\u2010]+$", text[:-1])
    return _is_divided_word(first.group()[:-1].lower(), second.group(), compound=head is not None and "-" in head.group())


@functools.cache
def _is_divided_word(first: str, second: str, *, compound: bool) -> bool:
    """Tell whether `first-second` at a line's end is one word that was divided, rather than a real compound."""
    from wordfreq import zipf_frequency

    joined = zipf_frequency(first + second, "en")
    if joined >= MIN_ZIPF and not compound:
        return True
    parts = min(zipf_frequency(first, "en"), zipf_frequency(second, "en"))
    return (joined > 0 and parts < MIN_ZIPF) or joined >= MIN_ZIPF or parts < NO_WORD


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
