"""Where topics and texts stand on a plane, the same every time: the adapter of numpy for the map."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.core.tables import round_float

Points = list[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Layout:
    """Distances between topics, and their places."""

    distances: list[list[float]]
    """Jensen-Shannon distance (the root of the divergence, base 2) between the topics' term weights, 0 to 1."""
    points: Points

    def nearest(self, topic: int) -> list[int]:
        """Return the other topics, nearest first; ties by number."""
        others = [other for other in range(len(self.distances)) if other != topic]
        return sorted(others, key=lambda other: (self.distances[topic][other], other))


def lay_out(term_weights: Sequence[Sequence[float]]) -> Layout:
    """Return distances and places of topics, given their term weights (rows sum to 1)."""
    distances = [[round_float(value) for value in line] for line in _distances(term_weights)]
    return Layout(distances, _scaled(distances))


def place_between(weights: Sequence[float], points: Points) -> tuple[float, float]:
    """Return the centre of the topics' places weighted by a text's topic weights: a text stands between the topics it is made of."""
    total = math.fsum(weights) or 1.0
    x, y = (math.fsum(weight * point[axis] for weight, point in zip(weights, points, strict=True)) / total for axis in (0, 1))
    return round_float(x), round_float(y)


def _distances(term_weights: Sequence[Sequence[float]]) -> list[list[float]]:
    import numpy as np

    rows = np.array(term_weights, dtype=np.float64)

    def entropy(shares: Any) -> Any:
        return -(shares * np.log2(np.where(shares > 0, shares, 1.0))).sum(axis=-1)

    own = entropy(rows)
    divergences = [entropy((rows + row) / 2) - (own + entropy(row)) / 2 for row in rows]
    # Differences of entropies are exact to about 1e-15: rounded before the root, which would make 3e-8 of it.
    return [[math.sqrt(min(1.0, max(0.0, round(value, 9)))) for value in line.tolist()] for line in divergences]


def _scaled(distances: list[list[float]]) -> Points:
    """Return places in two dimensions whose distances come near the given ones: classical scaling.

    The sign of each axis is fixed: the topic farthest out lies on its positive side.

    Source: Torgerson, W. (1952), Multidimensional Scaling: I, Psychometrika 17.
    """
    import numpy as np
    from threadpoolctl import threadpool_limits

    n = len(distances)
    if n < 2:  # noqa: PLR2004 - nothing to scale
        return [(0.0, 0.0)] * n
    centring = np.eye(n) - 1 / n
    with threadpool_limits(limits=1):
        values, vectors = np.linalg.eigh(-centring @ np.square(np.array(distances)) @ centring / 2)
    axes = [_axis((vectors[:, at] * math.sqrt(max(float(values[at]), 0.0))).tolist()) for at in (-1, -2)]
    return list(zip(*axes, strict=True))


def _axis(places: list[float]) -> list[float]:
    # Rounded before the farthest is sought, so that equal distances on both sides do not depend on the last bit.
    rounded = [round(place, 6) for place in places]
    farthest = max(rounded, key=abs)
    return [(-place if farthest < 0 else place) + 0.0 for place in rounded]
