"""Read the small tables that people fill in edits/: a heading row that must be right, faults of all rows named at once."""

import csv
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from pipeline.core.errors import ConfigError

RowT = TypeVar("RowT")
DIVIDERS = {"\t": "tabs", ",": "commas"}


def read_rows(path: Path, columns: Sequence[str], divider: str, make: Callable[[int, dict[str, str]], RowT]) -> list[RowT]:
    """Return `make(line, cells by column)` for each row that is not empty; a missing or empty file has none.

    `make` raises ValueError for a row that is wrong. Values are stripped; missing cells at the end of a row are empty.

    Raises:
        ConfigError: another heading, or rows that are wrong, all of them at once.
    """
    if not path.is_file():
        return []
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.reader(stream, delimiter=divider, quoting=csv.QUOTE_NONE if divider == "\t" else csv.QUOTE_MINIMAL))
    if not rows:
        return []
    if [cell.strip() for cell in rows[0]] != list(columns):
        raise ConfigError(f"{path}:1: the first line must be the columns {' '.join(columns)}, divided by {DIVIDERS[divider]}")
    made: list[RowT] = []
    faults: list[str] = []
    for line, row in enumerate(rows[1:], start=2):
        if not any(cell.strip() for cell in row):
            continue
        cells = dict(zip(columns, [cell.strip() for cell in [*row, *[""] * len(columns)]], strict=False))
        try:
            made.append(make(line, cells))
        except ValueError as error:
            faults.append(f"{path}:{line}: {error}")
    if faults:
        raise ConfigError("\n".join(faults))
    return made
