"""Drawings as pictures of a fixed physical size: PNG at any resolution and PDF with real text, by typst, the one place that knows it.

The same drawing gives the same bytes as long as the fonts of the machine stay the same: text is set in the first family of chart.css that is
installed, else in any font that has the characters. A drawing with Chinese text on a machine without such a font is refused, since typst would
draw boxes in its place.
"""

import functools
import re
import struct
import zlib
from dataclasses import dataclass
from typing import Any

from pipeline.core.errors import InputError
from pipeline.explore.charts import chart_style

SOURCE = """\
#set page(width: auto, height: auto, margin: 0pt)
#set document(date: none, title: sys.inputs.title)
#image(bytes(sys.inputs.drawing), format: "svg", width: float(sys.inputs.width) * 1mm, alt: sys.inputs.title)
"""
HAN = re.compile(r"[\u3400-\u9fff]")
FAMILY = re.compile(r"font-family: ([^;]+);")
TITLE = re.compile(r"<title>([^<]*)</title>")
SAMPLE = "文献联动"
"""Simplified characters that a font for mainland China has, and a Japanese one has not."""
INCH_MM = 25.4
PNG_HEAD_BYTES = 33
"""Signature and IHDR: what stands before every other chunk."""
NO_FONT = (
    "no font with Chinese characters is installed: the drawing would show boxes\n"
    "install one (Debian and Ubuntu: apt-get install fonts-noto-cjk; Windows and macOS have one) and try again"
)


@dataclass(frozen=True, slots=True)
class Renderer:
    """Renders stand-alone SVG drawings with the fonts of this machine."""

    has_system_fonts: bool = True
    """False leaves only typst's own fonts, which have no Chinese characters."""

    def png(self, drawing: str, width_mm: float, dpi: int) -> bytes:
        """Return the drawing as PNG, `width_mm` / 25.4 × `dpi` pixels wide (to 1), with the resolution written in it.

        Raises:
            InputError: the drawing has Chinese text, and no font for it is installed.
        """
        return _with_resolution(self._compile(drawing, width_mm, format="png", ppi=dpi), dpi)

    def pdf(self, drawing: str, width_mm: float) -> bytes:
        """Return the drawing as one PDF page of its own size; its text can be searched, its fonts are embedded as subsets.

        Raises:
            InputError: the drawing has Chinese text, and no font for it is installed.
        """
        return self._compile(drawing, width_mm, format="pdf")

    def check(self, drawing: str) -> None:
        """Refuse a drawing that would show boxes.

        Raises:
            InputError: the drawing has Chinese text, and no font for it is installed.
        """
        if HAN.search(drawing) and chinese_family(has_system_fonts=self.has_system_fonts) is None:
            raise InputError(NO_FONT)

    def _compile(self, drawing: str, width_mm: float, **form: Any) -> bytes:
        import typst

        self.check(drawing)
        title = TITLE.search(drawing)
        values = {"drawing": drawing, "width": repr(float(width_mm)), "title": title[1] if title else ""}
        compiler = typst.Compiler(SOURCE.encode(), font_paths=_fonts(self.has_system_fonts), sys_inputs=values)
        rendered: Any = compiler.compile(**form)
        return bytes(rendered)


@functools.cache
def _fonts(has_system_fonts: bool) -> Any:
    """Return typst's list of fonts, which takes .1 s to make."""
    import typst

    return typst.Fonts(include_system_fonts=has_system_fonts)


@functools.cache
def chinese_family(*, has_system_fonts: bool = True) -> str | None:
    """Return the installed font in which drawings set Chinese: the first that chart.css names, else any that has the characters."""
    fonts = _fonts(has_system_fonts)
    declared = FAMILY.search(chart_style())
    named = [name.strip().strip('"') for name in declared[1].split(",")] if declared else []
    there = set(fonts.families())
    others = (font.family for font in fonts.fonts() if font.path and _covers(font.path, font.index))
    return next((name for name in named if name in there), None) or next(others, None)


def _covers(path: str, index: int) -> bool:
    """Tell whether a font file has the sample's characters; a file that is no readable font has not."""
    from fontTools.ttLib import TTFont, TTLibError

    try:
        with TTFont(path, fontNumber=index, lazy=True) as font:
            return {ord(char) for char in SAMPLE} <= (font.getBestCmap() or {}).keys()
    except (TTLibError, OSError):
        return False


def _with_resolution(png: bytes, dpi: int) -> bytes:
    """Return the PNG with a chunk pHYs, so that programs insert it at its physical size."""
    per_metre = round(dpi / INCH_MM * 1000)
    chunk = b"pHYs" + struct.pack(">IIB", per_metre, per_metre, 1)
    framed = struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk))
    return png[:PNG_HEAD_BYTES] + framed + png[PNG_HEAD_BYTES:]
