"""Small statistics that tables and charts share; formulas with their source."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

Z_95 = 1.959963984540054


def wilson_interval(successes: float, n: int, z: float = Z_95) -> tuple[float, float] | None:
    """Return the Wilson score interval of a share, or None when `n` is 0.

    Source: Wilson, E. B. (1927), JASA 22, 209-212; without continuity correction.
    """
    if n == 0:
        return None
    share = successes / n
    scale = 1 + z * z / n
    middle = (share + z * z / (2 * n)) / scale
    half = z * sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / scale
    # At the ends the formula gives 0 and 1, but rounding may leave 5e-17.
    low = middle - half if successes > 0 else 0.0
    high = middle + half if successes < n else 1.0
    return max(0.0, low), min(1.0, high)


@dataclass(frozen=True, slots=True)
class Kappa:
    """Agreement of two people beyond chance."""

    n: int
    agreement: float
    """Share of items on which both say the same, 0 to 1."""
    kappa: float | None
    """None when both used one and the same category throughout: chance explains everything."""
    low: float | None
    """95 % interval, cut to -1..1."""
    high: float | None


def cohen_kappa(pairs: Iterable[tuple[str, str]], z: float = Z_95) -> Kappa | None:
    """Return Cohen's kappa of two people's categories for the same items, with its large-sample interval; None without items.

    Source: Cohen (1960), Educational and Psychological Measurement 20, 37-46; standard error by Fleiss, Cohen and Everitt (1969),
    Psychological Bulletin 72, 323-327, formula 13 (the one for intervals, not for the test against 0).
    """
    cells = Counter(pairs)
    n = cells.total()
    if n == 0:
        return None
    left, right = Counter[str](), Counter[str]()
    for (one, other), count in cells.items():
        left[one] += count
        right[other] += count
    agreement = sum(count for (one, other), count in cells.items() if one == other) / n
    chance = sum(left[name] * right[name] for name in left) / n**2
    if chance == 1:
        return Kappa(n, agreement, None, None, None)
    kappa = (agreement - chance) / (1 - chance)
    same = sum(cells[name, name] / n * (1 - (left[name] + right[name]) / n * (1 - kappa)) ** 2 for name in left)
    apart = sum(count / n * ((right[one] + left[other]) / n) ** 2 for (one, other), count in cells.items() if one != other)
    variance = (same + (1 - kappa) ** 2 * apart - (kappa - chance * (1 - kappa)) ** 2) / (n * (1 - chance) ** 2)
    half = z * sqrt(max(variance, 0.0))
    return Kappa(n, agreement, kappa, max(-1.0, kappa - half), min(1.0, kappa + half))
