"""What of a page readers show: the crop box, and the characters inside it."""

from typing import Any

from pipeline.extract.pdf.glyphs import Char, PageGlyphs

HALF_HEIGHT = 0.36  # of the size, from the baseline to the middle of the em box


def shown_box(media: Any, crop: Any) -> Any:
    """Return what readers show of a page: the crop box as far as it lies on the medium (PDF 32000-1, 14.11.2)."""
    x0, y0, x1, y1 = max(media[0], crop[0]), max(media[1], crop[1]), min(media[2], crop[2]), min(media[3], crop[3])
    return (x0, y0, x1, y1) if x0 < x1 and y0 < y1 else tuple(media)


def on_page(page: PageGlyphs) -> list[Char]:
    """Return the characters that a cropped page shows; printers' notes and imposed leftovers lie beyond its edges.

    A page with most of its text beyond them has a wrong box, and keeps all.
    """
    shown = [char for char in page.chars if _is_shown(char, page.width, page.height)]
    return shown if 2 * len(shown) >= len(page.chars) else page.chars


def _is_shown(char: Char, width: float, height: float) -> bool:
    if char.turn:
        return 0 <= char.x0 <= width and 0 <= char.base <= height
    return char.x1 + char.x0 > 0 and char.x0 + char.x1 < 2 * width and 0 < char.base - HALF_HEIGHT * char.size < height
