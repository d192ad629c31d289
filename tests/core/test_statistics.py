import pytest

from pipeline.core.statistics import wilson_interval


def test_wilson_interval_of_a_known_case():
    # Newcombe (1998), Statistics in Medicine 17, 857-872, table I: 81 of 263, method 3.
    low, high = wilson_interval(81, 263)
    assert (round(low, 4), round(high, 4)) == (0.2553, 0.3662)


def test_interval_of_no_works_is_none():
    assert wilson_interval(0, 0) is None


@pytest.mark.parametrize("n", [1, 5, 1000])
def test_interval_stays_within_0_and_1(n):
    assert wilson_interval(0, n)[0] == pytest.approx(0.0)
    assert wilson_interval(n, n)[1] == pytest.approx(1.0)
