"""edits/venue_levels.csv."""

from pathlib import Path

import pytest

from pipeline.catalog.stage import make_catalog
from pipeline.catalog.venue_levels import read_venue_levels, set_venue_levels
from pipeline.core.errors import ConfigError
from tests.catalog.factories import CONFIG, make_record

HEADER = "venue,level,from_year,to_year\n"


def levels_in(folder: Path, year: int | None, rows: str) -> list[str]:
    (folder / "venue_levels.csv").write_text(HEADER + rows, encoding="utf-8")
    works = make_catalog([make_record(1, year=year)], [], CONFIG).works
    return set_venue_levels(works, read_venue_levels(folder))[0].venue_levels


ROWS = "河湾学刊,CSSCI,2014,2018\n《河湾学刊》,北大核心,2011,\n别的学刊,CSSCI,,\n"


@pytest.mark.parametrize(
    ("year", "levels"), [(2010, []), (2011, ["北大核心"]), (2018, ["CSSCI", "北大核心"]), (2019, ["北大核心"]), (None, [])]
)
def test_the_level_is_that_of_the_year_of_publication(tmp_path: Path, year: int | None, levels: list[str]) -> None:
    assert levels_in(tmp_path, year, ROWS) == levels


def test_all_wrong_rows_are_named_at_once(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"(?s):2: from_year must.*:3: from_year 2019 lies.*:4: venue and level"):
        levels_in(tmp_path, 2019, "a,b,19,\na,b,2019,2018\n,b,,\n")


def test_no_list_is_no_level(tmp_path: Path) -> None:
    assert read_venue_levels(tmp_path) == []
