"""Mend printed English before it is split and compared: hyphens of line breaks, ligatures, missing spaces; offsets lead back to the print."""

import functools
import re
import unicodedata

from pipeline.core.text import Normalised

# A hyphen inside a word, with or without the space a line break left: gov- ernance, com-munity, co\u00adoperation.
HYPHEN = re.compile(r"(?<![A-Za-z-])([A-Za-z]+)(-\s?|\u00ad\s?|\u2010\s?)([a-z]+)(?![A-Za-z-])")
# Joined, the word must be at least this frequent; compounds such as long-term are rare when joined (27 of 27 right on one text).
MIN_ZIPF = 3.3
MISSING_SPACE = re.compile(r"(?<=[a-z][.,;:])(?=[A-Z][a-z])")


def repair_text(text: str) -> Normalised:
    """Return the mended text with, for each character, the code point of the original it came from.

    Chinese text stays as it is; an inserted space points to the character behind it.
    """
    removed = {index for match in HYPHEN.finditer(text) if _is_line_break(match) for index in range(*match.span(2))}
    spaced = {match.start() for match in MISSING_SPACE.finditer(text)}
    chars: list[str] = []
    origins: list[int] = []
    for index, char in enumerate(text):
        if index in removed:
            continue
        printed = (" " if index in spaced else "") + _plain(char)
        chars.extend(printed)
        origins.extend([index] * len(printed))
    return Normalised("".join(chars), [*origins, len(text)])


def _is_line_break(match: re.Match[str]) -> bool:
    """Tell whether the two parts are one word that a line break divided, and not a compound."""
    first, hyphen, second = match.groups()
    if hyphen.startswith("\u00ad"):
        return True
    joined = _zipf((first + second).lower())
    if joined < MIN_ZIPF:
        return False
    return len(hyphen) > 1 or min(_zipf(first.lower()), _zipf(second)) < MIN_ZIPF


@functools.lru_cache(maxsize=100_000)
def _zipf(word: str) -> float:
    import wordfreq

    return float(wordfreq.zipf_frequency(word, "en"))


def _plain(char: str) -> str:
    """Return a ligature's letters (ﬁ); everything else as it is."""
    return unicodedata.normalize("NFKC", char) if "\ufb00" <= char <= "\ufb06" else char
