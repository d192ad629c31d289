import pytest

from pipeline.core.periods import Period, accumulated, clipped, divided_periods, period_at, regular_periods


def labels(periods):
    return [period.label for period in periods]


def test_periods_begin_at_multiples_of_their_length():
    assert labels(regular_periods(2013, 2021, 5)) == ["2010-2014", "2015-2019", "2020-2024"]
    assert (period_at(2019, 5).label, period_at(2016, 1).label) == ("2015-2019", "2016")


def test_every_year_lies_in_one_regular_period():
    periods = regular_periods(1998, 2024, 4)
    assert [sum(period.holds(year) for period in periods) for year in range(1998, 2025)] == [1] * 27


@pytest.mark.parametrize("breaks", [[], [2013, 2017], [1990, 2013, 2013, 2017, 2030], [2006, 2024]])
def test_divided_periods_cover_the_years_once(breaks):
    periods = divided_periods(2006, 2024, breaks)
    assert [sum(period.holds(year) for period in periods) for year in range(2006, 2025)] == [1] * 19
    assert all(any(period.start == year for period in periods) for year in breaks if 2006 < year <= 2024)


def test_clipped_periods_keep_what_lies_between():
    assert labels(clipped(regular_periods(2010, 2024, 5), 2012, 2019)) == ["2012-2014", "2015-2019"]


def test_accumulated_periods_share_their_beginning():
    assert accumulated(regular_periods(2016, 2017, 1)) == [Period(2016, 2016, cumulative=True), Period(2016, 2017, cumulative=True)]


def test_no_year_lies_in_no_period():
    assert not Period(1, 9999).holds(None)
