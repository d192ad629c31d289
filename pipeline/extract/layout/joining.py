"""Printed lines to running text: blanks between words, none between Han characters, divided words made whole, compounds kept."""

import functools
import re
from itertools import pairwise

from pipeline.core.text import is_han
from pipeline.extract.layout.lines import is_wide
from pipeline.extract.layout.wordlist import zipf
from pipeline.extract.pdf.glyphs import Line

NO_WORD = 2.5  # Zipf below which a string of letters is hardly a word
NUMBERS = re.compile(r"(?:\)|\d)[:,]$|(?<!\d)(?:19|20)\d\d$")  # year, volume or issue behind which a reference goes on
TAIL = 6  # characters of it
HYPHENS = frozenset("-\u2010\u00ad")
MIN_CUT_LINES = 3
MIN_CUTS = 2  # words cut without a hyphen, or one and a space printed at the end of a line, from which lines are cut anywhere
CUT_SHARE = 0.1  # of the lines: names that together look like a word are rarer
MIN_ZIPF = 3.3  # wordfreq's Zipf value at which the joined form of a divided word is a word of its own (27 of 27 on one text)


def join_lines(lines: list[Line]) -> tuple[str, list[int]]:
    """Return the paragraph's text and the offset at which each line begins in it."""
    text = ""
    starts: list[int] = []
    anywhere = _breaks_anywhere(lines)
    blank = False
    for line in lines:
        piece = line.text.strip()
        if text and piece:
            text += _printed_blank(text, piece, blank=blank or line.blank_before) if anywhere else _glue(text, piece)
            if text[-1] in HYPHENS and _drops_hyphen(text, piece):
                text = text[:-1]
        starts.append(len(text))
        text += piece
        blank = line.blank_after
    return text, starts


def _breaks_anywhere(lines: list[Line]) -> bool:
    """Tell whether lines were cut where they were full, in the middle of words too, as old Chinese typesetters set Latin text.

    Then every line reaches the margin within a character, words go on behind the cut, and the spaces between words are printed even there.
    """
    if len(lines) < MIN_CUT_LINES or any(line.right - line.x1 > 1.05 * line.size for line in lines[:-1]):
        return False
    texts = [line.text.strip() for line in lines]
    bare = [
        (before, after)
        for before, after, first, second in zip(texts, texts[1:], lines, lines[1:], strict=False)
        if before[-1:].isalpha() and after[:1].isalpha() and not first.blank_after and not second.blank_before
    ]
    cut = sum(_is_cut_word(before, after) for before, after in bare)
    blanks = any(first.blank_after or second.blank_before for first, second in pairwise(lines))
    return cut + blanks >= max(MIN_CUTS, CUT_SHARE * len(lines))


def _printed_blank(text: str, piece: str, *, blank: bool) -> str:
    return " " if blank and not is_wide(text[-1]) and not is_wide(piece[0]) else ""


def mark_divisions(lines: list[Line]) -> None:
    """Put a soft hyphen for U+2010 at the ends of lines where the typesetter added it: where hyphens inside the lines are other characters.

    Browsers and their kin print U+2010 where they divide a word, and the hyphens of the text as they were written.
    """
    inside = "\n".join(line.text.strip()[:-1] for line in lines)
    if "\u2010" in inside or re.search(r"[A-Za-z]-[A-Za-z]", inside) is None:
        return
    for line in lines:
        line.text = re.sub("(?<=[A-Za-z])\u2010(?=\\s*$)", "\u00ad", line.text)


def _glue(text: str, piece: str) -> str:
    before, after = text[-1], piece[0]
    inside = text[-2] if len(text) > 1 else ""
    if (before in HYPHENS or before == "/") and inside.isalnum():
        return ""
    if (before in ",.:;" and inside and is_wide(inside)) or _is_tight(text, piece):
        return ""
    if is_wide(before) or is_wide(after):
        return ""
    return "" if before.isalpha() and after.islower() and _is_cut_word(text, piece) else " "


def _is_tight(text: str, piece: str) -> bool:
    """Tell whether a line was broken inside the numbers of a Chinese reference, which print no blank: `2012(5):` and `28-35`."""
    numbers = NUMBERS.search(text[-TAIL:]) is not None and (piece[0].isdigit() or piece[0] == "(")
    return numbers and (text[-2:] == "):" or (any(map(is_han, text)) and re.search(r"[,:]\s", text) is None))


def _is_cut_word(text: str, piece: str) -> bool:
    """Tell whether a line was broken inside a word without a hyphen: together a common word, one part alone no word at all."""
    first, second = re.search(r"[A-Za-z]+$", text), re.match(r"[A-Za-z]+", piece)
    if first is None or second is None:
        return False
    return _is_one_word(first.group().lower(), second.group())


@functools.cache
def _is_one_word(first: str, second: str) -> bool:
    rarer = min(zipf(first), zipf(second))
    return rarer < NO_WORD and zipf(first + second) >= MIN_ZIPF


def _drops_hyphen(text: str, piece: str) -> bool:
    if text[-1] == "\u00ad":
        return True
    first = re.search(r"[A-Za-z]+[-\u2010]$", text)
    second = re.match(r"[A-Za-z]+", piece)
    if first is None or second is None or not second.group()[0].islower():
        return False
    head = re.search(r"[A-Za-z-\u2010]+$", text[:-1])
    return _is_divided_word(first.group()[:-1].lower(), second.group(), compound=head is not None and "-" in head.group())


@functools.cache
def _is_divided_word(first: str, second: str, *, compound: bool) -> bool:
    """Tell whether `first-second` at a line's end is one word that was divided, rather than a real compound."""
    joined = zipf(first + second)
    if joined >= MIN_ZIPF and not compound:
        return True
    parts = min(zipf(first), zipf(second))
    return (joined > 0 and parts < MIN_ZIPF) or joined >= MIN_ZIPF or parts < NO_WORD
