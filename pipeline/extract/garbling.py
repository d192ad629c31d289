"""Text that a font shows under another code: BookMaker Latin, GBK bytes as Latin letters, character ids as Unicode.

Each is undone only where the result is text and what is shown is not; otherwise the characters stay, and the verdict on the page judges them.
"""

import functools
from collections import Counter, defaultdict
from collections.abc import Iterator

from pipeline.extract.glyphs import Char

# BookMaker (方正书版) sets Latin letters from row A0 of GBK, which holds no character of GB 2312: byte A0, then letter + 80 (hex).
BOOKMAKER = {bytes((0xA0, letter + 0x80)).decode("gbk"): chr(letter) for letter in [*range(0x41, 0x5B), *range(0x61, 0x7B)]}
MIN_BOOKMAKER_RUN = 4  # letters of the row in sequence before it is believed; single rare Hanzi stay what they are
MIN_BOOKMAKER = 6  # letters of the row on a page (variables of formulas) before single ones are believed, of at least MIN_KINDS kinds
MIN_KINDS = 2
MIN_MOJIBAKE = 6  # Hanzi that the bytes shown in one font must give
ASCII, LATIN1, FIRST_TRAIL = 0x80, 0xFF, 0x40  # bytes: the last that is no lead byte of GBK, the last of Latin-1, the first trail byte
MIN_IDS = 12
# The 300 most frequent characters of modern Chinese prose, and the traditional forms among them: more than half of any Chinese text, under a
# tenth of characters drawn at random from the standard set.
COMMON = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着"
    "等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线"
    "内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及"
    "管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处队南给色光门即保治北造百规领"
    "這為個國們時來說產會發動學進對於後經過還現實體機當點從業種開關應與數問題義質總設長統將組見計論運處"
)
TEXT_SHARE = 0.3  # share of common characters among Hanzi from which a reading is text
NO_TEXT_SHARE = 0.1
COLLECTIONS = ("GB1", "CNS1", "Japan1")
FIRST_SCRIPT, END_OF_SCRIPTS = "\u0250", "\u2000"  # beyond Latin: where ids of the usual Hanzi fall, among scripts of all continents


def resolve_bookmaker(chars: list[Char]) -> None:
    """Turn the letters of GBK's row A0 into Latin ones on a page that has words or many variables of them."""
    longest = run = 0
    kinds: Counter[str] = Counter()
    for char in chars:
        if char.text in BOOKMAKER:
            run += 1
            kinds[char.text] += 1
            longest = max(longest, run)
        else:
            run = 0
    if longest < MIN_BOOKMAKER_RUN and (len(kinds) < MIN_KINDS or kinds.total() < MIN_BOOKMAKER):
        return
    for char in chars:
        char.text = BOOKMAKER.get(char.text, char.text)


def resolve_bytes(chars: list[Char]) -> list[Char]:
    """Join neighbours that are the two bytes of one GBK character, in fonts whose bytes give Chinese text."""
    counts = Counter(char.font for char in chars if "\x80" < char.text <= "\xff")
    suspects = {font for font, count in counts.items() if count >= 2 * MIN_MOJIBAKE}
    suspects -= {char.font for char in chars if char.font in suspects and not _byte(char.text)}
    believed = {font for font in suspects if _gives_chinese(chars, font)}
    return list(_joined(chars, believed)) if believed else chars


def _gives_chinese(chars: list[Char], font: int) -> bool:
    own = [char for char in chars if char.font == font]
    hanzi = [char.text for char in _joined(own, {font}) if char.text >= "\u4e00"]
    stray = sum(_byte(char.text) > ASCII for char in _joined(own, {font}))
    return len(hanzi) >= MIN_MOJIBAKE and _common_share(hanzi) >= TEXT_SHARE and stray < NO_TEXT_SHARE * len(hanzi)


def _joined(chars: list[Char], fonts: set[int]) -> Iterator[Char]:
    position = 0
    while position < len(chars):
        char = chars[position]
        whole = _pair(char, chars[position + 1]) if char.font in fonts and position + 1 < len(chars) else None
        yield whole or char
        position += 2 if whole else 1


def _pair(first: Char, second: Char) -> Char | None:
    lead, trail = _byte(first.text), _byte(second.text)
    if lead <= ASCII or trail < FIRST_TRAIL or first.font != second.font:
        return None
    try:
        text = bytes((lead, trail)).decode("gbk")
    except UnicodeDecodeError:
        return None
    return Char(text, first.x0, second.x1, first.base, first.size, first.font, first.bold, first.turn, first.upright_column, first.hidden)


@functools.lru_cache(maxsize=4096)
def _byte(text: str) -> int:
    """Return the byte that a Latin character is shown for, 0 for any other."""
    if len(text) != 1:
        return 0
    code = ord(text)
    if code <= LATIN1:
        return code
    try:
        return text.encode("cp1252")[0]
    except UnicodeEncodeError:
        return 0


def resolve_ids(chars: list[Char]) -> None:
    """Read characters as the character ids of an Adobe collection in fonts that show scripts at random and ids that give Chinese."""
    by_font: dict[int, list[str]] = defaultdict(list)
    for char in chars:
        if FIRST_SCRIPT <= char.text < END_OF_SCRIPTS and len(char.text) == 1:
            by_font[char.font].append(char.text)
    suspects = {font: own for font, own in by_font.items() if len(own) >= MIN_IDS and _is_scattered(own)}
    tables = {font: table for font, own in suspects.items() if (table := _collection(own))}
    for char in chars if tables else ():
        if char.font in tables and len(char.text) == 1:
            char.text = tables[char.font].get(ord(char.text), char.text)


def _is_scattered(texts: list[str]) -> bool:
    return len({ord(text) >> 7 for text in texts}) >= MIN_IDS // 2


def _collection(texts: list[str]) -> dict[int, str]:
    """Return the collection's table in which the ids of these characters read as Chinese, an empty one if none."""
    from pdfminer.cmapdb import CMapDB

    def share(table: dict[int, str]) -> float:
        return _common_share([table.get(ord(text), "") for text in texts])

    tables = [CMapDB.get_unicode_map(f"Adobe-{name}").cid2unichr for name in COLLECTIONS]
    best = max(tables, key=share)
    return best if share(best) >= TEXT_SHARE else {}


def _common_share(texts: list[str]) -> float:
    return sum(text in COMMON for text in texts) / len(texts) if texts else 0.0
