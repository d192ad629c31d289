"""Ways to break a PDF below its syntax: numbers, names, references, streams, fonts, tables, the page tree."""

import io
import logging
import re
import zlib
from collections.abc import Callable
from random import Random

import pikepdf

logging.getLogger("pikepdf").setLevel(logging.CRITICAL)  # it tells every fault of files that are broken on purpose
NUMBER = re.compile(rb"(?<![\w.+-])[+-]?\d+(?:\.\d+)?(?![\w.])")
NAME = re.compile(rb"/[A-Za-z][A-Za-z0-9-]*")
REFERENCE = re.compile(rb"\b(\d+) 0 R\b")
ENTRY = re.compile(rb"/[A-Za-z][A-Za-z0-9]*\s+(?:/[^\s/<>\[\]()]+|\d+ 0 R|\[[^\[\]]*\]|[-\d.]+)")
OBJECT = re.compile(rb"(?:^|\n)(\d+) 0 obj\n(.*?)\nendobj", re.DOTALL)
STREAM = re.compile(rb"<<(?P<head>[^>]*?/Length )(?P<length>\d+)(?P<rest>.*?>>)\nstream\n(?P<data>.*?)\nendstream", re.DOTALL)
NUMBERS = (
    b"0", b"-1", b"1", b"-0", b"0.0000001", b"255", b"256", b"65535", b"65536", b"2147483647", b"2147483648", b"-2147483648", b"4294967296",
    b"9223372036854775808", b"1" + b"0" * 40, b"1" + b"0" * 400, b"-" + b"9" * 330 + b".5", b"1e5", b"--5", b".", b"+-.", b"1.2.3", b"3.", b"NaN",
)  # fmt: skip
NAMES = (
    b"/Type0", b"/Type1", b"/Type3", b"/TrueType", b"/CIDFontType0", b"/CIDFontType2", b"/MMType1", b"/Identity-H", b"/Identity-V", b"/UniGB-UCS2-H",
    b"/UniGB-UTF16-V", b"/GBK-EUC-H", b"/GBKp-EUC-V", b"/WinAnsiEncoding", b"/MacExpertEncoding", b"/FlateDecode", b"/LZWDecode", b"/ASCII85Decode",
    b"/ASCIIHexDecode", b"/RunLengthDecode", b"/CCITTFaxDecode", b"/JBIG2Decode", b"/DCTDecode", b"/Crypt", b"/Pages", b"/Page", b"/Catalog",
    b"/Image", b"/Form", b"/Nothing", b"/", b"/#00#ff", b"/ToUnicode", b"/Length", b"/Filter", b"/DecodeParms", b"/W2", b"/DW2", b"/Differences",
)  # fmt: skip
OPERATORS = (
    b"q " * 3000, b"Q " * 500, b"BT " * 300, b"ET", b"/F1 0 Tf", b"/None 12 Tf", b"/song -12 Tf", b"/song 1e9 Tf", b"(text) Tj", b"<4E> Tj", b"[] TJ",
    b"[[(a)] 5 /x] TJ", b"[(a) -99999999999 (b)] TJ", b"0 0 0 0 0 0 Tm", b"1e300 0 0 1e300 0 0 cm", b"1 0 0 1 1e308 1e308 cm", b"0 0 0 0 0 0 cm",
    b'(a) (b) (c) "', b"'", b"0 Tz", b"-100 Tz", b"99999999 Tc", b"7 Tr", b"300 Ts", b"/Im Do", b"/Fm Do", b"/song Do", b"BI /W 9 /H 9 ID xx",
    b"BI /W 1 /H 1 /F /Fl ID \x78\x9c EI", b"/GS0 gs", b"/P << /MCID 0 >> BDC", b"EMC " * 50, b"0 0 m 1e10 1e10 l S", b"0 0 5 5 re f", b"h h h",
    b"1 2 3 l", b"0 0 1 1 2 2 c", b"[3 -1] 0 d", b"/Pattern cs /P1 scn", b"sh", b"BX EX", b"<< /A [ << >> ] >> Do", b"(\\", b"<<<<", b"]]", b"true null",
)  # fmt: skip
TABLE_LINES = (
    b"1 beginbfrange <0000> <FFFFFFFF> <0000> endbfrange", b"1 beginbfrange <0000> <FFFF> <D800> endbfrange", b"1 beginbfrange <00> <FF> [ <41> ] endbfrange",
    b"1 beginbfchar <03> <> endbfchar", b"1 beginbfchar <0003> <D83D> endbfchar", b"1 beginbfchar <0003> /name endbfchar", b"1 beginbfchar 3 4 endbfchar",
    b"beginbfchar beginbfrange endbfchar", b"1 begincidrange <00000000> <FFFFFFFF> 0 endcidrange", b"1 begincidrange <FFFF> <0000> -5 endcidrange",
    b"1 begincodespacerange <> <> endcodespacerange", b"1 begincodespacerange <0000000000> <FFFFFFFFFF> endcodespacerange", b"/UniGB-UCS2-H usecmap",
    b"/ABCDEF usecmap", b"/CMapName 5 def", b"/WMode (x) def", b"/WMode 1 def", b"def def def", b"1 begincidchar <3> 7 endcidchar", b"[ [ [", b">> >>",
    b"1 beginbfchar <0004> <" + b"4E00" * 200 + b"> endbfchar", b"1 beginbfchar <0005> <110000FF> endbfchar", b"1 beginbfchar <0006> <000D> endbfchar",
)  # fmt: skip


def numbers(rng: Random, content: bytes, _: bytes) -> bytes:
    """Put impossible numbers in the place of some."""
    return _swapped(rng, content, NUMBER, lambda _: rng.choice(NUMBERS))


def names(rng: Random, content: bytes, _: bytes) -> bytes:
    """Put other names in the place of some."""
    found = NAME.findall(content) or [b"/A"]
    return _swapped(rng, content, NAME, lambda _: rng.choice(NAMES if rng.random() < 0.5 else found))


def references(rng: Random, content: bytes, _: bytes) -> bytes:
    """Let references point to other objects: to themselves, in rings, to nothing."""
    return _swapped(rng, content, REFERENCE, lambda _: b"%d 0 R" % rng.choice((0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 999, 10**12)))


def entries(rng: Random, content: bytes, _: bytes) -> bytes:
    """Leave out some entries of dictionaries, or double them."""
    return _swapped(rng, content, ENTRY, lambda match: rng.choice((b"", b"", match[0] * 2, match[0].split()[0] + b" null")))


def nesting(rng: Random, content: bytes, _: bytes) -> bytes:
    """Put deeply nested arrays or dictionaries somewhere."""
    depth = rng.choice((5, 100, 500, 3000))
    opening, closing = rng.choice(((b"[", b"]"), (b"<< /A ", b" >>"), (b"(", b")")))
    return _swapped(rng, content, NUMBER, lambda _: opening * depth + b"1" + closing * rng.choice((depth, depth, 0)), at_most=1)


def lengths(rng: Random, content: bytes, _: bytes) -> bytes:
    """Give streams wrong lengths."""
    return _swapped(
        rng, content, re.compile(rb"(?<=/Length )\d+"), lambda match: b"%d" % (int(match[0]) + rng.choice((-9, -1, 1, 7, 500, 10**9)))
    )


def offsets(rng: Random, content: bytes, _: bytes) -> bytes:
    """Give the table of objects wrong offsets."""
    shift = rng.choice((-50, -1, 1, 3, 10**8))
    return _swapped(rng, content, re.compile(rb"\b\d{10}(?= \d{5} n)"), lambda match: b"%010d" % max(int(match[0]) + shift, 0), at_most=99)


def packed(rng: Random, content: bytes, _: bytes) -> bytes:
    """Break compressed data in their packing."""

    def spoiled(match: re.Match[bytes]) -> bytes:
        data = bytearray(match["data"])
        for _ in range(rng.randint(1, 5)):
            if data:
                data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
        return _stream(match, bytes(data[: rng.choice((len(data), len(data) // 2))]))

    return _swapped(rng, content, STREAM, spoiled, at_most=2)


def unpacked(rng: Random, content: bytes, _: bytes) -> bytes:
    """Break what a stream holds and pack it again: operators of a page, lines of a table."""

    def spoiled(match: re.Match[bytes]) -> bytes:
        try:
            data = zlib.decompress(match["data"])
        except zlib.error:
            return match[0]
        return _stream(match, zlib.compress(_spoil_text(rng, data)))

    return _swapped(rng, content, STREAM, spoiled, at_most=3)


def bomb(rng: Random, content: bytes, _: bytes) -> bytes:
    """Pack far more into a stream than a file of this size should hold."""
    filling = rng.choice((b"0 0 m 1 1 l S\n", b"BT /song 9 Tf <4E004E004E00> Tj ET\n", b"q ", b"[ ", b" "))
    size = rng.choice((10**5, 10**6, 4 * 10**6))
    return _swapped(rng, content, STREAM, lambda match: _stream(match, zlib.compress(filling * (size // len(filling)))), at_most=1)


def _spoil_text(rng: Random, data: bytes) -> bytes:
    odd = TABLE_LINES if b"begincmap" in data else OPERATORS
    tokens = re.split(rb"([ \n]+)", data)
    for _ in range(rng.randint(1, 12)):
        place = rng.randrange(len(tokens))
        tokens[place] = rng.choice((b"", b"\n%s\n" % rng.choice(odd), rng.choice(NUMBERS), tokens[rng.randrange(len(tokens))]))
    return b"".join(tokens)


def _stream(match: re.Match[bytes], data: bytes) -> bytes:
    return b"<<%s%d%s\nstream\n%s\nendstream" % (match["head"], len(data), match["rest"], data)


def _swapped(rng: Random, content: bytes, pattern: re.Pattern[bytes], swap: Callable[[re.Match[bytes]], bytes], at_most: int = 8) -> bytes:
    matches = list(pattern.finditer(content))
    chosen = rng.sample(matches, min(len(matches), rng.randint(1, at_most)))
    for match in sorted(chosen, key=lambda match: -match.start()):
        content = content[: match.start()] + swap(match) + content[match.end() :]
    return content


def retyped(rng: Random, content: bytes, _: bytes) -> bytes:
    """Put values of another kind into dictionaries and arrays, in a file whose syntax stays sound."""
    out = io.BytesIO()
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            for _ in range(rng.randint(1, 6)):
                _retype(rng, pdf)
            pdf.save(out, static_id=True)
    except (pikepdf.PdfError, pikepdf.PasswordError, ValueError, TypeError, RuntimeError, KeyError, NotImplementedError, OverflowError):
        return content
    return out.getvalue()


def _retype(rng: Random, pdf: pikepdf.Pdf) -> None:
    holders = [item for item in pdf.objects if isinstance(item, (pikepdf.Dictionary, pikepdf.Stream, pikepdf.Array))]
    holder = rng.choice(holders)
    for _ in range(rng.randint(0, 2)):
        inner = [value for value in _values(holder) if isinstance(value, (pikepdf.Dictionary, pikepdf.Array))]
        holder = rng.choice(inner) if inner else holder
    value = _odd_value(rng, pdf)
    if isinstance(holder, pikepdf.Array):
        holder.append(value)
        holder[rng.randrange(len(holder))] = value
        return
    keys = sorted(holder.keys())
    key = rng.choice(
        [*keys, "/Resources", "/MediaBox", "/Rotate", "/Encoding", "/W", "/DW", "/W2", "/DW2", "/Contents", "/Kids", "/Parent"]
    )
    if value is None:
        holder.pop(key, None)
    else:
        holder[key] = value


def _values(holder: pikepdf.Object) -> list[object]:
    return list(holder) if isinstance(holder, pikepdf.Array) else [holder[key] for key in sorted(holder.keys())]


def _odd_value(rng: Random, pdf: pikepdf.Pdf) -> object:
    makers: tuple[Callable[[], object], ...] = (
        lambda: None,
        lambda: rng.choice((-1, 0, 1, 90, 45, 2**31, 2**40, -(2**31))),
        lambda: rng.choice((0.0, -0.5, 1e20)),
        lambda: rng.choice((True, False)),
        lambda: pikepdf.Name(rng.choice(NAMES[:30]).decode()),
        lambda: pikepdf.String(rng.choice(("", "x", "社区", "\xff" * 40))),
        lambda: pikepdf.Array([]),
        lambda: pikepdf.Array([1, pikepdf.Name("/A"), pikepdf.Array([2, -3]), pikepdf.String("s")]),
        lambda: pikepdf.Array([pikepdf.Array([])] * 5),
        lambda: pikepdf.Array([0, 0, rng.choice((0, 1, 10**7, -200)), rng.choice((0, 842, 10**7))]),
        lambda: pikepdf.Array([3, 70000, 500, 1, 2, 10**9]),
        pikepdf.Dictionary,
        lambda: pikepdf.Dictionary(
            Type=pikepdf.Name("/Font"), Subtype=pikepdf.Name(rng.choice(("/Type0", "/Type3", "/Type1", "/TrueType", "/X")))
        ),
        lambda: pdf.make_stream(rng.choice((b"", b"q Q", b"1 beginbfchar <03> <41> endbfchar", b"\x00\x01" * 99))),
        lambda: pdf.objects[rng.randrange(len(pdf.objects))],
        lambda: pdf.objects[rng.randrange(len(pdf.objects))],
    )
    return rng.choice(makers)()


def rebuilt(content: bytes) -> bytes:
    """Return a file of our own form with lengths and offsets that fit what its objects have become."""
    objects = {int(number): body for number, body in OBJECT.findall(content) if len(number) < 4}
    data = bytearray(b"%PDF-1.4\n")
    rows = []
    for number in range(1, max(objects, default=0) + 1):
        rows.append(b"%010d 00000 n \n" % len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, objects.get(number, b"null"))
    start = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(rows) + 1, b"".join(rows))
    return bytes(data + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(rows) + 1, start))


PDF = (numbers, names, references, entries, nesting, lengths, offsets, packed, unpacked, unpacked, unpacked, retyped, retyped, retyped)
