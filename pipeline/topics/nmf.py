"""The adapter of scikit-learn: topics by non-negative matrix factorisation, of TF-IDF weights or of the association between words.

Frobenius norm, NNDSVD start, coordinate descent, one thread: the same numbers every time on one platform.
"""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import numpy.typing as npt

from pipeline.topics.engines import Factors
from pipeline.topics.vocabulary import Bags

MAX_ITERATIONS = 300
TOLERANCE = 1e-4
# Exponent of a word's document count that scales its associations: 0 lets rare words lead topics, .5 frequent ones.
FREQUENCY_POWER = 0.25
Floats = npt.NDArray[np.float64]


def fit_nmf(units: Bags, documents: Bags, topics: int, seed: int) -> Factors:
    """Factorise the units' TF-IDF weights; most coherent and stable among the classical engines.

    TF-IDF has logarithmic counts, smoothed inverse document frequency and rows of length 1.
    """
    weighting = _Weighting(units)
    matrix = weighting.apply(units)
    terms, error = _factorise(matrix, topics, seed)
    norm = float(np.sqrt(matrix.multiply(matrix).sum()))
    return Factors(terms.tolist(), weighting.place(documents, terms), error / norm)


def fit_association(units: Bags, documents: Bags, topics: int, seed: int) -> Factors:
    """Factorise how strongly words attract each other: positive NPMI over units, scaled by frequency.

    A topic is then a set of words that occur together more than their frequency explains, wherever they occur; the documents are placed
    afterwards by their TF-IDF weights. Source: Bouma, G. (2009), for NPMI; Levy, O. & Goldberg, Y. (2014), for factorising it. Memory grows
    with the square of the vocabulary (200 MB for 5,000 words).
    """
    weighting = _Weighting(units)
    matrix = _association(units)
    terms, error = _factorise(matrix, topics, seed)
    return Factors(terms.tolist(), weighting.place(documents, terms), error / float(np.linalg.norm(matrix)))


class _Weighting:
    """TF-IDF with the document frequencies of the texts that are fitted on."""

    def __init__(self, units: Bags) -> None:
        from sklearn.feature_extraction.text import TfidfTransformer

        self._transformer = TfidfTransformer(sublinear_tf=True).fit(_counts(units))

    def apply(self, bags: Bags) -> Any:
        """Return the sparse weights, shape (bags, words)."""
        return self._transformer.transform(_counts(bags))

    def place(self, bags: Bags, terms: Floats) -> list[list[float]]:
        """Return the non-negative topic weights that rebuild each bag best, shape (bags, topics)."""
        from sklearn.decomposition import non_negative_factorization

        if not bags.counts:
            return []
        with _one_thread():
            weights, _, _ = non_negative_factorization(
                self.apply(bags), H=terms, n_components=len(terms), update_H=False, init=None, tol=TOLERANCE, max_iter=MAX_ITERATIONS
            )
        rows: list[list[float]] = weights.tolist()
        return rows


def _factorise(matrix: Any, topics: int, seed: int) -> tuple[Floats, float]:
    """Return topic rows of length 1 and the reconstruction error (Frobenius)."""
    from sklearn.decomposition import NMF

    with _one_thread(), np.errstate(invalid="ignore"):  # a perfect fit's error is the root of a number a hair below 0
        model = NMF(topics, init="nndsvd", random_state=seed, tol=TOLERANCE, max_iter=MAX_ITERATIONS).fit(matrix)
    terms = model.components_
    lengths = np.linalg.norm(terms, axis=1, keepdims=True)
    return terms / np.maximum(lengths, np.finfo(float).tiny), float(np.nan_to_num(model.reconstruction_err_))


def _association(units: Bags) -> Floats:
    """Return the scaled positive NPMI of each pair of words, shape (words, words); 1 with itself before scaling."""
    present = (_counts(units) > 0).astype(np.float64)
    together = (present.T @ present).toarray()
    n, frequency = present.shape[0], np.diag(together).copy()
    with np.errstate(divide="ignore", invalid="ignore"):  # pairs that never meet, and words that are in every unit
        npmi = np.log(together * n / np.outer(frequency, frequency)) / -np.log(together / n)
    npmi = np.where(np.isfinite(npmi), np.maximum(npmi, 0.0), 0.0)
    np.fill_diagonal(npmi, 1.0)
    scale = frequency**FREQUENCY_POWER
    return npmi * np.outer(scale, scale)


def _counts(bags: Bags) -> Any:
    from scipy.sparse import csr_matrix

    starts = np.cumsum([0, *(len(bag) for bag in bags.counts)])
    words = np.array([word for bag in bags.counts for word, _ in bag], dtype=np.int64)
    values = np.array([count for bag in bags.counts for _, count in bag], dtype=np.float64)
    return csr_matrix((values, words, starts), shape=(len(bags.counts), len(bags.vocabulary)))


@contextmanager
def _one_thread() -> Iterator[None]:
    """Keep BLAS and OpenMP to one thread (sums depend on their number), and scikit-learn's remark that it stopped at max_iter quiet."""
    from sklearn.exceptions import ConvergenceWarning
    from threadpoolctl import threadpool_limits

    with threadpool_limits(limits=1), warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        yield
