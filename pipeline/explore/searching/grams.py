"""The stream that the search database indexes, and what a phrase becomes on both sides of it.

Chinese has no spaces and every word list misses some words, so runs of Han characters are indexed by overlapping pairs (三社联动 is
三社 社联 联动); words of other scripts and numbers are indexed whole. For a phrase of Han characters alone, and for one word, the index says
exactly which passages hold it; for any other phrase it finds candidates. `Phrase.find` gives the places, so recall and offsets are exact.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.core.text import HAN_RANGES, is_han, normalise

_HAN = "〇" + "".join(f"{chr(first)}-{chr(last)}" for first, last in HAN_RANGES)
_WORD = rf"[^\W_{_HAN}]"
RUN = re.compile(rf"[{_HAN}]+|{_WORD}+")
_WORD_CHAR = re.compile(_WORD)
_PARTS = re.compile(rf"[{_HAN}]+|{_WORD}+|\s+|[^\s]")
_UNBROKEN = re.compile(rf"[{_HAN}]+|[^\s{_HAN}]+")
"""What stands together wherever a phrase stands."""
UNIT = re.compile(rf"[{_HAN}]|{_WORD}+")
"""What NEAR counts and concordances sort by: a Han character or a whole word; marks and spaces are none."""
BREAK = "·"
"""Stands in the stream between runs whose pairs would read on (三社。社联 is not 三社联); no run holds it."""
# Printings of one mark that normalisation keeps apart; each maps to one character, so offsets stay.
DOUBLE_QUOTES, SINGLE_QUOTES, DASHES = "“”「」『』", "‘’", "—–\N{HYPHEN}\N{MINUS SIGN}"
MARKS = str.maketrans(DOUBLE_QUOTES + SINGLE_QUOTES + DASHES, '"' * 6 + "'" * 2 + "-" * 4)


def is_han_run(run: str) -> bool:
    """Tell whether a run that `RUN` matched (never empty) is of Han characters."""
    return is_han(run[0])


def fold_marks(normalised: str) -> str:
    """Return normalised text with one form for each quotation mark and dash; no offset moves."""
    return normalised.translate(MARKS)


def gram_stream(normalised: str) -> str:
    """Return what the index stores for a passage: character pairs and words, separated by spaces.

    >>> gram_stream("三社联动与social work")
    '三社 社联 联动 动与 social work'
    """
    grams: list[str] = []
    for run in RUN.findall(normalised):
        if grams and len(run) > 1 and grams[-1][-1] == run[0] and is_han_run(run):
            grams.append(BREAK)
        grams += _grams(run)
    return " ".join(grams)


def _grams(run: str) -> list[str]:
    if is_han_run(run) and len(run) > 1:
        return [first + second for first, second in pairwise(run)]
    return [run]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase as the user typed it, ready for the index and for verification."""

    printed: str
    match: str | None
    """The FTS5 expression that finds all candidates, or None when only a scan can (one Han character, marks alone)."""
    pattern: re.Pattern[str]
    """Its characters; whether they are whole words is looked at afterwards (a class of all Han characters costs 5 ms to compile)."""
    is_exact: bool = False
    """Whether every candidate holds the phrase: Han characters alone, one word, or marks without spaces."""
    needle: str = ""
    """For a scan: characters that stand together wherever the phrase does."""
    words: tuple[str, ...] = ()
    """Its English words, each once: those for which other forms may stand."""

    @property
    def is_empty(self) -> bool:
        """Whether it holds no letter, digit or mark at all."""
        return not self.needle

    def find(self, folded: str) -> list[tuple[int, int]]:
        """Return the ranges of the phrase in folded text, in order, not overlapping."""
        found: list[tuple[int, int]] = []
        match = self.pattern.search(folded)
        while match:
            start, end = match.span()
            whole = _is_whole(folded, start, end)
            if whole:
                found.append((start, end))
            match = self.pattern.search(folded, end if whole else start + 1)
        return found


def _is_whole(folded: str, start: int, end: int) -> bool:
    """Tell whether a range begins and ends with whole words, or with anything that is no word."""
    return not (_is_word(folded, start) and start and _is_word(folded, start - 1)) and not (
        _is_word(folded, end - 1) and _is_word(folded, end)
    )


def _is_word(folded: str, at: int) -> bool:
    return _WORD_CHAR.match(folded, at) is not None


def make_phrase(printed: str, forms: Mapping[str, Sequence[str]] | None = None) -> Phrase:
    """Return the phrase of a query; its `pattern` matches nothing when it holds no letter, digit or mark at all.

    Args:
        printed: what the user typed.
        forms: for words of it, the words that may stand in their place, themselves among them.
    """
    forms = forms or {}
    folded = fold_marks(normalise(printed).text).strip()
    runs = RUN.findall(folded)
    indexed = [run for run in runs if not (is_han_run(run) and len(run) == 1)]
    return Phrase(
        printed,
        " AND ".join(_clause(run, forms) for run in indexed) or None,
        re.compile(_pattern(folded, forms) if folded else r"(?!)"),
        is_exact=runs == [folded] or (not runs and " " not in folded),
        needle=max(_UNBROKEN.findall(folded), key=len, default=""),
        words=tuple(dict.fromkeys(run for run in runs if re.fullmatch("[a-z]{3,}", run))),
    )


def _clause(run: str, forms: Mapping[str, Sequence[str]]) -> str:
    others = forms.get(run, ())
    if len(others) > 1:
        return "(" + " OR ".join(f'"{word}"' for word in others) + ")"
    return '"' + " ".join(_grams(run)) + '"'


def _pattern(folded: str, forms: Mapping[str, Sequence[str]]) -> str:
    parts = _PARTS.findall(folded)
    pieces: list[str] = []
    for before, part in zip(["", *parts], parts, strict=False):
        if part.isspace():
            pieces.append(r"\s?" if before and is_han_run(before) else r"\s")
            continue
        if before and not before.isspace() and is_han_run(before) != is_han_run(part):
            pieces.append(r"\s?")  # 社工 A级 and 社工A级 are one phrase
        others = sorted(forms.get(part, (part,)), key=len, reverse=True)  # the longest first, so that none ends inside a word
        pieces.append(re.escape(part) if len(others) == 1 else "(?:" + "|".join(map(re.escape, others)) + ")")
    return "".join(pieces)
