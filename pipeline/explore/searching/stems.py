"""Which English words are forms of one word: Snowball's English stemmer (Porter 2), the one place that knows the library."""

from collections.abc import Iterable
from typing import Any


def stem_words(words: Iterable[str]) -> list[str]:
    """Return the stem of each word (lower case, a to z).

    >>> stem_words(["policy", "policies"])
    ['polici', 'polici']
    """
    stemmed: list[str] = _stemmer().stemWords(list(words))
    return stemmed


def _stemmer() -> Any:
    import snowballstemmer

    return snowballstemmer.stemmer("english")
