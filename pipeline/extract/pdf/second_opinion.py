"""What PDFium reads on a page that is doubtful, or on which pdfminer finds nothing: a second reader with other tables and another parser."""

import unicodedata
from collections import Counter

from pipeline.extract.pdf.glyphs import PageGlyphs
from pipeline.extract.pdf.opening import Opened
from pipeline.extract.pdf.rendering import Rendering
from pipeline.extract.pdf.repair import repair_text

# Share of characters both readers give. Pages of digital gold files: .93 and more (the rest are spaces, hyphens, repaired letters).
DISAGREE = 0.85
CONTRADICT = 0.5
LOOK_DPI = 36
DARK = 160  # grey value
INK_SHARE = 0.01  # of a page's pixels, from which a page without characters shows something that may be text (a text page has .05)
MIN_TEXT = 40


class SecondReader:
    """Opens the file with PDFium when it is first asked; most documents never are."""

    def __init__(self, opened: Opened) -> None:
        """Keep the file that pdfminer reads."""
        self._opened = opened
        self._rendering: Rendering | None = None
        self._failed = False

    def agreement(self, page: PageGlyphs) -> float | None:
        """Return the share of characters that both readers give for a page, whatever their order; None when PDFium cannot read it."""
        text = self._text(page.number)
        return None if text is None else share_in_common("".join(char.text for char in page.chars), text)

    def sees_something(self, number: int) -> bool:
        """Tell whether a page on which pdfminer finds no characters has some, or shows enough ink to be a picture of text."""
        text = self._text(number)
        if text is None:
            return False
        if len("".join(text.split())) >= MIN_TEXT:
            return True
        rendering = self._open()
        try:
            picture = rendering.picture(number, LOOK_DPI)[0] if rendering else None
        except ValueError:
            return False
        return picture is not None and float((picture < DARK).mean()) > INK_SHARE

    def _text(self, number: int) -> str | None:
        rendering = self._open()
        try:
            return rendering.text(number) if rendering else None
        except ValueError:
            return None

    def _open(self) -> Rendering | None:
        if self._rendering is None and not self._failed:
            try:
                self._rendering = Rendering(self._opened.content, self._opened.password)
            except ValueError:  # one reader is enough where the other cannot open the file
                self._failed = True
        return self._rendering


def share_in_common(first: str, second: str) -> float:
    """Return how much of two texts' characters is common (Dice over multisets), spaces and compatibility forms aside.

    >>> share_in_common("社区治理", "治 理社区")
    1.0
    """
    one, other = _bag(first), _bag(second)
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 1.0


def _bag(text: str) -> Counter[str]:
    folded = unicodedata.normalize("NFKC", repair_text(text)).replace("\xad", "").replace("\ufffe", "")
    return Counter("".join(folded.split()))
