"""Which words set one group of texts apart from another: log-odds with an informative Dirichlet prior; plain Python."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

# Strength of the prior, in counts for each count of the smaller group: with 1, as many prior counts as the group has.
PRIOR_SHARE = 1.0


@dataclass(frozen=True, slots=True)
class LogOdds:
    """One word's difference; above 0: more in the first group."""

    value: float
    z: float
    """`value` in standard errors; beyond 1.96 rarely by chance."""


def log_odds(first: Mapping[str, int], second: Mapping[str, int]) -> dict[str, LogOdds]:
    """Return for each word counted anywhere how much more it is used in the first group than in the second, by word.

    The prior of a word is its share of both groups together, so that rare words are drawn to no difference. A group without counts gives {}.

    Source: Monroe, B., Colaresi, M. & Quinn, K. (2008), Fightin' Words, Political Analysis 16(4), formulas 15, 16 and 22.
    """
    n_first, n_second = sum(first.values()), sum(second.values())
    if not n_first or not n_second:
        return {}
    prior = PRIOR_SHARE * min(n_first, n_second)
    words = sorted(word for word in {*first, *second} if first.get(word, 0) + second.get(word, 0))
    every = n_first + n_second
    shares = {word: (first.get(word, 0) + second.get(word, 0)) / every for word in words}
    return {word: _compare(first.get(word, 0), n_first, second.get(word, 0), n_second, prior * shares[word], prior) for word in words}


def _compare(a: int, n_a: int, b: int, n_b: int, prior: float, total: float) -> LogOdds:
    inside, outside = a + prior, b + prior
    others_a, others_b = n_a + total - inside, n_b + total - outside
    if others_a <= 0 or others_b <= 0:  # the only word there is
        return LogOdds(0.0, 0.0)
    value = math.log(inside / others_a) - math.log(outside / others_b)
    return LogOdds(value, value / math.sqrt(1 / inside + 1 / outside))
