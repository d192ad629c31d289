"""Mend what recognition engines print otherwise than Chinese typesetting: spaces inside Chinese, half-width marks, quotation marks all closing."""

import re
from itertools import pairwise

from pipeline.core.text import is_han

FULL_MARKS = frozenset("，。；：？！（）《》〈〉“”‘’、…—【】〔〕「」『』·")
WIDE = dict(zip(",;:?!", "，；：？！", strict=True))
REFERENCE = re.compile(r"\s*[\[［【]\s*\d+\s*[\]］】]")  # entries of reference lists keep their half-width marks
QUOTES = re.compile('[“”"]')


def mend_line(text: str) -> str:
    """Return a line as Chinese is printed.

    >>> mend_line("社 区 治理 的 ”内卷 ” 问题, 见第 3 章 (王 2015)。")
    '社区治理的“内卷”问题，见第 3 章（王 2015）。'
    """
    text = _without_inner_spaces(" ".join(text.split()))
    if REFERENCE.match(text) or not any(map(is_han, text)):
        return text
    mended = _paired_quotes(_without_inner_spaces(_wide_brackets(_wide_marks(text))))
    return (
        mended if mended == text else mend_line(mended)
    )  # a mark that was widened takes the blanks beside it, and the next mark its place


def _is_chinese(char: str) -> bool:
    return is_han(char) or char in FULL_MARKS


def _without_inner_spaces(text: str) -> str:
    """Drop spaces between Chinese characters, and between one and a mark."""
    kept = [char for before, char, after in _with_neighbours(text) if char != " " or not _joins(before, after)]
    return "".join(kept)


def _joins(before: str, after: str) -> bool:
    if not (before and after):
        return True
    both = _is_chinese(before) and _is_chinese(after)
    return (
        both
        or before in FULL_MARKS
        or after in FULL_MARKS
        or (is_han(before) and after in ',.;:?!)"')
        or (is_han(after) and before in '("')
    )


def _with_neighbours(text: str) -> list[tuple[str, str, str]]:
    padded = ["", *text, ""]
    return [(padded[index], padded[index + 1], padded[index + 2]) for index in range(len(text))]


def _wide_marks(text: str) -> str:
    """Widen commas, colons and their like behind a Chinese character, unless a Latin word or number goes on directly behind them."""
    widened = ""
    for _, char, after in _with_neighbours(text):
        behind = widened[-1:] and _is_chinese(widened[-1])
        widened += WIDE[char] if char in WIDE and behind and (not after or not after.isascii() or not after.isalnum()) else char
    return widened


def _wide_brackets(text: str) -> str:
    """Widen round brackets that hold Chinese or stand beside it, always both of a pair."""
    chars = list(text)
    opened: list[int] = []
    for index, char in enumerate(text):
        if char in "(（":
            opened.append(index)
        elif char in ")）" and opened:
            start = opened.pop()
            around = text[max(start - 1, 0) : index + 2]
            if any(map(_is_chinese, around)):
                chars[start], chars[index] = "（", "）"
    return "".join(chars)


def _paired_quotes(text: str) -> str:
    """Let double quotation marks open and close in turn when neighbours show the same direction or are straight."""
    found = [match.start() for match in QUOTES.finditer(text)]
    marks = [text[position] for position in found]
    if '"' not in marks and all(before != after for before, after in pairwise(marks)) and len(marks) % 2 == 0:
        return text
    if len(marks) % 2:  # one of a pair stands on another line: only what is beyond doubt
        return text
    chars = list(text)
    for index, position in enumerate(found):
        chars[position] = "“" if index % 2 == 0 else "”"
    return "".join(chars)
