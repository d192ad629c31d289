"""Terms that stay whole, and the evidence for it.

A term that occurs in the text becomes one word when the model's own boundaries agree at both its outer edges: then only cuts inside it
are undone (三社|联动 → 三社联动). Where a word of the model crosses an edge, that word decides: a known word (the model's vocabulary, the
library's word list, or another term) is evidence against the term (项目|制定 stays, so does 依附|性别); an unknown one, such as 双百社 in
双百社|工站, is the model's guess, and the term wins. The longest term wins over shorter ones, then the first.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import ahocorasick_rs

from pipeline.core.errors import ConfigError
from pipeline.core.lexicon import load_lexicon
from pipeline.core.text import count_han, normalise

TERMS_FILE = "terms.txt"
Range = tuple[int, int]
# A term of two characters inside a longer word that the model guessed is a stem (嵌入 in 嵌入型), not a word.
MIN_CUT_OUT = 3


@dataclass(frozen=True, slots=True)
class Terms:
    """What is to be kept whole; normalised as by `core.text.normalise`, sorted."""

    words: tuple[str, ...]
    exclusions: tuple[str, ...] = ()
    """Longer strings inside which no term is one: 全社会组织起来."""


def load_terms(folder: Path) -> Terms:
    """Return the Chinese forms of the concept lexicon and the words of terms.txt beside it.

    Raises:
        ConfigError: a file of the lexicon is wrong, or a line of terms.txt is no Chinese word of two characters or more.
    """
    lexicon = load_lexicon(folder)
    exclusions = {text for text, _ in lexicon.exclusions}
    return Terms(tuple(sorted({*lexicon.words, *read_term_list(folder / TERMS_FILE)})), tuple(sorted(exclusions)))


def read_term_list(path: Path) -> list[str]:
    """Return the words of a plain list, normalised: one a line; what follows a # is a comment.

    Raises:
        ConfigError: the file is missing, or a line is no Chinese word of two characters or more; every such line is named.
    """
    if not path.is_file():
        raise ConfigError(f"{path}: the file is missing")
    lines = [line.partition("#")[0].strip() for line in path.read_text(encoding="utf-8").splitlines()]
    faults = [
        f"{path}:{number}: not a Chinese word of two characters or more: {line[:40]!r}"
        for number, line in enumerate(lines, 1)
        if line and not _is_word(line)
    ]
    if faults:
        raise ConfigError("\n".join(faults))
    return [normalise(line).text for line in lines if line]


def _is_word(line: str) -> bool:
    return count_han(line) > 1 and line.isalnum()


class TermFinder:
    """Finds terms in a folded text."""

    def __init__(self, terms: Terms) -> None:
        """Prepare the automata."""
        self.words = frozenset(terms.words)
        self._terms = ahocorasick_rs.AhoCorasick(list(terms.words))
        self._exclusions = ahocorasick_rs.AhoCorasick(list(terms.exclusions))

    def find(self, folded: str) -> list[Range]:
        """Return all occurrences of terms outside exclusions, the longest first, then from left to right; they may overlap."""
        found = _all_matches(self._terms, folded)
        if found:
            barred = _all_matches(self._exclusions, folded)
            found = [(start, end) for start, end in found if not any(a <= start and end <= b for a, b in barred)]
        return sorted(found, key=lambda span: (span[0] - span[1], span[0]))

    def present_in(self, folded: str) -> Terms:
        """Return the terms and exclusions that occur in a text: all that can decide its words."""
        words, exclusions = ({folded[start:end] for start, end in _all_matches(part, folded)} for part in (self._terms, self._exclusions))
        return Terms(tuple(sorted(words)), tuple(sorted(exclusions)))


def _all_matches(automaton: ahocorasick_rs.AhoCorasick, folded: str) -> list[Range]:
    return [(start, end) for _, start, end in automaton.find_matches_as_indexes(folded, overlapping=True)]


def keep_whole(finder: TermFinder, folded: str, words: list[Range], is_known: Callable[[str], bool]) -> tuple[list[Range], int]:
    """Return the words with terms made whole, and how many terms were kept.

    Args:
        finder: the terms.
        folded: the text as terms are compared.
        words: the model's words in order, as (start, end) in the folded text.
        is_known: tells whether a string is a word of the model's vocabulary or word list.
    """
    starts, ends = [start for start, _ in words], [end for _, end in words]
    kept: list[Range] = []
    for term in finder.find(folded):
        covering = words[max(bisect_right(starts, term[0]) - 1, 0) : bisect_left(ends, term[1]) + 1]
        if not _touches(kept, covering) and _holds(term, covering, lambda a, b: folded[a:b] in finder.words or is_known(folded[a:b])):
            kept.append(term)
    return (_apply(words, sorted(kept)), len(kept)) if kept else (words, 0)


def _holds(term: Range, covering: list[Range], is_word: Callable[[int, int], bool]) -> bool:
    """Tell whether the evidence allows the term: no known word crosses an edge, and no word of the model has it as its stem."""
    start, end = term
    if not covering or covering[0][0] > start or covering[-1][1] < end:
        return False  # the term lies across white space
    crossing = [(a, b) for a, b in covering if a < start < b or a < end < b]
    if end - start < MIN_CUT_OUT and any(a <= start and end <= b for a, b in crossing):
        return False
    return not any(is_word(a, b) for a, b in crossing)


def _touches(kept: list[Range], covering: list[Range]) -> bool:
    """Tell whether a term that was kept before has a part of these words."""
    return bool(covering) and any(start < covering[-1][1] and covering[0][0] < end for start, end in kept)


def _apply(words: list[Range], kept: list[Range]) -> list[Range]:
    """Return the words with each kept span one word; what a cut word leaves at its edges stays as words of its own."""
    result: list[Range] = []
    position = 0
    for start, end in kept:
        while position < len(words) and words[position][1] <= start:
            result.append(words[position])
            position += 1
        if words[position][0] < start:
            result.append((words[position][0], start))
        result.append((start, end))
        while position < len(words) and words[position][1] <= end:
            position += 1
        if position < len(words) and words[position][0] < end:
            words = [*words[:position], (end, words[position][1]), *words[position + 1 :]]
    return [*result, *words[position:]]
