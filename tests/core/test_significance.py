import itertools
import math

import pytest

from pipeline.core.significance import adjusted, chance_of_meeting, g2, log_ratio, poisson_binomial_tail, stratified_fisher


def test_g2_is_the_value_worked_out_by_hand() -> None:
    # expected 6 and 6; 2 (10 ln(10/6) + 2 ln(2/6)) = 2 (5.1083 - 2.1972)
    assert g2(10, 1000, 2, 1000) == pytest.approx(5.8221, abs=1e-4)


def test_g2_and_log_ratio_see_no_difference_in_equal_rates() -> None:
    assert (g2(5, 100, 50, 1000), log_ratio(5, 100, 50, 1000)) == (pytest.approx(0), pytest.approx(0))


def test_log_ratio_of_twice_the_rate_is_one() -> None:
    assert log_ratio(4, 100, 2, 100) == 1


def test_nothing_beside_something_is_half_a_count() -> None:
    assert log_ratio(4, 100, 0, 100) == 3


@pytest.mark.parametrize("counts", [(0, 0, 0, 0), (0, 10, 0, 10), (3, 10, 0, 0)], ids=str)
def test_g2_of_nothing_is_nothing(counts) -> None:
    assert g2(*counts) == 0


def test_one_stratum_is_fishers_test_with_the_smaller_tail_doubled() -> None:
    from scipy.stats import fisher_exact

    for a, b in itertools.product((0, 3, 12), (1, 8, 20)):
        tails = [fisher_exact([[a, 12 - a], [b, 20 - b]], alternative=side).pvalue for side in ("less", "greater")]
        assert stratified_fisher([(a, 12, b, 20)])[0] == pytest.approx(min(1, 2 * min(tails)))


def test_strata_are_added_up_exactly_as_counting_every_way_does() -> None:
    # every way to hand 2 of 5 and 3 of 4 marks to the first groups of 3 and 2 works, counted
    ways = {}
    for one, other in itertools.product(itertools.combinations(range(5), 2), itertools.combinations(range(4), 3)):
        total = sum(at < 3 for at in one) + sum(at < 2 for at in other)
        ways[total] = ways.get(total, 0) + 1
    upper = sum(n for total, n in ways.items() if total >= 4) / sum(ways.values())
    p, expected = stratified_fisher([(2, 3, 0, 2), (2, 2, 1, 2)])
    assert (p, expected) == (pytest.approx(2 * upper), pytest.approx(2 * 3 / 5 + 3 * 2 / 4))


def test_strata_of_one_group_tell_nothing() -> None:
    assert stratified_fisher([(5, 9, 0, 0), (0, 0, 3, 3)]) == (1.0, 0.0)
    assert stratified_fisher([(3, 5, 1, 5), (9, 9, 0, 0)]) == stratified_fisher([(3, 5, 1, 5)])


def test_corrected_p_values_are_those_of_statsmodels() -> None:
    from statsmodels.stats.multitest import multipletests

    ps = [0.001, 0.2, 0.04, 0.04, 0.5, 0.013]
    assert adjusted(ps) == pytest.approx(list(multipletests(ps, method="fdr_bh")[1]))


def test_places_meet_as_often_as_they_are_drawn_together() -> None:
    draws = list(itertools.combinations(range(6), 2))
    assert chance_of_meeting(6, 3, 2) == pytest.approx(sum(bool({0, 1, 2} & set(draw)) for draw in draws) / len(draws))
    assert chance_of_meeting(4, 3, 2) == 1


def test_the_tail_of_unlike_chances_is_the_sum_over_all_outcomes() -> None:
    chances = [0.1, 0.5, 0.9, 0.3]
    outcomes = itertools.product((0, 1), repeat=4)
    weights = [(sum(one), math.prod(p if hit else 1 - p for p, hit in zip(chances, one, strict=True))) for one in outcomes]
    for least in range(6):
        assert poisson_binomial_tail(chances, least) == pytest.approx(sum(weight for n, weight in weights if n >= least))
