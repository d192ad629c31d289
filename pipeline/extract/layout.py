"""A page's characters to lines in reading order: writing direction, gutter, full-width bands, columns."""

import statistics
from collections.abc import Iterable
from dataclasses import dataclass, replace

from pipeline.extract.glyphs import ASCENT, DESCENT, SAME_TYPE, Char, Line, PageGlyphs, PageLines, Rule, Segment
from pipeline.extract.lines import group_rows, is_wide, make_line, make_segments
from pipeline.extract.tables import take_tables

MIDDLE = (0.3, 0.7)  # share of the text width in which the gutter of two columns lies
MIN_GUTTER = 0.5  # em
MIN_ROWS = 4  # rows that must show the gutter; with a gutter known from another page, MIN_ROWS_KNOWN
MIN_ROWS_KNOWN = 2
MARGIN_FIT = 1.6  # em: how exactly lines end and begin at a gutter
MIN_FIT = 0.45  # share of the rows that fit
MIN_FILL = 0.5  # share of its column's width that the usual line has
MAX_HANG = 1.3  # em that a line may hang into the gutter without being a line of the full width
MIN_COLUMN = 8  # em of a column's line
MIN_ENDING = 3  # lines that end at a gutter known from other pages
QUARTER, HALF = 90, 180  # degrees
MIN_DOWN = 5  # steps downwards that show vertical writing
SAME_GUTTER = 30.0  # points by which both edges of one gutter may differ between pages
COLUMN_FIT = 0.4  # em
INTERLEAVED = 0.35  # em of white that may lie between lines of two columns whose baselines do not meet
TOUCHING = 0.3  # em: white below which, and height above which, two segments are of one line
OVERHANG = 1.5  # points that glyphs may stick out of their column


@dataclass(frozen=True, slots=True)
class Gutter:
    """The white strip between two columns."""

    x0: float
    x1: float


def lay_out(page: PageGlyphs, known: Gutter | None = None) -> tuple[PageLines, Gutter | None]:
    """Return the page as lines in reading order, and its gutter when it has two columns.

    Args:
        page: repaired characters.
        known: gutter of the page before, which makes weaker evidence enough.
    """
    turned = _turned(page)
    segments = make_segments(turned.chars)
    segments, tables = take_tables(segments, turned.rules, page.number)
    gutter = find_gutter(segments, known) or _left_column_only(segments, known)
    lines = _ordered_lines(segments, gutter, page.number)
    result = PageLines(page.number, turned.width, turned.height, lines, tables, turned.rules, vertical=turned is not page)
    return result, gutter


def _turned(page: PageGlyphs) -> PageGlyphs:
    """Return the page with horizontal text: columns of vertical writing and rotated pages are turned, oblique text is left out."""
    counts = dict.fromkeys((0, 90, 180, 270), 0)
    for char in page.chars:
        if char.turn in counts:
            counts[char.turn] += 1
    if counts[0] and _is_vertical(page.chars):
        return _turn_page(page, [char for char in page.chars if char.turn in (0, 90)])
    main = max(counts, key=lambda turn: counts[turn])
    kept = [char for char in page.chars if char.turn == main]
    if main == QUARTER:
        return _turn_page(page, kept)
    page.chars = kept
    return _flip(page, main) if main else page


def _is_vertical(chars: list[Char]) -> bool:
    down = across = 0
    before: Char | None = None
    for char in chars:
        if char.turn != 0 or not is_wide(char.text):
            continue
        if char.upright_column:
            down += 1
        elif before is not None:
            dx, dy = abs(char.x0 - before.x0), char.base - before.base
            down += dx < 0.3 * char.size and 0.7 * char.size < dy < 1.8 * char.size
            across += abs(dy) < 0.3 * char.size and 0.4 * char.size < dx < 1.8 * char.size
        before = char
    return down > max(2 * across, MIN_DOWN)


def _turn_page(page: PageGlyphs, chars: list[Char]) -> PageGlyphs:
    """Turn a quarter to the left: columns from right to left become lines from top to bottom."""
    width = page.width
    turned: list[Char] = []
    for char in chars:
        advance, size = char.x1 - char.x0, char.size
        if char.turn == QUARTER:
            turned.append(replace(char, x0=char.base, x1=char.base + advance, base=width - char.x0, turn=0))
        else:
            turned.append(replace(char, x0=char.base - ASCENT * size, x1=char.base + DESCENT * size, base=width - char.x0 - DESCENT * size))
    rules = [Rule(rule.top, width - rule.x1, rule.bottom, width - rule.x0) for rule in page.rules]
    return replace(page, width=page.height, height=width, chars=turned, rules=rules)


def _flip(page: PageGlyphs, turn: int) -> PageGlyphs:
    """Make text upright that is upside down (180) or reads upwards (270)."""
    chars: list[Char] = []
    for char in page.chars:
        advance = char.x1 - char.x0
        x0, base = (page.width - char.x0, page.height - char.base) if turn == HALF else (page.height - char.base, char.x0)
        chars.append(replace(char, x0=x0, x1=x0 + advance, base=base, turn=0))
    size = (page.width, page.height) if turn == HALF else (page.height, page.width)
    return replace(page, width=size[0], height=size[1], chars=chars, rules=[])


def find_gutter(segments: list[Segment], known: Gutter | None = None) -> Gutter | None:
    """Return the white strip of a two-column page.

    Pairs of segments side by side vote for the gap between them; the strip with most votes is a gutter when enough lines end at its left
    edge and begin at its right edge, as the cells of a table or the words of a stretched line do not.
    """
    if not segments:
        return None
    left, right = min(segment.x0 for segment in segments), max(segment.x1 for segment in segments)
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
    return gutter if _fills_columns(pairs, gutter, left, right) else None


def _left_column_only(segments: list[Segment], known: Gutter | None) -> Gutter | None:
    """Return the gutter of the other pages where this page has lines that end at it, though its right column is empty."""
    if known is None:
        return None
    ending = [s for s in segments if abs(s.x1 - known.x0) < 0.7 * s.size and s.x0 < known.x0 - MIN_COLUMN * s.size]
    return known if len(ending) >= MIN_ENDING else None


def _fills_columns(pairs: list[tuple[Segment, Segment]], gutter: Gutter, left: float, right: float) -> bool:
    """Tell whether the usual line fills its column, as the labels and values of a cover do not."""
    widths = [statistics.median(segment.x1 - segment.x0 for segment in side) for side in zip(*pairs, strict=True)]
    size = statistics.median(before.size for before, _ in pairs)
    filled = widths[0] >= MIN_FILL * (gutter.x0 - left) and widths[1] >= MIN_FILL * (right - gutter.x1)
    return bool(filled and min(widths) >= MIN_COLUMN * size)


def _neighbours(segments: list[Segment]) -> list[tuple[Segment, Segment]]:
    """Return each segment with the nearest one to its right on the same height."""
    pairs: list[tuple[Segment, Segment]] = []
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


def _ordered_lines(segments: list[Segment], gutter: Gutter | None, page: int) -> list[Line]:
    if gutter is None:
        return _column_lines(segments, page, 0, 0)
    full, left, right = _split(segments, gutter)
    lines: list[Line] = []
    band = 0
    for row in [*_with_short_ends(group_rows(full), left, right), None]:
        limit = statistics.fmean((s.top + s.bottom) / 2 for s in row) if row else float("inf")
        for column, rest in ((1, left), (2, right)):
            above = [segment for segment in rest if (segment.top + segment.bottom) / 2 < limit]
            rest[:] = [segment for segment in rest if (segment.top + segment.bottom) / 2 >= limit]
            lines.extend(_column_lines(above, page, column, band))
            band += bool(above)
        if row:
            lines.append(_placed(make_line(row, page), 0, band))
    return lines


def _with_short_ends(full: list[list[Segment]], left: list[Segment], right: list[Segment]) -> list[list[Segment]]:
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


def _split(segments: list[Segment], gutter: Gutter) -> tuple[list[Segment], list[Segment], list[Segment]]:
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


def _column_lines(segments: list[Segment], page: int, column: int, band: int) -> list[Line]:
    return [_placed(make_line(row, page), column, band) for row in group_rows(segments)]


def _placed(line: Line, column: int, band: int) -> Line:
    line.column, line.band = column, band
    return line
