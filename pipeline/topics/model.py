"""From words of texts to a fitted model and its terms; what the stage and the command `wenmai topics fit` share."""

import itertools
import math
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.core.tables import round_float
from pipeline.topics.config import TopicsConfig
from pipeline.topics.engines import READS_VECTORS, Placing, fit_topics
from pipeline.topics.factors import Fit
from pipeline.topics.phrases import join_phrases
from pipeline.topics.vectors import Vectors, telling_vectors
from pipeline.topics.vocabulary import Bags, build_vocabulary, count_words

Words = list[str]


@dataclass(frozen=True, slots=True)
class Term:
    """A term of a topic with its weight there."""

    term: str
    weight: float


@dataclass(frozen=True, slots=True)
class Model:
    """A fitted model with the terms of its topics, most relevant first."""

    fit: Fit
    terms: list[list[Term]]

    def names(self) -> list[list[str]]:
        """Return the terms without weights."""
        return [[term.term for term in topic] for topic in self.terms]


@dataclass(frozen=True, slots=True)
class Material:
    """What models are fitted on."""

    vocabulary: tuple[str, ...]
    sample: list[int]
    """Numbers of the texts that count."""
    units: Bags
    """Pieces of the sample's texts."""
    owners: list[int]
    """Position in the sample of each unit's text."""
    documents: Bags
    """Every text, in the sample or not."""

    def drawn(self, positions: Sequence[int]) -> Bags:
        """Return the units of the texts at these positions of the sample."""
        kept = set(positions)
        chosen = [unit for unit, owner in enumerate(self.owners) if owner in kept]
        vectors = None if self.units.vectors is None else tuple(self.units.vectors[unit] for unit in chosen)
        return Bags(self.vocabulary, tuple(self.units.counts[unit] for unit in chosen), vectors)


def fit_model(texts: Sequence[Words], sample: Sequence[int], config: TopicsConfig, vectors: Vectors | None = None) -> Model:
    """Fit the config's model on the texts that `sample` numbers, and place all of them.

    Vocabulary and terms come from the sample alone. The order of the texts must be fixed by the caller (by id). Documents are placed
    among their neighbours, by words and by `vectors` (one a text, see `vectors.text_vectors`); terms are the same without them, but for
    `engines.READS_VECTORS`.
    """
    read = telling_vectors(vectors, sample)
    material = gather(texts, sample, config, read)
    units, documents = material.units, material.documents
    fit = fit_topics(config.engine, units, documents, config.topics, config.seed, _placing(documents, sample, read))
    return Model(fit, relevant_terms(fit, documents, config.relevance, config.terms))


def gather(texts: Sequence[Words], sample: Sequence[int], config: TopicsConfig, vectors: Vectors | None) -> Material:
    """Count the sample's words in units and every text's words; vectors go along where the engine reads them."""
    joined = join_phrases(texts, config.phrase_npmi) if config.phrases else texts
    chosen = [joined[index] for index in sample]
    vocabulary = build_vocabulary(chosen, config.min_documents, config.max_document_share, config.max_words)
    units, owners = cut_units(chosen, config.unit_words, vocabulary)
    documents = count_words(joined, vocabulary)
    if vectors is not None and config.engine in READS_VECTORS:
        units = replace(units, vectors=tuple(vectors[sample[owner]] for owner in owners))
        documents = replace(documents, vectors=tuple(vectors))
    return Material(vocabulary, list(sample), units, owners, documents)


def _placing(documents: Bags, sample: Sequence[int], vectors: Vectors | None) -> Placing:
    from pipeline.topics.neighbours import Guess, place_among

    chosen = list(sample)
    return lambda weights: place_among(documents, chosen, vectors, [Guess(chosen, weights)])


def draw_sample(n: int, share: float, seed: int) -> list[int]:
    """Return the numbers of `share` of n texts, sorted; the seed decides which."""
    if share >= 1:
        return list(range(n))
    return sorted(random.Random(seed).sample(range(n), round(n * share)))  # noqa: S311 - a sample, no secret


def relevant_terms(fit: Fit, documents: Bags, relevance: float, n: int) -> list[list[Term]]:
    """Return the n most relevant terms of each topic: `relevance` × log p(w|t) + (1 - `relevance`) × log(p(w|t) / p(w)).

    Source: Sievert, C. & Shirley, K. (2014), LDAvis, formula 1; p(w) is the share of documents' words. Ties are ordered by term.
    """
    shares = _word_shares(documents)
    return [_ranked(fit.vocabulary, row, shares, relevance)[:n] for row in fit.term_weights]


def _ranked(vocabulary: tuple[str, ...], row: list[float], shares: list[float], relevance: float) -> list[Term]:
    scored = [
        (round_float(math.log(weight) - (1 - relevance) * math.log(share)), word, weight)
        for word, weight, share in zip(vocabulary, row, shares, strict=True)
        if weight > 0 and share > 0
    ]
    return [Term(word, weight) for _, word, weight in sorted(scored, key=lambda item: (-item[0], item[1]))]


def _word_shares(documents: Bags) -> list[float]:
    counts = [0] * len(documents.vocabulary)
    for bag in documents.counts:
        for word, count in bag:
            counts[word] += count
    total = sum(counts) or 1
    return [count / total for count in counts]


def cut_units(texts: Sequence[Words], size: int, vocabulary: tuple[str, ...]) -> tuple[Bags, list[int]]:
    """Return the pieces of the texts as bags, those without words of the vocabulary left out, and which text each is from."""
    pieces = [(position, piece) for position, words in enumerate(texts) for piece in _units(words, size)]
    bags = count_words((piece for _, piece in pieces), vocabulary)
    kept = [(position, bag) for (position, _), bag in zip(pieces, bags.counts, strict=True) if bag]
    return Bags(vocabulary, tuple(bag for _, bag in kept)), [position for position, _ in kept]


def _units(words: Words, size: int) -> list[Words]:
    """Divide a text into pieces of nearly equal length, at most `size` words each."""
    pieces = max(1, math.ceil(len(words) / size))
    bounds = [len(words) * piece // pieces for piece in range(pieces + 1)]
    return [words[start:end] for start, end in itertools.pairwise(bounds)]
