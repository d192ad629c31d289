"""Place documents among their neighbours: by their words, and by what their sentences say where vectors are given.

A document's point is its words (TF-IDF, 100 SVD dimensions, centred, length 1) beside twice the mean of its sentence vectors, centred, averaged
with its ten nearest fitted documents. The engine's own weights are the first guess; the topics' centres and the documents' shares in them are
then computed in turn (k-means with soft shares). Terms are left as the engine found them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from pipeline.topics.factors import Weights
from pipeline.topics.matrices import Floats, count_matrix, unit_rows
from pipeline.topics.vocabulary import Bags

# Vectors keep their distance from the mean, so that they weigh less in a corpus of one subject, where they tell little. AMI of the strongest topic
# with discipline, 1,000 abstracts, K = 13 / 40, and with the theme of the demo corpus, K = 6 / 8 (the engine's own weights: .35 / .33, .60 / .64):
#   words alone .34 / .33, .78 / .74    2: .40 / .41, .74 / .71    3: .41 / .42, .69 / .61    2, of length 1: .41 / .41, .56 / .53
# 3 rounds instead of 8, or 15 neighbours instead of 10, changed it by at most .02.
VECTOR_WEIGHT = 2.0
ROUNDS = 8
NEIGHBOURS = 10
# In a small corpus at most one document in so many is a neighbour: more would mix themes.
DOCUMENTS_PER_NEIGHBOUR = 20
# Shares are exp(SHARPNESS × cosine); 15 and 30 gave the same AMI within .006.
SHARPNESS = 30.0
DIMENSIONS = 100
# Rows whose similarities are held at a time; bounds the memory (160 MB at 20,000 documents).
BLOCK = 1000


@dataclass(frozen=True, slots=True)
class Guess:
    """Where one fit puts the texts."""

    sample: list[int]
    """Numbers of those that it was fitted on."""
    weights: Weights
    """The engine's own, shape (texts, topics)."""


def place_among(documents: Bags, sample: list[int], vectors: Weights | None, guesses: Sequence[Guess]) -> Weights:
    """Return the shares of the documents in the topics, shape (documents, topics): the mean over the fits.

    Args:
        documents: every document to place.
        sample: numbers of those that topics were fitted on, which alone are neighbours.
        vectors: one a document, shape (documents, dimensions); zeros for a document without sentences; None: words alone.
        guesses: one a fit, whose sample makes the centres; at least one.
    """
    from threadpoolctl import threadpool_limits

    if len(sample) < DOCUMENTS_PER_NEIGHBOUR or not guesses[0].weights[0]:
        return _mean([np.array(guess.weights) for guess in guesses])
    with threadpool_limits(limits=1):  # sums depend on the number of threads
        points = _averaged(_points(documents, sample, vectors), sample)
        return _mean([_shares_by(points, guess) for guess in guesses])


def _mean(shares: Sequence[Floats]) -> Weights:
    found: Weights = np.mean(shares, axis=0).tolist()
    return found


def nearest_units(units: Bags) -> Any:
    """Return who is near whom, shape (units, units), sparse: 1 / n for each of a unit's n nearest; None for too few texts.

    Pieces of one text, which have one vector, are no neighbours: they would count its words again.
    """
    from scipy.sparse import csr_matrix

    total, vectors = len(units.counts), np.array(units.vectors)
    text = np.unique(vectors, axis=0, return_inverse=True)[1].ravel()
    n = min(NEIGHBOURS, int(text.max()) // DOCUMENTS_PER_NEIGHBOUR)
    if n == 0:
        return None
    points = unit_rows(_points(units, list(range(total)), vectors.tolist()))
    rows = []
    for start in range(0, total, BLOCK):
        similar = points[start : start + BLOCK] @ points.T
        similar[text[start : start + BLOCK, None] == text[None, :]] = -np.inf
        rows.append(_nearest(similar, n))
    columns = np.vstack(rows)
    return csr_matrix((np.full(columns.size, 1 / n), columns.ravel(), np.arange(total + 1) * n), shape=(total, total))


def _nearest(similar: Floats, n: int) -> Any:
    """Return the columns of the n largest values of each row, in order of number."""
    return np.sort(np.argpartition(-similar, n - 1, axis=1)[:, :n], axis=1)


def _shares_by(points: Floats, guess: Guess) -> Floats:
    fitted = points[guess.sample]
    shares = _first_shares(np.array(guess.weights)[guess.sample])
    cosines = points @ _centres(fitted, shares).T
    for _ in range(ROUNDS - 1):
        cosines = points @ _centres(fitted, _soft(cosines[guess.sample])).T
    return _soft(cosines)


def _points(documents: Bags, sample: list[int], vectors: Weights | None) -> Floats:
    words = _words(documents, sample)
    return words if vectors is None else np.hstack([words, VECTOR_WEIGHT * _centred(np.array(vectors), sample)])


def _words(documents: Bags, sample: list[int]) -> Floats:
    from sklearn.decomposition import TruncatedSVD
    from sklearn.feature_extraction.text import TfidfTransformer

    counts = count_matrix(documents)
    transformer = TfidfTransformer(sublinear_tf=True).fit(counts[sample])
    matrix = transformer.transform(counts)
    dimensions = min(DIMENSIONS, len(sample) - 1, len(documents.vocabulary) - 1)
    if dimensions < 1:
        return np.asarray(matrix.toarray())
    svd = TruncatedSVD(dimensions, random_state=0).fit(matrix[sample])
    return unit_rows(_centred(unit_rows(svd.transform(matrix)), sample))


def _centred(rows: Floats, sample: list[int]) -> Floats:
    """Return the rows less the sample's mean; a row of zeros stays one."""
    filled = rows.any(axis=1, keepdims=True)
    return np.asarray(np.where(filled, rows - rows[sample].mean(axis=0), 0.0))


def _averaged(points: Floats, sample: list[int]) -> Floats:
    """Return each point plus the mean of its nearest ones in the sample, of length 1; a document is no neighbour of its own."""
    n = min(NEIGHBOURS, len(sample) // DOCUMENTS_PER_NEIGHBOUR)
    fitted, directions = points[sample], unit_rows(points)
    column = {document: position for position, document in enumerate(sample)}
    means = []
    for start in range(0, len(points), BLOCK):
        similar = directions[start : start + BLOCK] @ directions[sample].T
        own = [(row, column[start + row]) for row in range(len(similar)) if start + row in column]
        similar[tuple(np.array(own, dtype=np.int64).reshape(-1, 2).T)] = -np.inf
        means.append(fitted[_nearest(similar, n)].mean(axis=1))
    return unit_rows(points + np.vstack(means))


def _first_shares(weights: Floats) -> Floats:
    squares = weights**2  # the strongest topic leads
    return np.asarray(squares / np.maximum(squares.sum(axis=1, keepdims=True), np.finfo(float).tiny))


def _centres(points: Floats, shares: Floats) -> Floats:
    centres: Floats = shares.T @ points
    return unit_rows(centres)


def _soft(cosines: Floats) -> Floats:
    powers: Floats = np.exp(SHARPNESS * (cosines - cosines.max(axis=1, keepdims=True)))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))
