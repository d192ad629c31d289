"""Small tests on counts; formulas with their source. Plain Python: what is counted here are works, of which there are few."""

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


@lru_cache(maxsize=100_000)
def fisher_two_sided(a: int, n_a: int, b: int, n_b: int) -> float:
    """Return the p of Fisher's exact test that `a` of `n_a` and `b` of `n_b` works have something equally often: twice the smaller tail.

    Source: Fisher (1935); doubling as in Agresti, Categorical Data Analysis (3rd ed., 3.5.3): never smaller than half of the other usage.
    """
    both = a + b
    low, high = max(0, both - n_b), min(both, n_a)
    whole = _log_choose(n_a + n_b, both)
    chances = {k: exp(_log_choose(n_a, k) + _log_choose(n_b, both - k) - whole) for k in range(low, high + 1)}
    lower = sum(chance for k, chance in chances.items() if k <= a)
    upper = sum(chance for k, chance in chances.items() if k >= a)
    return min(1.0, 2 * min(lower, upper))


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
