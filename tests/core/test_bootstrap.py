import numpy as np
import pytest

from pipeline.core.bootstrap import rate_intervals

RUNS = 4000


def column(values):
    return np.array(values, dtype=np.int64)[:, np.newaxis]


def test_interval_of_a_mean_is_that_of_its_standard_error():
    # 400 works of one size, a quarter of them with one mention: the rate is a mean of 0 and 1 with standard error sqrt(p q / n).
    events = column([1] * 100 + [0] * 300)
    low, high = rate_intervals(events, np.full(400, 1, dtype=np.int64), RUNS, 1)
    half = 1.96 * np.sqrt(0.25 * 0.75 / 400)
    assert (low[0], high[0]) == (pytest.approx(0.25 - half, abs=0.006), pytest.approx(0.25 + half, abs=0.006))


def test_works_of_one_venue_together_make_the_interval_wider():
    apart = rate_intervals(column([1] * 20 + [0] * 60), np.ones(80, dtype=np.int64), RUNS, 1)
    together = rate_intervals(column([20, 0, 0, 0]), np.full(4, 20, dtype=np.int64), RUNS, 1)
    assert together[1][0] - together[0][0] > 2 * (apart[1][0] - apart[0][0])


def test_interval_holds_the_rate_where_sizes_differ():
    generator = np.random.default_rng(7)
    sizes = generator.integers(100, 90_000, size=40)
    events = column(generator.poisson(sizes / 3000))
    low, high = rate_intervals(events, sizes, RUNS, 1)
    assert low[0] < events.sum() / sizes.sum() < high[0]


def test_same_seed_gives_the_same_ends_and_another_seed_others():
    events, sizes = column([3, 0, 1, 5, 2]), np.array([9, 4, 7, 20, 8])
    found = [tuple(end[0] for end in rate_intervals(events, sizes, 200, seed)) for seed in (1, 1, 2)]
    assert found[0] == found[1] != found[2]


def test_every_column_has_the_interval_that_it_has_alone():
    events, sizes = np.array([[3, 0], [0, 2], [1, 1]]), np.array([9, 4, 7])
    low, high = rate_intervals(events, sizes, 300, 1)
    alone = [rate_intervals(events[:, [at]], sizes, 300, 1) for at in (0, 1)]
    assert [(low[at], high[at]) for at in (0, 1)] == [(one[0][0], one[1][0]) for one in alone]
