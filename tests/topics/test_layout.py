import math

import pytest

from pipeline.topics.layout import lay_out, place_between

WEIGHTS = [[0.5, 0.5, 0.0, 0.0], [0.4, 0.5, 0.1, 0.0], [0.0, 0.0, 0.5, 0.5], [0.1, 0.0, 0.4, 0.5]]


def test_topics_with_no_word_in_common_are_one_apart_and_each_is_none_from_itself():
    layout = lay_out(WEIGHTS)
    assert layout.distances[0][2] == 1.0
    assert [layout.distances[topic][topic] for topic in range(4)] == [0.0] * 4


def test_the_nearest_topic_in_words_is_the_nearest_on_the_map():
    layout = lay_out(WEIGHTS)
    on_map = sorted((1, 2, 3), key=lambda other: math.dist(layout.points[0], layout.points[other]))
    assert layout.nearest(0)[0] == on_map[0] == 1


def test_the_farthest_topic_on_each_axis_lies_on_its_positive_side():
    for axis in (0, 1):
        places = [point[axis] for point in lay_out(WEIGHTS).points]
        assert max(places, key=abs) > 0


@pytest.mark.parametrize("n", [0, 1, 2])
def test_few_topics_have_places(n):
    assert len(lay_out(WEIGHTS[:n]).points) == n


def test_a_text_of_one_topic_stands_on_it_and_a_mixed_one_between():
    points = [(0.0, 0.0), (1.0, 2.0)]
    assert place_between([0.0, 1.0], points) == (1.0, 2.0)
    assert place_between([0.5, 0.5], points) == (0.5, 1.0)
