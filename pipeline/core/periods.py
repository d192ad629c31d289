"""Periods of a timeline: years, several years pooled, stretches between policy documents, and everything up to a year."""

from collections.abc import Iterable
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Period:
    """Years from `start` to `end`, both within."""

    start: int
    end: int
    cumulative: bool = False
    """It begins with the first period and only its end moves."""

    @property
    def label(self) -> str:
        """Return `2016`, `2016-2017`, or `≤2017` for everything up to a year.

        >>> Period(2016, 2016).label, Period(2016, 2017).label, Period(2010, 2017, cumulative=True).label
        ('2016', '2016-2017', '≤2017')
        """
        if self.cumulative:
            return f"≤{self.end}"
        return str(self.start) if self.start == self.end else f"{self.start}-{self.end}"

    def holds(self, year: int | None) -> bool:
        """Tell whether a year lies within; no year lies nowhere."""
        return year is not None and self.start <= year <= self.end


def period_at(year: int, period_years: int) -> Period:
    """Return the period of so many years a year falls into; periods begin at multiples of their length.

    >>> period_at(2019, 5)
    Period(start=2015, end=2019, cumulative=False)
    """
    start = year - year % period_years
    return Period(start, start + period_years - 1)


def regular_periods(first: int, last: int, period_years: int) -> list[Period]:
    """Return the periods of so many years from that of one year to that of the other."""
    return [period_at(year, period_years) for year in range(period_at(first, period_years).start, last + 1, period_years)]


def divided_periods(first: int, last: int, breaks: Iterable[int]) -> list[Period]:
    """Return the stretches between years with which something new begins; a year outside changes nothing.

    >>> [period.label for period in divided_periods(2006, 2024, [2013, 2017])]
    ['2006-2012', '2013-2016', '2017-2024']
    """
    starts = sorted({first, *(year for year in breaks if first < year <= last)})
    return [Period(start, following - 1) for start, following in zip(starts, [*starts[1:], last + 1], strict=True)]


def clipped(periods: Iterable[Period], first: int | None, last: int | None) -> list[Period]:
    """Return what of the periods lies between two years; None leaves an end open."""
    cut = [replace(one, start=max(one.start, first or one.start), end=min(one.end, last or one.end)) for one in periods]
    return [one for one in cut if one.start <= one.end]


def accumulated(periods: list[Period]) -> list[Period]:
    """Return, for each period, everything from the first one on up to its end."""
    return [Period(periods[0].start, one.end, cumulative=True) for one in periods]
