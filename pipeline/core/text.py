"""Character classes and normalisation with an exact offset map; no model, no file.

The printed text is never changed: matching and keys work on a normalised copy, whose every character knows the code points it came from.
"""

import functools
import re
import unicodedata
from dataclasses import dataclass
from typing import Any

from pipeline.core.records import Span

# Unicode blocks of Han characters that occur in running text (Unicode 16, Blocks.txt).
HAN_RANGES = (
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
    (0x20000, 0x323AF),
)
FIRST_HAN = "\u3400"
HAN_RUNS = re.compile("[〇" + "".join(f"{chr(first)}-{chr(last)}" for first, last in HAN_RANGES) + "]+")
# Kept by NFKC although they never carry meaning inside a word.
VARIATION_SELECTORS = range(0xFE00, 0xFE10)
# So (symbol, other) holds emoji, Sk their skin tones; Cf zero-width characters, joiners and the soft hyphen.
DROPPED_CATEGORIES = frozenset({"Cf", "Cc", "Cs", "Co", "So", "Sk", "Mn"})


def is_han(char: str) -> bool:
    """Tell whether a character is a Han character (〇 included)."""
    if char < FIRST_HAN:
        return char == "〇"
    return "\u4e00" <= char <= "\u9fff" or any(
        first <= ord(char) <= last for first, last in HAN_RANGES
    )  # nearly all are of the first block


def count_han(text: str) -> int:
    """Count Han characters."""
    return sum(map(len, HAN_RUNS.findall(text)))


@dataclass(frozen=True, slots=True)
class Normalised:
    """A normalised copy of a text; `origins[i]` is the code point of the original that character i came from (never falling)."""

    text: str
    origins: list[int]
    """One more than characters: the last is the length of the original."""

    def original(self, start: int, end: int) -> Span:
        """Return the range of the original that normalised characters start..end came from; `end > start`."""
        return Span(self.origins[start], self.origins[end - 1] + 1)


def normalise(text: str) -> Normalised:
    """Return the text in NFKC, Simplified Chinese, lower case, without emoji, zero-width and control characters and their like.

    White space becomes one plain space, and none between two Han characters. Idempotent: normalising the result changes nothing.
    """
    chars: list[str] = []
    origins: list[int] = []
    for index, char in enumerate(text):
        for folded in _fold(char):
            if folded == " " and (not chars or chars[-1] == " "):
                continue
            chars.append(folded)
            origins.append(index)
    return _without_spaces_in_chinese(chars, origins, len(text))


def title_key(title: str) -> str:
    """Return what two printings of one title share: normalised letters, digits and Han characters alone."""
    return "".join(char for char in normalise(title).text if char.isalnum())


@functools.cache
def _fold(char: str) -> str:
    if char.isspace():
        return " "
    folded = "".join(
        part
        for part in unicodedata.normalize("NFKC", char).lower()  # lower case may bring a mark (İ)
        if unicodedata.category(part) not in DROPPED_CATEGORIES and ord(part) not in VARIATION_SELECTORS
    )
    if any(map(is_han, folded)):
        folded = _simplifier().convert(_simplifier().convert(folded))  # 薴 becomes 苧, which is 苎 of old
    return " ".join(folded.split()) if folded.strip() else (" " if folded else "")


@functools.cache
def _simplifier() -> Any:
    import opencc

    return opencc.OpenCC("t2s")


def _without_spaces_in_chinese(chars: list[str], origins: list[int], length: int) -> Normalised:
    if " " not in chars:
        return Normalised("".join(chars), [*origins, length])
    keep = [
        not (char == " " and (index + 1 == len(chars) or (index > 0 and is_han(chars[index - 1]) and is_han(chars[index + 1]))))
        for index, char in enumerate(chars)
    ]
    kept = [index for index, kept_here in enumerate(keep) if kept_here]
    return Normalised("".join(chars[index] for index in kept), [origins[index] for index in kept] + [length])
