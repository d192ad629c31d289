"""The search protocol of a corpus, sources/protocol.yaml: what was searched where and when, and what became of the hits.

    databases: [中国知网]
    search_date: 2024-06-30                  # the day of the search: its year is incomplete
    search_strings:                          # as typed into the database; plain strings will do
      - {string: 主题=三社联动, database: 中国知网, date: 2024-06-30, hits: 120}
    hits: 312                                # records found by all strings together
    duplicates: 41                           # removed before screening
    exclusions:                              # screened out, by reason
      - {reason: 不是研究文献, count: 20}
    kept: 220                                # works that stay
    pdfs: 60                                 # of these with a PDF
    screeners: [甲, 乙]
    notes: free text

Every key may be left out; a protocol feeds the flow diagram (stage catalog) and marks search terms on timelines (stage concepts).
"""

import datetime as dt
import re
from pathlib import Path
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from pipeline.core.config import Config, check_config, read_yaml
from pipeline.core.errors import ConfigError

FILE = "protocol.yaml"
DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")

Count = Annotated[int, Field(ge=0)]
Words = Annotated[str, Field(min_length=1)]


def _as_date(value: Any) -> str:
    text = value.isoformat() if isinstance(value, dt.date) else str(value)
    if DATE.fullmatch(text) is None:
        raise ValueError("must be a date such as 2024-06-30, 2024-06 or 2024")
    year, month, day = (int(part) for part in [*text.split("-"), "1", "1"][:3])
    dt.date(year, month, day)
    return text


def _as_search_string(value: Any) -> Any:
    return {"string": value} if isinstance(value, str) else value


def _as_exclusions(value: Any) -> Any:
    return [{"reason": reason, "count": count} for reason, count in value.items()] if isinstance(value, dict) else value


SearchDate = Annotated[str, BeforeValidator(_as_date)]


class SearchString(Config):
    """One string as typed into a database."""

    string: Words
    database: Words | None = None
    date: SearchDate | None = None
    hits: Count | None = None


class Exclusion(Config):
    """How many works were screened out for one reason."""

    reason: Words
    count: Count


class Protocol(Config):
    """The whole file."""

    databases: tuple[Words, ...] = ()
    search_date: SearchDate | None = None
    search_strings: tuple[Annotated[SearchString, BeforeValidator(_as_search_string)], ...] = ()
    hits: Count | None = None
    duplicates: Count | None = None
    exclusions: Annotated[tuple[Exclusion, ...], BeforeValidator(_as_exclusions)] = ()
    kept: Count | None = None
    pdfs: Count | None = None
    screeners: tuple[Words, ...] = ()
    notes: str | None = None

    @property
    def n_hits(self) -> int | None:
        """Return the records found: as said, or the sum over the strings when each says its own."""
        if self.hits is not None:
            return self.hits
        each = [one.hits for one in self.search_strings]
        return sum(filter(None, each)) if each and None not in each else None

    @property
    def n_excluded(self) -> int | None:
        """Return the works screened out, None when the protocol says nothing of exclusions."""
        return sum(one.count for one in self.exclusions) if self.exclusions else None

    @property
    def first_search_year(self) -> int | None:
        """Return the year of the earliest search: from this year on the literature is incomplete."""
        dates = [one.date for one in self.search_strings if one.date] + ([self.search_date] if self.search_date else [])
        return min((int(date[:4]) for date in dates), default=None)


def read_protocol(sources: Path) -> Protocol:
    """Return the corpus's protocol, an empty one when there is no file.

    Raises:
        ConfigError: unknown keys, wrong values and numbers that do not add up, all of them at once, one a line.
    """
    path = sources / FILE
    if not path.is_file():
        return Protocol()
    values = read_yaml(path)
    sums = [f"{path}: {fault}" for fault in _sum_faults(values)] if isinstance(values, dict) else []
    try:
        protocol = check_config(path, values, Protocol)
    except ConfigError as error:
        raise ConfigError("\n".join([str(error), *sums])) from None
    if sums:
        raise ConfigError("\n".join(sums))
    return protocol


def _sum_faults(values: dict[str, Any]) -> list[str]:
    """Compare the numbers that are numbers; others are named by the model."""
    strings = [one for one in _items(values, "search_strings") if isinstance(one, dict)]
    excluded = [_number(one.get("count")) for one in _exclusions(values)]
    hits, duplicates, kept, pdfs = (_number(values.get(name)) for name in ("hits", "duplicates", "kept", "pdfs"))
    each = [_number(one.get("hits")) for one in strings]
    faults = []
    if (
        hits is not None
        and each
        and len(each) == len(_items(values, "search_strings"))
        and None not in each
        and sum(filter(None, each)) != hits
    ):
        faults.append(f"hits: the search strings found {sum(filter(None, each))} together (got {hits})")
    if hits is not None and duplicates is not None and kept is not None and excluded and None not in excluded:
        left = hits - duplicates - sum(filter(None, excluded))
        if left != kept:
            faults.append(f"kept: {hits} hits less {duplicates} duplicates and the exclusions are {left} (got {kept})")
    if kept is not None and pdfs is not None and pdfs > kept:
        faults.append(f"pdfs: more than the {kept} works kept (got {pdfs})")
    known = _items(values, "databases")
    unknown = dict.fromkeys(str(one["database"]) for one in strings if known and one.get("database") and one["database"] not in known)
    return faults + [f"search_strings: database {name} is not among databases" for name in unknown]


def _items(values: dict[str, Any], name: str) -> list[Any]:
    found = values.get(name)
    return found if isinstance(found, list) else []


def _exclusions(values: dict[str, Any]) -> list[dict[str, Any]]:
    found = _as_exclusions(values.get("exclusions"))
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _number(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None
