import itertools
from math import log

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.concepts.kleinberg import Automaton, burst_states, find_runs, period_costs, strongest

USUAL = Automaton(2.0, 1.0)


def series(*counts):
    return np.array([counts], dtype=np.int64)


def cheapest(relevant, total, automaton):
    """The least cost over all sequences of states, tried one by one, from the definition."""
    base = sum(relevant) / sum(total)
    shares = (base, automaton.ratio * base)
    rise = automaton.gamma * log(len(total))
    costs = []
    for states in itertools.product((0, 1), repeat=len(total)):
        cost = sum(rise for before, state in itertools.pairwise((0, *states)) if state > before)
        cost -= sum(r * log(shares[s]) + (d - r) * log(1 - shares[s]) for r, d, s in zip(relevant, total, states, strict=True))
        costs.append((cost, states))
    return min(costs)


def cost_of(states, relevant, total, automaton):
    calm, high = period_costs(series(*relevant), series(*total), automaton.ratio)
    rises = sum(automaton.gamma * log(len(total)) for before, state in itertools.pairwise((False, *states)) if state and not before)
    return rises + sum(high[0, at] if state else calm[0, at] for at, state in enumerate(states))


COUNTS = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 8)), min_size=2, max_size=9)


@settings(max_examples=150, deadline=None)
@given(COUNTS, st.sampled_from([1.5, 2.0, 3.0]), st.sampled_from([0.3, 1.0, 2.0]))
def test_states_are_the_cheapest_of_all_sequences(counts, ratio, gamma):
    relevant, total = [r for r, _ in counts], [r + rest for r, rest in counts]
    if not sum(relevant) or ratio * sum(relevant) / sum(total) >= 1:
        return
    automaton = Automaton(ratio, gamma)
    states, _ = burst_states(series(*relevant), series(*total), automaton)
    least, _ = cheapest(relevant, total, automaton)
    assert cost_of(states[0], relevant, total, automaton) == pytest.approx(least)


def test_a_burst_worked_out_by_hand():
    # p0 = 6/40 = .15, p1 = .3. A period with 4 of 10 saves 4 ln 2 + 6 ln(.7 / .85) = 1.6077; one with 1 of 10 saves ln 2 + 9 ln(.7 / .85)
    # = -1.0542; the rise costs γ ln 4 = 1.3863 with γ = 1: only period 2 is worth it.
    states, saved = burst_states(series(1, 0, 4, 1), series(10, 10, 10, 10), USUAL)
    (run,) = find_runs(states[0], saved[0])
    assert (run.first, run.last, run.weight) == (2, 2, pytest.approx(4 * log(2) + 6 * log(0.7 / 0.85)))


def test_a_dearer_rise_ends_the_burst():
    states, _ = burst_states(series(1, 0, 4, 1), series(10, 10, 10, 10), Automaton(2.0, 1.2))
    assert not states.any()


def test_a_period_without_works_inside_a_burst_does_not_end_it():
    states, saved = burst_states(series(0, 0, 5, 0, 5, 0, 0), series(20, 20, 10, 0, 10, 20, 20), USUAL)
    assert [(run.first, run.last) for run in find_runs(states[0], saved[0])] == [(2, 4)]


def test_what_most_works_mention_cannot_burst():
    states, _ = burst_states(series(1, 9, 9), series(10, 10, 10), USUAL)
    assert not states.any()


def test_nothing_found_is_no_burst():
    assert not burst_states(series(0, 0), series(5, 5), USUAL)[0].any()


def test_series_do_not_touch_each_other():
    rows, total = np.array([[1, 0, 4, 1], [0, 0, 0, 6], [1, 1, 1, 1]]), series(10, 10, 10, 10)
    together, _ = burst_states(rows, total, USUAL)
    alone = [burst_states(rows[[at]], total, USUAL)[0][0] for at in range(3)]
    assert (together == np.array(alone)).all()


def test_the_strongest_burst_is_the_heaviest_run():
    states, saved = burst_states(series(0, 7, 0, 0, 0, 0, 7, 7, 0, 0), series(*[10] * 10), USUAL)
    runs = find_runs(states[0], saved[0])
    assert len(runs) == 2
    assert strongest(states, saved)[0] == pytest.approx(max(run.weight for run in runs))
