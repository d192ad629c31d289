"""Kleinberg's two-state model of bursts for events that come in batches, over many series at once.

Source: Kleinberg, J. (2003), Bursty and Hierarchical Structure in Streams, Data Mining and Knowledge Discovery 7, 373-397, section 3 (the
model for batches, there called the enumerating version), with two states. A batch is a period: r of its d works mention the concept. State 0
expects the share p0 = Σr / Σd, state 1 the share s · p0. Staying and falling back cost nothing, rising costs gamma · ln(number of periods); the
model begins in state 0. The burst's weight is what its periods cost less in state 1 than in state 0, in nats. The binomial coefficients are
left out: they are the same in both states.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Counts = NDArray[np.int64]
Costs = NDArray[np.float64]
States = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Automaton:
    """The two parameters of the model."""

    ratio: float
    """s: share in a burst over the share of all periods, above 1."""
    gamma: float
    """Cost of rising, in units of ln(number of periods)."""


@dataclass(frozen=True, slots=True)
class Run:
    """Periods in the burst state, one after another; both ends within."""

    first: int
    last: int
    weight: float


def period_costs(relevant: Counts, total: Counts, ratio: float) -> tuple[Costs, Costs]:
    """Return what each period costs in state 0 and in state 1, series × periods, in nats.

    A series without events, or so common that s · p0 would be 1 or more, costs more in state 1 everywhere: it cannot burst.

    Args:
        relevant: r, series × periods.
        total: d, of the same shape or of one series that fits all.
        ratio: s.
    """
    everything = np.broadcast_to(total, relevant.shape)
    base = relevant.sum(axis=1, keepdims=True) / np.maximum(everything.sum(axis=1, keepdims=True), 1)
    possible = (base > 0) & (ratio * base < 1)
    low = np.where(possible, base, 0.5 / ratio)
    costs = [-(relevant * np.log(share) + (everything - relevant) * np.log1p(-share)) for share in (low, ratio * low)]
    return costs[0], np.where(possible, costs[1], np.inf)


def burst_states(relevant: Counts, total: Counts, automaton: Automaton) -> tuple[States, Costs]:
    """Return which periods are in the burst state along the cheapest sequence, and what state 1 saves in them; series × periods.

    Where two sequences cost the same the one that stays lower is taken.
    """
    calm, high = period_costs(relevant, total, automaton.ratio)
    n_series, n_periods = relevant.shape
    rise = automaton.gamma * np.log(max(n_periods, 1))
    low_sum, high_sum = np.zeros(n_series), np.full(n_series, np.inf)
    came: list[tuple[States, States]] = []
    for at in range(n_periods):
        low_from, high_from = high_sum < low_sum, high_sum < low_sum + rise
        came.append((low_from, high_from))
        low_sum, high_sum = (
            np.where(low_from, high_sum, low_sum) + calm[:, at],
            np.where(high_from, high_sum, low_sum + rise) + high[:, at],
        )
    states: States = np.zeros(relevant.shape, dtype=bool)
    state = high_sum < low_sum
    for at in range(n_periods - 1, -1, -1):
        states[:, at] = state
        state = np.where(state, came[at][1], came[at][0])
    return states, np.where(states, calm - high, 0.0)


def find_runs(states: States, saved: Costs) -> list[Run]:
    """Return the bursts of one series, by time."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], states, [False])).astype(np.int8)))
    return [Run(int(first), int(end) - 1, float(saved[first:end].sum())) for first, end in edges.reshape(-1, 2)]


def strongest(states: States, saved: Costs) -> Costs:
    """Return the weight of the strongest burst of each series, 0 without any."""
    best, running = np.zeros(len(states)), np.zeros(len(states))
    for at in range(states.shape[1]):
        running = np.where(states[:, at], running + saved[:, at], 0.0)
        best = np.maximum(best, running)
    return best
