"""The engine `association`: topics of words that attract each other; the adapter of scipy's eigenvectors and of numpy for its factorisation.

One thread and a start from eigenvectors: the same numbers every time on one platform. What stands in `nmf` about placing holds here too.
"""

from typing import Any

import numpy as np

from pipeline.topics.factors import Factors
from pipeline.topics.matrices import Floats, count_matrix, unit_rows
from pipeline.topics.neighbours import nearest_units
from pipeline.topics.nmf import one_thread, rebuild, tfidf
from pipeline.topics.vocabulary import Bags

# NPMI up to CHANCE is taken for chance; a word's document count to the power FREQUENCY_POWER scales its associations (0 lets rare words lead
# topics, .5 frequent ones). Measured on 1,000 abstracts of 67 disciplines over six 90 % subsamples, K = 13 / 40 (stability), smoothed:
#   .1 and .35: .64 / .55    .05 and .35: .66 / .53    .05 and .25: .65 / .55    .05 and .5: .59 / .50    0 and .35: .62 / .52
CHANCE = 0.1
FREQUENCY_POWER = 0.35
# Half of a unit's words are those of its ten nearest units. One fit's stability (six 90 % subsamples), C_v and diversity with and without it,
# K = 13 / 40:    .67 / .55, .71 / .72, .95 / .89    and    .65 / .47, .72 / .73, .95 / .87; on a random half of the abstracts .58 / .47 and .51 / .42.
# Over words alone it helped less (.57 / .51). In a large corpus counts are no longer few, and the product of matrices would take minutes.
OWN = 0.5
MOST_SMOOTHED = 5000
# Units that tell how well a topic's words rebuild them, evenly drawn; more only take time.
MOST_READ = 5000
# Eigenvectors for each topic that stand for the association; 1.5 and 4 changed stability by at most .03, in both directions.
RANK = 2
ITERATIONS = 60
# Below so many words the eigenvectors are all computed.
FEW_WORDS = 400
# Texts that are expanded at a time; bounds the memory.
BLOCK = 1000
# Eigenvectors have no exact zeros; what is left of one in a topic of length 1 is none of its words.
NOISE = 1e-9
TINY = float(np.finfo(float).tiny)


def fit_association(units: Bags, documents: Bags, topics: int, seed: int) -> Factors:  # noqa: ARG001 - the start is not random
    """Factorise how strongly words attract each other: NPMI above chance over units, scaled by frequency.

    A topic is a set of words that occur together more than their frequency explains. Where units have vectors, and are few, a unit has half of its
    words from its nearest units, which steadies counts. Units are placed in the topics by their TF-IDF weights, half of them spread to associated
    words; how well a topic's words rebuild the units placed there is the second half of their weight (geometric mean), which keeps words out
    that are peculiar but rare. Documents are placed as units are.

    Memory grows with the square of the vocabulary (1 GB for 5,000 words). Sources: Bouma, G. (2009), for NPMI; Levy, O. & Goldberg, Y.
    (2014), Neural Word Embedding as Implicit Matrix Factorization, for factorising it.
    """
    from scipy.sparse import csr_matrix

    with one_thread():
        transformer = tfidf(units)
        matrix, association = transformer.transform(count_matrix(units)), _association(units)
        terms, error = _factorise(association, topics)
        spread = csr_matrix(association / np.maximum(association.sum(axis=1, keepdims=True), TINY))
        del association
        read = matrix[:: -(-matrix.shape[0] // MOST_READ)]
        weights = unit_rows(_place_spread(read, spread, terms))
        rebuilt = rebuild(read.T @ weights, weights.T @ weights).T
        terms = unit_rows(np.sqrt(unit_rows(rebuilt) * terms))
        placed = _place_spread(transformer.transform(count_matrix(documents)), spread, terms)
    return Factors(terms.tolist(), placed.tolist(), error)


def _association(units: Bags) -> Floats:
    """Return the scaled NPMI above chance of each pair of words, shape (words, words)."""
    present = (count_matrix(units) > 0).astype(np.float64)
    frequency = np.asarray(present.sum(axis=0)).ravel()
    smoothed = _smoothed(present, units)
    together = (smoothed.T @ smoothed).toarray() / present.shape[0]
    share = np.asarray(smoothed.mean(axis=0)).ravel()
    with np.errstate(divide="ignore", invalid="ignore"):  # pairs that never meet, and words that are in every unit
        npmi = np.log(together / np.outer(share, share)) / -np.log(together)
    own = np.diag(npmi).copy()  # 1 but for smoothed words, whose own neighbours are a part of themselves
    npmi[~np.isfinite(npmi)] = 0.0
    np.fill_diagonal(npmi, np.where(np.isfinite(own), own, frequency > 0))
    scale = frequency**FREQUENCY_POWER
    return np.asarray(np.maximum(npmi - CHANCE, 0.0) * np.outer(scale, scale))


def _smoothed(present: Any, units: Bags) -> Any:
    """Return the units' words, half from their nearest units where these have vectors; shape (units, words), sparse."""
    if units.vectors is None or present.shape[0] > MOST_SMOOTHED:
        return present
    nearest = nearest_units(units)
    return present if nearest is None else OWN * present + (1 - OWN) * (nearest @ present)


def _factorise(association: Floats, topics: int) -> tuple[Floats, float]:
    """Return topic rows of length 1, shape (topics, words), and the relative reconstruction error (Frobenius).

    Sources: Boutsidis, C. & Gallopoulos, E. (2008), for the start (NNDSVD); Cichocki, A. & Phan, A.-H. (2009), Fast Local Algorithms for Large
    Scale Nonnegative Matrix and Tensor Factorizations (HALS), on the leading eigenvectors in place of the matrix.
    """
    values, vectors = _leading(association, RANK * topics)
    left = np.maximum(vectors[:, :topics] * _larger_side(vectors[:, :topics]), 0.0) * np.sqrt(np.abs(values[:topics]))
    right = left.copy()
    for _ in range(ITERATIONS):
        for factor, other in ((left, right), (right, left)):
            _improve(factor, vectors @ (values[:, None] * (vectors.T @ other)), other.T @ other)
    total = float((association**2).sum())
    rest = total - 2 * float((association @ right * left).sum()) + float(((left.T @ left) * (right.T @ right)).sum())
    rows = unit_rows(right.T)
    return np.where(rows > NOISE, rows, 0.0), float(np.sqrt(max(rest, 0.0) / max(total, TINY)))


def _improve(factor: Floats, products: Floats, gram: Floats) -> None:
    """Set each column in turn to its best non-negative value, the others fixed."""
    for topic in range(factor.shape[1]):
        step = (products[:, topic] - factor @ gram[:, topic]) / max(float(gram[topic, topic]), TINY)
        factor[:, topic] = np.maximum(factor[:, topic] + step, 0.0)


def _larger_side(vectors: Floats) -> Floats:
    above, below = np.linalg.norm(np.maximum(vectors, 0.0), axis=0), np.linalg.norm(np.minimum(vectors, 0.0), axis=0)
    return np.where(above >= below, 1.0, -1.0)


def _leading(association: Floats, rank: int) -> tuple[Floats, Floats]:
    """Return the largest eigenvalues, falling and not negative, and their vectors as columns."""
    from scipy.linalg import eigh
    from scipy.sparse.linalg import eigsh

    n = len(association)
    if n <= max(FEW_WORDS, rank + 1):
        values, vectors = eigh(association)
    else:
        values, vectors = eigsh(association, k=rank, which="LA", v0=np.ones(n))
    order = np.argsort(-values, kind="stable")[:rank]
    return np.maximum(values[order], 0.0), vectors[:, order]


def _place_spread(matrix: Any, spread: Any, terms: Floats) -> Floats:
    """Return the topic weights of sparse TF-IDF rows that are half spread to associated words, shape (rows, topics)."""
    from sklearn.preprocessing import normalize

    blocks = (matrix[start : start + BLOCK] for start in range(0, matrix.shape[0], BLOCK))
    products = [normalize(block + normalize(block @ spread)) @ terms.T for block in blocks]
    return rebuild(np.vstack(products) if products else np.zeros((0, len(terms))), terms @ terms.T)
