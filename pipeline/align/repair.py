"""Mend printed text before it is split and compared; offsets lead back to the print.

Hyphens and breaks of lines, missing spaces (`China.This study`), ligatures, full-width letters. Half-width punctuation behind Han, list
markers, abbreviations and brackets need no mending: `core.sentences` reads them as they are.
"""

import functools
import re
import unicodedata

from pipeline.core.text import Normalised, is_han

# A hyphen inside a word, with or without the space a line break left: gov- ernance, com-munity, co\u00adoperation.
HYPHEN = re.compile(r"(?<![A-Za-z-])([A-Za-z]+)(-\s*|\u00ad\s*|\u2010\s*)([a-z]+)(?![A-Za-z-])")
# Joined, the word must be at least this frequent; compounds such as long-term are rare when joined (27 of 27 right on one text).
MIN_ZIPF = 3.3
# Behind the mark a sentence (China.This, 2015.The) or a word (residents,who) begins; figures (1,000) and e.g stay.
MISSING_SPACE = re.compile(r"(?<=[a-z\d)][.;:?!])(?=[A-Z](?:[a-z]|\s))|(?<=[a-z)][,;])(?=[A-Za-z]{2})")
ADDRESS = re.compile(r"\S*(?:https?:|www\.|@)\S*")
LINE_BREAK = re.compile(r"[^\S\r\n]*[\r\n]\s*")
ENDS = "。！？!?.｡…；;：:"
CLOSERS = "”’」』\"')）】]"
FULL_LINE = 40
"""Characters of a line that was broken because it was full; after a shorter one a capital begins something new."""


def repair_text(text: str) -> Normalised:
    """Return the mended text with, for each character, the code point of the original it came from.

    An inserted space points to the character behind it.
    """
    removed = {index for match in HYPHEN.finditer(text) if _is_divided_word(match) for index in range(*match.span(2))}
    breaks = {match.start(): match.end() for match in LINE_BREAK.finditer(text) if _is_inside_sentence(text, match)}
    removed |= {index for start, end in breaks.items() for index in range(start, end)}
    addresses = {index for match in ADDRESS.finditer(text) for index in range(*match.span())}
    spaced = {match.start() for match in MISSING_SPACE.finditer(text)} - addresses
    spaced |= {end for start, end in breaks.items() if end < len(text) and not _is_divided(text, start, end)}
    chars: list[str] = []
    origins: list[int] = []
    for index, char in enumerate(text):
        if index in removed:
            continue
        printed = (" " if index in spaced else "") + _plain(char)
        chars.extend(printed)
        origins.extend([index] * len(printed))
    return Normalised("".join(chars), [*origins, len(text)])


def _is_divided_word(match: re.Match[str]) -> bool:
    """Tell whether the two parts are one word that a line break divided, and not a compound."""
    first, hyphen, second = match.groups()
    if hyphen.startswith("\u00ad"):
        return True
    joined = _zipf((first + second).lower())
    if joined < MIN_ZIPF:
        return False
    return len(hyphen) > 1 or min(_zipf(first.lower()), _zipf(second)) < MIN_ZIPF


def _is_inside_sentence(text: str, found: re.Match[str]) -> bool:
    """Tell whether a sentence goes on behind a line break: nothing ended before it, and nothing new begins behind it."""
    before, after = text[: found.start()].rstrip(CLOSERS), text[found.end() : found.end() + 1]
    if not before or not after or before[-1] in ENDS:
        return False
    line = before[max(before.rfind("\n"), before.rfind("\r")) + 1 :]
    return after.islower() or len(line) >= FULL_LINE or (is_han(after) and before[-1] in "，,、")


def _is_divided(text: str, start: int, end: int) -> bool:
    """Tell whether what a line break parted is written without a space: Han on either side, or a hyphenated word."""
    return is_han(text[start - 1]) or is_han(text[end]) or text[start - 1] in "-\u00ad\u2010，、"


@functools.lru_cache(maxsize=100_000)
def _zipf(word: str) -> float:
    import wordfreq

    return float(wordfreq.zipf_frequency(word, "en"))


def _plain(char: str) -> str:
    """Return a ligature's letters (ﬁ) and the plain form of a full-width letter or digit; everything else as it is."""
    if "\ufb00" <= char <= "\ufb06" or ("\uff10" <= char <= "\uff5a" and char.isalnum()):
        return unicodedata.normalize("NFKC", char)
    return char
