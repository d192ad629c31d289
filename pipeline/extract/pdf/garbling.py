"""Text that a font shows under another code: BookMaker Latin, GBK bytes as Latin letters, character ids as Unicode.

What `fontcodes` asks about the characters of one font: whether another reading of them is text.
"""

import functools
from collections.abc import Iterable, Iterator

from pipeline.extract.pdf.glyphs import Char

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
FIRST_SCRIPT, END_OF_SCRIPTS = "\u0250", "\u2000"  # beyond Latin


def resolve_bookmaker(chars: list[Char]) -> None:
    """Turn the letters of GBK's row A0 into Latin ones on a page that has words or many variables of them."""
    shown = [char.text for char in chars if char.text in BOOKMAKER]
    if not shown or (longest_run([char.text for char in chars]) < MIN_BOOKMAKER_RUN and not _are_variables(shown)):
        return
    for char in chars:
        char.text = BOOKMAKER.get(char.text, char.text)


def _are_variables(shown: list[str]) -> bool:
    return len(shown) >= MIN_BOOKMAKER and len(set(shown)) >= MIN_KINDS


def longest_run(texts: Iterable[str]) -> int:
    """Return how many letters of the row stand in sequence at most."""
    longest = run = 0
    for text in texts:
        run = run + 1 if text in BOOKMAKER else 0
        longest = max(longest, run)
    return longest


def gives_chinese(texts: list[str]) -> bool:
    """Tell whether what a font shows are the bytes of Chinese text, two to a character."""
    if sum("\x80" < text <= "\xff" for text in texts) < 2 * MIN_MOJIBAKE or not all(map(_byte, texts)):
        return False
    hanzi: list[str] = []
    n_stray = position = 0
    while position < len(texts):
        whole = _whole(texts[position], texts[position + 1]) if position + 1 < len(texts) else ""
        if whole >= "\u4e00":
            hanzi.append(whole)
        n_stray += not whole and _byte(texts[position]) > ASCII
        position += 2 if whole else 1
    return len(hanzi) >= MIN_MOJIBAKE and _common_share(hanzi) >= TEXT_SHARE and n_stray < NO_TEXT_SHARE * len(hanzi)


def joined_bytes(chars: list[Char], fonts: set[int]) -> Iterator[Char]:
    """Yield characters, neighbours in these fonts that are the two bytes of one GBK character as that."""
    position = 0
    while position < len(chars):
        char = chars[position]
        whole = _pair(char, chars[position + 1]) if char.font in fonts and position + 1 < len(chars) else None
        yield whole or char
        position += 2 if whole else 1


def _pair(first: Char, second: Char) -> Char | None:
    text = _whole(first.text, second.text) if first.font == second.font else ""
    if not text:
        return None
    return Char(text, first.x0, second.x1, first.base, first.size, first.font, first.bold, first.turn, first.upright_column, first.hidden)


def _whole(first: str, second: str) -> str:
    lead, trail = _byte(first), _byte(second)
    if lead <= ASCII or trail < FIRST_TRAIL:
        return ""
    try:
        return bytes((lead, trail)).decode("gbk")
    except UnicodeDecodeError:
        return ""


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


def shows_ids(text: str) -> bool:
    """Tell whether a character lies where the ids of the usual Hanzi fall: among scripts of all continents."""
    return len(text) == 1 and FIRST_SCRIPT <= text < END_OF_SCRIPTS


def collection_table(ids: list[str]) -> dict[str, str]:
    """Return the text by character of the Adobe collection in whose ids these characters read as Chinese; an empty table if none."""
    from pdfminer.cmapdb import CMapDB

    if len(ids) < MIN_IDS or len({ord(text) >> 7 for text in ids}) < MIN_IDS // 2:
        return {}

    def share(table: dict[int, str]) -> float:
        return _common_share([table.get(ord(text), "") for text in ids])

    best = max((CMapDB.get_unicode_map(f"Adobe-{name}").cid2unichr for name in COLLECTIONS), key=share)
    return {chr(cid): text for cid, text in best.items()} if share(best) >= TEXT_SHARE else {}


def _common_share(texts: list[str]) -> float:
    return sum(text in COMMON for text in texts) / len(texts) if texts else 0.0
