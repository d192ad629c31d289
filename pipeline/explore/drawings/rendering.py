"""Drawings as pictures of a fixed physical size: PNG at any resolution and PDF with real text, by typst, the one place that knows it.

The same drawing gives the same bytes on every machine: text is set in the one font that models/fonts.txt pins, never in those installed.
"""

import functools
import re
import struct
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.core.wheels import PinnedWheel
from pipeline.explore.fonts import font_folder

SOURCE = """\
#set page(width: auto, height: auto, margin: 0pt)
#set document(date: none, title: sys.inputs.title)
#image(bytes(sys.inputs.drawing), format: "svg", width: float(sys.inputs.width) * 1mm, alt: sys.inputs.title)
"""
TITLE = re.compile(r"<title>([^<]*)</title>")
INCH_MM = 25.4
PNG_HEAD_BYTES = 33
"""Signature and IHDR: what stands before every other chunk."""


@dataclass(frozen=True, slots=True)
class Renderer:
    """Renders stand-alone SVG drawings."""

    fonts: PinnedWheel
    """What holds the font (see `explore.fonts`)."""

    def png(self, drawing: str, width_mm: float, dpi: int) -> bytes:
        """Return the drawing as PNG, `width_mm` / 25.4 × `dpi` pixels wide (to 1), with the resolution written in it.

        Raises:
            ModelError: the font has not been fetched.
        """
        return _with_resolution(self._compile(drawing, width_mm, format="png", ppi=dpi), dpi)

    def pdf(self, drawing: str, width_mm: float) -> bytes:
        """Return the drawing as one PDF page of its own size; its text can be searched, its fonts are embedded as subsets.

        Raises:
            ModelError: the font has not been fetched.
        """
        return self._compile(drawing, width_mm, format="pdf")

    def _compile(self, drawing: str, width_mm: float, **form: Any) -> bytes:
        import typst

        title = TITLE.search(drawing)
        values = {"drawing": drawing, "width": repr(float(width_mm)), "title": title[1] if title else ""}
        compiler = typst.Compiler(SOURCE.encode(), font_paths=_fonts(font_folder(self.fonts)), sys_inputs=values)
        rendered: Any = compiler.compile(**form)
        return bytes(rendered)


@functools.cache
def _fonts(folder: Path) -> Any:
    """Return typst's list of fonts, which takes .1 s to make."""
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])


def _with_resolution(png: bytes, dpi: int) -> bytes:
    """Return the PNG with a chunk pHYs, so that programs insert it at its physical size."""
    per_metre = round(dpi / INCH_MM * 1000)
    chunk = b"pHYs" + struct.pack(">IIB", per_metre, per_metre, 1)
    framed = struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk))
    return png[:PNG_HEAD_BYTES] + framed + png[PNG_HEAD_BYTES:]
