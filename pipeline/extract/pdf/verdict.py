"""Can a page's text be trusted? The verdict, and the counts it rests on.

Three kinds of garbage are told apart from text: characters that no text has (unmapped, private use, control), characters that Chinese academic
text has only here and there (rare Hanzi, dingbats, letters of far scripts), and Hanzi that are common but in an order that is no Chinese.
"""

import functools
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.core.records import PageQuality
from pipeline.core.text import is_han, normalise
from pipeline.extract.pdf.glyphs import Char, PageGlyphs

MANY_IMAGES = 0.5  # share of the page that images cover, from which few characters mean a scan
FEW_CHARS = 40
# A stamp such as a database's copyright line, on a scanned page: characters near the edges alone. Shares of the page's height; characters.
EDGE = 0.1
MAX_STAMP = 250
SUSPICIOUS = 0.12  # share of doubtful characters from which the page's text is not believed
DOUBTFUL = 0.02  # share from which a second reader is asked
MIN_HANZI = 20
RARE_SHARE = 0.25  # share of Hanzi outside GB 2312 and Big5 from which text is no Chinese (real texts stay under .02)
# Share of Hanzi outside the first levels of GB 2312 (3,755, by frequency of use) and Big5 (5,401): demo pages .000 to .012, a name list .06.
UNCOMMON_SHARE = 0.15
LAST_GB, LAST_BIG5 = 0xD7, 0xC6  # lead bytes of the last rows of those levels
ODD_SHARE = 0.08  # share of dingbats and far scripts on a page that cannot be bullets and a few quoted words
MIN_DATES = 3  # implausible years, months and issues that condemn a page, when they are most of those it has
DATE = re.compile(r"([^\s\u2e80-\u9fff，。、；：！？（）《》“”‘’…—]{1,5})[ ]?[年月]|第([^\s\u2e80-\u9fff]{1,5})期")
# What stands before 年 and 月: letters (CFPS2018年), then digits of any width, signs of ranges, brackets; ①年龄 ②月收入 are lists.
# Between 第 and 期, digits or letters of one kind.
PLAUSIBLE_DATE = re.compile(r"[①-⑳]?[^\W\d_]*[\d０-９〇○Ｏ*×\-–—―－~～∼〜/／.．,，·'’\"()\[\]〔〕<>〈〉+%±½→_]*")
PLAUSIBLE_ISSUE = re.compile(r"[\d０-９〇○/／\-–—－~～.()（）]+|[^\W\d_]+")
# Hanzi of modern prose: 的 是 在 和 are .04 and more of a demo page, .002 to .016 of one whose Hanzi are permuted.
FUNCTION_WORDS = frozenset("的是在和")
FUNCTION_SHARE = 0.045  # only below it is the order of Hanzi looked at, which costs more
# Share of neighbouring Hanzi that some common word contains: demo pages .40 and more, classical prose .25, poems .19, permuted pages .05 at
# most. Lists of names reach .05, but not in runs of MIN_RUN.
MIN_PAIRS = 100
KNOWN_PAIRS = 0.1
MIN_RUN = 6
ADJOINING = 0.4  # of the size
# English, pinyin and French have .35 to .45 vowels among letters; a shifted alphabet hardly any, or far too many.
MIN_LETTERS = 300
VOWELS = (0.2, 0.6)
# Boxes and blocks, miscellaneous symbols, dingbats, braille.
DINGBATS = ((0x2500, 0x259F), (0x2600, 0x27BF), (0x2800, 0x28FF))
FIRST_FAR = 0x250  # behind the Latin blocks
FAMILIAR = (
    "LATIN",
    "GREEK",
    "CYRILLIC",
    "CJK",
    "HIRAGANA",
    "KATAKANA",
    "BOPOMOFO",
    "HANGUL",
    "FULLWIDTH",
    "MODIFIER",
    "KANGXI",
    "IDEOGRAPHIC",
)


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks for and against a page's characters."""

    n_chars: int
    n_hanzi: int
    suspicious: float
    """Share of characters that cannot come from a text, and of rare, odd ones where there are too many."""
    uncommon: float
    """Share of Hanzi that are rarely used."""
    bad_dates: int
    n_dates: int
    strange_latin: bool
    unwritten: bool
    """The Hanzi follow each other as in no Chinese text."""

    @property
    def condemned(self) -> bool:
        """Tell whether the page's text cannot be used."""
        dates = self.bad_dates >= MIN_DATES and self.bad_dates * 2 > self.n_dates
        return self.suspicious > SUSPICIOUS or dates or self.unwritten

    @property
    def doubtful(self) -> bool:
        """Tell whether another reader should be asked about the page."""
        return self.suspicious > DOUBTFUL or self.uncommon > UNCOMMON_SHARE or self.bad_dates > 0 or self.strange_latin


def judge(page: PageGlyphs, signs: Signs) -> PageQuality:
    """Return the verdict on a page with these signs."""
    area = page.width * page.height or 1.0
    images = min(page.image_area / area, 1.0)
    return PageQuality(page.number, _verdict(page, signs, images), signs.n_chars, images, signs.suspicious)


def is_doubtful(page: PageGlyphs, signs: Signs, *, in_chinese: bool) -> bool:
    """Tell whether a second reader should be asked; `in_chinese`: the pages before are mostly Chinese.

    A page full of letters in a Chinese document is doubtful when hardly a Chinese character is among them and its words are no English.
    """
    if signs.condemned or signs.n_chars <= FEW_CHARS:
        return False
    few = in_chinese and signs.n_chars > MIN_LETTERS and 0 < signs.n_hanzi < ODD_SHARE * signs.n_chars and not _has_english(page.chars)
    return few or signs.doubtful


def condemn(quality: PageQuality) -> PageQuality:
    """Return the verdict on a page whose second reader reads something else."""
    return replace(quality, verdict="needs_ocr")


def _verdict(page: PageGlyphs, signs: Signs, images: float) -> str:
    if signs.condemned:
        return "needs_ocr"
    if images > MANY_IMAGES and (signs.n_chars <= FEW_CHARS or _is_stamp(page, signs)):
        return "needs_ocr"
    if signs.n_chars == 0:
        return "blank"
    hidden = sum(char.hidden for char in page.chars)
    return "ocr" if hidden > 0.5 * signs.n_chars and images > MANY_IMAGES else "text"


def _is_stamp(page: PageGlyphs, signs: Signs) -> bool:
    inner = sum(EDGE * page.height < char.base < (1 - EDGE) * page.height for char in page.chars)
    return signs.n_chars <= MAX_STAMP and inner <= FEW_CHARS


def read_signs(chars: list[Char]) -> Signs:
    """Return what a page's characters (after repair) tell."""
    counts = Counter(char.text for char in chars if not char.text.isspace())
    n_chars = sum(counts.values())
    hanzi = {text: count for text, count in counts.items() if is_han(text[0])}
    n_hanzi = sum(hanzi.values())
    dates = [_is_date(match) for match in DATE.finditer("".join(char.text for char in chars))] if n_hanzi else []
    return Signs(
        n_chars=n_chars,
        n_hanzi=n_hanzi,
        suspicious=_suspicious_share(counts, hanzi, n_chars),
        uncommon=sum(count for text, count in hanzi.items() if is_uncommon(text)) / n_hanzi if n_hanzi >= MIN_PAIRS else 0.0,
        bad_dates=dates.count(False),
        n_dates=len(dates),
        strange_latin=_is_strange_latin(counts),
        unwritten=_is_unwritten(chars, hanzi, n_hanzi),
    )


def _is_date(match: re.Match[str]) -> bool:
    pattern, found = (PLAUSIBLE_ISSUE, match[2]) if match[2] else (PLAUSIBLE_DATE, match[1])
    return pattern.fullmatch(found) is not None


def _suspicious_share(counts: Counter[str], hanzi: dict[str, int], n_chars: int) -> float:
    if not n_chars:
        return 0.0
    n_hanzi = sum(hanzi.values())
    bad = sum(count for text, count in counts.items() if is_suspicious(text))
    rare = sum(count for text, count in hanzi.items() if is_rare(text))
    odd = sum(count for text, count in counts.items() if is_odd(text))
    if n_hanzi >= MIN_HANZI and rare > RARE_SHARE * n_hanzi:
        bad += rare
    if odd > ODD_SHARE * n_chars:
        bad += odd
    return min(bad / n_chars, 1.0)


def _is_strange_latin(counts: Counter[str]) -> bool:
    letters = {text: count for text, count in counts.items() if text.isascii() and text.isalpha()}
    total = sum(letters.values())
    if total < MIN_LETTERS:
        return False
    vowels = sum(count for text, count in letters.items() if text.lower() in "aeiou")
    return not VOWELS[0] < vowels / total < VOWELS[1]


def _is_unwritten(chars: list[Char], hanzi: dict[str, int], n_hanzi: int) -> bool:
    """Tell whether Hanzi follow each other as in no Chinese text, though each is a common one: a permuted map of characters."""
    if n_hanzi < MIN_PAIRS or sum(hanzi.get(word, 0) for word in FUNCTION_WORDS) > FUNCTION_SHARE * n_hanzi:
        return False
    runs = ["".join(run) for run in _runs(chars) if len(run) >= MIN_RUN]
    if sum(len(run) - 1 for run in runs) < MIN_PAIRS:
        return False
    return max(_known_share(runs), _known_share([normalise(run).text for run in runs])) < KNOWN_PAIRS


def _known_share(runs: list[str]) -> float:
    pairs = [first + second for run in runs for first, second in pairwise(run)]
    return sum(pair in _common_pairs() for pair in pairs) / max(len(pairs), 1)


def _runs(chars: list[Char]) -> list[list[str]]:
    """Return runs of Hanzi that touch: blanks, marks and gaps end a run, as in a list of names."""
    runs: list[list[str]] = [[]]
    before: Char | None = None
    for char in chars:
        if not is_han(char.text[0]):
            before = None
            continue
        if before is None or not _adjoins(before, char):
            runs.append([])
        runs[-1].append(char.text[0])
        before = char
    return runs


def _adjoins(before: Char, char: Char) -> bool:
    along = -ADJOINING * char.size < char.x0 - before.x1 < ADJOINING * char.size and abs(char.base - before.base) < ADJOINING * char.size
    down = abs(char.x0 - before.x0) < ADJOINING * char.size and 0 < char.base - before.base < (1 + ADJOINING) * char.size
    return along or down


@functools.cache
def _common_pairs() -> frozenset[str]:
    """Return the pairs of Hanzi that common words contain (wordfreq's small Chinese list: 38,590 words, 32,602 pairs)."""
    import wordfreq

    words = wordfreq.get_frequency_dict("zh", "small")
    return frozenset(first + second for word in words for first, second in pairwise(word) if is_han(first) and is_han(second))


def _has_english(chars: list[Char]) -> bool:
    """Tell whether the page's letters are words: `the`, `of` and `and` are a tenth of running English."""
    text = "".join(char.text for char in chars).lower()
    return sum(map(text.count, ("the", "of", "and", "ing"))) * 100 > len(text)


@functools.cache
def is_suspicious(text: str) -> bool:
    """Tell whether a character cannot come from a text: unmapped, private use, control, unassigned."""
    return text.startswith("(cid:") or any(char == "\ufffd" or unicodedata.category(char) in ("Co", "Cn", "Cc", "Cs") for char in text)


@functools.cache
def is_rare(text: str) -> bool:
    """Tell whether a Han character is in neither of the standard sets of Simplified and Traditional Chinese."""
    return is_han(text[0]) and _row(text[0], "gb2312") is None and _row(text[0], "big5") is None


@functools.cache
def is_uncommon(text: str) -> bool:
    """Tell whether a Han character is outside the first levels of both standard sets (GB 2312 rows 16 to 55, Big5 A4 to C6)."""
    simplified, traditional = _row(text[0], "gb2312"), _row(text[0], "big5")
    return not (simplified is not None and simplified <= LAST_GB) and not (traditional is not None and traditional <= LAST_BIG5)


@functools.cache
def is_odd(text: str) -> bool:
    """Tell whether a character is a dingbat or a letter of a script that Chinese academic text hardly ever quotes."""
    code = ord(text[0])
    if any(first <= code <= last for first, last in DINGBATS):
        return True
    if not text[0].isalpha() or code < FIRST_FAR:
        return False
    return not unicodedata.name(text[0], "").startswith(FAMILIAR)


def _row(char: str, charset: str) -> int | None:
    try:
        return char.encode(charset)[0]
    except UnicodeEncodeError:
        return None
