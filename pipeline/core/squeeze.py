"""A text reduced to what matching reads, letters, digits and Han characters, each knowing where it is printed.

Whatever stands between two of them (quotes, spaces, line breaks, emoji, hyphens) is left in the printed text as a *gap*, and judged there:
so “三社”联动, 三 社 联 动 and struc-⏎tural attachment are found by one search, and 社会、组织 is not.
"""

import functools
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.core.records import Span
from pipeline.core.text import DROPPED_CATEGORIES, VARIATION_SELECTORS, is_han, normalise

QUOTES = frozenset("“”‘’\"'「」『』〝〞\uff02\uff07`\u00b4")
# Hyphen-minus, U+2010 to U+2014 (hyphens and dashes), the minus sign, the small and the full-width hyphen.
HYPHENS = frozenset("-\u2010\u2011\u2012–—\u2212\ufe63－")
MAX_MARKS = 2
"""Hyphens, quotation marks and slashes between two words of one English term."""
# Unknown code points have this mark in the fold table until a text brings them.
UNSEEN = 0xFFFFFFFF
# The mark of a character that folds to several (ﬁ, ㎡).
SEVERAL = 0xFFFFFFFE
TABLE_SIZE = 0x110000


@dataclass(frozen=True, slots=True)
class Squeezed:
    """Letters, digits and Han characters of a text, folded (see `core.text.normalise`)."""

    printed: str
    text: str
    origins: Sequence[int]
    """origins[i]: the code point of `printed` that character i came from; never falling. A view of the array: few are ever asked for."""
    rises: bool = True
    """No two characters came from the same code point (ﬁ)."""

    def span(self, start: int, end: int) -> Span:
        """Return the printed range of squeezed characters start..end; `end > start`."""
        return Span(self.origins[start], self.origins[end - 1] + 1)

    def gap(self, index: int) -> str:
        """Return what is printed between squeezed characters index - 1 and index; the text's edge counts as a line break."""
        if not 0 < index < len(self.text):
            return "\n"
        return self.printed[self.origins[index - 1] + 1 : self.origins[index]]

    def is_tight(self, start: int, end: int) -> bool:
        """Tell whether nothing is printed between characters start..end; `end > start`."""
        if self.rises:
            return self.origins[end - 1] - self.origins[start] == end - 1 - start
        return not self.gaps_in(start, end)

    def gaps_in(self, start: int, end: int) -> list[int]:
        """Return the indexes inside start..end before which something is printed; `end > start`."""
        origins = self.origins
        return [index for index in range(start + 1, end) if origins[index] - origins[index - 1] > 1]

    def position(self, offset: int) -> int:
        """Return the number of squeezed characters printed before the code point `offset`."""
        return bisect_left(self.origins, offset)


def squeeze(text: str) -> Squeezed:
    """Return the squeezed text; cost is linear, 100 MB a second and more."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    folded = _folded(codes)
    if folded.size and folded.max() == SEVERAL:
        return _squeeze_several(text, folded, np.flatnonzero(folded == SEVERAL).tolist())
    origins = (folded != 0).nonzero()[0]
    return _made(text, folded.take(origins), origins, rises=True)


def _made(text: str, chars: NDArray[np.uint32], origins: NDArray[np.intp], *, rises: bool) -> Squeezed:
    return Squeezed(text, chars.tobytes().decode("utf-32-le"), origins.data, rises)


def _folded(codes: NDArray[np.uint32]) -> NDArray[np.uint32]:
    table = _table()
    folded = table.take(codes)
    if not folded.size or folded.max() < UNSEEN:
        return folded
    for code in np.unique(codes[folded == UNSEEN]).tolist():
        table[code] = _fold_code(code)
    return table.take(codes)


def _squeeze_several(text: str, folded: NDArray[np.uint32], several: list[int]) -> Squeezed:
    """Return the squeezed text when the characters at these places fold to several each."""
    lengths = (folded != 0).astype(np.intp)
    lengths[several] = [len(_kept(text[place])) for place in several]
    origins = np.repeat(np.arange(len(folded)), lengths)
    chars = folded[origins]
    behind = np.cumsum(lengths)[several].tolist()
    for place, end in zip(several, behind, strict=True):
        kept = _kept(text[place])
        chars[end - len(kept) : end] = [ord(char) for char in kept]
    return _made(text, chars, origins, rises=False)


@functools.cache
def _table() -> NDArray[np.uint32]:
    return np.full(TABLE_SIZE, UNSEEN, dtype=np.uint32)


def _fold_code(code: int) -> int:
    kept = _kept(chr(code))
    return 0 if not kept else ord(kept) if len(kept) == 1 else SEVERAL


@functools.cache
def _kept(char: str) -> str:
    return "".join(part for part in normalise(char).text if part.isalnum())


@functools.lru_cache(maxsize=100_000)
def is_invisible(char: str) -> bool:
    """Tell whether a character never carries meaning inside a term: emoji, zero-width and control characters, soft hyphens."""
    return char not in "\r\n\t" and (unicodedata.category(char) in DROPPED_CATEGORIES or ord(char) in VARIATION_SELECTORS)


@functools.lru_cache(maxsize=100_000)
def visible_gap(gap: str) -> str:
    """Return a gap without invisible characters."""
    return "".join(char for char in gap if not is_invisible(char))


@functools.lru_cache(maxsize=100_000)
def continues_han(gap: str) -> bool:
    """Tell whether a Chinese term can run across this gap: white space with at most one line break, at most one quotation mark."""
    seen = visible_gap(gap)
    rest = [char for char in seen if not char.isspace()]
    return seen.count("\n") <= 1 and len(rest) <= 1 and all(char in QUOTES for char in rest)


@functools.lru_cache(maxsize=100_000)
def continues_word(gap: str) -> bool:
    """Tell whether a Latin word can run across this gap: nothing, an apostrophe, or a hyphen at which the line may break."""
    seen = visible_gap(gap).strip()
    return not visible_gap(gap) or (len(seen) == 1 and (seen in HYPHENS or seen in "'’"))


@functools.lru_cache(maxsize=100_000)
def continues_phrase(gap: str) -> bool:
    """Tell whether the words of an English term may be parted so: spaces, one line break, a hyphen or dash, a quotation mark or slash."""
    seen = visible_gap(gap)
    rest = [char for char in seen if not char.isspace()]
    joins = all(char in HYPHENS or char in QUOTES or char == "/" for char in rest)
    return bool(seen) and seen.count("\n") <= 1 and len(rest) <= MAX_MARKS and joins


def is_han_at(text: str, index: int) -> bool:
    """Tell whether there is a Han character at this index."""
    return 0 <= index < len(text) and is_han(text[index])


@functools.lru_cache(maxsize=100_000)
def squeeze_word(word: str) -> str:
    """Return a word's squeezed text; for words that are asked about again and again."""
    return squeeze(word).text


def squeeze_form(form: str) -> tuple[str, dict[int, str]]:
    """Return a form's squeezed text and the gaps it asks for: index of the character behind the gap -> what the form writes there."""
    squeezed = squeeze(form)
    gaps = {index: squeezed.gap(index) for index in range(1, len(squeezed.text))}
    return squeezed.text, {index: gap for index, gap in gaps.items() if gap}
