"""The screeners' sheets: XLSX files written and read by openpyxl, which no other module here touches.

A sheet has no time inside, so that the same works give the same bytes.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from pipeline.catalog.screening import EXCLUDE, INCLUDE, UNSURE, Row, Said
from pipeline.core.errors import InputError
from pipeline.core.records import Work

# Heading: (words shown, width in characters). The first word is what is read back.
HEADINGS = {
    "key": ("key", 18),
    "title": ("title 题名", 42),
    "authors": ("authors 作者", 16),
    "year": ("year 年份", 8),
    "venue": ("venue 来源", 18),
    "abstract": ("abstract 摘要", 90),
    "screener_a": ("screener_a 甲", 12),
    "reason_a": ("reason_a 甲的理由", 20),
    "screener_b": ("screener_b 乙", 12),
    "reason_b": ("reason_b 乙的理由", 20),
    "decision": ("decision 决定", 12),
    "reason": ("reason 理由", 30),
}
OWN = ("key", "title", "authors", "year", "venue", "abstract", "decision", "reason")
WORDS = {
    INCLUDE: (INCLUDE, "included", "yes", "y", "1", "in", "纳入", "保留", "是"),
    EXCLUDE: (EXCLUDE, "excluded", "no", "n", "0", "out", "排除", "剔除", "否"),
    UNSURE: (UNSURE, "maybe", "?", "？", "待定", "不确定"),
}
MEANT = {word: decision for decision, words in WORDS.items() for word in words}
FIXED_TIME = (2000, 1, 1, 0, 0, 0)
STAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
# Characters that XML 1.0 does not allow.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
MAX_CELL_CHARS = 32_000
FAULTS_SHOWN = 20


def write_sheet(path: Path, works: Sequence[Work], disputed: dict[str, Row] | None = None) -> None:
    """Write a sheet of works to decide on; with `disputed` (rows by key) it also shows what both screeners said.

    Raises:
        InputError: the file is there already: it may hold somebody's decisions.
    """
    if path.exists():
        raise InputError(f"{path}: the file is there already and may hold decisions: name another one, or move it away")
    columns = tuple(name for name in HEADINGS if name in OWN or disputed)
    rows = [_cells(work, columns, disputed.get(work.work_id) if disputed else None) for work in works]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(without_times(_workbook(columns, rows)))


def read_sheet(path: Path) -> list[Said]:
    """Return what a screener wrote, in the order of the sheet.

    Raises:
        InputError: no XLSX sheet with the columns key and decision, words that are no decision, or a work twice with two decisions;
            all such rows at once.
    """
    rows = sheet_rows(path)
    start, columns = _heading(path, rows)
    faults: list[str] = []
    found: dict[str, Said] = {}
    for line, row in enumerate(rows[start + 1 :], start=start + 2):
        cells = {name: row[position] if position < len(row) else "" for name, position in columns.items()}
        if not cells["key"]:
            faults += [f"{path}: row {line}: the key is missing; copy it from the sheet as it was written"] if any(row) else []
            continue
        word = cells["decision"].strip().lower()
        decision = MEANT.get(word)
        if word and decision is None:
            faults.append(f"{path}: row {line}: decision must be include, exclude or unsure (got {word[:40]!r})")
        said = Said(cells["key"], cells.get("title", ""), decision, cells.get("reason", ""))
        if found.setdefault(said.key, said).decision != said.decision:
            faults.append(f"{path}: row {line}: the work stands twice in the sheet, with two decisions")
    if faults:
        more = [f"and {len(faults) - FAULTS_SHOWN} more"] if len(faults) > FAULTS_SHOWN else []
        raise InputError("\n".join([*faults[:FAULTS_SHOWN], *more]))
    return list(found.values())


def _cells(work: Work, columns: Iterable[str], row: Row | None) -> list[str]:
    values = {
        "key": work.work_id,
        "title": work.title_zh or work.title_en or "",
        "authors": "；".join(work.authors),
        "year": str(work.year or ""),
        "venue": work.venue or "",
        "abstract": work.abstract_zh or work.abstract_en or "",
    }
    shown = ("screener_a", "reason_a", "screener_b", "reason_b")
    values |= {name: getattr(row, name) for name in shown} if row else {}
    return [CONTROL.sub("", values.get(name, ""))[:MAX_CELL_CHARS] for name in columns]


def _workbook(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    book = Workbook()
    sheet: Any = book.active
    sheet.title = "screening"
    for position, name in enumerate(columns, start=1):
        words, width = HEADINGS[name]
        sheet.cell(1, position, words).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(position)].width = width
    for line, row in enumerate(rows, start=2):
        for position, value in enumerate(row, start=1):
            cell = sheet.cell(line, position)
            # A title that begins with = is a title and no formula.
            cell.value, cell.data_type = value, "s"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    letter = get_column_letter(columns.index("decision") + 1)
    choice = DataValidation(type="list", formula1=f'"{INCLUDE},{EXCLUDE},{UNSURE}"', allow_blank=True, showErrorMessage=True)
    choice.add(f"{letter}2:{letter}{len(rows) + 1}")
    sheet.add_data_validation(choice)
    sheet.freeze_panes = "C2"
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def without_times(content: bytes) -> bytes:
    """Return the same workbook with one fixed time in the archive and in its properties."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "docProps/core.xml":
                part = STAMP.sub(rb"\g<1>2000-01-01T00:00:00Z", part)
            entry = zipfile.ZipInfo(name, FIXED_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, part)
    return out.getvalue()


def sheet_rows(path: Path) -> list[list[str]]:
    """Return the cells of a workbook's first sheet as text.

    Raises:
        InputError: the file is missing or no XLSX.
    """
    import openpyxl

    if not path.is_file():
        raise InputError(f"{path}: there is no such file")
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        return [[_text(value) for value in row] for row in book.worksheets[0].iter_rows(values_only=True)]
    except (zipfile.BadZipFile, KeyError, ValueError, OSError, openpyxl.utils.exceptions.InvalidFileException):
        raise InputError(f"{path}: no XLSX file; save the sheet as .xlsx (Excel workbook)") from None


def _text(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value).strip()


def _heading(path: Path, rows: Sequence[Sequence[str]]) -> tuple[int, dict[str, int]]:
    """Return the row with the headings and the positions of the columns; people may have put rows above or moved columns."""
    for start, row in enumerate(rows):
        columns = {cell.split()[0].lower(): position for position, cell in enumerate(row) if cell}
        if {"key", "decision"} <= columns.keys():
            return start, columns
    raise InputError(f"{path}: no row with the headings key and decision: use a sheet that `wenmai screen sheet` wrote")
