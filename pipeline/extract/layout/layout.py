"""A page's characters to lines in reading order: writing direction, full-width bands, columns and the columns in them."""

import statistics
from dataclasses import dataclass, field

from pipeline.extract.layout.columns import Gutter, find_gutter, inner_gutter, left_column_only, split, with_short_ends
from pipeline.extract.layout.grids import take_grids
from pipeline.extract.layout.lines import group_rows, make_line, make_segments
from pipeline.extract.layout.tables import take_tables
from pipeline.extract.layout.turning import turned
from pipeline.extract.pdf.glyphs import Char, Line, PageGlyphs, PageLines, Segment, Table

__all__ = ["Gutter", "lay_out"]

LARGE = 1.5  # times the usual size: type that may be a watermark
SAMPLE = 8  # every so many characters show the usual size
MIN_UNDER = 6  # characters of the text under it
MIN_BAND = 4  # full-width rows below each other that may hold columns of their own


def lay_out(page: PageGlyphs, known: Gutter | None = None) -> tuple[PageLines, Gutter | None]:
    """Return the page as lines in reading order, and its gutter when it has two columns.

    Args:
        page: repaired characters.
        known: gutter of the page before, which makes weaker evidence enough.
    """
    upright = turned(page)
    level = upright.page
    chars, overprint = _without_overprint(level.chars)
    segments = make_segments(chars)
    segments, tables = take_tables(segments, level.rules, page.number)
    gutter = find_gutter(segments, known) or left_column_only(segments, known)
    reader = _Reader(page.number, tables)
    reader.read(segments, gutter, 0)
    overprint_lines = [make_line([segment], page.number) for segment in overprint]
    for line in overprint_lines:
        line.role = "watermark"
    # What stands level beside turned text lies outside of the turned page, so that heads and numbers are told by their repetition there.
    above, below = _outside(upright.above, page.number, -page.height), _outside(upright.below, page.number, level.height)
    lines = [*above, *reader.lines, *below, *overprint_lines]
    return PageLines(page.number, level.width, level.height, lines, tables, level.rules, turn=upright.turn), gutter


def _without_overprint(chars: list[Char]) -> tuple[list[Char], list[Segment]]:
    """Divide characters into the text, and runs of large type that is printed over it: watermarks."""
    usual = statistics.median(char.size for char in chars[::SAMPLE]) if chars else 0.0
    large = [char for char in chars if char.size > LARGE * usual and not char.text.isspace()]
    if not large:
        return chars, []
    small = [char for char in chars if char.size <= LARGE * usual and not char.text.isspace()]
    over = [segment for segment in make_segments(large) if sum(_lies_under(char, segment) for char in small) >= MIN_UNDER]
    held = {id(char) for segment in over for char in segment.chars}
    return [char for char in chars if id(char) not in held], over


def _lies_under(char: Char, segment: Segment) -> bool:
    return segment.x0 < char.x0 and char.x1 < segment.x1 and segment.top < char.base - 0.4 * char.size < segment.bottom


def _outside(chars: list[Char], page: int, offset: float) -> list[Line]:
    lines = [make_line(row, page) for row in group_rows(make_segments(chars))]
    for line in lines:
        line.top += offset
        line.bottom += offset
    return lines


@dataclass(slots=True)
class _Reader:
    """Reads regions of a page: full-width rows and tables divide it into bands, in which the columns follow each other."""

    page: int
    tables: list[Table]
    lines: list[Line] = field(default_factory=list)
    band: int = 0

    def read(self, segments: list[Segment], gutter: Gutter | None, column: int, nesting: int = 0) -> None:
        """Append the lines of a region whose rows of the full width belong to `column`; columns in it have its number and one digit more."""
        if gutter is None:
            self._write(group_rows(segments), column)
            return
        full, left, right = split(segments, gutter)
        sides = [(10 * column + place, side, inner_gutter(side, nesting + 1)) for place, side in ((1, left), (2, right))]
        rows: list[list[Segment]] = []
        for limit, row in self._dividers(with_short_ends(group_rows(full), left, right), gutter):
            if any(_middle(segment) < limit for _, side, _ in sides for segment in side):
                self._read_band(rows, column, nesting)
                rows = []
            for place, side, inner in sides:
                above = [segment for segment in side if _middle(segment) < limit]
                side[:] = [segment for segment in side if _middle(segment) >= limit]
                if above:
                    self.read(above, inner, place, nesting + 1)
                    self.band += 1
            if row:
                rows.append(row)
        self._read_band(rows, column, nesting)

    def _dividers(self, rows: list[list[Segment]], gutter: Gutter) -> list[tuple[float, list[Segment]]]:
        """Return the heights at which columns are interrupted, each with the full-width row that does so, or none for a table and the end."""
        found = [(statistics.fmean(map(_middle, row)), row) for row in rows]
        across = [table for table in self.tables if table.x0 < gutter.x0 and table.x1 > gutter.x1]
        found.extend(((table.top + table.bottom) / 2, []) for table in across)
        return [*sorted(found, key=lambda divider: divider[0]), (float("inf"), [])]

    def _read_band(self, rows: list[list[Segment]], column: int, nesting: int) -> None:
        """Append full-width rows, which may stand in other columns than the rest of the page."""
        segments = [segment for row in rows for segment in row]
        gutter = inner_gutter(segments, nesting + 1) if len(rows) >= MIN_BAND else None
        if gutter is None:
            self._write(rows, column)
        else:
            self.read(segments, gutter, 10 * column + 3, nesting + 1)

    def _write(self, rows: list[list[Segment]], column: int) -> None:
        text, tables = take_grids(rows, self.page)
        self.tables.extend(tables)
        for row in text:
            line = make_line(row, self.page)
            line.column, line.band = column, self.band
            self.lines.append(line)


def _middle(segment: Segment) -> float:
    return (segment.top + segment.bottom) / 2
