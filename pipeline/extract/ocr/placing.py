"""Recognised lines to characters at places on the page, so that layout, heads, columns and paragraphs work as on any other page."""

import statistics
from dataclasses import dataclass, replace
from typing import Any

from pipeline.extract.layout.lines import CLOSING, OPENING, is_wide
from pipeline.extract.pdf.glyphs import ASCENT, DESCENT, Char, PageGlyphs

MIN_SCORE = 0.5  # how sure an engine must be of a line; on generated scans, lines below hold specks, rules and stamps
MIN_READ = 0.5  # share of a page's recognised characters that must be surely read for the page to count as read
MIN_WIDE = 8  # characters on the em square from which a line's width tells its size
WIDE_SHARE = 0.7
SAME_SIZE = 0.06  # share by which sizes measured from pictures of one type usually differ (body and notes differ by .1 and more)
# A size in which at least this share of the page is set is preferred although it fits worse by this much: body and notes differ by .14, stretched
# lines measure up to .12 more. Tuned on three scans (paragraph ends F1, mean): .05 .73, .08 .86, .10 .90 with an abstract cut short.
USUAL_SHARE = 0.15
USUAL_BONUS = 0.08
MIN_WIDE_SHORT = 3
USUAL_RATIO = 0.78  # of the em to the height of a line's box, where a page has no line that tells
NARROW = 0.5  # em of a Latin letter or digit; marks at a line's end and start show half an em of ink
QUARTER, HALF = 90, 180


@dataclass(frozen=True, slots=True)
class _Read:
    text: str
    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def units(self) -> float:
        """Return the width in em, if nothing is stretched."""
        return sum(widths(self.text))

    @property
    def size(self) -> float | None:
        """Return the em in points by the line's width; None where it has too few characters on the em square."""
        wide = sum(map(is_wide, self.text))
        if wide < MIN_WIDE or wide < WIDE_SHARE * len(self.text):
            return None
        return (self.x1 - self.x0) / self.units

    @property
    def height(self) -> float:
        return self.bottom - self.top


def widths(text: str) -> list[float]:
    """Return the usual width of each character in em."""
    found = [1.0 if is_wide(char) or char in "“”‘’…—" else NARROW for char in text]
    if text[-1] in CLOSING:
        found[-1] = NARROW
    if text[0] in OPENING:
        found[0] = NARROW
    return found


def place_lines(page: PageGlyphs, found: dict[str, Any]) -> tuple[PageGlyphs | None, int]:
    """Return the page with the recognised lines as its characters (None when too little was read surely), and how many lines were dropped.

    Args:
        page: the page as the file draws it; its own characters are not used.
        found: what `recognition.recognise_page` returned.
    """
    sure = [_Read(text, *box) for text, score, *box in found["lines"] if score >= MIN_SCORE]
    n_sure = sum(len(line.text) for line in sure)
    n_all = sum(len(text) for text, *_ in found["lines"])
    if n_sure == 0 or n_sure < MIN_READ * n_all:
        return None, len(found["lines"])
    sizes = _snapped(sure)
    chars = [char for line, size in zip(sure, sizes, strict=True) for char in _chars(line, size)]
    turned = [_turn_back(char, found["turn"], page) for char in chars]
    return replace(page, chars=turned, cid_chars=0), len(found["lines"]) - len(sure)


def _snapped(lines: list[_Read]) -> list[float]:
    """Return a size for each line: one for all lines of one type, though width and height of each are measured a little differently."""
    told = [(line.size, line.height) for line in lines if line.size]
    ratio = statistics.median(size / height for size, height in told) if told else USUAL_RATIO
    left = [line.size or ratio * line.height for line in lines]
    weights = [len(line.text) for line in lines]
    total = sum(weights)
    centres: dict[float, float] = {}
    while left:
        centre = _heaviest(left, weights)
        far = [index for index, size in enumerate(left) if abs(size - centre) > SAME_SIZE * centre]
        centres[centre] = 1 - sum(weights[index] for index in far) / total - sum(centres.values())
        left, weights = [left[index] for index in far], [weights[index] for index in far]
    return [round(_centre_for(line, ratio, centres), 1) for line in lines]


def _centre_for(line: _Read, ratio: float, centres: dict[float, float]) -> float:
    """Return the size that fits a line's width and height; one in which much of the page is set fits more easily."""

    def cost(centre: float) -> float:
        return _misfit(line, ratio, centre) - (USUAL_BONUS if centres[centre] >= USUAL_SHARE else 0.0)

    return min(centres, key=cost)


def _misfit(line: _Read, ratio: float, centre: float) -> float:
    """Return by what share width and height contradict a size; one of three characters or Latin letters says less by its width."""
    by_height = abs(ratio * line.height / centre - 1)
    if sum(map(is_wide, line.text)) < MIN_WIDE_SHORT:
        return by_height
    by_width = abs((line.x1 - line.x0) / line.units / centre - 1)
    return (2 * by_width + by_height) / 3 if line.size else (by_width + by_height) / 2


def _heaviest(sizes: list[float], weights: list[int]) -> float:
    """Return the measured size around which most text lies."""

    def weight(size: float) -> int:
        return sum(weight for other, weight in zip(sizes, weights, strict=True) if abs(other - size) <= SAME_SIZE * size)

    return max(sorted(sizes), key=weight)


def _chars(line: _Read, size: float) -> list[Char]:
    """Return the line's characters, its width shared out by their usual widths, on the baseline of its middle."""
    base = (line.top + line.bottom) / 2 + (ASCENT - DESCENT) / 2 * size
    stretch = (line.x1 - line.x0) / line.units
    chars: list[Char] = []
    x = line.x0
    for text, width in zip(line.text, widths(line.text), strict=True):
        chars.append(Char(text, x, x + width * stretch, base, size, 0))
        x += width * stretch
    return chars


def _turn_back(char: Char, turn: int, page: PageGlyphs) -> Char:
    """Return a character of the upright page at its place on the page as it lies; `layout` turns it upright again."""
    if turn == 0:
        return char
    advance = char.x1 - char.x0
    if turn == HALF:
        x0, base = page.width - char.x0, page.height - char.base
    elif turn == QUARTER:
        x0, base = page.width - char.base, char.x0
    else:
        x0, base = char.base, page.height - char.x0
    return replace(char, x0=x0, x1=x0 + advance, base=base, turn=turn)
