"""What glyphs are whose font does not say so: names and tables of the embedded program, and equal glyphs elsewhere in the document.

The adapter to fontTools, imported when the first such glyph is met. Evidence, strongest first: the glyph's name (Adobe glyph list, uniXXXX),
the program's own character table or its Adobe collection, a font of the same family that names the same glyph and says what it is, a glyph
of the same outline that is known, the outline of a dash. Where all are silent the glyph stays unknown: nothing is guessed.
"""

import functools
import io
import re
from collections.abc import Iterable, Iterator
from typing import Any

from pdfminer.cmapdb import CMapDB
from pdfminer.encodingdb import name2unicode
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.psexceptions import PSException
from pdfminer.psparser import PSLiteral

from pipeline.extract.pdf.opening import FAULTS

NUMBERED = re.compile(r"\D+(\d+)$")
DENSE = 2  # a subset whose names count up to less than so many times its glyphs was numbered anew: its names mean nothing elsewhere
MAX_GLYPHS = 30000
DASH_EDGE = 0.03  # of the em: a dash reaches both edges of its square (so that two make one line); the numeral 一 never does
DASH_HEIGHT = 0.12
DASH_MIDDLE = (0.2, 0.6)
TWO_DASHES = 1.5  # em: fonts hold the Chinese dash of two squares as one glyph
COLLECTIONS = ("GB1", "CNS1", "Japan1", "Korea1")
PRIVATE = range(0xE000, 0xF900)
SYMBOL_PAGE = 0xF000  # where TrueType symbol fonts keep their codes (OpenType, `cmap`, platform 3 encoding 0)


class Identities:
    """Answers for the fonts of one document; everything costly is done when first asked for."""

    def __init__(self, document: Any, get_font: Any) -> None:
        self.document = document
        self.get_font = get_font
        self.programs: dict[int, Program | None] = {}

    def text(self, font: Any, spec: Any, code: int) -> str:
        """Return what a font's code shows, an empty text when nothing tells. For a font of several bytes the code is the character id."""
        try:
            return self._text(font, spec, code)
        except (PSException, *FAULTS):  # a damaged font program: the glyph stays unknown
            return ""

    def _text(self, font: Any, spec: Any, code: int) -> str:
        collected = _collected(spec, code)
        if collected:
            return collected
        program = self._program(font, spec)
        name = program.glyph(code) if program else _encoded_names(spec).get(code)
        if name is None:
            return ""
        said = name_text(name) or (program.text(name, code) if program else "")
        if said or program is None or len(program) > MAX_GLYPHS:
            return said
        known = self.names.get((family(spec), name), "") if program.named else ""
        return known or self.outlines.get(program.outline(name), "") or program.dash(name)

    def _program(self, font: Any, spec: Any) -> "Program | None":
        if id(font) not in self.programs:
            try:
                self.programs[id(font)] = read_program(spec)
            except (PSException, *FAULTS):
                self.programs[id(font)] = None
        return self.programs[id(font)]

    @functools.cached_property
    def _known(self) -> list[tuple[Any, "Program", dict[int, str]]]:
        """Embedded fonts of the document that say what their codes mean: spec, program, text by code."""
        known = []
        for objid, spec in _page_fonts(self.document):
            if "ToUnicode" not in spec or not _shows_ids(spec):
                continue
            font = self.get_font(objid, spec)
            inner = _descendant(spec)
            program = self._program(font, inner)
            texts = getattr(getattr(font, "unicode_map", None), "cid2unichr", None)
            if program and texts and len(program) <= MAX_GLYPHS:
                known.append((inner, program, texts))
        return known

    @functools.cached_property
    def names(self) -> dict[tuple[str, str], str]:
        """Text by family and glyph name; names on which fonts differ are left out."""
        pairs = (
            ((family(spec), name), text)
            for spec, program, texts in self._known
            if program.named
            for code, text in texts.items()
            if (name := program.glyph(code)) is not None
        )
        return _agreed(pairs)

    @functools.cached_property
    def outlines(self) -> dict[Any, str]:
        """Text by outline; outlines that serve several characters are left out."""
        pairs = (
            (program.outline(name), text)
            for _, program, texts in self._known
            for code, text in texts.items()
            if (name := program.glyph(code)) is not None
        )
        agreed = _agreed(pairs)
        agreed.pop((), None)
        return agreed


def _agreed(pairs: Iterable[tuple[Any, str]]) -> dict[Any, str]:
    found: dict[Any, str] = {}
    for key, text in pairs:
        if found.setdefault(key, text) != text:
            found[key] = ""
    return {key: text for key, text in found.items() if text}


class Program:
    """An embedded font program."""

    def __init__(self, spec: Any, glyphs: Any, order: list[str]) -> None:
        self.spec = spec
        self.glyphs = glyphs
        """fontTools' glyph set: glyph by name."""
        self.order = order
        self.collection = ""
        """The Adobe collection (GB1) by which a program goes whose glyphs are character ids."""
        self.by_code: dict[int, str] = {}
        self.units = 1000.0
        self.by_id = False
        """Glyph names are character ids made up by the reader."""
        self.table: dict[str, str] = {}
        """Text by glyph name, from the program's own character table."""

    def __len__(self) -> int:
        return len(self.order)

    @functools.cached_property
    def named(self) -> bool:
        """Tell whether glyph names mean the same in other subsets of the family."""
        numbers = [int(found[1]) for name in self.order if (found := NUMBERED.match(name))]
        return not self.by_id and max(numbers, default=DENSE * len(self)) >= DENSE * len(self)

    def glyph(self, code: int) -> str | None:
        """Return the name of the glyph that a code shows."""
        name = self.by_code.get(code)
        if name is not None or not self._is_composite:
            return name
        if self.by_id:
            name = f"cid{code:05d}"
            return name if name in self.glyphs else None
        index = self._index(code)
        return self.order[index] if index < len(self.order) else None

    def text(self, name: str, code: int) -> str:
        """Return what the program itself says about a glyph."""
        if self.collection and self.by_id:
            return str(CMapDB.get_unicode_map(f"Adobe-{self.collection}").cid2unichr.get(code, ""))
        return self.table.get(name, "")

    def outline(self, name: str) -> Any:
        """Return a key that equal outlines share; an empty one for a blank glyph."""
        from fontTools.pens.recordingPen import DecomposingRecordingPen

        pen = DecomposingRecordingPen(self.glyphs)
        self.glyphs[name].draw(pen)
        return (self.units, hash(tuple(pen.value))) if pen.value else ()

    def dash(self, name: str) -> str:
        """Return the dash when the glyph is one flat bar from edge to edge of the em square; two for a bar of about two ems."""
        from fontTools.pens.boundsPen import BoundsPen

        pen = BoundsPen(self.glyphs)
        self.glyphs[name].draw(pen)
        if pen.bounds is None:
            return ""
        left, low, right, high = (edge / self.units for edge in pen.bounds)
        if high - low > DASH_HEIGHT or not DASH_MIDDLE[0] <= (high + low) / 2 <= DASH_MIDDLE[1]:
            return ""
        if right - left > TWO_DASHES:
            return "——"
        return "—" if left <= DASH_EDGE and right >= 1 - DASH_EDGE else ""

    @functools.cached_property
    def _is_composite(self) -> bool:
        return "CIDSystemInfo" in self.spec

    def _index(self, cid: int) -> int:
        table = self._index_table
        return int.from_bytes(table[2 * cid : 2 * cid + 2], "big") if table else cid

    @functools.cached_property
    def _index_table(self) -> bytes:
        table = resolve1(self.spec.get("CIDToGIDMap"))
        return bytes(table.get_data()) if isinstance(table, PDFStream) else b""


def read_program(spec: Any) -> Program | None:
    """Return the program embedded for a font, None when there is none that fontTools reads."""
    descriptor = resolve1(spec.get("FontDescriptor")) or {}
    file = resolve1(descriptor.get("FontFile2")) or resolve1(descriptor.get("FontFile3"))
    if not isinstance(file, PDFStream):
        return None
    data = bytes(file.get_data())
    return _read_compact(spec, data) if data[:1] == b"\x01" and data[:4] != b"\x00\x01\x00\x00" else _read_sfnt(spec, data)


def _read_compact(spec: Any, data: bytes) -> Program:
    from fontTools.cffLib import CFFFontSet

    fonts = CFFFontSet()
    fonts.decompile(io.BytesIO(data), None)
    top = fonts.topDictIndex[0]
    program = Program(spec, top.CharStrings, list(top.charset))
    program.units = 1 / (getattr(top, "FontMatrix", None) or [0.001])[0]
    program.by_id = hasattr(top, "ROS")
    if program.by_id and top.ROS[1] in COLLECTIONS:
        program.collection = top.ROS[1]
    own = top.Encoding if isinstance(getattr(top, "Encoding", None), list) else []
    program.by_code = {code: name for code, name in enumerate(own) if name != ".notdef"} | _encoded_names(spec)
    return program


def _read_sfnt(spec: Any, data: bytes) -> Program:
    from fontTools.ttLib import TTFont, TTLibError

    try:
        font = TTFont(io.BytesIO(data), lazy=True)
        program = Program(spec, font.getGlyphSet(), font.getGlyphOrder())
    except TTLibError as error:
        raise ValueError(str(error)) from error
    program.units = float(font["head"].unitsPerEm)
    if "cmap" in font:
        program.table = {name: chr(code) for code, name in (font.getBestCmap() or {}).items() if code not in PRIVATE}
        program.by_code = _symbol_codes(font["cmap"].tables)
    program.by_code |= _encoded_names(spec)
    return program


def _symbol_codes(tables: Any) -> dict[int, str]:
    codes: dict[int, str] = {}
    for table in tables:
        if (table.platformID, table.platEncID) in ((3, 0), (1, 0)):
            codes.update({code - SYMBOL_PAGE if code >= SYMBOL_PAGE else code: name for code, name in table.cmap.items()})
    return codes


def _encoded_names(spec: Any) -> dict[int, str]:
    """Return the glyph names that the font's encoding gives its codes (PDF 32000-1, 9.6.6)."""
    encoding = resolve1(spec.get("Encoding"))
    differences = resolve1(encoding.get("Differences")) if isinstance(encoding, dict) else None
    names: dict[int, str] = {}
    code = 0
    for item in differences or ():
        if isinstance(item, int):
            code = item
        elif isinstance(item, PSLiteral):
            names[code] = str(item.name)
            code += 1
    return names


def unsaid_codes(spec: Any) -> list[int]:
    """Return the codes of a simple font whose glyph names no list explains; pdfminer shows the base encoding's character for them.

    Names that only repeat the code (/a65 or /G41 for 65, as bitmap fonts of TeX have them) leave the base encoding in force.
    """
    return [code for code, name in _encoded_names(spec).items() if not name_text(name) and not _repeats_code(name, code)]


def _repeats_code(name: str, code: int) -> bool:
    return name[1:] == str(code) or name[1:].lower() == f"{code:02x}"


@functools.lru_cache(maxsize=10_000)
def name_text(name: str) -> str:
    """Return the text of a glyph name of the Adobe glyph list or of the forms uniXXXX and uXXXXX; empty for any other.

    >>> name_text("uni6587") + name_text("quotedblleft") + name_text("cid123")
    '文“'
    """
    try:
        text = str(name2unicode(name))
    except (KeyError, ValueError):
        return ""
    return "" if any(ord(char) in PRIVATE for char in text) else text


def family(spec: Any) -> str:
    """Return the family's name: without subset tag and style."""
    name = resolve1(spec.get("BaseFont"))
    plain = str(getattr(name, "name", name)).split("+")[-1]
    return re.split("[-,]", plain)[0]


def _collected(spec: Any, cid: int) -> str:
    """Return the text of a character id of an Adobe collection that the font says it goes by."""
    system = resolve1(spec.get("CIDSystemInfo"))
    ordering = resolve1(system.get("Ordering")) if isinstance(system, dict) else None
    name = ordering.decode("latin-1") if isinstance(ordering, bytes) else ""
    return str(CMapDB.get_unicode_map(f"Adobe-{name}").cid2unichr.get(cid, "")) if name in COLLECTIONS else ""


def _shows_ids(spec: Any) -> bool:
    """Tell whether the codes of a font are the ids of its glyphs: of simple fonts, and of composite ones without an encoding to look up."""
    encoding = getattr(resolve1(spec.get("Encoding")), "name", "")
    return "DescendantFonts" not in spec or str(encoding).startswith("Identity")


def hides_ids(spec: Any) -> bool:
    """Tell whether a composite font without ToUnicode reorders its glyphs, which pdfminer does not follow in the program's own table."""
    return "ToUnicode" not in spec and isinstance(resolve1(spec.get("CIDToGIDMap")), PDFStream) and not _collected(spec, 1)


def _descendant(spec: Any) -> Any:
    descendants = resolve1(spec.get("DescendantFonts"))
    return resolve1(descendants[0]) if descendants else spec


def _page_fonts(document: Any) -> Iterator[tuple[int, Any]]:
    """Yield the fonts of the pages' own resources, each once, in page order."""
    seen: set[int] = set()
    for page in PDFPage.create_pages(document):
        for reference in (resolve1(page.resources.get("Font")) or {}).values():
            objid = getattr(reference, "objid", None)
            spec = resolve1(reference)
            if objid is not None and objid not in seen and isinstance(spec, dict):
                seen.add(objid)
                yield objid, spec
