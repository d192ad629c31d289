"""How a font of the gold set codes its characters: soundly, or in one of the ways in which real files garble their text."""

import functools
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass

# Simplified characters whose fonts often map to the CJK Radicals Supplement.
SUPPLEMENT = dict(zip("民长见车门页风飞马鱼鸟齐齿龙母", "⺠⻓⻅⻋⻔⻚⻛⻜⻢⻥⻦⻬⻮⻰⺟", strict=True))
KANGXI = {unicodedata.normalize("NFKC", chr(code)): chr(code) for code in range(0x2F00, 0x2FD6)} | SUPPLEMENT
DESCRIPTOR = (
    b"<< /Type /FontDescriptor /FontName /%s /Flags 4 /FontBBox [ 0 -120 1000 880 ] /ItalicAngle 0 /Ascent 880 /Descent -120"
    b" /CapHeight 700 /StemV 80 >>"
)
CMAP = (
    b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /G def /CMapType 2 def\n"
    b"1 begincodespacerange %s endcodespacerange\n%s\nendcmap end end"
)
NAMES = {"song": b"STSong-Light", "hei": b"SimHei"}


@dataclass(frozen=True, slots=True)
class Coding:
    """How strings are written, and the font dictionary that goes with it."""

    encode: Callable[[str], bytes]
    dictionary: Callable[[bytes], list[bytes]]
    """From the font's name: the font object, then its ToUnicode table where it has one; `@` stands in the font for the table's number."""


def predefined(cmap: str, encode: Callable[[str], bytes], widths: bytes = b"1 95 500 814 939 500") -> Coding:
    """A CID font of the GB1 collection that is named and not embedded, read through a predefined CMap."""

    def dictionary(name: bytes) -> list[bytes]:
        descendant = (
            b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /%s /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >>"
            b" /DW 1000 /W [ %s ] /FontDescriptor %s >>"
        ) % (name, widths, DESCRIPTOR % name)
        return [
            b"<< /Type /Font /Subtype /Type0 /BaseFont /%s /Encoding /%s /DescendantFonts [ %s ] >>" % (name, cmap.encode(), descendant)
        ]

    return Coding(encode, dictionary)


def unicode_coding(direction: str = "H") -> Coding:
    """UCS-2 codes, as Acrobat's and reportlab's Chinese fonts have them."""
    return predefined(f"UniGB-UCS2-{direction}", lambda text: text.encode("utf-16-be"))


def gbk_coding() -> Coding:
    """GBK bytes, as older Chinese word processors write them."""
    return predefined("GBK-EUC-H", lambda text: text.encode("gbk"))


def subset(texts: Iterable[str], to_unicode: Callable[[str], str] | None) -> Coding:
    """An Identity-H font whose codes count through the characters used; to_unicode says what its table claims each one is."""
    glyphs = {char: code for code, char in enumerate(sorted(set("".join(texts))), start=3)}
    narrow = b" ".join(b"%d %d 500" % (code, code) for char, code in glyphs.items() if char < "\x7f")
    claims = {code: to_unicode(char) for char, code in glyphs.items()} if to_unicode else {}

    def dictionary(name: bytes) -> list[bytes]:
        font = (
            b"<< /Type /Font /Subtype /Type0 /BaseFont /ABCDEF+%s /Encoding /Identity-H /DescendantFonts [ << /Type /Font"
            b" /Subtype /CIDFontType2 /BaseFont /ABCDEF+%s /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>"
            b" /DW 1000 /W [ %s ] /FontDescriptor %s >> ]%s >>"
        )
        table = b" /ToUnicode @ 0 R" if claims else b""
        objects = [font % (name, name, narrow, DESCRIPTOR % name, table)]
        return [*objects, to_unicode_table(claims, digits=4)] if claims else objects

    return Coding(lambda text: b"".join(glyphs[char].to_bytes(2, "big") for char in text), dictionary)


def latin_bytes() -> Coding:
    """A simple font that shows the bytes of GBK one by one, its table calling each a Latin-1 character."""

    def dictionary(name: bytes) -> list[bytes]:
        font = (
            b"<< /Type /Font /Subtype /TrueType /BaseFont /%s /FirstChar 32 /LastChar 255 /Widths [ %s ] /FontDescriptor %s"
            b" /ToUnicode @ 0 R >>"
        )
        table = to_unicode_table({code: chr(code) for code in range(32, 256)}, digits=2)
        return [font % (name, b"500 " * 224, DESCRIPTOR % name), table]

    return Coding(lambda text: text.encode("gbk", "replace"), dictionary)


def to_unicode_table(claims: dict[int, str], *, digits: int) -> bytes:
    """Return a ToUnicode CMap."""
    rows = [b"<%0*X> <%s>" % (digits, code, text.encode("utf-16-be").hex().upper().encode()) for code, text in claims.items()]
    parts = [rows[start : start + 100] for start in range(0, len(rows), 100)]
    body = b"\n".join(b"%d beginbfchar\n%s\nendbfchar" % (len(part), b"\n".join(part)) for part in parts)
    return CMAP % (b"<%s> <%s>" % (b"00" * (digits // 2), b"FF" * (digits // 2)), body)


def radical(char: str) -> str:
    """The Kangxi or supplement radical that looks like a character, where there is one."""
    return KANGXI.get(char, char)


def bookmaker(char: str) -> str:
    """BookMaker's Latin letters: row A0 of GBK."""
    return bytes((0xA0, ord(char) + 0x80)).decode("gbk") if char.isascii() and char.isalpha() else char


def character_id(char: str) -> str:
    """The character whose code point is the glyph's number in Adobe's GB1 collection."""
    return chr(_gb1().get(char, ord(char)))


@functools.cache
def _gb1() -> dict[str, int]:
    from pdfminer.cmapdb import CMapDB

    tree = CMapDB.get_cmap("UniGB-UCS2-H").code2cid
    return {chr(high * 256 + low): cid for high, lows in tree.items() if isinstance(lows, dict) for low, cid in lows.items()}


def rare(char: str) -> str:
    """A wrong Hanzi from anywhere in the main block, mostly one that no text uses."""
    return chr(0x4E00 + (ord(char) * 7919) % 20902) if "\u4e00" <= char <= "\u9fff" else char


def common(char: str) -> str:
    """A wrong Hanzi from the commonest ones: each looks like text, the whole is none."""
    if not "\u4e00" <= char <= "\u9fff":
        return char
    place = (ord(char) * 7919) % (72 * 94)
    return bytes((0xB0 + place // 94 % 39, 0xA1 + place % 89)).decode("gb2312")
