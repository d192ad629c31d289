"""The coders' workbooks: a sheet of sentences with the term between its left and right side, and a sheet with the codebook."""

from collections.abc import Sequence
from pathlib import Path

from pipeline.core.codes import CODES, NO, UNSURE, YES, Code
from pipeline.core.errors import InputError
from pipeline.core.files import make_parent
from pipeline.core.lexicon import Concept, Lexicon
from pipeline.core.workbooks import fill_sheet, find_headings, new_workbook, offer_choices, refuse_faults, sheet_rows, workbook_bytes
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
    (rows,) = sheet_rows(path)
    start, columns = find_headings(path, rows, ("key", "code"), "workbook that `wenmai code sample` wrote")
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
    refuse_faults(faults)
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
    content = _workbook(columns, rows, concepts)
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
    book, sheet = new_workbook("codes")
    lines = [[row.get(name, "") for name in columns] for row in rows]
    fill_sheet(sheet, [HEADINGS[name] for name in columns], lines, right_aligned=(HEADINGS["left"][0],))
    offer_choices(sheet, columns.index("code") + 1, max(len(rows), 1), CODES)
    sheet.freeze_panes = "C2"
    fill_sheet(book.create_sheet("codebook"), [(name, 40) for name in CODEBOOK], [_codebook_cells(concept) for concept in concepts])
    return workbook_bytes(book)


def _codebook_cells(concept: Concept) -> list[str]:
    book = concept.codebook
    senses = "\n".join(f"{sense.id}: {sense.label}" for sense in concept.senses)
    return [concept.label, book.definition, "\n".join(book.include), "\n".join(book.exclude), book.typical_case, book.border_case, senses]
