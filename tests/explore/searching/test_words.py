import numpy as np
import pytest

from pipeline.explore.searching.words import folded_places, inner_places, is_inside, unpack_places, words_around

# 社会组织|化|的 and a text of nine characters
PACKED = inner_places([0, 4, 5], [4, 5, 6], 9)


@pytest.mark.parametrize(("place", "inside"), [(0, False), (1, True), (3, True), (4, False), (5, False), (8, False), (99, False)])
def test_a_word_goes_on_between_its_characters(place, inside):
    assert is_inside(PACKED, place) is inside


def test_text_without_words_cuts_none():
    assert not is_inside(None, 3)
    assert words_around(None, 2, 4) == [(2, 3), (3, 4)]


def test_words_around_a_range_are_whole():
    assert words_around(PACKED, 2, 5) == [(0, 4), (4, 5)]


def test_places_follow_the_folded_text_of_a_passage():
    bits = unpack_places(inner_places([10], [14], 20))
    folded = folded_places(bits, 10, [0, 2, 3, 4])
    assert [is_inside(folded, place) for place in range(4)] == [False, True, True, False]


def test_passage_whose_words_are_single_characters_keeps_nothing():
    assert folded_places(np.zeros(16, np.bool_), 0, [0, 1, 2]) is None
