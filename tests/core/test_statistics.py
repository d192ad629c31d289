import pytest
from statsmodels.stats.proportion import proportion_confint

from pipeline.core.statistics import cohen_kappa, wilson_interval


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


@pytest.mark.parametrize(("successes", "n"), [(0, 3), (1, 7), (81, 263), (5, 5), (999, 1000)])
def test_wilson_interval_equals_that_of_statsmodels(successes, n):
    expected = proportion_confint(successes, n, method="wilson")
    assert wilson_interval(successes, n) == (pytest.approx(expected[0], abs=1e-12), pytest.approx(expected[1], abs=1e-12))


def test_interval_at_the_ends_is_exact():
    assert (wilson_interval(0, 3)[0], wilson_interval(3, 3)[1]) == (0.0, 1.0)


def pairs_of(table):
    return [(one, other) for (one, other), count in table.items() for _ in range(count)]


def test_kappa_of_the_textbook_example():
    # Fleiss, Levin and Paik (2003), Statistical Methods for Rates and Proportions, table 18.1: kappa .68, standard error .088.
    table = {("p", "p"): 75, ("p", "n"): 1, ("p", "o"): 4, ("n", "p"): 5, ("n", "n"): 4, ("n", "o"): 1, ("o", "o"): 10}
    found = cohen_kappa(pairs_of(table))
    assert (found.n, found.agreement, round(found.kappa, 3)) == (100, 0.89, 0.676)
    assert (round(found.low, 2), round(found.high, 2)) == (0.50, 0.85)


def test_kappa_agrees_with_another_implementation():
    from sklearn.metrics import cohen_kappa_score

    table = {("y", "y"): 20, ("y", "n"): 5, ("n", "y"): 10, ("n", "n"): 15, ("n", "u"): 2, ("u", "u"): 3}
    pairs = pairs_of(table)
    assert cohen_kappa(pairs).kappa == pytest.approx(cohen_kappa_score(*zip(*pairs, strict=True)))


def test_kappa_of_perfect_agreement_is_one_without_width():
    found = cohen_kappa([("y", "y"), ("n", "n")] * 5)
    assert (found.kappa, found.low, found.high) == (1, 1, 1)


def test_kappa_is_undefined_in_one_category_and_absent_without_items():
    assert cohen_kappa([("y", "y")]).kappa is None
    assert cohen_kappa([]) is None
