"""Proposed names of topics: concepts and relevant terms, and a phrase from titles; plain Python."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice

from pipeline.core.text import is_han

# LDAvis's lambda for names: Sievert and Shirley's readers found topics again best near .6 (2014, section 3.2).
RELEVANCE = 0.6
# Terms among which concepts are preferred, and terms that make a name.
CANDIDATES, IN_NAME = 10, 3
# A phrase of a title: so many words, in at least so many titles of the topic.
PHRASE_WORDS = range(2, 5)
LEAST_TITLES = 3


def propose_label(terms: Sequence[str], concepts: Mapping[str, str]) -> str:
    """Return a name of up to three of the first ten terms, concepts of the lexicon first, a term that is part of another left out.

    Args:
        terms: of one topic, most relevant first (with lambda .6).
        concepts: id of the concept by its label.
    """
    first = list(terms[:CANDIDATES])
    ordered = [term for term in first if term in concepts] + [term for term in first if term not in concepts]
    named: list[str] = []
    for term in ordered:
        if not any(term in other or other in term for other in named):
            named.append(term)
    return "·".join(islice(named, IN_NAME))


def title_phrases(
    titles: Iterable[tuple[int | None, Sequence[str]]], terms: Sequence[Sequence[str]], stop: frozenset[str]
) -> list[str | None]:
    """Return for each topic the phrase that is most its own among the titles of its works, or None.

    A phrase is a run of two to four Chinese words in at least three titles of the topic, begins and ends with a word of substance, and
    holds one of the topic's terms. It is scored by titles of the topic × their share of all titles with it × words; ties by the phrase.

    Args:
        titles: the strongest topic of each work and the words of its title, in order.
        terms: terms of each topic.
        stop: words that may not begin or end a phrase.
    """
    counts: list[Counter[tuple[str, ...]]] = [Counter() for _ in terms]
    every: Counter[tuple[str, ...]] = Counter()
    for topic, words in titles:
        phrases = set(_phrases(words, stop))
        every.update(phrases)
        if topic is not None:
            counts[topic].update(phrases)
    return [_best(counts[topic], every, frozenset(terms[topic])) for topic in range(len(terms))]


def _phrases(words: Sequence[str], stop: frozenset[str]) -> Iterable[tuple[str, ...]]:
    for length in PHRASE_WORDS:
        for start in range(len(words) - length + 1):
            phrase = tuple(words[start : start + length])
            if all(_is_chinese(word) for word in phrase) and all(len(edge) > 1 and edge not in stop for edge in (phrase[0], phrase[-1])):
                yield phrase


def _is_chinese(word: str) -> bool:
    return bool(word) and all(map(is_han, word))


def _best(counts: Counter[tuple[str, ...]], every: Counter[tuple[str, ...]], terms: frozenset[str]) -> str | None:
    scored = [
        (-count * count / every[phrase] * len(phrase), "".join(phrase))
        for phrase, count in counts.items()
        if count >= LEAST_TITLES and not terms.isdisjoint(phrase)
    ]
    return min(scored)[1] if scored else None
