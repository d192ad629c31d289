"""Notes at the foot of pages and columns, told by size, place, mark and the rule above them; sets `Line.role`."""

import re
from collections import defaultdict

from pipeline.extract.fields.references import is_typed_entry
from pipeline.extract.pdf.glyphs import Line, PageLines

MIN_NOTE_RULE = 30.0  # points
NOTE_SIZES = 0.5  # points by which the lines of notes may differ
NOTES_BELOW = 0.3  # share of the page's height above which no footnote begins
SMALL = 0.93  # of the body size: what footnotes are at most set in
NOTE_START = re.compile(r"^(?:[①-⑳❶-❿]|[\[［〔【(（]?\d{1,3}[\]］〕】)）]?(?![.\d])|[*＊†]|注[：:]|\[?[注]\d)")
NOTE_CALL = re.compile(r"^(?:[①-⑳❶-❿➀-➓]|[*＊†‡§])$")
AUTHOR_NOTE = re.compile(
    r"^[*＊]?\s*[\[［【〔(（]?\s*(?:收稿日期|修回日期|录用日期|基金项目|基金资助|资助项目|项目基金|作者简介|作者单位|通[讯信]作者|第一作者|本文系|投稿日期)"
)
REFERENCES = re.compile(
    r"^[\[［【〔]?\s*(?:主要)?\s*(?:参\s*考\s*文\s*献|references|bibliography|注\s*释)\s*[\]］】〕]?\s*[:：]?$", re.IGNORECASE
)


def mark_footnotes(pages: list[PageLines], size: float) -> None:
    """Mark small text at the foot of columns as `footnote`, or `author_note` where it tells about the author or the manuscript."""
    in_references = False
    for line in (line for page in pages for line in page.lines if not line.role):
        if NOTE_CALL.match(line.text.strip()) and line.size < SMALL * size:
            line.role = "note_mark"  # it calls a note and was carried over to a line of its own
    for page in pages:
        columns: dict[int, list[Line]] = defaultdict(list)
        for line in page.lines:
            if not line.role:
                columns[line.column].append(line)
        foot = max((line.bottom for line in page.lines if not line.role), default=0.0)
        for lines in columns.values():
            in_references = in_references or any(map(_opens_references, lines))
            _mark_foot(lines, page, size, foot, in_references=in_references)


def _opens_references(line: Line) -> bool:
    return REFERENCES.match(line.text.strip()) is not None


def _mark_foot(lines: list[Line], page: PageLines, size: float, foot: float, *, in_references: bool) -> None:
    start = len(lines)
    while start and lines[start - 1].size <= SMALL * size and abs(lines[start - 1].size - lines[-1].size) < NOTE_SIZES:
        start -= 1
    block = lines[start:]
    if not block:
        return
    cut = _rule_above(block, lines[start - 1] if start else None, page)
    if cut is not None:
        block = block[cut:]
    elif (
        (in_references and not _interrupts(lines, start))
        or sum(is_typed_entry(line.text) for line in block) > 1
        or start == 0
        or block[-1].bottom < foot - 4 * size
        or not (_starts_note(block[0]))
    ):
        return
    role = "footnote"
    for line in block:
        role = _note_role(line, role)
        line.role = role


def _interrupts(lines: list[Line], start: int) -> bool:
    """Tell whether small lines with circled or raised numbers stand below other text, so that they are no part of a list of references."""
    first = lines[start]
    marked = first.starts_raised or re.match(r"[①-⑳❶-❿]", first.text) is not None
    return marked and start > 0 and not _opens_references(lines[start - 1])


def _note_role(line: Line, role: str) -> str:
    if AUTHOR_NOTE.match(line.text):
        return "author_note"
    return "footnote" if _starts_note(line) else role


def _starts_note(line: Line) -> bool:
    return line.starts_raised or NOTE_START.match(line.text) is not None or AUTHOR_NOTE.match(line.text) is not None


def _rule_above(block: list[Line], before: Line | None, page: PageLines) -> int | None:
    """Return the index of the block's first line below a short lying rule that divides notes from text; None without one."""
    for index, line in enumerate(block):
        above = block[index - 1] if index else before
        ceiling = above.bottom - 3 if above else line.top - 2 * line.size
        for rule in page.rules:
            short = rule.horizontal and MIN_NOTE_RULE < rule.x1 - rule.x0 < 0.6 * page.width
            if (
                short
                and line.top > NOTES_BELOW * page.height
                and ceiling <= rule.top <= line.top + 3
                and abs(rule.x0 - line.x0) < 4 * line.size
            ):
                return index
    return None
