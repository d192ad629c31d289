"""Characters to segments, segments to lines of text: baselines, gaps, spaces."""

import functools
import statistics
from collections.abc import Iterable

from pipeline.core.text import is_han
from pipeline.extract.pdf.glyphs import Char, Line, Segment

BASELINE_TOLERANCE = 0.18  # of the size: characters of one baseline (fonts and hinting shift it a little)
SEGMENT_GAP = 0.55  # of the size: a wider white gap may be a gutter; narrower ones never are
SAME_LINE_OVERLAP = 0.5  # of the smaller height: a raised citation marker still overlaps its line this much
WORD_GAP = 0.16  # of the size: justified Latin text has word gaps of .2 and more, kerning stays under .1
PRINTED_SPACE = 0.2  # of the size: a space character that has less room was squeezed away
SQUEEZED = 0.1  # of the size: overlap with a full-width mark from which its empty half was taken back
HALF = 0.5  # of the size: the empty half of a full-width mark
WIDE_GAP = 0.8  # of the size beyond the line's own tracking: a gap that separates (two names, 摘 and 要)
MAX_LEAD = 24  # characters: longer words are divided anywhere
SEPARATING_GAP = 1.5  # the same between Han and Latin
# Blocks set on the em square (Unicode, East Asian Width W and F): CJK to Hangul, compatibility ideographs and forms, full-width forms, planes 2 and 3.
WIDE_BLOCKS = ((0x2E80, 0xD7A3), (0xF900, 0xFAFF), (0xFE30, 0xFE4F), (0xFF00, 0xFFE6), (0x20000, 0x3FFFD))
EXACT_SIZE = 0.1  # points
MIN_GAPS = 3  # gaps that show how a line is stretched
CLOSING = frozenset("，。、；：？！）》】」』”’〉〕…—·,.;:?!)]}%％°")
NOTE_MARKS = frozenset("*†‡§①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")
OPENING = frozenset("（《【「『“‘〈〔［｛")
GLUED = frozenset("“”‘’\"'")  # quotation marks, which typesetters keep with both neighbours
SEPARATOR = "\u3000"  # what a wide gap becomes between Han characters


def make_segments(chars: Iterable[Char]) -> list[Segment]:
    """Return runs of characters on one baseline without a gap wider than about half an em.

    Space characters count as print, so that text set with wide spaces is not cut at each of them; at the ends of a segment they are dropped.
    """
    segments: list[Segment] = []
    for row in _rows(chars):
        row.sort(key=_left_edge)
        run: list[Char] = []
        reach = 0.0
        blank = False
        for char in row:
            if run and char.x0 - reach > SEGMENT_GAP * max(char.size, run[-1].size):
                segments.append(_segment(run, blank_before=blank))
                run, blank = [], False
            if run or not char.text.isspace():
                run.append(char)
                reach = max(reach, char.x1) if len(run) > 1 else char.x1
            else:
                blank = True
        if run:
            segments.append(_segment(run, blank_before=blank))
    return segments


def _left_edge(char: Char) -> float:
    return char.x0


def _rows(chars: Iterable[Char]) -> list[list[Char]]:
    rows: list[list[Char]] = []
    base = 0.0
    for char in sorted(chars, key=lambda char: char.base):
        if rows and char.base - base <= BASELINE_TOLERANCE * char.size:
            rows[-1].append(char)
        else:
            rows.append([char])
            base = char.base
    return rows


def _segment(run: list[Char], *, blank_before: bool) -> Segment:
    blank_after = run[-1].text.isspace()
    while run[-1].text.isspace() and len(run) > 1:
        run.pop()
    sizes = [char.size for char in run if not char.text.isspace()]
    size = statistics.mode(round(size, 1) for size in sizes) if sizes else run[0].size
    base = statistics.median_low(char.base for char in run)
    return Segment(run, _ink_start(run[0]), max(map(_ink_end, run)), base, size, blank_before, blank_after)


def _ink_start(char: Char) -> float:
    """Return where ink begins: the left half of a full-width opening mark is white, and often hangs into the margin."""
    return char.x0 + 0.5 * char.size if char.text in OPENING and char.x1 - char.x0 > 0.8 * char.size else char.x0


def _ink_end(char: Char) -> float:
    """Return where ink ends: the right half of a full-width closing mark is white."""
    return char.x1 - 0.5 * char.size if char.text in CLOSING and char.x1 - char.x0 > 0.8 * char.size else char.x1


def group_rows(segments: Iterable[Segment]) -> list[list[Segment]]:
    """Return segments that share a printed line, top to bottom, each row from left to right.

    A raised marker and a line of another size join the row they overlap by half of the smaller height.
    """
    rows: list[list[Segment]] = []
    for segment in sorted(segments, key=lambda segment: (segment.base, segment.x0)):
        home = next((row for row in reversed(rows[-4:]) if _shares_line(segment, row)), None)
        if home is None:
            rows.append([segment])
        else:
            home.append(segment)
    for row in rows:
        row.sort(key=lambda segment: segment.x0)
    return sorted(rows, key=lambda row: max(row, key=lambda segment: segment.x1 - segment.x0).base)


def _shares_line(segment: Segment, row: list[Segment]) -> bool:
    widest = max(row, key=lambda other: (other.size, other.x1 - other.x0))
    overlap = min(segment.bottom, widest.bottom) - max(segment.top, widest.top)
    return overlap >= SAME_LINE_OVERLAP * min(segment.size, widest.size)


def make_line(row: list[Segment], page: int) -> Line:
    """Return one printed line made of segments from left to right."""
    chars = [char for segment in row for char in segment.chars]
    if len(row) > 1:
        chars.sort(key=_left_edge)
    printed = [char for char in chars if not char.text.isspace()] or chars
    size = _main_size(printed)
    raised = _is_raised(printed[0], size, _base(row, size))
    chars = _without_note_marks(chars, size, _base(row, size))
    base = _base(row, size)
    text, spaced = line_texts(chars)
    return Line(
        text=text,
        spaced=spaced if spaced != text else "",
        page=page,
        x0=_ink_start(printed[0]),
        top=base - 0.86 * size,
        x1=max(map(_ink_end, printed)),
        bottom=base + 0.14 * size,
        size=size,
        bold=sum(char.bold for char in printed) > 0.6 * len(printed),
        lead=_lead_width(printed),
        starts_raised=raised,
        blank_before=row[0].blank_before,
        blank_after=row[-1].blank_after,
    )


def _base(row: list[Segment], size: float) -> float:
    return next((segment.base for segment in row if abs(segment.size - size) < EXACT_SIZE), row[0].base)


def _is_raised(char: Char, size: float, base: float) -> bool:
    return char.size < 0.85 * size and char.base < base - 0.15 * size


def _without_note_marks(chars: list[Char], size: float, base: float) -> list[Char]:
    """Leave out raised bare numbers and signs behind Han characters and their punctuation: they call footnotes, and are no text.

    Raised numbers in brackets stay (they cite), and so do exponents, which stand behind Latin letters and digits.
    """
    kept: list[Char] = []
    for char in chars:
        mark = _is_raised(char, size, base) and (char.text.isdigit() or char.text in NOTE_MARKS)
        if mark and (not kept or is_wide(kept[-1].text) or kept[-1].text in CLOSING):
            continue
        kept.append(char)
    return kept if any(not char.text.isspace() for char in kept) else chars


def _main_size(chars: list[Char]) -> float:
    weights: dict[float, float] = {}
    for char in chars:
        size = round(char.size, 1)
        weights[size] = weights.get(size, 0.0) + (char.x1 - char.x0)
    return max(weights, key=lambda size: (weights[size], size))


def line_text(chars: list[Char]) -> str:
    """Return the characters' text with spaces where they mean something (see `line_texts`)."""
    return line_texts(chars)[0]


def line_texts(chars: list[Char]) -> tuple[str, str]:
    """Return the characters' text with spaces where they mean something, and the same with every printed space.

    Between Latin words a gap or a space character is one space; between Han characters spaces disappear (they come from justification or
    from fonts), unless the gap is wide, which becomes one ideographic space. In the second text every printed space stays one: lists of
    names and keywords are divided by nothing else.
    """
    tracking = _tracking(chars)
    parts: list[str] = []
    printed: list[tuple[int, str]] = []
    """Spaces of the second text alone: number of parts before them."""
    before: Char | None = None
    spaced = wide_before = False
    for char in chars:
        text = char.text
        if text.isspace():
            spaced = True
            continue
        wide = is_wide(text)
        if before is not None:
            gap = char.x0 - before.x1
            size = max(before.size, char.size) or 1.0
            if wide and wide_before:
                between = _between_wide(before, char, gap / size - tracking) if gap > WIDE_GAP * size else ""
            else:
                between = _between(before, char, gap / size, tracking, spaced=spaced, mixed=wide or wide_before)
            if between:
                parts.append(between)
            elif spaced and gap > PRINTED_SPACE * char.size:
                printed.append((len(parts), " "))
        parts.append(text)
        before, spaced, wide_before = char, False, wide
    return "".join(parts), _with(parts, printed) if printed else "".join(parts)


def _with(parts: list[str], printed: list[tuple[int, str]]) -> str:
    parts = list(parts)
    for position, space in reversed(printed):
        parts.insert(position, space)
    return "".join(parts)


def _tracking(chars: list[Char]) -> float:
    """Return the usual gap between neighbours in em: 0, or more in a line that is stretched to fill its width."""
    gaps: list[float] = []
    before: Char | None = None
    for char in chars:
        if char.text.isspace():
            continue
        if not is_wide(char.text):
            before = None
            continue
        if before is not None and before.size:
            gaps.append((char.x0 - before.x1) / before.size)
        before = char
    return max(statistics.median(gaps), 0.0) if len(gaps) >= MIN_GAPS else 0.0


def _between_wide(before: Char, char: Char, gap: float) -> str:
    punctuation = not (is_han(before.text[-1]) and is_han(char.text[0]))
    return SEPARATOR if gap > WIDE_GAP + (0.6 if punctuation else 0) else ""


def _between(before: Char, char: Char, gap: float, tracking: float, *, spaced: bool, mixed: bool) -> str:
    if not mixed:
        return " " if (spaced and gap > -SEGMENT_GAP) or _ink_gap(before, char, gap) > WORD_GAP else ""
    if gap - tracking > SEPARATING_GAP:
        return SEPARATOR
    return " " if spaced or gap - tracking > WIDE_GAP else ""


def _ink_gap(before: Char, char: Char, gap: float) -> float:
    """Return the white between Latin letters and a full-width quotation mark whose empty half the typesetter took back."""
    if not SQUEEZED < -gap <= HALF:
        return gap
    full = [mark for mark, blank in ((before, "”’"), (char, "“‘")) if mark.text in blank and mark.x1 - mark.x0 > 0.8 * mark.size]
    return gap + HALF if full else gap


@functools.cache
def is_wide(text: str) -> bool:
    """Tell whether a character is set on the em square: Han, kana, full-width forms and CJK punctuation."""
    code = ord(text[0])
    return any(first <= code <= last for first, last in WIDE_BLOCKS)


def _lead_width(chars: list[Char]) -> float:
    """Return the width of the line's indivisible start: a Latin word, or a Han character, with the marks that may not part from it."""
    end = 1
    while end < min(len(chars), MAX_LEAD) and not _may_part(chars[end - 1], chars[end]):
        end += 1
    return chars[end - 1].x1 - chars[0].x0


def _may_part(before: Char, after: Char) -> bool:
    """Tell whether a line may be broken between two characters (after Unicode's line breaking, UAX 14, much simplified)."""
    if before.text in OPENING or before.text in GLUED or after.text in CLOSING or after.text in GLUED:
        return False
    if is_wide(before.text) and is_wide(after.text):
        return True
    if not is_wide(before.text) and not is_wide(after.text):
        return after.x0 - before.x1 > WORD_GAP * after.size
    return before.text not in CLOSING
