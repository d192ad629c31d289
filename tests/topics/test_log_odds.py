import math

import pytest

from pipeline.topics.log_odds import log_odds


def test_a_word_of_one_group_is_above_zero_there_and_below_it_when_groups_are_exchanged():
    first, second = {"养老": 12, "社区": 10}, {"网格": 9, "社区": 11}
    there, back = log_odds(first, second), log_odds(second, first)
    assert there["养老"].z > 1.96
    assert {word: -odds.z for word, odds in there.items()} == pytest.approx({word: odds.z for word, odds in back.items()})


def test_the_figures_are_those_of_the_formula():
    # Prior: 4 counts (the smaller group), of which 3/10 for 养老; 2 of 4 against 1 of 6.
    prior, total = 4 * 0.3, 4.0
    expected = math.log((2 + prior) / (4 + total - 2 - prior)) - math.log((1 + prior) / (6 + total - 1 - prior))
    found = log_odds({"养老": 2, "社区": 2}, {"养老": 1, "社区": 5})["养老"]
    assert found.value == pytest.approx(expected)
    assert found.z == pytest.approx(expected / math.sqrt(1 / (2 + prior) + 1 / (1 + prior)))


@pytest.mark.parametrize("second", [{}, {"养老": 0}], ids=["empty", "no counts"])
def test_nothing_is_compared_with_a_group_without_counts(second):
    assert log_odds({"养老": 3}, second) == {}


def test_the_only_word_makes_no_difference():
    assert log_odds({"养老": 3}, {"养老": 5})["养老"].z == 0.0
