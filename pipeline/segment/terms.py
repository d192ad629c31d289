"""Terms that stay whole, and the evidence for it.

A term that occurs in the text becomes one word when the model's own boundaries agree at both its outer edges: then only cuts inside it
are undone (三社|联动 → 三社联动). Where a word of the model crosses an edge, that word decides: a known word (the model's vocabulary, the
library's word list, or another term) is evidence against the term (项目|制定 stays, so does 依附|性别); an unknown one, such as 双百社 in
双百社|工站, is the model's guess, and the term wins. It wins too at the end of a name from the word list, which holds 10,000 of the kind of
先锋道|街道. The longest term wins over shorter ones, then the first.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Container
from dataclasses import dataclass
from pathlib import Path

import ahocorasick_rs

from pipeline.core.errors import ConfigError
from pipeline.core.files import read_utf8
from pipeline.core.lexicon import Lexicon, language_of, load_lexicon
from pipeline.core.text import count_han, normalise

TERMS_FILE = "terms.txt"
Range = tuple[int, int]
# A term of two characters before a suffix, in a word that the model guessed, is a stem (嵌入 in 嵌入型); at the end it is the head (先锋道|街道).
MIN_CUT_OUT = 3
# Both parts of a phrase have two characters or more; its term has three.
MIN_WORD, MIN_LABEL = 2, 3


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
    words = {*lexicon_words(lexicon), *read_term_list(folder / TERMS_FILE)}
    exclusions = {text for text, _ in lexicon.exclusions if language_of(text) == "zh"}
    return Terms(tuple(sorted(words)), tuple(sorted(exclusions)))


def lexicon_words(lexicon: Lexicon) -> set[str]:
    """Return the lexicon's forms that are one word.

    Two kinds are phrases, of which the shorter term alone is kept whole: a concept that is a modifier before its broader concept
    (社区|社会组织), and a variant that adds a word to a concept's label in one way only (资源依赖|理论, but 社会治理共同体).
    """
    labels = {normalise(concept.label).text for concept in lexicon.concepts}
    kinds = {
        normalise(concept.label).text
        for concept in lexicon.concepts
        if any(concept.label.endswith(lexicon.by_id[name].label) for name in concept.broader)
    }
    return {word for word in lexicon.words if word not in kinds and (word in labels or not _adds_a_word(word, labels))}


def _adds_a_word(word: str, labels: set[str]) -> bool:
    cuts = range(MIN_WORD, len(word) - MIN_WORD + 1)
    heads = sum(word[:cut] in labels for cut in cuts if cut >= MIN_LABEL)
    tails = sum(word[cut:] in labels for cut in cuts if len(word) - cut >= MIN_LABEL)
    return heads + tails == 1


def read_term_list(path: Path) -> list[str]:
    """Return the words of a plain list, normalised: one a line; what follows a # is a comment.

    Raises:
        ConfigError: the file is missing or not UTF-8, or a line is no Chinese word of two characters or more; every such line is named.
    """
    if not path.is_file():
        raise ConfigError(f"{path}: the file is missing")
    lines = [line.partition("#")[0].strip() for line in read_utf8(path, ConfigError).splitlines()]
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


@dataclass(frozen=True, slots=True)
class KnownWords:
    """What speaks against cutting a word of the model."""

    vocabulary: Container[str]
    """Words the model was trained on."""
    word_list: Container[str]
    """The library's list, half of it names of places and persons."""


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
            found = [(start, end) for start, end in found if not any(a <= start and end <= b and b - a > end - start for a, b in barred)]
        return sorted(found, key=lambda span: (span[0] - span[1], span[0]))

    def present_in(self, folded: str) -> Terms:
        """Return the terms and exclusions that occur in a text: all that can decide its words."""
        words, exclusions = ({folded[start:end] for start, end in _all_matches(part, folded)} for part in (self._terms, self._exclusions))
        return Terms(tuple(sorted(words)), tuple(sorted(exclusions)))


def _all_matches(automaton: ahocorasick_rs.AhoCorasick, folded: str) -> list[Range]:
    return [(start, end) for _, start, end in automaton.find_matches_as_indexes(folded, overlapping=True)]


def keep_whole(finder: TermFinder, folded: str, words: list[Range], known: KnownWords) -> tuple[list[Range], int]:
    """Return the words with terms made whole, and how many terms were kept.

    Args:
        finder: the terms.
        folded: the text as terms are compared.
        words: the model's words in order, as (start, end) in the folded text.
        known: what counts as a word.
    """

    def is_word(text: str, in_list: bool) -> bool:
        return text in finder.words or text in known.vocabulary or (in_list and text in known.word_list)

    starts, ends = [start for start, _ in words], [end for _, end in words]
    kept: list[Range] = []
    for term in finder.find(folded):
        covering = words[max(bisect_right(starts, term[0]) - 1, 0) : bisect_left(ends, term[1]) + 1]
        if not _touches(kept, covering) and _holds(folded, term, covering, is_word):
            kept.append(term)
    return (_apply(words, sorted(kept)), len(kept)) if kept else (words, 0)


def refused_terms(finder: TermFinder, folded: str, words: list[Range]) -> list[Range]:
    """Return the terms in the text that these words leave cut, in order; of terms inside each other the longest."""
    starts = [start for start, _ in words]
    refused: list[Range] = []
    for start, end in finder.find(folded):
        inside = words[max(bisect_right(starts, start) - 1, 0)] if words else (0, 0)
        if not (inside[0] <= start and end <= inside[1]) and not any(a <= start and end <= b for a, b in refused):
            refused.append((start, end))
    return sorted(refused)


def _holds(folded: str, term: Range, covering: list[Range], is_word: Callable[[str, bool], bool]) -> bool:
    """Tell whether the evidence allows the term: no word that crosses an edge of it speaks against it."""
    start, end = term
    if not covering or covering[0][0] > start or covering[-1][1] < end:
        return False  # the term lies across white space
    crossing = [(a, b) for a, b in covering if a < start < b or a < end < b]
    return not any(_speaks_against(folded[a:b], start - a, b - end, is_word) for a, b in crossing)


def _speaks_against(word: str, before: int, behind: int, is_word: Callable[[str, bool], bool]) -> bool:
    """Tell whether a word that crosses a term's edge rules the term out.

    Args:
        word: the model's word.
        before: characters of it before the term; negative when it begins inside the term.
        behind: the same behind the term.
        is_word: tells whether a string is a word; its second argument, whether the word list counts.
    """
    contains = before >= 0 and behind >= 0
    if contains and behind > 0 and len(word) - before - behind < MIN_CUT_OUT:
        return True
    is_head = contains and before >= MIN_WORD
    return is_word(word, not is_head)


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
