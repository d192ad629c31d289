"""From the words of texts to counted bags over one vocabulary; plain Python, and the same whatever the order of the texts."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bags:
    """Texts as counts over a vocabulary."""

    vocabulary: tuple[str, ...]
    """Sorted."""
    counts: tuple[tuple[tuple[int, int], ...], ...]
    """One bag a text: (index in the vocabulary, count), by index."""
    vectors: tuple[Sequence[float], ...] | None = None
    """One vector a text, for engines that read sentences too; None without."""


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
