"""Factories: characters and lines placed by hand, and small PDFs whose text stands at known points."""

from pipeline.extract.document import Limits
from pipeline.extract.pdf.glyphs import Char, Line, PageGlyphs, PageLines
from pipeline.extract.records import Extracted

WIDTH, HEIGHT = 595.0, 842.0
LIMITS = Limits(max_pages=50, max_glyphs=5000)


def text_chars(text: str, x: float, base: float, size: float = 10.0) -> list[Char]:
    """Return the characters of a line set without gaps: Han on the em, Latin on half of it."""
    chars: list[Char] = []
    for char in text:
        width = size if ord(char) > 0x2000 else size / 2
        chars.append(Char(char, x, x + width, base, size, 0))
        x += width
    return chars


def page_of(*rows: list[Char]) -> PageGlyphs:
    """Return a page of these characters."""
    return PageGlyphs(1, WIDTH, HEIGHT, [char for row in rows for char in row])


def make_line(text: str, top: float = 100.0, *, x0: float = 50.0, x1: float | None = None, page: int = 1, size: float = 10.0) -> Line:
    """Return a printed line in a column from 50 to 450 points."""
    width = sum(size if ord(char) > 0x2000 else size / 2 for char in text)
    end = x0 + width if x1 is None else x1
    return Line(text, page, x0, top, end, top + size, size, bold=False, lead=size, left=50.0, right=450.0)


def make_page(number: int, *lines: Line) -> PageLines:
    """Return a page of lines; the lines learn its number."""
    for line in lines:
        line.page = number
    return PageLines(number, WIDTH, HEIGHT, list(lines), [], [])


Row = tuple[float, float, float, str]


def make_pdf(*pages: list[Row]) -> bytes:
    """Return a PDF with one page for each list of (x, y from the top, size, text), in a font that is named and not embedded."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    font = (
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [ << /Type /Font /Subtype /CIDFontType0"
        b" /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /DW 1000 /W [ 1 [ 500 ] 2 94 500 ]"
        b" /FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /FontBBox [ 0 -120 1000 880 ] /ItalicAngle 0 /Ascent 880"
        b" /Descent -120 /CapHeight 700 /StemV 80 >> >> ] >>"
    )
    objects.append(font)
    kids = []
    for rows in pages:
        content = b"\n".join(_show(*row) for row in rows)
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
        stream = len(objects)
        box = b"[ 0 0 %d %d ]" % (WIDTH, HEIGHT)
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox %s /Contents %d 0 R /Resources << /Font << /F1 3 0 R >> >> >>" % (box, stream)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Kids [ %s ] /Count %d >>" % (b" ".join(kids), len(kids))
    return _written(objects)


def _show(x: float, y: float, size: float, text: str) -> bytes:
    return b"BT /F1 %.2f Tf %.2f %.2f Td <%s> Tj ET" % (size, x, HEIGHT - y, text.encode("utf-16-be").hex().encode())


def _written(objects: list[bytes]) -> bytes:
    data = bytearray(b"%PDF-1.4\n")
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    data += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    data += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(data)


def paragraph(text: str, x: float, y: float, width: int, size: float = 10.0, leading: float = 16.0) -> list[Row]:
    """Return a Chinese paragraph as rows of `width` characters, the first indented by two."""
    first, rest = text[: width - 2], text[width - 2 :]
    lines = [rest[start : start + width] for start in range(0, len(rest), width)]
    return [(x + 2 * size, y, size, first), *((x, y + leading * (index + 1), size, line) for index, line in enumerate(lines))]


def of_role(extracted: Extracted, role: str) -> list[str]:
    """Return the texts of a document's passages of one role."""
    return [extracted.text[passage["start"] : passage["end"]] for passage in extracted.passages if passage["role"] == role]
