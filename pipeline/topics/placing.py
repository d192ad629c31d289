"""Place texts in saved topics without fitting anything: the adapter of scipy's non-negative least squares for new documents.

Every engine's topics are weights of words, so one way of placing serves all: TF-IDF weights (logarithmic counts, length 1) are rebuilt from
the topics (length 1) with weights that are not negative. It is not what each engine did when it was fitted; how often both name the same
strongest topic for the works of the corpus is measured at the fit and stands in the model (`reach.agreement`).
"""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.core.tables import round_float
from pipeline.topics.saved import SavedModel

RIDGE = 1e-9


@dataclass(frozen=True, slots=True)
class Placement:
    """A text in the topics of a model."""

    weights: list[float]
    """Sum 1, or all 0 for a text without known words."""
    known: float
    """Share of its words of substance that the vocabulary holds."""
    cosine: float
    """How well its topics rebuild it, 0 to 1."""

    @property
    def topic(self) -> int | None:
        """The strongest topic, the first among equals."""
        return self.weights.index(max(self.weights)) if any(self.weights) else None

    @property
    def margin(self) -> float:
        """The strongest weight less the second."""
        first, second = sorted([*self.weights, 0.0, 0.0], reverse=True)[:2]
        return round_float(first - second)


class Placer:
    """Places texts, given as words of substance, in the topics of one model."""

    def __init__(self, model: SavedModel) -> None:
        """Prepare the topics: rows of length 1, and the Cholesky factor of their inner products."""
        import numpy as np

        self._index = {word: position for position, word in enumerate(model.vocabulary)}
        self._idf, self._phrases = model.idf, model.settings.phrases
        rows = np.array(model.term_weights, dtype=np.float64).reshape(len(model.term_weights), len(model.vocabulary))
        self._terms = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), np.finfo(float).tiny)
        self._gram = self._terms @ self._terms.T
        self._factor: Any = np.linalg.cholesky(self._gram + RIDGE * np.eye(len(rows)))

    def place(self, words: Sequence[str]) -> Placement:
        """Return where a text stands."""
        units = self._joined(words) if self._phrases else list(words)
        counts = Counter(self._index[word] for word in units if word in self._index)
        if not counts or not len(self._terms):
            return Placement([0.0] * len(self._terms), 0.0, 0.0)
        weights, cosine = self._rebuild(counts)
        total = math.fsum(weights)
        shares = [round_float(value / total) if total > 0 else 0.0 for value in weights]
        return Placement(shares, round_float(counts.total() / len(units)), round_float(cosine))

    def _joined(self, words: Sequence[str]) -> list[str]:
        """Return the words with neighbours joined that the vocabulary holds as a collocation, from the left."""
        found: list[str] = []
        for word in words:
            joins = [found[-1] + mark + word for mark in ("", " ")] if found else []
            known = next((join for join in joins if join in self._index), None)
            if known is None:
                found.append(word)
            else:
                found[-1] = known
        return found

    def _rebuild(self, counts: Counter[int]) -> tuple[list[float], float]:
        import numpy as np
        from scipy.linalg import solve_triangular
        from scipy.optimize import nnls

        words = sorted(counts)
        row = np.array([(1 + math.log(counts[word])) * self._idf[word] for word in words])
        row /= np.linalg.norm(row)
        products = self._terms[:, words] @ row
        weights = nnls(self._factor.T, solve_triangular(self._factor, products, lower=True))[0]
        length = math.sqrt(max(float(weights @ self._gram @ weights), 0.0))
        return weights.tolist(), min(1.0, float(weights @ products) / length) if length > 0 else 0.0
