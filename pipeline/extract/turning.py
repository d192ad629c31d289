"""Pages with text that does not run from left to right: vertical writing, pages laid on their side or upside down."""

from dataclasses import replace

from pipeline.extract.glyphs import ASCENT, DESCENT, Char, PageGlyphs, Rule
from pipeline.extract.lines import is_wide

QUARTER, HALF = 90, 180  # degrees
MIN_DOWN = 5  # steps downwards that show vertical writing


def turned(page: PageGlyphs) -> PageGlyphs:
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
