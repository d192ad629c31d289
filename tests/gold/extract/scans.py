"""Pages as images: a file's pages drawn, and nothing but the picture kept."""

import numpy as np
import pypdfium2

from tests.gold.extract.written import Writer


def scanned(content: bytes, pages: tuple[int, ...] | None = None, dpi: int = 150, skew: float = 0.0) -> bytes:
    """Return the pages (counted from 1; by default all) of a PDF with embedded fonts as grey images; skew in degrees."""
    writer = Writer()
    document = pypdfium2.PdfDocument(content)
    for index in range(len(document)):
        if pages is not None and index + 1 not in pages:
            continue
        page = document[index]
        image = page.render(scale=dpi / 72, grayscale=True).to_numpy()
        _add_image(writer, np.ascontiguousarray(image.reshape(image.shape[:2])), page.get_size(), skew)
    document.close()
    return writer.finished()


def _add_image(writer: Writer, image: np.ndarray, size: tuple[float, float], skew: float) -> None:
    height, width = image.shape
    number = writer.add_stream(
        image.tobytes(),
        b"/Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray /BitsPerComponent 8" % (width, height),
    )
    slope = np.tan(np.radians(skew))
    content = b"q 1 %.4f %.4f 1 0 0 cm %.2f 0 0 %.2f 0 0 cm /Im Do Q" % (slope, -slope, *size)
    writer.add_page(content, b"/XObject << /Im %d 0 R >>" % number, size)
