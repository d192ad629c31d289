"""Read the small tables that people fill in edits/: a heading row that must be right, faults of all rows named at once."""

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TypeVar

from pipeline.core.errors import ConfigError
from pipeline.core.files import read_utf8

RowT = TypeVar("RowT")
DIVIDERS = {"\t": "tabs", ",": "commas"}
MAX_CELL = 131_072  # characters; a longer cell is a quotation mark that was never closed


def read_rows(path: Path, columns: Sequence[str], divider: str, make: Callable[[int, dict[str, str]], RowT]) -> list[RowT]:
    """Return `make(line, cells by column)` for each row that is not empty; a missing or empty file has none.

    `make` raises ValueError for a row that is wrong. Values are stripped; missing cells at the end of a row are empty.

    Raises:
        ConfigError: not UTF-8, another heading, or rows that are wrong, all of them at once.
    """
    if not path.is_file():
        return []
    rows = _numbered_rows(path, divider)
    if not rows:
        return []
    if rows[0][1] != list(columns):
        raise ConfigError(f"{path}:1: the first line must be the columns {' '.join(columns)}, divided by {DIVIDERS[divider]}")
    made: list[RowT] = []
    faults: list[str] = []
    for line, row in rows[1:]:
        if not any(row):
            continue
        try:
            made.append(make(line, _cells(row, columns)))
        except ValueError as error:
            faults.append(f"{path}:{line}: {error}")
    if faults:
        raise ConfigError("\n".join(faults))
    return made


def table_text(columns: Sequence[str], rows: Iterable[Iterable[str]]) -> str:
    """Return the content of a file divided by tabs: the heading and the rows, white space in a cell as single blanks, nothing quoted."""
    return "".join("\t".join(" ".join(cell.split()) for cell in row) + "\n" for row in [columns, *rows])


def _numbered_rows(path: Path, divider: str) -> list[tuple[int, list[str]]]:
    """Return the rows with stripped cells, each with the number of its last line."""
    stream = io.StringIO(read_utf8(path, ConfigError), newline="")
    reader = csv.reader(stream, delimiter=divider, quoting=csv.QUOTE_NONE if divider == "\t" else csv.QUOTE_MINIMAL)
    try:
        return [(reader.line_num, [_stripped(cell) for cell in row]) for row in reader]
    except csv.Error as fault:
        raise ConfigError(f"{path}:{reader.line_num}: {fault}\nclose every quotation mark, and save the file as text") from None


def _stripped(cell: str) -> str:
    # The csv module has this limit too, but for the whole process: readers of large exports lift it.
    if len(cell) > MAX_CELL:
        raise csv.Error(f"field larger than {MAX_CELL} characters")
    return cell.strip()


def _cells(row: Sequence[str], columns: Sequence[str]) -> dict[str, str]:
    if any(row[len(columns) :]):
        raise ValueError(f"{len(row)} cells, and there are {len(columns)} columns")
    return dict(zip(columns, [*row, *[""] * len(columns)], strict=False))
