import importlib.util

import pytest

from pipeline.core.errors import InputError
from pipeline.topics.over_time import DatedWords, topics_over_time
from tests.topics.conftest import CARE, GRID

needs_tomotopy = pytest.mark.skipif(importlib.util.find_spec("tomotopy") is None, reason="tomotopy is not installed (`make tomotopy`)")


def turning(n: int) -> list[DatedWords]:
    """n works a year over four years: all of care at first, of the grid at last."""
    places = [(2016 + at % 4, at // 4) for at in range(4 * n)]
    return [DatedWords(year, (CARE if place >= (year - 2016) * n / 3 else GRID) * 3) for year, place in places]


@pytest.fixture
def wide(config):
    return config.model_copy(update={"max_document_share": 1.0})


@needs_tomotopy
def test_a_theme_that_gives_way_to_another_falls_in_share_and_prevalence(wide):
    rows = topics_over_time(turning(9), wide)
    care = [row for row in rows if set(row.terms[:5]) <= set(CARE)]
    assert [row.period for row in care] == ["2016", "2017", "2018", "2019"]
    assert [row.works for row in care] == [9] * 4
    assert sorted((row.share for row in care), reverse=True) == [row.share for row in care]
    assert care[0].prevalence > 0.6
    assert care[-1].prevalence < 0.4


@needs_tomotopy
def test_shares_and_prevalences_of_a_period_sum_to_one_and_two_fits_are_equal(wide):
    rows = topics_over_time(turning(6), wide.model_copy(update={"period_years": 2}))
    assert rows == topics_over_time(turning(6), wide.model_copy(update={"period_years": 2}))
    for period in ("2016-2017", "2018-2019"):
        own = [row for row in rows if row.period == period]
        assert sum(row.share for row in own) == pytest.approx(1, abs=1e-4)
        assert sum(row.prevalence for row in own) == pytest.approx(1, abs=1e-4)


def test_works_of_one_period_have_no_movement(wide):
    with pytest.raises(InputError, match=r"5 dated works .* of 1 periods"):
        topics_over_time([DatedWords(2016, CARE)] * 5, wide)
    with pytest.raises(InputError, match="0 dated works"):
        topics_over_time([], wide)
