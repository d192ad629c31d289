"""Give characters their real identity back: radicals, presentation forms, text shown under another code, struck-over bold.

Full- and half-width forms, quotation marks and dashes stay as printed: they are the author's.
"""

import unicodedata

from pipeline.extract.pdf.fontcodes import FontCodes
from pipeline.extract.pdf.glyphs import Char

# CJK Radicals Supplement, U+2E80 to U+2EF3, which NFKC leaves alone: radical and the ideograph it stands for, in pairs. Compiled from the code
# charts' names and cross references (Unicode 16); simplified forms map to the simplified character. NFKC covers U+2F00 to U+2FD5.
SUPPLEMENT = (
    "⺁厂⺂乛⺃乚⺄乙⺅亻⺆冂⺇几⺈刀⺉刂⺊卜⺋卩⺌小⺍小⺎兀⺏尣⺐尢⺑尢⺒巳⺓幺⺔彑⺕彐⺖忄⺗㣺⺘扌⺙攵⺛旡⺜日⺝月⺞歺⺟母⺠民⺡氵⺢氺⺣灬"
    "⺤爫⺥爫⺦丬⺧牛⺨犭⺩王⺪疋⺫罒⺬示⺭礻⺮竹⺯糹⺰纟⺱罓⺲罒⺳网⺴网⺵网⺶羊⺷羊⺸羊⺹耂⺺肀⺻聿⺼月⺽臼⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西"
    "⻅见⻆角⻇角⻈讠⻉贝⻊足⻋车⻌辶⻍辶⻎辶⻏阝⻐钅⻑長⻒镸⻓长⻔门⻕阜⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞飠⻟飠⻠饣⻡首⻢马⻣骨⻤鬼"
    "⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟⺀冫"
)
# Single strokes (U+31C0 to U+31E3) whose glyph is that of an ideograph, from EquivalentUnifiedIdeograph.txt.
STROKES = "㇐一㇑\u4e28㇒\u4e3f\u31d4\u4e36㇖乛㇚亅㇟乚㇠乙"
# Two code points of one character of GB 2312 (A1AA, A1AB): which of them a font's table names is its maker's choice, not the author's.
TWINS = {"\u2015": "—", "\u301c": "～"}
# Two Kangxi radicals that NFKC turns into a variant hardly used: Simplified fonts share their glyph with the common character.
RADICALS = dict(zip(SUPPLEMENT[::2], SUPPLEMENT[1::2], strict=True)) | {"\u2f3e": "户", "\u2fad": "青"}
SAME = RADICALS | dict(zip(STROKES[::2], STROKES[1::2], strict=True)) | {"\ufe19": "…", "\ufe30": "‥"}
VERTICAL_QUOTES = {"\ufe41": "‘", "\ufe42": "’", "\ufe43": "“", "\ufe44": "”"}
CORNER_BRACKETS = {"\ufe41": "「", "\ufe42": "」", "\ufe43": "『", "\ufe44": "』"}
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
FULL_WIDTH = {ord(narrow): wide for narrow, wide in zip(",:;!?()[]{}_", "，：；！？（）［］\uff5b\uff5d\uff3f", strict=True)}
# Invisible marks that fonts and word processors leave: soft hyphen stays, it says where a word may be divided.
INVISIBLE = frozenset("\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\ufe0e\ufe0f\x00")
FIRST_FOLDED = 0x2000
STRIKE = 0.3  # of the size or width: as far as a copy is printed beside its original


def repair_char(text: str) -> str:
    """Return what a font's character code means: radicals and presentation forms become ordinary characters.

    >>> repair_char("⽂") + repair_char("⻓") + repair_char("⻝")
    '文长食'
    """
    return "".join(map(_repair_one, TWINS.get(text, text)))


def _repair_one(char: str) -> str:
    code = ord(char)
    if code < FIRST_FOLDED:
        return "" if char in INVISIBLE else char
    if char in SAME:
        return SAME[char]
    if char in VERTICAL_QUOTES:
        return char
    if any(first <= code <= last for first, last in FOLDED_BLOCKS):
        folded = unicodedata.normalize("NFKC", char)
        return folded.translate(FULL_WIDTH) if code in VERTICAL_FORMS else folded
    return "" if char in INVISIBLE else char


def repair_text(text: str) -> str:
    """Repair running text (a saved page): the same table over a whole string; vertical quotation marks become corner brackets."""
    return "".join(CORNER_BRACKETS.get(char, char) for char in map(_repair_one, text))


def repair_page(chars: list[Char], codes: FontCodes | None = None) -> list[Char]:
    """Return a page's characters with text shown under another code resolved and every struck-over glyph once.

    Args:
        chars: of the page.
        codes: what the pages before told about the fonts.
    """
    chars = (codes or FontCodes()).read([char for char in chars if char.text])
    if any(char.text in VERTICAL_QUOTES for char in chars):
        _resolve_vertical_quotes(chars)
    return _without_strikes(chars)


def _resolve_vertical_quotes(chars: list[Char]) -> None:
    """Give vertical quotation marks the horizontal form they stand for.

    The mainland's standard (GB/T 15834, 5.1.10) opens with the double mark, which is then the form of “ ”; elsewhere the single corner opens, and
    both are corner brackets of their own. A mark between Latin letters is an apostrophe.
    """
    first = next((char.text for char in chars if char.text in "\ufe41\ufe43"), "\ufe43")
    forms = VERTICAL_QUOTES if first == "\ufe43" else CORNER_BRACKETS
    texts = ["", *(char.text for char in chars), ""]
    depth = 0
    for char, before, after in zip(chars, texts, texts[2:], strict=False):
        if char.text == "\ufe41":
            depth += 1
        elif char.text == "\ufe42" and depth == 0 and _is_latin(before) and (_is_latin(after) or before in "sS"):
            char.text = "’"
        elif char.text == "\ufe42":
            depth = max(depth - 1, 0)
        char.text = forms.get(char.text, char.text)


def _is_latin(text: str) -> bool:
    return text.isascii() and text.isalpha()


def _without_strikes(chars: list[Char]) -> list[Char]:
    """Leave out copies of a glyph printed again a little beside it, which is how bold and shadows are imitated."""
    kept: list[Char] = []
    seen: dict[str, dict[int, list[Char]]] = {}
    for char in chars:
        if char.text.isspace():
            kept.append(char)
            continue
        rows = seen.get(char.text)
        row = int(char.base * 0.25)
        if rows is None:
            seen[char.text] = {row: [char]}
        else:
            twin = _twin(char, rows, row)
            if twin:
                twin.bold = True
                continue
            rows.setdefault(row, []).append(char)
        kept.append(char)
    return kept


def _twin(char: Char, rows: dict[int, list[Char]], row: int) -> Char | None:
    for near in (row, row - 1, row + 1):
        for other in rows.get(near, ()):
            if abs(char.x0 - other.x0) < STRIKE * char.size and _strikes(char, other):
                return other
    return None


def _strikes(char: Char, other: Char) -> bool:
    reach = STRIKE * min(char.size, other.size, char.x1 - char.x0 + 0.1)
    return abs(char.x0 - other.x0) < reach and abs(char.base - other.base) < reach
