"""The adapter of scikit-learn: topics by non-negative matrix factorisation of TF-IDF weights.

Frobenius norm, NNDSVD start, coordinate descent, one thread: the same numbers every time on one platform. A text's weights are the solution of
a small least-squares problem of its own, so that it does not matter which other texts are placed with it.
"""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np

from pipeline.topics.factors import Factors
from pipeline.topics.matrices import Floats, count_matrix, unit_rows
from pipeline.topics.vocabulary import Bags

MAX_ITERATIONS = 300
TOLERANCE = 1e-4
# Added to the diagonal of a Gram matrix, whose entries are near 1: topics with equal terms then share their weight.
RIDGE = 1e-9


def fit_nmf(units: Bags, documents: Bags, topics: int, seed: int) -> Factors:
    """Factorise the units' TF-IDF weights (logarithmic counts, rows of length 1); the most coherent and stable of the classical engines."""
    with one_thread():
        transformer = tfidf(units)
        matrix = transformer.transform(count_matrix(units))
        terms, error = _factorise(matrix, topics, seed)
        placed = rebuild(transformer.transform(count_matrix(documents)) @ terms.T, terms @ terms.T)
    return Factors(terms.tolist(), placed.tolist(), error / float(np.sqrt(matrix.multiply(matrix).sum())))


def tfidf(units: Bags) -> Any:
    """Return scikit-learn's transformer of counts into TF-IDF weights, fitted on the units."""
    from sklearn.feature_extraction.text import TfidfTransformer

    return TfidfTransformer(sublinear_tf=True).fit(count_matrix(units))


def _factorise(matrix: Any, topics: int, seed: int) -> tuple[Floats, float]:
    """Return topic rows of length 1, shape (topics, words), and the reconstruction error (Frobenius)."""
    from sklearn.decomposition import NMF

    with np.errstate(invalid="ignore"):  # a perfect fit's error is the root of a number a hair below 0
        model = NMF(topics, init="nndsvd", random_state=seed, tol=TOLERANCE, max_iter=MAX_ITERATIONS).fit(matrix)
    return unit_rows(model.components_), float(np.nan_to_num(model.reconstruction_err_))


def rebuild(products: Floats, gram: Floats) -> Floats:
    """Return the non-negative weights with which topics rebuild each row best, shape (rows, topics).

    Args:
        products: inner products of each row with each topic, shape (rows, topics).
        gram: inner products of the topics with each other.

    Source: Lawson, C. & Hanson, R. (1974), Solving Least Squares Problems, algorithm NNLS, on the Cholesky factor of the normal equations.
    """
    from scipy.linalg import cholesky, solve_triangular
    from scipy.optimize import nnls

    factor = cholesky(gram + RIDGE * np.eye(len(gram)), lower=True)
    targets = solve_triangular(factor, products.T, lower=True).T
    return np.array([nnls(factor.T, target)[0] for target in targets]).reshape(products.shape)


@contextmanager
def one_thread() -> Iterator[None]:
    """Keep BLAS and OpenMP to one thread (sums depend on their number), and scikit-learn's remark that it stopped at max_iter quiet."""
    import scipy.linalg  # noqa: F401 - only libraries that are loaded can be kept to one thread
    from sklearn.exceptions import ConvergenceWarning
    from threadpoolctl import threadpool_limits

    with threadpool_limits(limits=1), warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        yield
