"""The screeners' sheets: the works to decide on, and what a screener wrote."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from pipeline.catalog.screening import EXCLUDE, INCLUDE, UNSURE, Row, Said
from pipeline.core.errors import InputError
from pipeline.core.records import Work
from pipeline.core.workbooks import fill_sheet, find_headings, new_workbook, offer_choices, refuse_faults, sheet_rows, workbook_bytes

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
    path.write_bytes(_workbook(columns, rows))


def read_sheet(path: Path) -> list[Said]:
    """Return what a screener wrote, in the order of the sheet.

    Raises:
        InputError: no XLSX sheet with the columns key and decision, words that are no decision, or a work twice with two decisions;
            all such rows at once.
    """
    (rows,) = sheet_rows(path)
    start, columns = find_headings(path, rows, ("key", "decision"), "sheet that `wenmai screen sheet` wrote")
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
    refuse_faults(faults)
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
    return [values.get(name, "") for name in columns]


def _workbook(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    book, sheet = new_workbook("screening")
    fill_sheet(sheet, [HEADINGS[name] for name in columns], rows)
    offer_choices(sheet, columns.index("decision") + 1, len(rows), (INCLUDE, EXCLUDE, UNSURE))
    sheet.freeze_panes = "C2"
    return workbook_bytes(book)
