"""The workbooks that people fill: XLSX files written and read back by openpyxl, the one place that knows it for this.

A workbook carries no time, so that the same rows give the same bytes. Exports of databases are read by stage catalog.
"""

import io
import re
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pipeline.core.errors import InputError
from pipeline.core.office import without_times

# Characters that XML 1.0 does not allow.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
MAX_CELL_CHARS = 32_000
FAULTS_SHOWN = 20
NO_WORKBOOK = "no XLSX file; save the sheet as .xlsx (Excel workbook)"

Heading = tuple[str, int]
"""Words shown (the first one is what is read back), width in characters."""


def new_workbook(title: str) -> tuple[Any, Any]:
    """Return an empty workbook and its first sheet."""
    from openpyxl import Workbook

    book = Workbook()
    book.active.title = title
    return book, book.active


def fill_sheet(sheet: Any, headings: Sequence[Heading], rows: Sequence[Sequence[str]], right_aligned: Sequence[str] = ()) -> None:
    """Write bold headings and the rows as wrapped text; columns whose heading is in `right_aligned` end at their right edge."""
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    for position, (words, width) in enumerate(headings, start=1):
        sheet.cell(1, position, words).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(position)].width = width
    for line, row in enumerate(rows, start=2):
        for position, value in enumerate(row, start=1):
            cell = sheet.cell(line, position)
            # A title that begins with = is a title and no formula.
            cell.value, cell.data_type = CONTROL.sub("", value)[:MAX_CELL_CHARS], "s"
            horizontal = "right" if headings[position - 1][0] in right_aligned else None
            cell.alignment = Alignment(wrap_text=True, vertical="top", horizontal=horizontal)


def offer_choices(sheet: Any, position: int, n_rows: int, choices: Sequence[str]) -> None:
    """Let the cells of the column at `position` (1-based) below the heading hold one of the choices, or nothing."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    letter = get_column_letter(position)
    choice = DataValidation(type="list", formula1=f'"{",".join(choices)}"', allow_blank=True, showErrorMessage=True)
    choice.add(f"{letter}2:{letter}{n_rows + 1}")
    sheet.add_data_validation(choice)


def workbook_bytes(book: Any) -> bytes:
    """Return the file's content, with one fixed time in the archive and in its properties."""
    content = io.BytesIO()
    book.save(content)
    return without_times(content.getvalue())


def sheet_rows(path: Path, names: Sequence[str] = (), refusal: str = NO_WORKBOOK) -> list[list[list[str]]]:
    """Return the cells as text of the sheets named, by default of the first one; a list of rows a sheet.

    Raises:
        InputError: the file is missing, no XLSX, or lacks a sheet; `refusal` says so.
    """
    import openpyxl

    if not path.is_file():
        raise InputError(f"{path}: there is no such file")
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        sheets = [book[name] for name in names] or [book.worksheets[0]]
        return [[[_text(value) for value in row] for row in sheet.iter_rows(values_only=True)] for sheet in sheets]
    except (zipfile.BadZipFile, KeyError, ValueError, OSError, openpyxl.utils.exceptions.InvalidFileException):
        raise InputError(f"{path}: {refusal}") from None


def find_headings(path: Path, rows: Sequence[Sequence[str]], needed: Sequence[str], writer: str) -> tuple[int, dict[str, int]]:
    """Return the number of the row with the headings and the columns by name; people may have put rows above or moved columns.

    Raises:
        InputError: no row has all the headings `needed`; `writer` is the command that writes such a sheet.
    """
    for start, row in enumerate(rows):
        columns = {cell.split()[0].lower(): position for position, cell in enumerate(row) if cell}
        if columns.keys() >= set(needed):
            return start, columns
    raise InputError(f"{path}: no row with the headings {' and '.join(needed)}: use a {writer}")


def refuse_faults(faults: Sequence[str]) -> None:
    """Raise an InputError that names the first twenty faults, when there are any.

    Raises:
        InputError: there are faults.
    """
    if faults:
        more = [f"and {len(faults) - FAULTS_SHOWN} more"] if len(faults) > FAULTS_SHOWN else []
        raise InputError("\n".join([*faults[:FAULTS_SHOWN], *more]))


def _text(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value).strip()
