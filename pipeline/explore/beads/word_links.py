"""Which English words the dictionary links to which Chinese ones: the word evidence of a bead, for people to look at."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.align.cost import english_tokens
from pipeline.align.dictionary import Dictionary
from pipeline.align.english import WORD
from pipeline.core.records import Span
from pipeline.core.text import normalise

MIN_SHARE = 0.04
"""A translation of less weight (the last sense of a word with many) says nothing to a reader."""


@dataclass(frozen=True, slots=True)
class Link:
    """A Chinese and an English word that the dictionary links; sentence numbers and code points within the sentence."""

    zh: int
    zh_span: Span
    en: int
    en_span: Span


def link_words(zh: Sequence[str], en: Sequence[str], dictionary: Dictionary, own: tuple[range, range]) -> list[Link]:
    """Return for each English word that has one the likeliest Chinese word, by place.

    A word of the bead `own` is linked within the bead where that is possible, and to its neighbours otherwise.

    Args:
        zh: the Chinese sentences shown, those of the bead and of its neighbours.
        en: the English sentences shown.
        dictionary: CC-CEDICT and the lexicon.
        own: which of the sentences are the bead's.
    """
    words = [
        (number, span, dictionary.translations(word)) for number, line in enumerate(zh) for word, span in _chinese_words(line, dictionary)
    ]
    links = []
    for number, line in enumerate(en):
        for token, span in _english_words(line):
            found = [
                ((place in own[0]) == (number in own[1]), shares[token], place, where)
                for place, where, shares in words
                if shares.get(token, 0.0) >= MIN_SHARE
            ]
            if found:
                _, _, place, where = min(found, key=lambda one: (not one[0], -one[1], one[2], one[3].start))
                links.append(Link(place, where, number, span))
    return links


def _chinese_words(sentence: str, dictionary: Dictionary) -> list[tuple[str, Span]]:
    text = normalise(sentence)
    found, position = [], 0
    for word in dictionary.words(text.text):
        start = text.text.index(word, position)  # what lies between words is punctuation
        position = start + len(word)
        found.append((word, text.original(start, position)))
    return found


def _english_words(sentence: str) -> list[tuple[str, Span]]:
    return [(token, Span(*match.span())) for match in WORD.finditer(sentence) for token in english_tokens(match.group())]
