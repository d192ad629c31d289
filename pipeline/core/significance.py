"""Small tests on counts; formulas with their source. Plain Python: what is counted here are works, of which there are few."""

import itertools
from collections.abc import Iterable, Sequence
from functools import lru_cache
from math import exp, inf, lgamma, log, log2


def adjusted(values: Sequence[float]) -> list[float]:
    """Return p values corrected for their number, in their order.

    Source: Benjamini, Y. & Hochberg, Y. (1995), Controlling the False Discovery Rate, as adjusted p values.
    """
    found = list(values)
    lowest = 1.0
    for rank, (p, position) in reversed(list(enumerate(sorted((p, at) for at, p in enumerate(values)), start=1))):
        lowest = min(lowest, p * len(values) / rank)
        found[position] = lowest
    return found


def g2(a: float, total_a: float, b: float, total_b: float) -> float:
    """Return the log-likelihood ratio of a word that stands `a` times among `total_a` and `b` times among `total_b`; 0 when both rates agree.

    Source: Dunning (1993), Computational Linguistics 19(1), in the form of Rayson & Garside (2000), Comparing Corpora using Frequency
    Profiling: 2 (a ln(a/Ea) + b ln(b/Eb)).

    >>> round(g2(10, 1000, 2, 1000), 2)
    5.82
    """
    if not total_a or not total_b or not a + b:
        return 0.0
    share = (a + b) / (total_a + total_b)
    return max(0.0, 2 * sum(seen * log(seen / (total * share)) for seen, total in ((a, total_a), (b, total_b)) if seen))


def log_ratio(a: float, total_a: float, b: float, total_b: float) -> float:
    """Return the binary log of the ratio of two relative frequencies; half a count stands for none. 1 means twice as frequent in the first.

    Source: Hardie, A. (2014), Log Ratio: an informal introduction.
    """
    if not total_a or not total_b:
        return 0.0
    return log2((a or 0.5) / total_a) - log2((b or 0.5) / total_b)


Stratum = tuple[int, int, int, int]
"""Of the first group, how many have it and how many there are; of the second, the same."""


def stratified_fisher(strata: Iterable[Stratum]) -> tuple[float, float]:
    """Return the p of the exact test that two groups have something equally often within every stratum, and how many of the first would.

    The p is twice the smaller tail of the exact conditional distribution, a convolution of hypergeometric ones; with one stratum that is
    Fisher's exact test. Both numbers depend on works alone, so no single work can carry a difference.

    Source: Mantel & Haenszel (1959), in its exact form: Agresti, Categorical Data Analysis (3rd ed.), 7.3.5; doubling: ibid., 3.5.3.
    """
    told = tuple(sorted(one for one in strata if one[0] + one[2] and one[1] and one[3]))
    fixed = sum(a for a, *_ in told)
    return _convolved(told, fixed)


@lru_cache(maxsize=100_000)
def _convolved(strata: tuple[Stratum, ...], seen: int) -> tuple[float, float]:
    chances, lowest, expected = [1.0], 0, 0.0
    for a, n_a, b, n_b in strata:
        both = a + b
        first, last = max(0, both - n_b), min(both, n_a)
        whole = _log_choose(n_a + n_b, both)
        own = [exp(_log_choose(n_a, k) + _log_choose(n_b, both - k) - whole) for k in range(first, last + 1)]
        expected += both * n_a / (n_a + n_b)
        lowest += first
        added = [0.0] * (len(chances) + len(own) - 1)
        for (i, one), (j, other) in itertools.product(enumerate(chances), enumerate(own)):
            added[i + j] += one * other
        chances = added
    at = seen - lowest
    return min(1.0, 2 * min(sum(chances[: at + 1]), sum(chances[at:]))), expected


@lru_cache(maxsize=100_000)
def chance_of_meeting(n: int, a: int, b: int) -> float:
    """Return the chance that `a` and `b` of `n` places, drawn apart, have one in common (hypergeometric)."""
    none = _log_choose(n - a, b) - _log_choose(n, b)
    return 1.0 - (exp(none) if none > -inf else 0.0)


def poisson_binomial_tail(chances: Iterable[float], at_least: int) -> float:
    """Return the chance that `at_least` or more of independent events happen, each with a chance of its own; exact to 1e-15.

    Cost: events × at_least.
    """
    below = [1.0] + [0.0] * (at_least - 1)  # below[k]: the chance of k events so far
    if at_least <= 0:
        return 1.0
    for chance in chances:
        for k in range(at_least - 1, 0, -1):
            below[k] += (below[k - 1] - below[k]) * chance
        below[0] *= 1 - chance
    return min(1.0, max(0.0, 1.0 - sum(below)))


def _log_choose(n: int, k: int) -> float:
    return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1) if 0 <= k <= n else -inf
