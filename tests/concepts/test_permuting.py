"""Chance is what the permutations say, and no more."""

import itertools

import numpy as np
import pytest

from pipeline.concepts.permuting import Presence, Row, permute
from pipeline.core.significance import chance_of_meeting


def rows_of(table: np.ndarray) -> list[Row]:
    """Works of one unit each, from a table of works × concepts."""
    return [Row(0, 0, 1, [Presence(int(at), 1, 1.0) for at in np.flatnonzero(line)]) for line in table]


def observed(table: np.ndarray) -> dict[tuple[int, int, int], int]:
    return {(-1, a, b): int((table[:, a] & table[:, b]).sum()) for a, b in itertools.combinations(range(table.shape[1]), 2)}


def test_expected_works_are_those_of_independent_concepts() -> None:
    table = np.zeros((100, 2), dtype=bool)
    table[:40, 0] = table[30:60, 1] = True
    chance = permute(rows_of(table), observed(table), (1, 2), 4000, [1])[-1, 0, 1]
    assert chance.expected == pytest.approx(12, abs=0.4)


def test_p_agrees_with_the_hypergeometric_tail() -> None:
    from scipy.stats import hypergeom

    table = np.zeros((60, 2), dtype=bool)
    table[:20, 0] = table[10:30, 1] = True
    chance = permute(rows_of(table), observed(table), (1, 2), 20_000, [3])[-1, 0, 1]
    assert chance.p == pytest.approx(float(hypergeom.sf(9, 60, 20, 20)), rel=0.15)


def test_p_is_spread_evenly_where_nothing_binds_the_concepts() -> None:
    rng = np.random.default_rng(20)
    table = rng.random((120, 24)) < rng.uniform(0.2, 0.5, 24)
    ps = np.array([chance.p for chance in permute(rows_of(table), observed(table), (1, 24), 999, [5]).values()])
    assert len(ps) == 276
    assert [float((ps <= level).mean()) for level in (0.1, 0.5, 0.9)] == pytest.approx([0.1, 0.5, 0.9], abs=0.13)
    assert (ps <= 0.01).mean() <= 0.03


def test_long_works_bind_nothing_where_works_swap_among_their_size() -> None:
    rng = np.random.default_rng(7)
    long = np.arange(200) < 60
    table = rng.random((200, 16)) < np.where(long, 0.7, 0.05)[:, None]
    rows = [Row(int(is_long), 0, 1, row.present) for row, is_long in zip(rows_of(table), long, strict=True)]
    within = [chance.p for chance in permute(rows, observed(table), (1, 16), 999, [1]).values()]
    across = [chance.p for chance in permute(rows_of(table), observed(table), (1, 16), 999, [1]).values()]
    assert np.mean(np.array(within) < 0.05) < 0.12
    assert np.mean(np.array(across) < 0.05) > 0.9


def test_a_pair_that_shares_its_units_by_chance_alone_meets_as_often_as_its_reach_says() -> None:
    rows = [Row(0, 0, 10, [Presence(0, 3, 0.3), Presence(1, 1, 0.1)]) for _ in range(50)]
    chance = permute(rows, {(0, 0, 1): 20}, (1, 2), 4000, [2])[0, 0, 1]
    assert chance.expected == pytest.approx(15, abs=0.3)


def test_periods_add_up_to_every_work() -> None:
    rows = [Row(index % 2, index % 2, 1, [Presence(0, 1, 1.0), Presence(1, 1, 1.0)]) for index in range(10)]
    found = permute(rows, {(0, 0, 1): 5, (1, 0, 1): 5, (-1, 0, 1): 10}, (2, 2), 99, [1])
    assert [found[key].expected for key in ((0, 0, 1), (1, 0, 1), (-1, 0, 1))] == [5, 5, 10]
    assert found[-1, 0, 1].z is None


def test_the_same_seed_gives_the_same_numbers() -> None:
    table = np.random.default_rng(1).random((40, 5)) < 0.4
    one, two, other = (permute(rows_of(table), observed(table), (1, 5), 199, [seed]) for seed in (1, 1, 2))
    assert one == two != other


@pytest.mark.parametrize(("n", "a", "b"), [(10, 3, 1), (10, 3, 4), (30, 5, 6), (6, 2, 3), (4, 3, 2), (1, 1, 1)], ids=str)
def test_units_are_drawn_without_putting_back(n, a, b) -> None:
    rows = [Row(0, 0, n, [Presence(0, a, a / n), Presence(1, b, b / n)]) for _ in range(20)]
    chance = permute(rows, {(0, 0, 1): 20}, (1, 2), 2000, [2])[0, 0, 1]
    assert chance.expected / 20 == pytest.approx(chance_of_meeting(n, a, b), abs=0.03)
