import pytest

from pipeline.core.scores import Score


def test_f1_is_the_harmonic_mean():
    score = Score.of(right=6, found=8, wanted=12)
    assert (score.precision, score.recall) == (0.75, 0.5)
    assert score.f1 == pytest.approx(0.6)


def test_nothing_found_of_nothing_wanted_is_perfect():
    assert Score.of(0, 0, 0) == Score(1.0, 1.0, 1.0)


def test_nothing_right_is_nothing():
    assert Score.of(0, 3, 4).f1 == 0.0


def test_more_hits_than_wanted_are_refused():
    with pytest.raises(ValueError, match="3 right of 4 found and 2 wanted"):
        Score.of(3, 4, 2)
