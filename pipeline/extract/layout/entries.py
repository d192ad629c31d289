"""Where the entries of a reference list begin: by their numbers, or by indents and short lines where they have none."""

import re
from collections import defaultdict
from itertools import pairwise

from pipeline.extract.fields.entryfields import TYPE
from pipeline.extract.fields.references import continues_numbering, starts_entry
from pipeline.extract.layout.paragraphs import SAME_SIZE, is_indented, is_short
from pipeline.extract.pdf.glyphs import Line

END = re.compile(r"(?:\d\s*[-–—~]\s*\d+|(?<!\d)\d{4}(?:\s*[（(]\d{1,2}[)）])?)\s*[.．。]$")
MIN_COLUMN = 4  # lines of a list that show the edge of their column
MIN_HANGING = 2  # lines that go on indented


def begins_entry(lines: list[Line], line: Line, *, hanging: bool) -> bool:
    """Tell whether a line of the reference list begins an entry.

    Args:
        lines: the open entry.
        line: the line in question.
        hanging: the entries of this list go on indented (`hangs`).
    """
    first, before = lines[0], lines[-1]
    if starts_entry(first.text):
        return continues_numbering(first.text, line.text) or (is_short(before, line) and before.text[-1] in ".。")
    if abs(before.size - line.size) > SAME_SIZE:
        return True
    if hanging:
        return not is_indented(line)
    if starts_entry(line.text) or _is_ended(lines):
        return True
    if any(is_indented(other) for other in lines[1:]) or (len(lines) == 1 and is_indented(line)):
        return not is_indented(line)
    return is_short(before, line) or (is_indented(line) and not is_indented(before))


def _is_ended(lines: list[Line]) -> bool:
    """Tell whether an entry has come to its pages or year and the stop behind them."""
    return END.search(lines[-1].text) is not None and any(TYPE.search(line.text) for line in lines)


def set_list_edges(lines: list[Line]) -> None:
    """Give the lines of a reference list the left edge of their column, of which long hanging entries may have been taken for insets."""
    columns: dict[tuple[int, int], list[Line]] = defaultdict(list)
    for line in lines:
        columns[line.page, line.column].append(line)
    for column in columns.values():
        left = min(line.x0 for line in column)
        for line in column if len(column) >= MIN_COLUMN else ():
            line.left = left


def hangs(lines: list[Line]) -> bool:
    """Tell whether the entries of a list without numbers go on indented: of the lines behind full ones, more stand in than not."""
    rows = [(before, line) for before, line in pairwise(lines) if abs(before.size - line.size) < SAME_SIZE]
    if not rows or sum(starts_entry(line.text) for line in lines) > len(lines) / 4:
        return False
    full = [is_indented(line) for before, line in rows if not is_short(before, line) and not is_indented(before)]
    behind = [is_indented(line) for before, line in rows if is_indented(before) and is_short(before, line)]
    return sum(full) >= MIN_HANGING and sum(full) > 0.5 * len(full) and sum(behind) < 0.5 * max(len(behind), 1)
