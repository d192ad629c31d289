"""The adapter to pypdfium2: pages as grey pictures and as a second reader's text; no pypdfium2 type leaves this module."""

import math
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:  # most documents are never rendered, and numpy is a tenth of a worker's start
    import numpy as np
    from numpy.typing import NDArray

Picture: TypeAlias = "NDArray[np.uint8]"
"""Grey values, shape (height, width): 0 is black."""

DPI = 200  # the usual resolution of scans; recognition gains nothing from more (rapidocr and tesseract, A4 pages of 9 to 12 points)
POINTS_PER_INCH = 72
MAX_PIXELS = 24_000_000  # six A4 pages at 200 dpi: a poster is rendered coarser instead of filling the memory


class Rendering:
    """An open PDF as PDFium sees it."""

    def __init__(self, content: bytes, password: str = "") -> None:
        """Open the file.

        Raises:
            ValueError: PDFium cannot read it.
        """
        import pypdfium2

        try:
            self._document: Any = pypdfium2.PdfDocument(content, password=password or None)
        except pypdfium2.PdfiumError as error:
            raise ValueError(f"PDFium: {error}") from error

    def __len__(self) -> int:
        """Return the number of pages."""
        return len(self._document)

    def picture(self, number: int, dpi: int = DPI) -> tuple[Picture, float]:
        """Return the picture of a page (1-based), upright as readers show it, and its pixels a point.

        Raises:
            ValueError: there is no such page, or it cannot be rendered.
        """
        import numpy as np

        page = self._page(number)
        width, height = page.get_size()
        scale = min(dpi / POINTS_PER_INCH, math.sqrt(MAX_PIXELS / max(width * height, 1.0)))
        try:
            bitmap = page.render(scale=scale, grayscale=True)
        except RuntimeError as error:  # PdfiumError is one
            raise ValueError(f"page {number} cannot be rendered: {error}") from error
        picture = np.array(bitmap.to_numpy(), dtype=np.uint8)
        bitmap.close()
        page.close()
        return picture.reshape(picture.shape[0], picture.shape[1]), scale

    def text(self, number: int) -> str:
        """Return a page's characters (1-based) in PDFium's order.

        Raises:
            ValueError: there is no such page, or it has no text page.
        """
        page = self._page(number)
        try:
            words = page.get_textpage()
            found: str = words.get_text_bounded()
        except RuntimeError as error:
            raise ValueError(f"page {number} cannot be read: {error}") from error
        words.close()
        page.close()
        return found

    def close(self) -> None:
        """Free what PDFium holds."""
        self._document.close()

    def _page(self, number: int) -> Any:
        try:
            return self._document[number - 1]
        except (IndexError, RuntimeError) as error:
            raise ValueError(f"PDFium finds no page {number}") from error
