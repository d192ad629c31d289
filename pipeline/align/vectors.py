"""What sentence vectors say about a bead: the cosine of its two spans, above what neighbouring sentences have by chance."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from pipeline.align.config import AlignConfig

Array = np.ndarray[Any, np.dtype[np.float64]]
Indices = np.ndarray[Any, np.dtype[np.int64]]


@dataclass(frozen=True, slots=True)
class SideVectors:
    """The sentences of one side."""

    units: Array
    """(n, 512): a unit vector a sentence; zeros for one without characters."""
    weights: Array
    """(n,): square root of the sentence's length."""


class Vectors:
    """Cosines of spans: a span's vector is the mean of its sentences' vectors weighted by the square root of their length."""

    def __init__(self, zh: SideVectors, en: SideVectors, config: AlignConfig) -> None:
        """Sum weighted vectors once, so that a span is a difference."""
        self._config = config
        self._zh_units, self._en_units = zh.units, en.units
        self._zh = prefix_sums(zh.units * zh.weights[:, None])
        self._en = prefix_sums(en.units * en.weights[:, None])
        self._whole_zh: Mapping[range, Array] = {}
        self._whole_en: dict[int, list[tuple[int, Array]]] = {}

    def take_whole(self, zh: Mapping[range, Array], en: Mapping[range, Array]) -> None:
        """Take unit vectors of spans that were encoded as one text each: what the mean of their sentences only approximates."""
        self._whole_zh = zh
        self._whole_en = {}
        for span, vector in en.items():
            self._whole_en.setdefault(span.start, []).append((span.stop, vector))

    def row(self, first_zh: int, n_zh: int, starts: Indices, ends: Indices) -> Array:
        """Return the vectors' evidence for the spans starts..ends, shape of `ends`."""
        zh = self._whole_zh.get(range(first_zh, first_zh + n_zh))
        if zh is None:
            zh = _unit(self._zh[first_zh + n_zh] - self._zh[first_zh])
        en = self._english(starts, ends)
        cosines = en @ zh
        around_en = self._around_en(zh, starts, ends)
        around_zh = self._around_zh(first_zh, n_zh, en)
        above: Array = cosines - self._config.neighbour_share * (around_en + around_zh) / 2 - self._config.cosine_base
        return above

    def _english(self, starts: Indices, ends: Indices) -> Array:
        """Return the unit vector of each English span, shape (*ends.shape, 512)."""
        vectors = _unit(spans_of(self._en, starts, ends))
        for column, start in enumerate(starts):
            for stop, vector in self._whole_en.get(int(start), ()):
                vectors[ends[:, column] == stop, column] = vector
        return vectors

    def coarse_pairs(self) -> Array:
        """Return every sentence pair's cosine above the mean of both sentences, shape (n_zh, n_en)."""
        cosines = self._zh_units @ self._en_units.T
        usual = (cosines.mean(axis=0)[None, :] + cosines.mean(axis=1)[:, None]) / 2
        above: Array = cosines - usual - self._config.cosine_base
        return above

    def _around_en(self, zh: Array, starts: Indices, ends: Indices) -> Array:
        """Return the mean cosine of the Chinese span with English sentences beside each English span."""
        sums = prefix_sums(self._en_units @ zh)
        return _mean_beside(sums, starts[None, :], ends, self._config.neighbour_sentences)

    def _around_zh(self, first_zh: int, n_zh: int, en: Array) -> Array:
        """Return the mean cosine of each English span with Chinese sentences beside the Chinese span."""
        width, last = self._config.neighbour_sentences, first_zh + n_zh
        beside = np.concatenate([self._zh_units[max(first_zh - width, 0) : first_zh], self._zh_units[last : last + width]])
        mean: Array = (en @ beside.T).mean(axis=-1) if len(beside) else np.zeros(en.shape[:-1])
        return mean


def _mean_beside(sums: Array, starts: Indices, ends: Indices, width: int) -> Array:
    left, right = np.maximum(starts - width, 0), np.minimum(ends + width, len(sums) - 1)
    total = sums[right] - sums[ends] + sums[starts] - sums[left]
    count = (right - ends) + (starts - left)
    return np.where(count > 0, total / np.maximum(count, 1), 0.0)


def prefix_sums(values: Array) -> Array:
    """Return the sums of the first 0, 1, … n rows, so that a span's sum is a difference; shape (n + 1, …)."""
    return np.concatenate([np.zeros((1, *values.shape[1:])), np.cumsum(values, axis=0)])


def spans_of(sums: Array, starts: Indices, ends: Indices) -> Array:
    """Return the sums over starts..ends; `starts` (m,), `ends` (k, m), result (k, m, …)."""
    spans: Array = sums[ends] - sums[starts][None, :]
    return spans


def _unit(vectors: Array) -> Array:
    norms = np.linalg.norm(vectors, axis=-1, keepdims=True)
    units: Array = vectors / np.maximum(norms, 1e-12)
    return units
