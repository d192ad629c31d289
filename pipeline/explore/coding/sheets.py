"""The coders' workbooks: a sheet of sentences with the term between its left and right side, and a sheet with the codebook.

The workbook carries no time, so that the same sample gives the same bytes.
"""

import io
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pipeline.catalog.sheets import sheet_rows, without_times
from pipeline.core.codes import CODES, NO, UNSURE, YES, Code
from pipeline.core.errors import InputError
from pipeline.core.files import make_parent
from pipeline.core.lexicon import Concept, Lexicon
from pipeline.explore.coding.sampling import Item

# Heading: (words shown, width in characters). The first word is what is read back.
HEADINGS = {
    "key": ("key", 10),
    "concept": ("concept 概念", 16),
    "left": ("left 上文", 50),
    "match": ("match 词", 14),
    "right": ("right 下文", 50),
    "title": ("title 题名", 26),
    "year": ("year 年份", 8),
    "page": ("page 页", 8),
    "said": ("said 各人所记", 30),
    "code": ("code 编码", 10),
    "sense": ("sense 义项", 14),
    "reason": ("reason 理由", 30),
}
CODEBOOK = ("concept 概念", "definition 定义", "include 计入", "exclude 不计入", "typical case 典型", "border case 边界", "senses 义项")
WORDS = {
    YES: (YES, "y", "1", "是", "对"),
    NO: (NO, "n", "0", "否", "不是", "错"),
    UNSURE: (UNSURE, "?", "？", "不确定", "待定"),
}
MEANT = {word: code for code, words in WORDS.items() for word in words}
# Characters that XML 1.0 does not allow.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
MAX_CELL_CHARS = 32_000
FAULTS_SHOWN = 20
DIVIDER = ":"


def write_samples(paths: Sequence[Path], items: Sequence[Item], lexicon: Lexicon) -> None:
    """Write a workbook for each coder: all of them, or none.

    Raises:
        InputError: a file is there already (it may hold somebody's codes), named twice, or not named .xlsx.
    """
    rows = [_item_cells(item, lexicon) for item in items]
    _write(paths, rows, {item.unit[1] for item in items}, lexicon, said=False)


def write_disputed(path: Path, disputed: Sequence[Sequence[Code]], lexicon: Lexicon) -> None:
    """Write a workbook of units on which coders differ, with what each said.

    Raises:
        InputError: the file is there already, or not named .xlsx.
    """
    rows = [_disputed_cells(codes, lexicon) for codes in disputed]
    _write([path], rows, {codes[0].concept for codes in disputed}, lexicon, said=True)


def read_sheet(path: Path, coder: str, lexicon: Lexicon, *, adjudicated: bool = False, on: str = "") -> list[Code]:
    """Return what a coder wrote, in the order of the sheet; lines without a code say nothing.

    Raises:
        InputError: no workbook of ours, words that are no code, senses that the concept has not, or a unit twice with two codes; all such
            lines at once.
    """
    rows = sheet_rows(path)
    start, columns = _heading(path, rows)
    faults: list[str] = []
    found: dict[tuple[str, str], Code] = {}
    for line, row in enumerate(rows[start + 1 :], start=start + 2):
        cells = {name: row[position].strip() if position < len(row) else "" for name, position in columns.items()}
        if not cells["code"] and not cells.get("sense"):
            continue
        try:
            code = _read_code(cells, coder, lexicon, adjudicated=adjudicated, on=on)
        except ValueError as fault:
            faults.append(f"{path}: row {line}: {fault}")
            continue
        if found.setdefault(code.unit, code) != code:
            faults.append(f"{path}: row {line}: the sentence stands twice in the sheet, with two codes")
    if faults:
        more = [f"and {len(faults) - FAULTS_SHOWN} more"] if len(faults) > FAULTS_SHOWN else []
        raise InputError("\n".join([*faults[:FAULTS_SHOWN], *more]))
    return list(found.values())


def _read_code(cells: dict[str, str], coder: str, lexicon: Lexicon, *, adjudicated: bool, on: str) -> Code:
    sentence, divider, concept = cells["key"].partition(DIVIDER)
    if not divider or not sentence or not concept:
        raise ValueError("the key is missing or cut; copy it from the sheet as it was written")
    code = MEANT.get(cells["code"].lower())
    if code is None:
        raise ValueError(f"code must be {', '.join(CODES)} (got {cells['code'][:40]!r})")
    senses = [sense.id for sense in lexicon.by_id[concept].senses] if concept in lexicon.by_id else []
    sense = cells.get("sense", "")
    if sense and sense not in senses:
        raise ValueError(f"sense must be one of {', '.join(senses) or 'none: the concept has no senses'} (got {sense[:40]!r})")
    text = "".join(cells.get(name, "") for name in ("left", "match", "right"))
    return Code(sentence, concept, coder, code, sense, adjudicated, on, cells.get("reason", ""), text)


def _item_cells(item: Item, lexicon: Lexicon) -> dict[str, str]:
    quote = item.quote
    return {
        "key": DIVIDER.join(item.unit),
        "concept": lexicon.label(item.unit[1]),
        "left": quote.left,
        "match": quote.match,
        "right": quote.right,
        "title": quote.title,
        "year": str(quote.year or ""),
        "page": str(quote.page_label or quote.page or ""),
    }


def _disputed_cells(codes: Sequence[Code], lexicon: Lexicon) -> dict[str, str]:
    concept = codes[0].concept
    said = "; ".join(
        f"{one.coder}: {one.code}{' ' + one.sense if one.sense else ''}{f' ({one.reason})' if one.reason else ''}" for one in codes
    )
    label = lexicon.label(concept) if concept in lexicon.by_id else concept
    return {"key": DIVIDER.join(codes[0].unit), "concept": label, "left": codes[0].text, "said": said}


def _write(paths: Sequence[Path], rows: Sequence[dict[str, str]], concept_ids: set[str], lexicon: Lexicon, *, said: bool) -> None:
    _check_new(paths)
    columns = [name for name in HEADINGS if said or name != "said"]
    concepts = [concept for concept in lexicon.concepts if concept.id in concept_ids]
    content = without_times(_workbook(columns, rows, concepts))
    for path in paths:
        make_parent(path)
        path.write_bytes(content)


def _check_new(paths: Sequence[Path]) -> None:
    for number, path in enumerate(paths):
        if path.exists():
            raise InputError(f"{path}: the file is there already and may hold codes: name another one, or move it away")
        if path in paths[:number]:
            raise InputError(f"{path}: named twice: each coder gets a file")
        if path.suffix.lower() != ".xlsx":
            raise InputError(f"{path}: a workbook is written: end its name with .xlsx")


def _workbook(columns: Sequence[str], rows: Sequence[dict[str, str]], concepts: Sequence[Concept]) -> bytes:
    from openpyxl import Workbook
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    book = Workbook()
    sheet: Any = book.active
    sheet.title = "codes"
    _fill(sheet, [HEADINGS[name] for name in columns], [[row.get(name, "") for name in columns] for row in rows])
    letter = get_column_letter(columns.index("code") + 1)
    choice = DataValidation(type="list", formula1=f'"{",".join(CODES)}"', allow_blank=True, showErrorMessage=True)
    choice.add(f"{letter}2:{letter}{max(len(rows), 1) + 1}")
    sheet.add_data_validation(choice)
    sheet.freeze_panes = "C2"
    _fill(book.create_sheet("codebook"), [(name, 40) for name in CODEBOOK], [_codebook_cells(concept) for concept in concepts])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _fill(sheet: Any, headings: Sequence[tuple[str, int]], rows: Sequence[Sequence[str]]) -> None:
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    for position, (words, width) in enumerate(headings, start=1):
        sheet.cell(1, position, words).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(position)].width = width
    for line, row in enumerate(rows, start=2):
        for position, value in enumerate(row, start=1):
            cell = sheet.cell(line, position)
            # A sentence that begins with = is a sentence and no formula.
            cell.value, cell.data_type = CONTROL.sub("", value)[:MAX_CELL_CHARS], "s"
            is_left = headings[position - 1] == HEADINGS["left"]
            cell.alignment = Alignment(wrap_text=True, vertical="top", horizontal="right" if is_left else None)


def _codebook_cells(concept: Concept) -> list[str]:
    book = concept.codebook
    senses = "\n".join(f"{sense.id}: {sense.label}" for sense in concept.senses)
    return [concept.label, book.definition, "\n".join(book.include), "\n".join(book.exclude), book.typical_case, book.border_case, senses]


def _heading(path: Path, rows: Sequence[Sequence[str]]) -> tuple[int, dict[str, int]]:
    for start, row in enumerate(rows):
        columns = {cell.split()[0].lower(): position for position, cell in enumerate(row) if cell}
        if {"key", "code"} <= columns.keys():
            return start, columns
    raise InputError(f"{path}: no row with the headings key and code: use a workbook that `wenmai code sample` wrote")
