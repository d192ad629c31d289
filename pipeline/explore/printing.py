"""Rows on stdout: JSON lines, CSV, or a table whose columns line up although Chinese characters are two columns wide."""

import csv
import dataclasses
import io
import json
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any


def json_lines(rows: Iterable[Any]) -> str:
    """Return one JSON object a line from dataclass records or mappings."""
    return "".join(json.dumps(_mapping(row), ensure_ascii=False) + "\n" for row in rows)


def csv_text(rows: Iterable[Any], columns: Sequence[str]) -> str:
    """Return CSV with a header line; lists are joined by semicolons, lists of records are JSON.

    A value that a spreadsheet would take for a formula gets an apostrophe in front, since texts come from files of strangers.
    """
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_cell(_mapping(row).get(column)) for column in columns] for row in rows)
    return stream.getvalue()


def table_text(header: Sequence[str], rows: Iterable[Sequence[str]], right: Sequence[int] = ()) -> str:
    """Return an aligned table; the columns whose positions are in `right` are aligned to the right."""
    lines = [list(header), *(["".join(cell.splitlines()) for cell in row] for row in rows)]
    widths = [max(map(display_width, column)) for column in zip(*lines, strict=True)]
    return "".join(
        "  ".join(_padded(cell, width, at in right) for at, (cell, width) in enumerate(zip(line, widths, strict=True))).rstrip() + "\n"
        for line in lines
    )


def display_width(text: str) -> int:
    """Return how many columns a terminal gives to the text."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def cut(text: str, width: int) -> str:
    """Return the text, shortened with … to at most `width` terminal columns."""
    if display_width(text) <= width:
        return text
    while display_width(text) > width - 1:
        text = text[:-1]
    return text + "…"


def tail(text: str, width: int) -> str:
    """Return the text, shortened in front with … to at most `width` terminal columns."""
    if display_width(text) <= width:
        return text
    while display_width(text) > width - 1:
        text = text[1:]
    return "…" + text


def cut_middle(text: str, width: int) -> str:
    """Return the text, shortened in the middle with … to at most `width` terminal columns."""
    if display_width(text) <= width:
        return text
    head = cut(text, width // 2).removesuffix("…")
    return head + tail(text, width - display_width(head))


def _mapping(row: Any) -> dict[str, Any]:
    return dict(row) if isinstance(row, dict) else dataclasses.asdict(row)


def _cell(value: Any) -> Any:
    if isinstance(value, list) and any(isinstance(item, dict | list) for item in value):
        value = json.dumps(value, ensure_ascii=False)
    elif isinstance(value, list):
        value = "; ".join(map(str, value))
    if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r")):
        return "'" + value
    return value


def _padded(cell: str, width: int, to_right: bool) -> str:
    space = " " * (width - display_width(cell))
    return space + cell if to_right else cell + space
