"""What the model and the term matcher see of a text: the same text without invisible characters, each character knowing its place.

The printed text is never changed: words are found in the view and mapped back. Zero-width characters, soft hyphens, combining marks and variation
selectors are out of the view and belong to the word they stand in or behind. Traditional characters are seen as Simplified ones, one by one.
"""

import re
from dataclasses import dataclass
from typing import Final

from pipeline.core.records import Span
from pipeline.core.text import is_han, normalise

# Unicode categories Cf, Cc (but white space), variation selectors and the combining marks of Latin (UnicodeData 16).
UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u0300-\u036f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
    "\U000e0001-\U000e007f\U000e0100-\U000e01ef]+"
)


@dataclass(frozen=True, slots=True)
class View:
    """A text as the model sees it."""

    text: str
    origins: list[int] | None
    """Code point of the original of each character, and at last the original's length; None: the same as in the view."""

    def original(self, start: int, end: int) -> Span:
        """Return where view characters start..end stand in the original, with the unseen characters inside and behind them.

        Unseen characters with white space before them belong to what follows; no character is in two words or in none.
        """
        if self.origins is None:
            return Span(start, end)
        follows_space = start == 0 or self.text[start - 1].isspace()
        first = (self.origins[start - 1] + 1 if start else 0) if follows_space else self.origins[start]
        return Span(first, self.origins[end])

    def folded(self) -> str:
        """Return the view as terms are compared: character by character in the form of `core.text.normalise`, same length."""
        return self.text.translate(FOLDED)


class _CharacterMap(dict[int, int]):
    """A table for `str.translate` that maps one character to one, worked out when a character is first met."""

    def __init__(self, *, only_han: bool) -> None:
        super().__init__()
        self.only_han = only_han

    def __missing__(self, code: int) -> int:
        char = chr(code)
        changed = char if self.only_han and not is_han(char) else normalise(char).text
        self[code] = ord(changed) if len(changed) == 1 else code
        return self[code]


SIMPLIFIED: Final = _CharacterMap(only_han=True)
FOLDED: Final = _CharacterMap(only_han=False)


def make_view(text: str) -> View:
    """Return the view of a text; its length is that of the text less its unseen characters."""
    if UNSEEN.search(text) is None:
        return View(text.translate(SIMPLIFIED), None)
    origins: list[int] = []
    at = 0
    for found in UNSEEN.finditer(text):
        if not _stands_alone(text, found.start(), found.end()):
            origins.extend(range(at, found.start()))
            at = found.end()
    origins.extend(range(at, len(text)))
    seen = "".join(text[index] for index in origins)
    return View(seen.translate(SIMPLIFIED), [*origins, len(text)])


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Tell whether no word is near that could take the unseen characters: they are then a word of their own."""
    return (start == 0 or text[start - 1].isspace()) and (end == len(text) or text[end].isspace())
