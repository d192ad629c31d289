"""Bags as numpy and scipy matrices, between the adapters that count with them."""

from typing import Any

import numpy as np
import numpy.typing as npt

from pipeline.topics.vocabulary import Bags

Floats = npt.NDArray[np.float64]


def unit_rows(matrix: Floats) -> Floats:
    """Return the rows scaled to length 1; rows of zeros stay."""
    lengths = np.linalg.norm(matrix, axis=1, keepdims=True)
    return np.asarray(matrix / np.maximum(lengths, np.finfo(float).tiny))


def count_matrix(bags: Bags) -> Any:
    """Return the counts as a sparse matrix, shape (texts, words)."""
    from scipy.sparse import csr_matrix

    starts = np.cumsum([0, *(len(bag) for bag in bags.counts)])
    words = np.array([word for bag in bags.counts for word, _ in bag], dtype=np.int64)
    values = np.array([count for bag in bags.counts for _, count in bag], dtype=np.float64)
    return csr_matrix((values, words, starts), shape=(len(bags.counts), len(bags.vocabulary)))
