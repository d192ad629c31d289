"""Topics as clusters of units: scikit-learn's k-means over TF-IDF reduced by SVD, beside sentence vectors where there are some.

A topic's terms are the mean TF-IDF weights of its units. Class-based TF-IDF over the same clusters is less coherent.
"""

import warnings
from typing import Any

import numpy as np

from pipeline.topics.factors import Factors
from pipeline.topics.matrices import Floats, count_matrix, unit_rows
from pipeline.topics.vocabulary import Bags

DIMENSIONS = 100
STARTS = 10
# How much a unit's sentence vector counts beside its words, both of length 1.
VECTOR_WEIGHT = 1.0
# Shares are exp(SHARPNESS × cosine with the cluster's centre), as in `neighbours`.
SHARPNESS = 30.0


def fit_kmeans(units: Bags, documents: Bags, topics: int, seed: int) -> Factors:
    """Cluster the units (100 SVD dimensions, 10 starts); vectors count where both units and documents have them."""
    from sklearn.feature_extraction.text import TfidfTransformer
    from threadpoolctl import threadpool_limits

    with threadpool_limits(limits=1):  # sums depend on the number of threads
        transformer = TfidfTransformer(sublinear_tf=True).fit(count_matrix(units))
        matrix, others = transformer.transform(count_matrix(units)), transformer.transform(count_matrix(documents))
        points, places = _words(matrix, others)
        if units.vectors is not None and documents.vectors is not None:
            vectors, theirs = _vectors(np.array(units.vectors), np.array(documents.vectors))
            points, places = np.hstack([points, vectors]), np.hstack([places, theirs])
        clusters = _clusters(points, topics, seed)
        members = clusters / clusters.sum(axis=1, keepdims=True)
        cosines = unit_rows(places) @ unit_rows(members @ points).T
    return Factors((members @ matrix).tolist(), np.exp(SHARPNESS * (cosines - 1)).tolist(), None)


def _words(matrix: Any, others: Any) -> tuple[Floats, Floats]:
    """Return the rows of both matrices in the dimensions of the first, of length 1."""
    from sklearn.decomposition import TruncatedSVD

    dimensions = min(DIMENSIONS, matrix.shape[0] - 1, matrix.shape[1] - 1)
    if dimensions < 1:
        return matrix.toarray(), others.toarray()
    with np.errstate(invalid="ignore"):  # equal texts have no variance to explain
        svd = TruncatedSVD(dimensions, random_state=0).fit(matrix)
    return unit_rows(svd.transform(matrix)), unit_rows(svd.transform(others))


def _vectors(own: Floats, others: Floats) -> tuple[Floats, Floats]:
    """Return both less the mean of the first, of length VECTOR_WEIGHT."""
    mean = own.mean(axis=0)
    return VECTOR_WEIGHT * unit_rows(own - mean), VECTOR_WEIGHT * unit_rows(others - mean)


def _clusters(points: Floats, topics: int, seed: int) -> Floats:
    """Return which unit is in which cluster, shape (clusters, units), 1 or 0; clusters without units are left out."""
    from sklearn.cluster import KMeans
    from sklearn.exceptions import ConvergenceWarning

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # fewer different units than topics: fewer clusters
        labels = KMeans(topics, n_init=STARTS, random_state=seed).fit_predict(points)
    return np.array([labels == label for label in sorted(set(labels.tolist()))], dtype=np.float64)
