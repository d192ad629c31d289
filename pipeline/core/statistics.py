"""Small statistics that tables and charts share; formulas with their source."""

from math import sqrt

Z_95 = 1.959963984540054


def wilson_interval(successes: int, n: int, z: float = Z_95) -> tuple[float, float] | None:
    """Return the Wilson score interval of a share, or None when `n` is 0.

    Source: Wilson, E. B. (1927), JASA 22, 209-212; without continuity correction.
    """
    if n == 0:
        return None
    share = successes / n
    scale = 1 + z * z / n
    middle = (share + z * z / (2 * n)) / scale
    half = z * sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / scale
    return max(0.0, middle - half), min(1.0, middle + half)
