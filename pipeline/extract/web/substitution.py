"""Words of a copied text that an advertisement's phrase has replaced: found by evidence in the page, shown as gaps, never guessed.

Spam sites copy articles and put their brand where a common word stood. A phrase counts as such only when all of this holds:
    stuffing    the page repeats it three times running, as advertisements do and no text does
    foreign     none of its pairs of characters occurs anywhere else in the text: it is made of words from outside
    slots       at least twice it is glued between Chinese characters inside sentences, between different ones
    unnamed     no title, heading, keyword or field of the page names it, and the text never introduces, quotes or brackets it
A term, a place or an institution of the text fails at least one of these, however often it is repeated.
"""

import re
from collections.abc import Iterable

from pipeline.core.text import count_han

GAP = "〔…〕"  # stands where words were replaced; brackets keep matchers from reading across it
TOKEN = re.compile(r"[^\s\u3000,，.。;；、|｜/／·•\-—_:：!！?？()（）]+")
PHRASE_LENGTHS = range(4, 16)  # characters
STEM = 4  # characters that all forms of a brand share
MIN_HAN = 3
MIN_SLOTS = 2
TAIL = r"[A-Za-z0-9]*(?:\.[A-Za-z]{2,4})?"
INTRODUCED = (
    r"(?:[“‘「『《〈【（(\"]{0}|{0}[”’」』》〉】）)\"]|(?:简称|名为|名叫|称为|称作|叫做|叫作|所谓|以下称){0}|{0}(?:有限公司|（|\())"
)


def find_inserted(lines: list[str], named: Iterable[str]) -> dict[str, list[str]]:
    """Return the stems of phrases that replaced words of a text, each with the forms that advertisements repeat.

    Args:
        lines: all lines of the page, with its advertisements.
        named: titles, headings, keywords and fields, whose words belong to the text.
    """
    known = "\n".join(named)
    text = "\n".join(line for line in lines if not _is_stuffed(line))
    stems: dict[str, list[str]] = {}
    for phrase in dict.fromkeys(_repeated(lines)):
        stem = phrase[:STEM]
        if stem in stems or (stem not in known and _is_foreign(stem, text) and _fills_slots(stem, phrase, text)):
            stems.setdefault(stem, []).append(phrase)
    return stems


def _repeated(lines: list[str]) -> list[str]:
    """Return the phrases that stand three times in succession."""
    tokens = [token for line in lines for token in TOKEN.findall(line)]
    return [
        first
        for first, second, third in zip(tokens, tokens[1:], tokens[2:], strict=False)
        if first == second == third and len(first) in PHRASE_LENGTHS and count_han(first) >= MIN_HAN
    ]


def _is_stuffed(line: str) -> bool:
    return bool(_repeated([line]))


def _is_foreign(stem: str, text: str) -> bool:
    """Tell whether the text has the pairs of characters of a stem nowhere but in the stem."""
    rest = text.replace(stem, "\n")
    return not any(stem[index : index + 2] in rest for index in range(len(stem) - 1))


def _fills_slots(stem: str, phrase: str, text: str) -> bool:
    if re.search(INTRODUCED.format(re.escape(stem)), text) or re.search(INTRODUCED.format(re.escape(phrase)), text):
        return False
    slots = re.findall(rf"([\u4e00-\u9fff]){_form(stem, [phrase])}([\u4e00-\u9fff])", text)
    return len({before for before, _ in slots}) >= MIN_SLOTS and len({after for _, after in slots}) >= MIN_SLOTS


def _form(stem: str, phrases: Iterable[str]) -> str:
    """Return a pattern of a stem with what its forms add: another word of the advertisement, or letters."""
    tails = sorted({re.escape(phrase[len(stem) :]) for phrase in phrases if phrase.startswith(stem)} - {""}, key=len, reverse=True)
    return re.escape(stem) + "(?:" + "|".join([*tails, TAIL]) + ")"


def show_gaps(lines: list[str], stems: dict[str, list[str]]) -> tuple[list[str], int]:
    """Return the lines with a gap for each phrase, without the advertisements themselves, and how many gaps there are."""
    kept = [line for line in lines if not any(stem in line and (_is_stuffed(line) or _is_chain(line, stem)) for stem in stems)]
    count = 0
    for stem, phrases in stems.items():
        pattern = re.compile(_form(stem, phrases))
        count += sum(len(pattern.findall(line)) for line in kept)
        kept = [pattern.sub(GAP, line) for line in kept]
    return kept, count


def _is_chain(line: str, stem: str) -> bool:
    """Tell whether a line chains forms of a brand together: `X平台X官网X下载`."""
    mark = re.escape(stem)
    return re.search(rf"{mark}.{{0,{STEM}}}{mark}.{{0,{STEM}}}{mark}", line) is not None
