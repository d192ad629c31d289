"""Spreadsheets: .xlsx by openpyxl, .xls by xlrd; every sheet with a row of headings is read."""

import datetime as dt
import io
import warnings
import zipfile
from collections.abc import Iterator
from typing import Any

from pipeline.catalog.entries import QUOTED_CHARS, Entry, Stray
from pipeline.catalog.record_tables import Row, read_rows
from pipeline.core.headings import is_heading_row
from pipeline.core.sources import HEADING_LINES

MAX_UNPACKED_BYTES = 500_000_000


def read(content: bytes, form: str) -> Iterator[Entry | Stray]:
    """Yield the records of every sheet of an `xlsx` or `xls` file; a sheet without headings that holds something is reported."""
    try:
        sheets = list((_xlsx_sheets if form == "xlsx" else _xls_sheets)(content))
    except Exception as error:  # noqa: BLE001 - both libraries raise anything at all on damaged files
        yield Stray(1, f"the workbook cannot be read ({type(error).__name__}: {str(error)[:QUOTED_CHARS]}): open it and save it again")
        return
    for name, rows in sheets:
        if any(is_heading_row(cells) for _, cells in rows[:HEADING_LINES]):
            yield from read_rows(rows)
        elif any(cell.strip() for _, cells in rows for cell in cells):
            yield Stray(1, f"sheet {name!r} has no row of headings (题名, 作者 …)")


def _xlsx_sheets(content: bytes) -> Iterator[tuple[str, list[Row]]]:
    import openpyxl

    unpacked = sum(part.file_size for part in zipfile.ZipFile(io.BytesIO(content)).infolist())
    if unpacked > MAX_UNPACKED_BYTES:
        raise ValueError(f"{unpacked} bytes unpacked")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of styles and validations that it leaves out
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        for sheet in book.worksheets:
            rows = enumerate(sheet.iter_rows(values_only=True), start=1)
            yield sheet.title, [(number, [_printed(cell) for cell in row]) for number, row in rows]


def _xls_sheets(content: bytes) -> Iterator[tuple[str, list[Row]]]:
    import xlrd

    book = xlrd.open_workbook(file_contents=content, logfile=io.StringIO())
    for sheet in book.sheets():
        yield sheet.name, [(row + 1, [_xls_cell(cell, book.datemode) for cell in sheet.row(row)]) for row in range(sheet.nrows)]


def _xls_cell(cell: Any, datemode: int) -> str:
    import xlrd

    if cell.ctype == xlrd.XL_CELL_DATE:
        return _printed(xlrd.xldate_as_datetime(cell.value, datemode))
    return "" if cell.ctype == xlrd.XL_CELL_ERROR else _printed(cell.value)


def _printed(value: Any) -> str:
    """Return a cell's value as a person would write it: 2019, not 2019.0."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    return "" if value is None else str(value)
