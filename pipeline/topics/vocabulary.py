"""From the words of texts to counted bags over one vocabulary; plain Python, and the same whatever the order of the texts."""

import functools
import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.core.text import is_han, normalise

LATIN_WORD = re.compile(r"[a-z][a-z-]+[a-z]")
# Numbers written in Chinese (四十, 一百零七, 两成, 十一个) count things; they are no words of a topic.
NUMERAL = re.compile(r"[〇零一二三四五六七八九十百千万亿两几第多余半]+[个名次年月日天元成倍份人项种位岁]?")


@dataclass(frozen=True, slots=True)
class Bags:
    """Texts as counts over a vocabulary."""

    vocabulary: tuple[str, ...]
    """Sorted."""
    counts: tuple[tuple[tuple[int, int], ...], ...]
    """One bag a text: (index in the vocabulary, count), by index."""
    vectors: tuple[Sequence[float], ...] | None = None
    """One vector a text, for engines that read sentences too; None without."""


def content_words(tokens: Iterable[str], stop_words: frozenset[str], min_chars: int) -> list[str]:
    """Return the tokens that may become terms, in order: normalised Chinese words of `min_chars` and Latin ones of three letters or more."""
    words = map(_normal_form, tokens)
    return [word for word in words if _is_word(word, min_chars) and word not in stop_words]


@functools.lru_cache(maxsize=200_000)
def _normal_form(token: str) -> str:
    return normalise(token).text


def _is_word(word: str, min_chars: int) -> bool:
    if word and all(map(is_han, word)):
        return len(word) >= min_chars and NUMERAL.fullmatch(word) is None
    return LATIN_WORD.fullmatch(word) is not None


def build_vocabulary(texts: Sequence[Sequence[str]], min_documents: int, max_share: float, max_words: int) -> tuple[str, ...]:
    """Return the words that at least `min_documents` and at most the share `max_share` of the texts contain, sorted.

    In a corpus under ten times `min_documents` a tenth of the texts is asked for, at least two (one in a corpus of one text); a word in two
    texts is never too frequent. Of more than `max_words` words those in most texts are kept (ties: by the word).
    """
    n = len(texts)
    least = min(n, max(2, min(min_documents, n // 10)), min_documents)
    most = max(math.floor(max_share * n), min(n, 2))
    found = Counter(word for words in texts for word in set(words))
    kept = sorted((-count, word) for word, count in found.items() if least <= count <= most)
    return tuple(sorted(word for _, word in kept[:max_words]))


def count_words(texts: Iterable[Sequence[str]], vocabulary: tuple[str, ...]) -> Bags:
    """Return the texts as counts over the vocabulary; words outside it are passed over."""
    index = {word: position for position, word in enumerate(vocabulary)}
    counts = (Counter(index[word] for word in words if word in index) for words in texts)
    return Bags(vocabulary, tuple(tuple(sorted(bag.items())) for bag in counts))
