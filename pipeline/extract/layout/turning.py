"""Pages with text that does not run from left to right: vertical writing, pages laid on their side or upside down."""

from dataclasses import dataclass, field, replace

from pipeline.extract.layout.lines import is_wide
from pipeline.extract.pdf.glyphs import ASCENT, DESCENT, Char, PageGlyphs, Rule

QUARTER, HALF = 90, 180  # degrees
MARGIN = 0.14  # share of a turned page's height at its printed head and foot where level text is no part of it
MIN_DOWN = 5  # steps downwards that show vertical writing


@dataclass(frozen=True, slots=True)
class Upright:
    """A page whose text runs from left to right, as it was or after turning."""

    page: PageGlyphs
    turn: int = 0
    """How the text ran on the printed page: 0 level, 90 downwards (columns of vertical writing too), 180 upside down, 270 upwards."""
    above: list[Char] = field(default_factory=list)
    below: list[Char] = field(default_factory=list)
    """Level text at the head and foot of a page that was turned, in the places it is printed at."""


def turned(page: PageGlyphs) -> Upright:
    """Return the page with horizontal text: columns of vertical writing and rotated pages are turned, oblique text is left out."""
    counts = dict.fromkeys((0, 90, 180, 270), 0)
    for char in page.chars:
        if char.turn in counts:
            counts[char.turn] += 1
    if counts[0] and _is_vertical(page.chars):
        columns = [char for char in page.chars if char.turn in (0, QUARTER)]
        above, below = _level_margins(columns)
        held = {id(char) for char in [*above, *below]}
        return Upright(_turn_page(page, [char for char in columns if id(char) not in held]), QUARTER, above, below)
    main = max(counts, key=lambda turn: counts[turn])
    kept = [char for char in page.chars if char.turn == main]
    if main == 0:
        page.chars = kept
        return Upright(page)
    level = [char for char in page.chars if char.turn == 0]
    above, below = [c for c in level if c.base < MARGIN * page.height], [c for c in level if c.base > (1 - MARGIN) * page.height]
    return Upright(_turn_page(page, kept) if main == QUARTER else _flip(page, kept, main), main, above, below)


def _level_margins(chars: list[Char]) -> tuple[list[Char], list[Char]]:
    """Return the level text above and below all columns of vertical writing: running heads and page numbers."""
    runs: list[list[Char]] = []
    for char in chars:
        before = runs[-1][-1] if runs else None
        if before is not None and abs(before.base - char.base) < 0.3 * char.size and -0.2 * char.size < char.x0 - before.x1 < char.size:
            runs[-1].append(char)
        else:
            runs.append([char])
    standing = [run[0] for run in runs if len(run) == 1 and is_wide(run[0].text)]
    top = min(char.base - char.size for char in standing)
    bottom = max(char.base for char in standing)
    level = [char for char in chars if not char.upright_column and not char.text.isspace()]
    return [char for char in level if char.base < top], [char for char in level if char.base - char.size > bottom]


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


def _flip(page: PageGlyphs, kept: list[Char], turn: int) -> PageGlyphs:
    """Make text upright that is upside down (180) or reads upwards (270)."""
    width, height = page.width, page.height
    chars: list[Char] = []
    for char in kept:
        advance = char.x1 - char.x0
        x0, base = (width - char.x0, height - char.base) if turn == HALF else (height - char.base, char.x0)
        chars.append(replace(char, x0=x0, x1=x0 + advance, base=base, turn=0))
    if turn == HALF:
        rules = [Rule(width - rule.x1, height - rule.bottom, width - rule.x0, height - rule.top) for rule in page.rules]
        return replace(page, chars=chars, rules=rules)
    rules = [Rule(height - rule.bottom, rule.x0, height - rule.top, rule.x1) for rule in page.rules]
    return replace(page, width=height, height=width, chars=chars, rules=rules)
