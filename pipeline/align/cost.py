"""The score of a bead from three kinds of evidence: words (likelihood ratio), length and sentence vectors; each can work alone.

    lexical    sum over the bead's English tokens of log(((1 - u) * mean t(e|z) + u * p(e)) / p(e))      u: unknown_share
    length     -(log(English letters / Chinese characters) - log ratio of this text)^2 / (2 * spread^2)
    vectors    cos(zh, en) - share * mean cos with the neighbouring sentences - base

The likelihood ratio asks how much better the Chinese words explain the English tokens than English at large does, so that a bead gains
nothing by swallowing sentences (a coverage objective does, and over-merges). Vectors count once a bead, whatever its size.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import sparse

from pipeline.align.anchors import MONTHS, WORDS
from pipeline.align.config import AlignConfig, Priors, Weights
from pipeline.align.dictionary import Dictionary, number_token
from pipeline.align.english import MIN_FREQUENCY, STOP, background, english_words, stem
from pipeline.align.vectors import Array, Indices, SideVectors, Vectors, prefix_sums, spans_of
from pipeline.core.text import normalise

NUMBER_FREQUENCY = 2e-4
IMPOSSIBLE = -1e9


@dataclass(frozen=True, slots=True)
class Sides:
    """Both sides of a text to align, as printed, with the vectors of their sentences (None: without embeddings)."""

    zh: Sequence[str]
    en: Sequence[str]
    zh_vectors: Array | None = None
    en_vectors: Array | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """Counts of the lexical model over the stems that occur in the English side (V of them)."""

    translated: Array
    """(n_zh, V): sum over the sentence's words of t(e|z)."""
    n_words: Array
    """(n_zh,): words with translations."""
    counts: Any
    """(n_en, V) sparse: how often each stem occurs."""
    background: Array
    """(V,): p(e)."""


def english_tokens(sentence: str) -> list[str]:
    """Return the stems of a sentence that can carry evidence; numbers in digits and words as `#n`."""
    tokens = []
    for word in english_words(sentence):
        value = WORDS.get(word, MONTHS.get(word))
        if word[0].isdigit():
            tokens.append(number_token(word))
        elif value is not None and word not in {"may", "march", "second"}:
            tokens.append(number_token(str(value)))
        elif word not in STOP:
            tokens.append(stem(word))
    return tokens


def count_words(sides: Sides, dictionary: Dictionary) -> Words:
    """Return the counts of the lexical model for one text."""
    tokens = [english_tokens(sentence) for sentence in sides.en]
    vocabulary = {token: index for index, token in enumerate(sorted({token for sentence in tokens for token in sentence}))}
    translated = np.zeros((len(sides.zh), len(vocabulary)))
    n_words = np.zeros(len(sides.zh))
    for row, sentence in enumerate(sides.zh):
        for word in dictionary.words(normalise(sentence).text):
            shares = dictionary.translations(word)
            n_words[row] += bool(shares)
            for token, share in shares.items():
                if token in vocabulary:
                    translated[row, vocabulary[token]] += share
    return Words(translated, n_words, _count_matrix(tokens, vocabulary), _background(vocabulary))


def _background(vocabulary: dict[str, int]) -> Array:
    shares = background()
    return np.array([NUMBER_FREQUENCY if token[0] == "#" else max(shares.get(token, 0.0), MIN_FREQUENCY) for token in vocabulary])


def _count_matrix(tokens: list[list[str]], vocabulary: dict[str, int]) -> Any:
    rows = [row for row, sentence in enumerate(tokens) for _ in sentence]
    columns = [vocabulary[token] for sentence in tokens for token in sentence]
    return sparse.csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(len(tokens), len(vocabulary)))


def prior_table(priors: Priors, max_zh: int, max_en: int) -> Array:
    """Return the log prior of every kind of bead, shape (max_zh + 1, max_en + 1); 0-0 and larger nulls are impossible."""
    table = np.full((max_zh + 1, max_en + 1), IMPOSSIBLE)
    table[0, 1], table[1, 0] = priors.null_zh, priors.null_en
    for n_zh in range(1, max_zh + 1):
        for n_en in range(1, max_en + 1):
            table[n_zh, n_en] = _prior(priors, n_zh, n_en)
    return table


def _prior(priors: Priors, n_zh: int, n_en: int) -> float:
    if n_zh == n_en == 1:
        return 0.0
    if n_zh == 1:
        return priors.split + priors.split_more * (n_en - 2)
    if n_en == 1:
        return priors.merge + priors.merge_more * (n_zh - 2)
    return priors.many + priors.many_more * (n_zh + n_en - 4)


class Evidence:
    """The evidence of one text, ready to be weighed: row by row, so that a long text needs only its band."""

    def __init__(self, sides: Sides, dictionary: Dictionary, config: AlignConfig) -> None:
        """Count words, characters and cosines once; weighing them differently costs little."""
        self.config = config
        self.n_zh, self.n_en = len(sides.zh), len(sides.en)
        self.words = count_words(sides, dictionary)
        self._zh_chars = prefix_sums(_weights(sides.zh))
        self._en_chars = prefix_sums(_weights(sides.en))
        self._log_ratio = _log_ratio(self._zh_chars[-1], self._en_chars[-1], min(self.n_zh, self.n_en), config)
        self._priors = prior_table(config.priors, config.max_zh, config.max_en)
        self._vectors = None
        if sides.zh_vectors is not None and sides.en_vectors is not None:
            self._vectors = Vectors(_side(sides.zh, sides.zh_vectors), _side(sides.en, sides.en_vectors), config)

    def take_ratio(self, beads: Iterable[tuple[range, range]]) -> None:
        """Expect from now on the length ratio of these beads (both sides filled), drawn towards the usual one when they are few."""
        pairs = [(_total(self._zh_chars, zh), _total(self._en_chars, en)) for zh, en in beads]
        self._log_ratio = _log_ratio(sum(zh for zh, _ in pairs), sum(en for _, en in pairs), len(pairs), self.config)

    def take_whole(self, zh: Mapping[range, Array], en: Mapping[range, Array]) -> None:
        """Take unit vectors of spans encoded as one text each."""
        if self._vectors is not None:
            self._vectors.take_whole(zh, en)

    def row(self, weights: Weights, first_zh: int, low: int, high: int) -> Array:
        """Return the scores of all beads whose Chinese sentences begin at `first_zh` and English ones at low..high - 1.

        Shape (max_zh + 1, max_en + 1, high - low); a bead that would run over the end is IMPOSSIBLE.
        """
        scores = np.repeat(self._priors[:, :, None], high - low, axis=2)
        starts = np.arange(low, high)
        for n_zh in range(1, self.config.max_zh + 1):
            if first_zh + n_zh > self.n_zh:
                scores[n_zh] = IMPOSSIBLE
                continue
            scores[n_zh, 1:] += self._weighed(weights, first_zh, n_zh, starts)
        scores[1, 0] = self._null_en(first_zh)
        for n_en in range(1, self.config.max_en + 1):
            scores[:, n_en, starts + n_en > self.n_en] = IMPOSSIBLE
        return scores

    def _null_en(self, first_zh: int) -> float:
        """Return the score of leaving a Chinese sentence without counterpart: a short one was rather merged than left out."""
        if first_zh == self.n_zh:
            return IMPOSSIBLE
        priors = self.config.priors
        chars = self._zh_chars[first_zh + 1] - self._zh_chars[first_zh]
        return float(priors.null_en + priors.null_short * max(0.0, 1 - chars / priors.short_chars))

    def coarse_pairs(self, weights: Weights) -> Array:
        """Return how much every sentence pair gains, shape (n_zh, n_en): the map in which a long text's band is found."""
        pairs = np.zeros((self.n_zh, self.n_en))
        if weights.lexical:
            pairs += np.array([weights.lexical * (self.words.counts @ self._log_ratios(first, 1)) for first in range(self.n_zh)])
        if weights.embedding and self._vectors is not None:
            pairs += weights.embedding * self._vectors.coarse_pairs()
        return pairs

    def parts(self, zh: range, en: range) -> tuple[float, float, float | None]:
        """Return a bead's unweighted evidence: words, logarithm of the length ratio against the expected one, vectors."""
        starts, ends = np.array([en.start]), np.array([[en.stop]])
        lexical = self._lexical(zh.start, len(zh), starts, ends)
        vectors = None if self._vectors is None else float(self._vectors.row(zh.start, len(zh), starts, ends)[0, 0])
        return float(lexical[0, 0]), float(self._length_off(zh.start, len(zh), starts, ends)[0, 0]), vectors

    def _weighed(self, weights: Weights, first_zh: int, n_zh: int, starts: Indices) -> Array:
        """Return the evidence for n_en = 1.. at each start, shape (max_en, len(starts))."""
        ends = np.minimum(starts[None, :] + np.arange(1, self.config.max_en + 1)[:, None], self.n_en)
        total = np.zeros(ends.shape)
        if weights.lexical:
            total += weights.lexical * self._lexical(first_zh, n_zh, starts, ends)
        if weights.length:
            total -= weights.length * (self._length_off(first_zh, n_zh, starts, ends) / self.config.length_spread) ** 2 / 2
        if weights.embedding and self._vectors is not None:
            total += weights.embedding * self._vectors.row(first_zh, n_zh, starts, ends)
        return total

    def _lexical(self, first_zh: int, n_zh: int, starts: Indices, ends: Indices) -> Array:
        low, high = int(starts[0]), int(ends[-1, -1])
        gains: Array = self.words.counts[low:high] @ self._log_ratios(first_zh, n_zh)
        return spans_of(prefix_sums(gains), starts - low, ends - low)

    def _log_ratios(self, first_zh: int, n_zh: int) -> Array:
        """Return for each stem the log of how much likelier the Chinese span makes it."""
        unknown = self.config.unknown_share
        n_words = max(self.words.n_words[first_zh : first_zh + n_zh].sum(), 1.0)
        mean = self.words.translated[first_zh : first_zh + n_zh].sum(axis=0) / n_words
        ratios: Array = np.log((1 - unknown) * mean / self.words.background + unknown)
        return ratios

    def _length_off(self, first_zh: int, n_zh: int, starts: Indices, ends: Indices) -> Array:
        """Return the logarithm of how much longer the English span is than the Chinese one leads to expect."""
        zh = self._zh_chars[first_zh + n_zh] - self._zh_chars[first_zh]
        en = spans_of(self._en_chars, starts, ends)
        off: Array = np.log(np.maximum(en, 1.0) / max(zh, 1.0)) - self._log_ratio
        return off


def _side(sentences: Sequence[str], vectors: Array) -> SideVectors:
    return SideVectors(vectors, np.sqrt(_weights(sentences)))


def _log_ratio(zh_chars: float, en_chars: float, n_pairs: int, config: AlignConfig) -> float:
    """Return the logarithm of the letters per character expected: the text's own ratio, drawn towards the usual one when pairs are few."""
    usual = float(np.log(config.chars_ratio))
    if not zh_chars or not en_chars:
        return usual
    return usual + (float(np.log(en_chars / zh_chars)) - usual) * n_pairs / (n_pairs + config.ratio_sentences)


def _total(sums: Array, span: range) -> float:
    return float(sums[span.stop] - sums[span.start])


def _weights(sentences: Sequence[str]) -> Array:
    """Return the length of each sentence in characters, white space left out."""
    return np.array([float(len("".join(sentence.split()))) for sentence in sentences])
