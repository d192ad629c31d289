"""The adapter of scikit-learn: topics by non-negative matrix factorisation, of TF-IDF weights or of the association between words.

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
# NPMI up to CHANCE is taken for chance; a word's document count to the power FREQUENCY_POWER scales its associations (0 lets rare words lead
# topics, .5 frequent ones). Measured on 1,000 abstracts of 67 disciplines over 90 % subsamples, K = 13 / 40 (stability; AMI with discipline):
#   .1 and .35: .64 / .48; .34 / .30    .2 and .25: .51 / .44; .34 / .31    .1 and .5: .53 / -; .34 / -    NMF of TF-IDF: .57 / .43; .30 / .27
CHANCE = 0.1
FREQUENCY_POWER = 0.35
# Added to the diagonal of a Gram matrix, whose entries are near 1: topics with equal terms then share their weight.
RIDGE = 1e-9
# Texts that are expanded at a time; bounds the memory (40 MB at 5,000 words).
BLOCK = 1000


def fit_nmf(units: Bags, documents: Bags, topics: int, seed: int) -> Factors:
    """Factorise the units' TF-IDF weights (logarithmic counts, rows of length 1); the most coherent and stable of the classical engines."""
    with _one_thread():
        transformer = _tfidf(units)
        matrix = transformer.transform(count_matrix(units))
        terms, error = _factorise(matrix, topics, seed)
        placed = _rebuild(transformer.transform(count_matrix(documents)) @ terms.T, terms @ terms.T)
    return Factors(terms.tolist(), placed.tolist(), error / float(np.sqrt(matrix.multiply(matrix).sum())))


def fit_association(units: Bags, documents: Bags, topics: int, seed: int) -> Factors:
    """Factorise how strongly words attract each other: NPMI above chance over units, scaled by frequency.

    A topic is a set of words that occur together more than their frequency explains. Units are placed in the topics by their TF-IDF weights,
    half of them spread to associated words; how well a topic's words rebuild the units placed there is the second half of their weight (geometric
    mean), which keeps words out that are peculiar but rare. Documents are placed as units are.

    Memory grows with the square of the vocabulary (200 MB for 5,000 words). Sources: Bouma, G. (2009), for NPMI; Levy, O. & Goldberg, Y.
    (2014), Neural Word Embedding as Implicit Matrix Factorization, for factorising it.
    """
    with _one_thread():
        transformer = _tfidf(units)
        matrix, association = transformer.transform(count_matrix(units)), _association(units)
        terms, error = _factorise(association, topics, seed)
        spread = association / np.maximum(association.sum(axis=1, keepdims=True), np.finfo(float).tiny)
        weights = unit_rows(_place_spread(matrix, spread, terms))
        rebuilt = _rebuild(matrix.T @ weights, weights.T @ weights).T
        terms = unit_rows(np.sqrt(unit_rows(rebuilt) * terms))
        placed = _place_spread(transformer.transform(count_matrix(documents)), spread, terms)
    return Factors(terms.tolist(), placed.tolist(), error / float(np.linalg.norm(association)))


def _tfidf(units: Bags) -> Any:
    from sklearn.feature_extraction.text import TfidfTransformer

    return TfidfTransformer(sublinear_tf=True).fit(count_matrix(units))


def _factorise(matrix: Any, topics: int, seed: int) -> tuple[Floats, float]:
    """Return topic rows of length 1, shape (topics, words), and the reconstruction error (Frobenius)."""
    from sklearn.decomposition import NMF

    with np.errstate(invalid="ignore"):  # a perfect fit's error is the root of a number a hair below 0
        model = NMF(topics, init="nndsvd", random_state=seed, tol=TOLERANCE, max_iter=MAX_ITERATIONS).fit(matrix)
    return unit_rows(model.components_), float(np.nan_to_num(model.reconstruction_err_))


def _association(units: Bags) -> Floats:
    """Return the scaled NPMI above chance of each pair of words, shape (words, words)."""
    present = (count_matrix(units) > 0).astype(np.float64)
    together = (present.T @ present).toarray()
    n, frequency = present.shape[0], np.diag(together).copy()
    with np.errstate(divide="ignore", invalid="ignore"):  # pairs that never meet, and words that are in every unit
        npmi = np.log(together * n / np.outer(frequency, frequency)) / -np.log(together / n)
    npmi[~np.isfinite(npmi)] = 0.0
    np.fill_diagonal(npmi, frequency > 0)
    scale = frequency**FREQUENCY_POWER
    return np.asarray(np.maximum(npmi - CHANCE, 0.0) * np.outer(scale, scale))


def _place_spread(matrix: Any, spread: Floats, terms: Floats) -> Floats:
    """Return the topic weights of sparse TF-IDF rows that are half spread to associated words, shape (rows, topics)."""
    blocks = (matrix[start : start + BLOCK] for start in range(0, matrix.shape[0], BLOCK))
    products = [unit_rows(block.toarray() + unit_rows(block @ spread)) @ terms.T for block in blocks]
    return _rebuild(np.vstack(products) if products else np.zeros((0, len(terms))), terms @ terms.T)


def _rebuild(products: Floats, gram: Floats) -> Floats:
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
def _one_thread() -> Iterator[None]:
    """Keep BLAS and OpenMP to one thread (sums depend on their number), and scikit-learn's remark that it stopped at max_iter quiet."""
    from sklearn.exceptions import ConvergenceWarning
    from threadpoolctl import threadpool_limits

    with threadpool_limits(limits=1), warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        yield
