"""Words of substance: what topics, collocates and comparisons count; configs/stopwords.txt names the words that are none."""

import functools
import re
from collections.abc import Iterable
from pathlib import Path

from pipeline.core.errors import ConfigError
from pipeline.core.files import read_utf8
from pipeline.core.text import is_han, normalise

LATIN_WORD = re.compile(r"[a-z][a-z-]+[a-z]")
# Numbers written in Chinese (四十, 一百零七, 两成, 十一个) count things; they are no words of a topic.
NUMERAL = re.compile(r"[〇零一二三四五六七八九十百千万亿两几第多余半]+[个名次年月日天元成倍份人项种位岁]?")


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


def read_stop_words(path: Path) -> frozenset[str]:
    """Return the words of a stop-word file, lower case; words are divided by white space, # begins a comment.

    Raises:
        ConfigError: the file is missing or not UTF-8.
    """
    try:
        lines = read_utf8(path, ConfigError).splitlines()
    except FileNotFoundError:
        raise ConfigError(f"{path}: the file is missing\nan empty one means that every word counts") from None
    return frozenset(word.lower() for line in lines for word in line.partition("#")[0].split())
