"""The adapter to pdfminer.six: pages of characters, rules and image areas; no pdfminer type leaves this module.

pdfminer's own layout analysis is not used. Its interpreter calls `render_string` for each shown string; the device below turns it into our
characters at once, which costs about half of building pdfminer's objects.
"""

import functools
import math
from collections.abc import Callable, Iterator
from typing import Any

from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdffont import PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.psexceptions import PSException
from pdfminer.utils import apply_matrix_rect, mult_matrix

from pipeline.extract.pdf.codemaps import CodeMap, CodeTree, read_code_map
from pipeline.extract.pdf.content import ContentInterpreter
from pipeline.extract.pdf.fontbounds import bound_font
from pipeline.extract.pdf.glyphs import Char, PageGlyphs, Rule
from pipeline.extract.pdf.identities import Identities, hides_ids, unsaid_codes
from pipeline.extract.pdf.opening import FAULTS
from pipeline.extract.pdf.repair import repair_char
from pipeline.extract.pdf.shown import on_page, shown_box

BOLD_NAMES = ("bold", "heavy", "black", "simhei", "heiti", "黑体", "stzhongs", "小标宋")
MAX_RULES = 4000
MAX_PATH_STEPS = 64
FAR = 30000.0  # points: characters placed further out are errors of the file
SPACE_CODE = 32
MAX_SLANT = 3.0  # degrees by which a scan or watermark may be turned and still count as straight
THIN = 2.5  # points; a thinner filled rectangle is a drawn line
HIDDEN = 3  # text render mode of an invisible text layer (PDF 32000-1, table 106)


class Resources(PDFResourceManager):
    """pdfminer's fonts, with the code maps that it leaves unread: those embedded in the file as streams."""

    def __init__(self, document: Any = None) -> None:
        super().__init__(caching=True)
        self.code_maps: dict[Any, CodeMap] = {}
        """By font; holding it keeps another font from taking its place in memory."""
        self.specs: dict[Any, Any] = {}
        self.identities = Identities(document, self.get_font)
        self.bounded: set[Any] = set()
        """Object numbers of fonts whose ranges are bounded."""

    def get_font(self, objid: Any, spec: Any) -> Any:
        """Return the font; when its encoding is an embedded CMap, keep that beside it."""
        if objid is None or objid not in self.bounded:
            self.bounded.add(objid)
            bound_font(spec)
        font = super().get_font(objid, spec)
        if "DescendantFonts" not in spec:
            self.specs[font] = spec
            self._forget_unsaid(font, spec)
        if font.is_multibyte() and "DescendantFonts" not in spec and font not in self.code_maps:
            code_map = self._code_map(font, spec)
            if code_map is not None:
                self.code_maps[font] = code_map
        return font

    @staticmethod
    def _code_map(font: Any, spec: Any) -> CodeMap | None:
        encoding = resolve1(spec.get("Encoding"))
        if isinstance(encoding, PDFStream):
            return read_code_map(encoding.get_data(), text_by_code="ToUnicode" in spec)
        tree = getattr(font.cmap, "code2cid", None)
        return CodeTree(tree) if tree and "ToUnicode" in spec else None

    @staticmethod
    def _forget_unsaid(font: Any, spec: Any) -> None:
        if font.is_multibyte():
            font.unicode_map = None if hides_ids(spec) else font.unicode_map
        else:
            for code in unsaid_codes(spec):
                font.cid2unicode.pop(code, None)

    def identify(self, font: Any) -> Callable[[int], str]:
        """Return the function that says what a code shows when the font does not."""
        return functools.partial(self.identities.text, font, self.specs.get(font, {}))


class Glyph:
    """What a font says about one character code."""

    __slots__ = ("advance", "cid_only", "displacement", "text")

    def __init__(self, font: Any, code_map: CodeMap | None, identify: Callable[[int], str], code: int) -> None:
        cid = code_map.cid(code) if code_map else code
        self.advance: float = font.char_width(cid)
        self.displacement = font.char_disp(cid)
        try:
            text = font.to_unichr(code if code_map and code_map.text_by_code else cid)
        except PDFUnicodeNotDefined:
            text = identify(cid)
        self.cid_only = not text
        self.text: str = repair_char(text or "\ufffd")


def _extent(low: float, high: float) -> float:
    """Return a page's width or height; that of a damaged box without end, or that is no number, is the utmost."""
    extent = abs(high - low)
    return min(FAR, extent)


class FontFace:
    """A font with its glyphs, each looked up once."""

    def __init__(self, font: Any, index: int, resources: Resources) -> None:
        code_map = resources.code_maps.get(font)
        self.decode = code_map.decode if code_map else font.decode
        self.index = index
        name = str(font.fontname).lower()
        self.bold = any(word in name for word in BOLD_NAMES)
        self.vertical: bool = font.is_vertical()
        self.multibyte: bool = font.is_multibyte()
        self.glyph = functools.cache(functools.partial(Glyph, font, code_map, resources.identify(font)))


class GlyphDevice(PDFTextDevice):
    """Collects what the interpreter draws on the current page."""

    def __init__(self, resources: Resources, max_glyphs: int) -> None:
        super().__init__(resources)
        self.resources = resources
        self.max_glyphs = max_glyphs
        self.faces: dict[Any, FontFace] = {}
        self.page = PageGlyphs(0, 0.0, 0.0)
        self.number = 0

    @property
    def matrix(self) -> Any:
        """Return the current transformation to page coordinates, which the interpreter sets."""
        return self.ctm

    def begin_page(self, page: Any, ctm: Any) -> None:
        """Start an empty page of the media box's size."""
        x0, y0, x1, y1 = apply_matrix_rect(ctm, page.mediabox)
        self.page = PageGlyphs(self.number, _extent(x0, x1), _extent(y0, y1))

    def render_image(self, name: str, stream: Any) -> None:  # noqa: ARG002 - pdfminer's signature
        """Add the image's area on the page."""
        x0, y0, x1, y1 = apply_matrix_rect(self.matrix, (0, 0, 1, 1))
        width = min(max(x0, x1), self.page.width) - max(min(x0, x1), 0)
        height = min(max(y0, y1), self.page.height) - max(min(y0, y1), 0)
        if width > 0 and height > 0:
            self.page.image_area += width * height

    def paint_path(self, graphicstate: Any, stroke: bool, fill: bool, evenodd: bool, path: Any) -> None:  # noqa: ARG002 - pdfminer's signature
        """Keep straight lines, thin rectangles and the edges of boxes."""
        if len(path) > MAX_PATH_STEPS or len(self.page.rules) >= MAX_RULES:
            return
        points: list[tuple[float, float]] = []
        for step in path:
            if step[0] == "m":
                self._add_rules(points, stroke=stroke)
                points = []
            if step[0] in "ml":
                points.append((step[1], step[2]))
            elif step[0] != "h":
                return
        self._add_rules(points, stroke=stroke)

    def _add_rules(self, points: list[tuple[float, float]], *, stroke: bool) -> None:
        if not points[1:]:
            return
        xs, ys = [x for x, _ in points], [y for _, y in points]
        left, low, right, high = apply_matrix_rect(self.matrix, (min(xs), min(ys), max(xs), max(ys)))
        top, bottom = self.page.height - high, self.page.height - low
        if min(right - left, bottom - top) <= THIN:
            self.page.rules.append(Rule(left, top, right, bottom))
        elif stroke:
            edges = ((left, top, right, top), (left, bottom, right, bottom), (left, top, left, bottom), (right, top, right, bottom))
            self.page.rules.extend(Rule(*edge) for edge in edges)

    def render_string(self, textstate: Any, seq: Any, ncs: Any, graphicstate: Any) -> None:  # noqa: ARG002 - pdfminer's signature
        """Turn a shown string into characters and move the text position behind it."""
        face = self._face(textstate.font)
        pen = _Pen(self.page, face, textstate, mult_matrix(textstate.matrix, self.matrix))
        room = self.max_glyphs - len(self.page.chars)
        for item in seq:
            if isinstance(item, (int, float)):
                pen.skip(item)
            elif isinstance(item, bytes):
                if room <= 0:
                    self.page.truncated = True
                    return
                pen.show(item)
                room = self.max_glyphs - len(self.page.chars)
        textstate.linematrix = (pen.x, pen.y)

    def _face(self, font: Any) -> FontFace:
        face = self.faces.get(font)
        if face is None:
            face = self.faces[font] = FontFace(font, len(self.faces), self.resources)
        return face


class _Pen:
    """Writes the characters of one string, all of one font, size and matrix."""

    __slots__ = (
        "a",
        "b",
        "c",
        "charspace",
        "d",
        "e",
        "f",
        "face",
        "first",
        "fontsize",
        "hidden",
        "page",
        "rise",
        "scaling",
        "size",
        "stretch",
        "turn",
        "wordspace",
        "x",
        "y",
    )

    def __init__(self, page: PageGlyphs, face: FontFace, textstate: Any, matrix: Any) -> None:
        self.page, self.face = page, face
        self.a, self.b, self.c, self.d, self.e, self.f = matrix
        self.fontsize: float = textstate.fontsize
        self.scaling: float = textstate.scaling * 0.01
        self.charspace: float = textstate.charspace * self.scaling
        self.wordspace: float = 0.0 if face.multibyte else textstate.wordspace * self.scaling
        self.rise: float = textstate.rise
        self.hidden: bool = textstate.render == HIDDEN
        self.x, self.y = textstate.linematrix
        self.first = True
        self.size = abs(self.fontsize) * math.hypot(self.c, self.d)
        self.stretch = math.hypot(self.a, self.b)
        self.turn = _turn(self.a * self.fontsize, self.b * self.fontsize)

    def skip(self, amount: float) -> None:
        """Move back by thousandths of the font size, as TJ asks."""
        step = amount * 0.001 * self.fontsize
        if self.face.vertical:
            self.y -= step
        else:
            self.x -= step * self.scaling
        self.first = False

    def show(self, data: bytes) -> None:
        """Write the characters of `data`."""
        glyph_of, vertical = self.face.glyph, self.face.vertical
        for cid in self.face.decode(data):
            if not self.first:
                self._advance(self.charspace, vertical=vertical)
            self.first = False
            glyph = glyph_of(cid)
            step = glyph.advance * self.fontsize * (1.0 if vertical else self.scaling)
            self._write(glyph, step)
            self._advance(step, vertical=vertical)
            if cid == SPACE_CODE and self.wordspace:
                self._advance(self.wordspace, vertical=vertical)

    def _advance(self, step: float, *, vertical: bool) -> None:
        if vertical:
            self.y += step
        else:
            self.x += step

    def _write(self, glyph: Glyph, step: float) -> None:
        page = self.page
        if glyph.cid_only:
            page.cid_chars += 1
        x, y = self.x, self.y + self.rise
        if self.face.vertical:
            vx, vy = glyph.displacement if isinstance(glyph.displacement, tuple) else (None, 880)
            x -= self.fontsize * (0.5 if vx is None else vx * 0.001)
            y -= self.fontsize * vy * 0.001
            step = self.fontsize
        px = x * self.a + y * self.c + self.e
        py = page.height - (x * self.b + y * self.d + self.f)
        width = step * self.stretch
        if not (-FAR < px < FAR and -FAR < py < FAR and -FAR < px + width < FAR and self.size < FAR):
            return
        face = self.face
        page.chars.append(Char(glyph.text, px, px + width, py, self.size, face.index, face.bold, self.turn, face.vertical, self.hidden))


def _turn(a: float, b: float) -> int:
    """Return the clockwise rotation of text whose baseline runs along (a, b): 0, 90, 180, 270, or -1 for an oblique one."""
    if a == 0 and b == 0:
        return 0
    angle = math.degrees(math.atan2(-b, a)) % 360
    nearest = round(angle / 90) * 90
    return nearest % 360 if abs(angle - nearest) < MAX_SLANT else -1


def read_pages(document: Any, *, max_pages: int, max_glyphs: int) -> Iterator[PageGlyphs]:
    """Yield the document's pages one by one.

    A page whose content cannot be interpreted is yielded with what was drawn before the fault and `truncated` set; a page tree that breaks
    off ends the sequence.
    """
    resources = Resources(document)
    device = GlyphDevice(resources, max_glyphs)
    interpreter = ContentInterpreter(resources, device)
    pages = iter(PDFPage.create_pages(document))
    for number in range(1, max_pages + 1):
        try:
            page = next(pages)
        except StopIteration:
            return
        except (PSException, *FAULTS):
            return
        device.number = number
        yield _read_page(interpreter, device, page)
        _forget_page(document, page)


def _forget_page(document: Any, page: Any) -> None:
    """Drop a page and its content from pdfminer's cache of objects, which would keep every page of the file in memory."""
    cached = getattr(document, "_cached_objs", {})
    contents = page.contents if isinstance(page.contents, list) else [page.contents]
    for number in (page.pageid, *(getattr(content, "objid", None) for content in contents)):
        cached.pop(number, None)


def _read_page(interpreter: Any, device: GlyphDevice, page: Any) -> PageGlyphs:
    medium = tuple(page.mediabox)
    page.mediabox = shown_box(medium, page.cropbox)
    try:
        interpreter.process_page(page)
    except (PSException, *FAULTS):
        device.page.truncated = True
    if page.mediabox != medium:
        device.page.chars = on_page(device.page)
    return device.page
