"""Levels of journals (CSSCI, 北大核心 …) by a dated list that the team supplies: edits/venue_levels.csv.

    venue,level,from_year,to_year
    河湾学刊,CSSCI,2014,2020
    河湾学刊,北大核心,2011,

Both years count; an empty year leaves that side open. A list of editions has one row an edition. The level of a work is the one of its
year of publication: a journal that entered the list later says nothing about its earlier articles.
"""

import dataclasses
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pipeline.core.records import Work
from pipeline.core.tabular import read_rows
from pipeline.core.text import title_key

FILE = "venue_levels.csv"
COLUMNS = ("venue", "level", "from_year", "to_year")


@dataclass(frozen=True, slots=True)
class VenueLevel:
    """A venue has a level from one year to another, both included."""

    venue: str
    level: str
    from_year: int | None
    to_year: int | None

    def holds_in(self, year: int) -> bool:
        """Tell whether the level holds in a year."""
        return (self.from_year is None or self.from_year <= year) and (self.to_year is None or year <= self.to_year)


def read_venue_levels(edits: Path) -> list[VenueLevel]:
    """Read the list; a missing file is an empty list.

    Raises:
        ConfigError: another heading, an empty venue or level, or impossible years; all such rows at once.
    """
    return read_rows(edits / FILE, COLUMNS, ",", lambda _line, cells: _venue_level(cells))


def set_venue_levels(works: Iterable[Work], levels: Iterable[VenueLevel]) -> list[Work]:
    """Return the works with the levels of their venue in their year, sorted; theses and undated works have none."""
    by_venue: dict[str, list[VenueLevel]] = defaultdict(list)
    for level in levels:
        by_venue[title_key(level.venue)].append(level)
    return [dataclasses.replace(work, venue_levels=_levels_of(work, by_venue)) if by_venue else work for work in works]


def _levels_of(work: Work, by_venue: dict[str, list[VenueLevel]]) -> list[str]:
    if work.year is None or not work.venue or work.kind == "thesis":
        return []
    year = work.year
    return sorted({level.level for level in by_venue.get(title_key(work.venue), []) if level.holds_in(year)})


def _venue_level(cells: dict[str, str]) -> VenueLevel:
    if not title_key(cells["venue"]) or not cells["level"]:
        raise ValueError("venue and level must both be given")
    first, last = (_year(cells[name], name) for name in ("from_year", "to_year"))
    if first is not None and last is not None and first > last:
        raise ValueError(f"from_year {first} lies behind to_year {last}")
    return VenueLevel(cells["venue"], cells["level"], first, last)


def _year(value: str, name: str) -> int | None:
    if not value:
        return None
    if not (value.isascii() and value.isdigit() and len(value) == 4):  # noqa: PLR2004 - the digits of a year
        raise ValueError(f"{name} must have four digits or be empty (got {value!r})")
    return int(value)
