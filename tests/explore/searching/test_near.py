import pytest

from pipeline.explore.searching.near import near_ranges, shortest

TEXT = "三社联动，与 social work 社工站"


@pytest.mark.parametrize(("distance", "found"), [(2, []), (3, [(0, 21)])])
def test_characters_and_words_count_and_marks_do_not(distance, found):
    assert near_ranges([(0, 4)], [(18, 21)], distance, TEXT) == found


def test_order_does_not_matter():
    assert near_ranges([(18, 21)], [(0, 4)], 3, TEXT) == [(0, 21)]


def test_ranges_that_overlap_are_not_near():
    assert near_ranges([(0, 4)], [(2, 4)], 9, TEXT) == []


def test_nearest_neighbours_make_the_shortest_stretch():
    assert near_ranges([(0, 1), (2, 3)], [(4, 5), (8, 9)], 99, "甲乙丙丁戊己庚辛壬") == [(2, 5)]


def test_a_stretch_that_holds_another_is_left_out():
    assert shortest([(0, 9), (2, 5), (2, 7), (2, 5)]) == [(2, 5)]
