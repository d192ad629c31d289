"""Pages as a PDF of our own writing: no library decides how its fonts, strings and objects look."""

import math
import zlib
from collections.abc import Sequence

from tests.gold.extract.fonts import NAMES, Coding, unicode_coding
from tests.gold.extract.pages import Run, Sheet


class Writer:
    """Objects of a PDF in order; number 1 is the catalogue, 2 the page tree."""

    def __init__(self, version: bytes = b"1.4") -> None:
        self.version = version
        self.objects: list[bytes] = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
        self.kids: list[bytes] = []

    def add(self, body: bytes) -> int:
        """Add an object and return its number."""
        self.objects.append(body)
        return len(self.objects)

    def add_stream(self, content: bytes, entries: bytes = b"") -> int:
        """Add a compressed stream."""
        packed = zlib.compress(content)
        return self.add(b"<< /Length %d /Filter /FlateDecode %s >>\nstream\n%s\nendstream" % (len(packed), entries, packed))

    def add_font(self, coding: Coding, name: bytes) -> int:
        """Add a font and the table it refers to."""
        font, *tables = coding.dictionary(name)
        numbers = [self.add_stream(table) for table in tables]
        return self.add(font.replace(b"@", b"%d" % numbers[0]) if numbers else font)

    def add_page(self, content: bytes, resources: bytes, box: tuple[float, float], rotate: int = 0) -> None:
        """Add a page."""
        stream = self.add_stream(content)
        page = b"<< /Type /Page /Parent 2 0 R /MediaBox [ 0 0 %d %d ] /Rotate %d /Contents %d 0 R /Resources << %s >> >>"
        self.kids.append(b"%d 0 R" % self.add(page % (*box, rotate, stream, resources)))

    def finished(self) -> bytes:
        """Return the file."""
        self.objects[1] = b"<< /Type /Pages /Kids [ %s ] /Count %d >>" % (b" ".join(self.kids), len(self.kids))
        data = bytearray(b"%%PDF-%s\n%%\xe2\xe3\xcf\xd3\n" % self.version)
        offsets = []
        for number, body in enumerate(self.objects, start=1):
            offsets.append(len(data))
            data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
        size = len(self.objects) + 1
        start = len(data)
        data += b"xref\n0 %d\n0000000000 65535 f \n" % size + b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
        data += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, start)
        return bytes(data)


def write_pdf(sheets: Sequence[Sheet], codings: dict[str, Coding] | None = None, rotate: int = 0) -> bytes:
    """Return sheets as a PDF; rotate turns every page, its content the other way, as a printer of landscape pages does."""
    codings = codings or dict.fromkeys(NAMES, unicode_coding())
    writer = Writer()
    fonts = b" ".join(b"/%s %d 0 R" % (name.encode(), writer.add_font(coding, NAMES[name])) for name, coding in codings.items())
    for sheet in sheets:
        content = b"\n".join([*(_shown(run, sheet, codings) for run in sheet.runs), *(_ruled(rule, sheet) for rule in sheet.rules)])
        box = (sheet.width, sheet.height)
        if rotate == 90:
            content = b"q 0 1 -1 0 %d 0 cm\n%s\nQ" % (sheet.height, content)
            box = (sheet.height, sheet.width)
        writer.add_page(content, b"/Font << %s >>" % fonts, box, rotate)
    return writer.finished()


def _shown(run: Run, sheet: Sheet, codings: dict[str, Coding]) -> bytes:
    font = run.font if run.font in codings else "song"
    cos, sin = math.cos(math.radians(run.turn)), math.sin(math.radians(run.turn))
    place = b"%.4f %.4f %.4f %.4f %.2f %.2f Tm" % (cos, sin, -sin, cos, run.x, sheet.height - run.y)
    code = codings[font].encode(run.text).hex().encode()
    return b"BT /%s %.2f Tf %.4f Tc %s <%s> Tj ET" % (font.encode(), run.size, run.spacing, place, code)


def _ruled(rule: tuple[float, float, float, float], sheet: Sheet) -> bytes:
    x0, y0, x1, y1 = rule
    return b"0.6 w %.2f %.2f m %.2f %.2f l S" % (x0, sheet.height - y0, x1, sheet.height - y1)
