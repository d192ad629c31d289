"""Give characters their real identity back: radicals, presentation forms, BookMaker Latin, GBK bytes shown as Latin-1, struck-over bold.

Full- and half-width forms, quotation marks and dashes stay as printed: they are the author's.
"""

import unicodedata
from collections import defaultdict

from pipeline.core.text import is_han
from pipeline.extract.glyphs import Char

# CJK Radicals Supplement, U+2E80 to U+2EF3, which NFKC leaves alone: radical and the ideograph it stands for, in pairs. Compiled from the code
# charts' names and cross references (Unicode 16); simplified forms map to the simplified character. NFKC covers U+2F00 to U+2FD5.
SUPPLEMENT = (
    "⺁厂⺂乛⺃乚⺄乙⺅亻⺆冂⺇几⺈刀⺉刂⺊卜⺋卩⺌小⺍小⺎兀⺏尣⺐尢⺑尢⺒巳⺓幺⺔彑⺕彐⺖忄⺗㣺⺘扌⺙攵⺛旡⺜日⺝月⺞歺⺟母⺠民⺡氵⺢氺⺣灬"
    "⺤爫⺥爫⺦丬⺧牛⺨犭⺩王⺪疋⺫罒⺬示⺭礻⺮竹⺯糹⺰纟⺱罓⺲罒⺳网⺴网⺵网⺶羊⺷羊⺸羊⺹耂⺺肀⺻聿⺼月⺽臼⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西"
    "⻅见⻆角⻇角⻈讠⻉贝⻊足⻋车⻌辶⻍辶⻎辶⻏阝⻐钅⻑長⻒镸⻓长⻔门⻕阜⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞飠⻟飠⻠饣⻡首⻢马⻣骨⻤鬼"
    "⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟⺀冫"
)
# Two Kangxi radicals that NFKC turns into a variant hardly used: Simplified fonts share their glyph with the common character.
RADICALS = dict(zip(SUPPLEMENT[::2], SUPPLEMENT[1::2], strict=True)) | {"\u2f3e": "户", "\u2fad": "青"}
# Blocks whose characters stand for another one: Kangxi radicals, compatibility ideographs, vertical and small forms, Latin ligatures.
FOLDED_BLOCKS = (
    (0x2F00, 0x2FDF),
    (0xF900, 0xFAFF),
    (0xFB00, 0xFB06),
    (0xFE10, 0xFE19),
    (0xFE30, 0xFE44),
    (0xFE47, 0xFE48),
    (0x2F800, 0x2FA1F),
)
# Vertical forms are full-width; NFKC would make their brackets and stops narrow.
VERTICAL_FORMS = range(0xFE10, 0xFE49)
FULL_WIDTH = {ord(narrow): wide for narrow, wide in zip(",:;!?()[]", "，：；！？（）［］", strict=True)}
# Invisible marks that fonts and word processors leave: soft hyphen stays, it says where a word may be divided.
INVISIBLE = frozenset("\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\ufe0e\ufe0f\x00")
# BookMaker (方正书版) sets Latin letters from row A0 of GBK, which holds no character of GB 2312: byte A0, then letter + 80 (hex).
BOOKMAKER = {bytes((0xA0, letter + 0x80)).decode("gbk"): chr(letter) for letter in [*range(0x41, 0x5B), *range(0x61, 0x7B)]}
MIN_BOOKMAKER_RUN = 4  # letters of the row in sequence before it is believed; single rare Hanzi stay what they are
FIRST_CJK = 0x2E80
MIN_MOJIBAKE = 12


def repair_char(text: str) -> str:
    """Return what a font's character code means: radicals and presentation forms become ordinary characters.

    >>> repair_char("⽂") + repair_char("⻓") + repair_char("⻝")
    '文长食'
    """
    return "".join(map(_repair_one, text))


def _repair_one(char: str) -> str:
    code = ord(char)
    if code < FIRST_CJK:
        return "" if char in INVISIBLE else char
    if char in RADICALS:
        return RADICALS[char]
    if any(first <= code <= last for first, last in FOLDED_BLOCKS):
        folded = unicodedata.normalize("NFKC", char)
        return folded.translate(FULL_WIDTH) if code in VERTICAL_FORMS else folded
    return "" if char in INVISIBLE else char


def repair_text(text: str) -> str:
    """Repair running text (a saved page): the same table over a whole string."""
    return repair_char(text)


def repair_page(chars: list[Char]) -> list[Char]:
    """Return a page's characters with BookMaker Latin and Latin-1 mojibake resolved and every struck-over glyph once."""
    chars = [char for char in chars if char.text]
    _resolve_bookmaker(chars)
    return _without_strikes(_resolve_mojibake(chars))


def _resolve_bookmaker(chars: list[Char]) -> None:
    longest = run = 0
    for char in chars:
        run = run + 1 if char.text in BOOKMAKER else 0
        longest = max(longest, run)
    if longest < MIN_BOOKMAKER_RUN:
        return
    for char in chars:
        char.text = BOOKMAKER.get(char.text, char.text)


def _resolve_mojibake(chars: list[Char]) -> list[Char]:
    """Join pairs of Latin-1 letters that are the two bytes of one GBK character."""
    high = [char for char in chars if len(char.text) == 1 and "\xa1" <= char.text <= "\xfe"]
    if len(high) < MIN_MOJIBAKE or len(high) < 0.3 * len(chars):
        return chars
    repaired: list[Char] = []
    position = 0
    while position < len(chars):
        joined = _gbk_pair(chars, position)
        repaired.append(joined or chars[position])
        position += 2 if joined else 1
    hanzi = sum(is_han(char.text) for char in repaired if len(char.text) == 1)
    return repaired if hanzi * 2 > 0.8 * len(high) * 0.7 else chars


def _gbk_pair(chars: list[Char], position: int) -> Char | None:
    pair = chars[position : position + 2]
    text = "".join(char.text for char in pair)
    if len(text) != len(pair) or len(pair) == 1 or not all("\x80" < char <= "\xfe" for char in text):
        return None
    try:
        decoded = text.encode("latin-1").decode("gbk")
    except UnicodeDecodeError:
        return None
    first, second = pair
    return Char(decoded, first.x0, second.x1, first.base, first.size, first.font, first.bold, first.turn)


def _without_strikes(chars: list[Char]) -> list[Char]:
    """Leave out copies of a glyph printed again a little beside it, which is how bold is imitated."""
    kept: list[Char] = []
    seen: dict[tuple[str, int], list[Char]] = defaultdict(list)
    for char in chars:
        if char.text.isspace():
            kept.append(char)
            continue
        row = round(char.base / 4)
        twin = next((other for near in (row, row - 1, row + 1) for other in seen.get((char.text, near), ()) if _strikes(char, other)), None)
        if twin:
            twin.bold = True
            continue
        seen[char.text, row].append(char)
        kept.append(char)
    return kept


def _strikes(char: Char, other: Char) -> bool:
    reach = 0.3 * min(char.size, other.size, char.x1 - char.x0 + 0.1)
    return abs(char.x0 - other.x0) < reach and abs(char.base - other.base) < reach
