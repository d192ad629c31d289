"""Columns of a page: the white strip between them, and which segments stand left of it, right of it or across it."""

import statistics
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.extract.layout.lines import group_rows
from pipeline.extract.pdf.glyphs import SAME_TYPE, Segment

MIDDLE = (0.2, 0.8)  # share of the text width in which the gutter of two columns lies; unequal columns need more than .3 to .7
MIN_GUTTER = 0.5  # em
MIN_ROWS = 4  # rows that must show the gutter; with a gutter known from another page, MIN_ROWS_KNOWN
MIN_ROWS_KNOWN = 2
MARGIN_FIT = 1.6  # em: how exactly lines end and begin at a gutter
MIN_FIT = 0.45  # share of the rows that fit
MIN_FILL = 0.5  # share of its column's width that the usual line has
MAX_HANG = 1.3  # em that a line may hang into the gutter without being a line of the full width
MIN_COLUMN = 8  # em of a column's line
MIN_ENDING = 3  # lines that end at a gutter known from other pages
RAGGED = 3  # em by which lines that are not justified may miss the gutter
CHANCE = 2  # times as many lines across a strip of less than an em as lines beside it
MAX_NESTING = 2  # times that a page may be divided again: eight columns
SAME_GUTTER = 30.0  # points by which both edges of one gutter may differ between pages
SAME_START = 2.0  # points within which two lines begin at one edge
COLUMN_FIT = 0.4  # em
INTERLEAVED = 0.35  # em of white that may lie between lines of two columns whose baselines do not meet
TOUCHING = 0.3  # em: white below which, and height above which, two segments are of one line
OVERHANG = 1.5  # points that glyphs may stick out of their column
Pairs = list[tuple[Segment, Segment]]


@dataclass(frozen=True, slots=True)
class Gutter:
    """The white strip between two columns."""

    x0: float
    x1: float


def find_gutter(segments: list[Segment], known: Gutter | None = None, nesting: int = 0) -> Gutter | None:
    """Return the white strip of a page of two columns, or one of those of a page of more.

    Pairs of segments side by side vote for the gap between them; the strip with most votes is a gutter when enough lines end at its left
    edge and begin at its right edge, as the cells of a table or the words of a stretched line do not, and fill the columns beside it.
    """
    if not segments:
        return None
    left, right = min(segment.x0 for segment in segments), max(segment.x1 for segment in segments)
    found = _voted_gutter(segments, known, left, right)
    if found is None:
        return None
    pairs, gutter = found
    if not _fills_columns(pairs, gutter, left, right) and not _fills_inner_columns(segments, pairs, gutter, nesting):
        return None
    if known is None and _is_chance(pairs, gutter, segments):
        return None
    return _widened(gutter, segments)


def _is_chance(pairs: Pairs, gutter: Gutter, segments: list[Segment]) -> bool:
    """Tell whether a narrow strip is the wide blanks of a few stretched lines that meet by chance, since most lines run across it."""
    size = statistics.median(before.size for before, _ in pairs)
    across = sum(segment.x0 < gutter.x0 - size and segment.x1 > gutter.x1 + size for segment in segments)
    return gutter.x1 - gutter.x0 < size and across > CHANCE * len(pairs)


def _voted_gutter(segments: list[Segment], known: Gutter | None, left: float, right: float) -> tuple[Pairs, Gutter] | None:
    low, high = left + MIDDLE[0] * (right - left), left + MIDDLE[1] * (right - left)
    pairs = [(a, b) for a, b in _neighbours(segments) if a.x1 < high and b.x0 > low and b.x0 - a.x1 > MIN_GUTTER * max(a.size, b.size)]
    if len(pairs) < MIN_ROWS_KNOWN:
        return None
    middle = _most_covered(pairs, low, high)
    pairs = [(a, b) for a, b in pairs if a.x1 <= middle <= b.x0]
    gutter = Gutter(_share(sorted(a.x1 for a, _ in pairs), 0.85), _share(sorted(b.x0 for _, b in pairs), 0.1))
    fits = sum(gutter.x0 - a.x1 < MARGIN_FIT * a.size and b.x0 - gutter.x1 < (MARGIN_FIT + 1) * b.size for a, b in pairs)
    agrees = known is not None and abs(known.x0 - gutter.x0) + abs(known.x1 - gutter.x1) < SAME_GUTTER
    needed = MIN_ROWS_KNOWN if agrees else MIN_ROWS
    if gutter.x1 - gutter.x0 < 1 or len(pairs) < needed or fits < MIN_FIT * len(pairs):
        return None
    return pairs, gutter


def _widened(gutter: Gutter, segments: list[Segment]) -> Gutter:
    """Return the gutter up to the edge where lines of the right column begin, though most of those beside the left one are indented."""
    starts = sorted(s.x0 for s in segments if gutter.x0 + MIN_GUTTER * s.size < s.x0 < gutter.x1 and s.x1 > gutter.x1 + MAX_HANG * s.size)
    edge = next((x for x, after in pairwise(starts) if after - x < SAME_START), gutter.x1)
    return Gutter(gutter.x0, edge)


def _fills_inner_columns(segments: list[Segment], pairs: Pairs, gutter: Gutter, nesting: int) -> bool:
    """Tell whether lines fill the columns next to the gutter where the text left or right of it stands in columns itself."""
    if nesting >= MAX_NESTING:
        return False
    before = [s for s in segments if s.x1 <= gutter.x0 + OVERHANG]
    behind = [s for s in segments if s.x0 >= gutter.x1 - OVERHANG]
    inner, outer = find_gutter(before, None, nesting + 1), find_gutter(behind, None, nesting + 1)
    if not (inner or outer):
        return False
    left = inner.x1 if inner else min(s.x0 for s in before)
    right = outer.x0 if outer else max(s.x1 for s in behind)
    return _fills_columns(pairs, gutter, left, right)


def inner_gutter(segments: list[Segment], nesting: int) -> Gutter | None:
    """Return the gutter inside a column of the page, or None at little cost where its lines are as wide as it is."""
    if nesting > MAX_NESTING or len(segments) < 2 * MIN_ROWS:
        return None
    width = max(segment.x1 for segment in segments) - min(segment.x0 for segment in segments)
    if statistics.median(segment.x1 - segment.x0 for segment in segments) > (1 - MIDDLE[0]) * width:
        return None
    return find_gutter(segments, None, nesting)


def left_column_only(segments: list[Segment], known: Gutter | None) -> Gutter | None:
    """Return the gutter of the other pages where this page has lines that end at it, though its right column is empty."""
    if known is None:
        return None
    ending = [s for s in segments if abs(s.x1 - known.x0) < 0.7 * s.size and s.x0 < known.x0 - MIN_COLUMN * s.size]
    return known if len(ending) >= MIN_ENDING or _keeps_left(segments, known) else None


def _keeps_left(segments: list[Segment], known: Gutter) -> bool:
    """Tell whether ragged lines stay left of the gutter and nearly reach it, while nothing but head and page number stands beyond."""
    tops = sorted({segment.top for segment in segments})[1:-1]
    inner = [segment for segment in segments if segment.top in tops]
    nearly = sum(known.x0 - RAGGED * segment.size < segment.x1 and segment.x0 < known.x0 - MIN_COLUMN * segment.size for segment in inner)
    return nearly >= MIN_ENDING and all(segment.x1 < known.x0 + 0.7 * segment.size for segment in inner)


def _fills_columns(pairs: Pairs, gutter: Gutter, left: float, right: float) -> bool:
    """Tell whether the usual line fills its column, as the labels and values of a cover do not."""
    widths = [statistics.median(segment.x1 - segment.x0 for segment in side) for side in zip(*pairs, strict=True)]
    size = statistics.median(before.size for before, _ in pairs)
    filled = widths[0] >= MIN_FILL * (gutter.x0 - left) and widths[1] >= MIN_FILL * (right - gutter.x1)
    return bool(filled and min(widths) >= MIN_COLUMN * size)


def _neighbours(segments: list[Segment]) -> Pairs:
    """Return each segment with the nearest one to its right on the same height."""
    pairs: Pairs = []
    by_height = sorted(segments, key=lambda segment: segment.top)
    for index, segment in enumerate(by_height):
        near = _same_height(by_height, index)
        rights = [other for other in near if other.x0 >= segment.x1]
        if rights:
            pairs.append((segment, min(rights, key=lambda other: other.x0)))
    return pairs


def _same_height(by_height: list[Segment], index: int) -> list[Segment]:
    segment = by_height[index]
    found: list[Segment] = []
    for step in (-1, 1):
        position = index + step
        while 0 <= position < len(by_height) and abs(by_height[position].top - segment.top) < 2 * segment.size:
            other = by_height[position]
            if min(other.bottom, segment.bottom) - max(other.top, segment.top) > -INTERLEAVED * min(other.size, segment.size):
                found.append(other)
            position += step
    return found


def _most_covered(pairs: Iterable[tuple[Segment, Segment]], low: float, high: float) -> float:
    """Return the middle of the stretch that most gaps contain."""
    events = sorted([(a.x1, 1) for a, _ in pairs] + [(b.x0, -1) for _, b in pairs])
    best = count = 0
    span = (low, high)
    for position, (x, change) in enumerate(events):
        count += change
        if count > best and position + 1 < len(events):
            best, span = count, (x, events[position + 1][0])
    return (span[0] + span[1]) / 2


def _share(values: list[float], share: float) -> float:
    return values[min(int(share * len(values)), len(values) - 1)]


def with_short_ends(full: list[list[Segment]], left: list[Segment], right: list[Segment]) -> list[list[Segment]]:
    """Add to the full-width rows the short rows that continue them: they reach into the left column alone, above the right column's start."""
    rows = list(full)
    for row in group_rows(left):
        before = max((other for other in rows if other[0].base < row[0].base), key=lambda other: other[0].base, default=None)
        if before is None or not _continues(before[0], row[0]):
            continue
        below = [s for s in right if s.bottom > before[0].bottom]
        if any(s.top < row[0].bottom + 0.5 * s.size for s in below):
            continue
        rows.append(row)
        held = {id(segment) for segment in row}
        left[:] = [segment for segment in left if id(segment) not in held]
    return sorted(rows, key=lambda row: row[0].base)


def _continues(before: Segment, segment: Segment) -> bool:
    return abs(before.size - segment.size) < SAME_TYPE and segment.top - before.bottom < 1.3 * segment.size


def split(segments: list[Segment], gutter: Gutter) -> tuple[list[Segment], list[Segment], list[Segment]]:
    """Divide segments into full-width rows, left column and right column."""
    full: list[Segment] = []
    left: list[Segment] = []
    right: list[Segment] = []
    middle = (gutter.x0 + gutter.x1) / 2
    for row in group_rows(segments):
        crossing = [segment for segment in row if _crosses(segment, gutter) and _crosses(_joined(segment, segments), gutter)]
        if (crossing and not _overhangs(row, crossing, gutter)) or _meet_inside(row, gutter):
            full.extend(row)
            continue
        for segment in row:
            (left if (segment.x0 + segment.x1) / 2 < middle else right).append(segment)
    return full, left, right


def _meet_inside(row: list[Segment], gutter: Gutter) -> bool:
    """Tell whether both neighbours reach into the gutter: one line whose wide gap happens to lie there."""
    from_left = any(segment.x0 < gutter.x0 and gutter.x0 + OVERHANG < segment.x1 for segment in row)
    return from_left and any(gutter.x0 < segment.x0 < gutter.x1 - OVERHANG for segment in row)


def _crosses(segment: Segment, gutter: Gutter) -> bool:
    """Tell whether a segment spans the gutter or stands in it; a line of one column that only hangs into it does not."""
    if segment.x0 >= gutter.x1 - OVERHANG or segment.x1 <= gutter.x0 + OVERHANG:
        return False
    hangs_right = segment.x1 < min(gutter.x1, gutter.x0 + MAX_HANG * segment.size) and segment.x0 < gutter.x0 - segment.size
    hangs_left = segment.x0 > max(gutter.x0, gutter.x1 - MAX_HANG * segment.size) and segment.x1 > gutter.x1 + segment.size
    return not (hangs_right or hangs_left)


def _joined(segment: Segment, segments: list[Segment]) -> Segment:
    """Return a segment with what it touches on its height: a comma behind a raised number is the end of its line, and no line itself."""
    x0, x1, size = segment.x0, segment.x1, segment.size
    beside = [s for s in segments if min(s.bottom, segment.bottom) - max(s.top, segment.top) > TOUCHING * min(s.size, size)]
    for other in sorted(beside, key=lambda other: abs(other.x0 - segment.x0)):
        if max(other.x0 - x1, x0 - other.x1) < TOUCHING * size:
            x0, x1 = min(x0, other.x0), max(x1, other.x1)
    return replace(segment, x0=x0, x1=x1)


def _overhangs(row: list[Segment], crossing: list[Segment], gutter: Gutter) -> bool:
    """Tell whether what crosses the gutter only sticks out of its column, while the other column has text of its own on this height."""
    widest = max(crossing, key=lambda segment: segment.x1 - segment.x0)
    middle = (gutter.x0 + gutter.x1) / 2
    beside = [
        s for s in row if s not in crossing and (s.x0 >= gutter.x1 - OVERHANG if widest.x0 < middle else s.x1 <= gutter.x0 + OVERHANG)
    ]
    reach = min(widest.x1 - gutter.x0, gutter.x1 - widest.x0)
    aligned = [s for s in beside if _starts_column(s, gutter) or abs(s.x1 - gutter.x0) < 0.5 * s.size]
    return bool(aligned) and reach < 4 * widest.size and not _balanced(row, gutter)


def _starts_column(segment: Segment, gutter: Gutter) -> bool:
    """Tell whether a segment begins where lines of the right column do: at its edge, or indented by two characters."""
    return min(abs((segment.x0 - gutter.x1) / segment.size - indent) for indent in (0, 2)) < COLUMN_FIT


def _balanced(row: list[Segment], gutter: Gutter) -> bool:
    """Tell whether a row is one long line that was only cut at its wide word gaps."""
    return any(s.x0 < gutter.x0 - 3 * s.size and s.x1 > gutter.x1 + 3 * s.size for s in row)
