"""Intervals of rates by resampling whole clusters: one special issue must not pass for a trend."""

import functools

import numpy as np
from numpy.typing import NDArray

TAILS = (0.025, 0.975)
CACHED_UP_TO = 512
"""Clusters; larger draws are made anew (1,000 runs over 512 clusters are 1 MB)."""
Whole = NDArray[np.int64]
Real = NDArray[np.float64]


def rate_intervals(events: Whole, exposure: Whole, runs: int, seed: int) -> tuple[Real, Real]:
    """Return the ends of the 95 % percentile intervals of Σ events / Σ exposure, one a column.

    Whole clusters are drawn with replacement. All columns, and all tables with as many clusters, share the draws, which decide
    nothing about one interval but save most of the time. The sums are of whole numbers, so the result does not depend on their order.

    Source: Efron & Tibshirani (1993), An Introduction to the Bootstrap, ch. 13 (percentile) and ch. 8 (resampling by cluster).

    Args:
        events: clusters × columns, such as mentions of each concept.
        exposure: of each of two clusters or more, above 0, such as characters of its works.
        runs: number of draws, 1 or more.
        seed: of the random generator.
    """
    n_clusters = len(exposure)
    draw = _kept_draw if n_clusters <= CACHED_UP_TO else _draw
    weights = draw(n_clusters, runs, seed).astype(np.float64)
    rates = (weights @ events.astype(np.float64)) / (weights @ exposure.astype(np.float64))[:, np.newaxis]
    low, high = np.quantile(rates, TAILS, axis=0)
    return low, high


def _draw(n_clusters: int, runs: int, seed: int) -> NDArray[np.uint16]:
    """Return runs × clusters: how often each cluster was drawn."""
    generator = np.random.default_rng([seed, n_clusters])
    return generator.multinomial(n_clusters, np.full(n_clusters, 1 / n_clusters), size=runs).astype(np.uint16)


_kept_draw = functools.lru_cache(maxsize=64)(_draw)
