"""What a document's fonts show under other codes, learned from all of its pages: one page alone often has too few characters to tell.

A font is read anew only where that gives text and what is shown is not; otherwise its characters stay, and the verdict on the page judges them.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from pipeline.extract.pdf.garbling import (
    BOOKMAKER,
    MIN_BOOKMAKER_RUN,
    collection_table,
    gives_chinese,
    joined_bytes,
    longest_run,
    resolve_bookmaker,
    shows_ids,
)
from pipeline.extract.pdf.glyphs import Char

MAX_SAMPLE = 4000  # characters of a font that are kept to judge it by
MIN_KINDS = 10
MANY_KINDS = 500  # of a font from which its pages speak for themselves
MIN_LETTERS = 30
MIN_VARIABLES = 4  # kinds of BookMaker letters in a document that has no words of them
MIN_PAIRS = 3  # quotations that show a font of punctuation
LETTER_SHARE = 0.6
FIRST_HANZI = "\u3400"
VOWELS = (0.2, 0.6)  # share among letters, as in `verdict`
ENGLISH, NO_ENGLISH = (
    0.25,
    0.12,
)  # share of neighbours that are common in English: an abstract .40, .44 in capitals; under shifted codes .02 to .06
DIGRAMS = frozenset(re.findall("..", "thheineranreonatenndtiesorteofedisitalarsttontngsehaasouiolevecomedehiriroicneearace"))
# Glyph numbers as codes: 29 below ASCII in TrueType fonts whose first glyphs are .notdef, .null and nonmarkingreturn; 31 in Adobe's collections.
SHIFTS = (29, 31)
LAST_SHIFTED = "\x61"
# TeX's text encoding OT1 where it leaves ASCII, for fonts whose characters were taken for a page of Hanzi.
TEX = dict(zip(range(0x0B, 0x10), ("ff", "fi", "fl", "ffi", "ffl"), strict=True)) | {0x22: "”", 0x5C: "“", 0x7B: "–", 0x7C: "—"}
# GB 2312's first row from A1A1 on, shown from 20 (hex) on.
MARKS = {chr(0x20 + place): bytes((0xA1, 0xA1 + place)).decode("gbk") for place in range(94)}
OPENING, CLOSING = "/", "0"  # “ and ” under those codes
LONG_MARKS = frozenset("—…")  # fill the em, whatever width a font says

Table = dict[str, str]


@dataclass(slots=True)
class _Font:
    """What was seen of a font."""

    kinds: set[str] = field(default_factory=set)
    sample: list[str] = field(default_factory=list)
    table: Table | None = None
    """Text by what is shown."""
    in_bytes: bool = False
    """Two characters are the bytes of one."""

    @property
    def known(self) -> bool:
        return self.table is not None or self.in_bytes


class FontCodes:
    """Reads the characters of a document's pages in order, and remembers what it found about their fonts."""

    def __init__(self) -> None:
        """Know nothing yet."""
        self._fonts: dict[int, _Font] = defaultdict(_Font)
        self._passed: set[int] = set()
        self.late = False
        """A font was found out after pages of it had been read."""

    def read(self, chars: list[Char]) -> list[Char]:
        """Return a page's characters as they are meant; a character's text is changed in place."""
        by_font: dict[int, list[str]] = defaultdict(list)
        for char in chars:
            by_font[char.font].append(char.text)
        for index, texts in by_font.items():
            self._learn(index, texts)
        resolve_bookmaker(chars)
        tables = {index: table for index in by_font if (table := self._fonts[index].table)}
        for char in chars if tables else ():
            if char.font in tables:
                char.text = tables[char.font].get(char.text, char.text)
                if char.text in LONG_MARKS:
                    char.x1 = max(char.x1, char.x0 + char.size)
        in_bytes = {index for index in by_font if self._fonts[index].in_bytes}
        return list(joined_bytes(chars, in_bytes)) if in_bytes else chars

    def again(self) -> "FontCodes":
        """Return what is known, to read the pages once more from the first."""
        self.late = False
        return self

    def _learn(self, index: int, texts: list[str]) -> None:
        font = self._fonts[index]
        if font.known:
            return
        kinds = set(texts)
        if len(font.kinds) < MANY_KINDS:
            kinds = font.kinds = font.kinds | kinds
        reading = _reading(kinds)
        if reading is None:
            font.sample.clear()
            return
        font.sample += texts[: MAX_SAMPLE - len(font.sample)]
        before = index in self._passed
        reading(font)
        self._passed.add(index)
        self.late = self.late or (font.known and before)


def _reading(kinds: set[str]) -> Callable[[_Font], None] | None:
    """Return what a font may be, by the characters it shows; None for the many that are beyond doubt."""
    printed = {kind for kind in kinds if kind and not kind.isspace()}
    if not printed:
        return None
    if not kinds.isdisjoint(BOOKMAKER):
        return _read_bookmaker if len({ord(kind[0]) >> 8 for kind in printed}) > 1 else _read_hanzi
    last = max(printed)
    if last <= LAST_SHIFTED:
        return _read_shifted
    if last < "\u2000" or any("\x80" < kind < "\u2000" for kind in printed):
        return _read_scattered
    return _read_hanzi if len({ord(kind[0]) >> 8 for kind in printed}) == 1 else None


def _read_bookmaker(font: _Font) -> None:
    letters = [text for text in font.sample if text in BOOKMAKER]
    if longest_run(font.sample) >= MIN_BOOKMAKER_RUN or len(set(letters)) >= MIN_VARIABLES:
        font.table = BOOKMAKER


def _read_hanzi(font: _Font) -> None:
    """Read one block of 256 characters as single bytes: a Latin font of TeX that a program took for one of its Chinese fonts."""
    codes = [ord(text[0]) & 0xFF for text in font.sample if not text.isspace()]
    letters = "".join(chr(code) for code in codes if chr(code).isascii() and chr(code).isalpha())
    if not letters or max(font.kinds) < FIRST_HANZI or max(codes) > 0x7F or len(set(codes)) < MIN_KINDS:  # noqa: PLR2004 - ASCII
        return
    vowels = sum(map(letters.lower().count, "aeiou")) / len(letters)
    if len(letters) >= max(MIN_LETTERS, LETTER_SHARE * len(codes)) and VOWELS[0] < vowels < VOWELS[1]:
        block = ord(max(font.kinds)[0]) & ~0xFF
        font.table = {chr(block + code): TEX.get(code, chr(code)) for code in range(0x0B, 0x7F)}


def _read_shifted(font: _Font) -> None:
    """Read characters that are glyph numbers of Latin letters, or codes of Chinese punctuation."""
    if _quotes(font.sample):
        font.table = MARKS
        return
    shown = _english_share(font.sample)
    for shift in SHIFTS:
        table = {chr(code): chr(code + shift) for code in range(1, 0x7F - shift)}
        meant = [table.get(text, text) for text in font.sample]
        if shown < NO_ENGLISH and _english_share(meant) > ENGLISH:
            font.table = table
            return


def _quotes(sample: list[str]) -> bool:
    """Tell whether a font without letters shows `/` and `0` by turns: quotation marks, which open and close."""
    printed = [text for text in sample if not text.isspace()]
    if any(text.isalpha() or text not in MARKS for text in printed):
        return False
    turns = "".join(text for text in printed if text in (OPENING, CLOSING))
    return len(turns) >= 2 * MIN_PAIRS and turns[: len(turns) // 2 * 2] == (OPENING + CLOSING) * (len(turns) // 2)


def _english_share(texts: Iterable[str]) -> float:
    """Return the share of neighbouring letters that English often has beside each other; 1 where letters are too few to tell."""
    line = "".join(texts).lower()
    pairs = [first + second for first, second in pairwise(line) if first.isalpha() and second.isalpha()]
    signs = sum(not char.isspace() for char in line)
    return sum(pair in DIGRAMS for pair in pairs) / signs if signs >= MIN_LETTERS else 1.0


def _read_scattered(font: _Font) -> None:
    """Read letters of Latin-1 as bytes, or letters of many scripts as character ids."""
    if gives_chinese(font.sample):
        font.in_bytes = True
        return
    ids = [text for text in font.sample if shows_ids(text)]
    table = collection_table(ids)
    if table:
        font.table = table
