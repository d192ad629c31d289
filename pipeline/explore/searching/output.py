"""What `wenmai search` prints or writes: hits, counts by year, the works as references, a workbook."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from pipeline.core.corpus import Corpus
from pipeline.core.errors import InputError
from pipeline.core.files import make_parent
from pipeline.core.tables import read_table
from pipeline.explore.printing import csv_text, cut, cut_middle, json_lines, table_text, tail
from pipeline.explore.searching.search import Hit, YearCount

HIT_COLUMNS = ("doc_id", "work_id", "title", "year", "page", "page_label", "start", "end", "left", "match", "right", "cuts_word", "words")
WIDTHS = {"title": 40, "left": 44, "match": 20, "right": 44, "words": 24}
"""Columns of a workbook in characters; the others are 12 wide."""
CONTEXT_WIDTH, MATCH_WIDTH, TITLE_WIDTH = 36, 40, 40
"""Terminal columns of a concordance: context on either side, the match (NEAR finds long ones), the title."""


def hits_text(hits: Sequence[Hit], form: str, *, whole_context: bool = False, with_words: bool = False) -> str:
    """Return hits as JSON lines, CSV or a concordance.

    Args:
        hits: in the order to print.
        form: `json`, `csv` or `table`.
        whole_context: a table gives the context in full below each hit's place, not cut to columns.
        with_words: a table has a column for the words that a hit touches.
    """
    if form == "json":
        return json_lines(hits)
    if form == "csv":
        return csv_text(hits, HIT_COLUMNS)
    return blocks_text(hits) if whole_context else kwic_text(hits, with_words=with_words)


def kwic_text(hits: Iterable[Hit], width: int = CONTEXT_WIDTH, *, with_words: bool = False) -> str:
    """Return a concordance: the matches stand in one column, `width` terminal columns of context on either side."""
    header = ["year", "page", "printed", "left", "match", "right", *(["words"] if with_words else []), "title"]
    return table_text(header, [_line(hit, width, with_words=with_words) for hit in hits], right=(0, 1, 2, 3))


def _line(hit: Hit, width: int, *, with_words: bool) -> list[str]:
    match = cut_middle(hit.match, MATCH_WIDTH)
    words = [hit.words] if with_words else []
    return [*_place(hit), tail(hit.left, width), match, cut(hit.right, width), *words, cut(hit.title or "", TITLE_WIDTH)]


def _place(hit: Hit) -> list[str]:
    return [str(hit.year or "–"), str(hit.page or "–"), hit.page_label or "–"]


def blocks_text(hits: Iterable[Hit]) -> str:
    """Return hits with their context in full: a line for the place, then the text with the hit in ⟦ ⟧."""
    return "".join(_block(hit) for hit in hits)


def _block(hit: Hit) -> str:
    year, page, printed = _place(hit)
    text = "".join(f"{hit.left}⟦{hit.match}⟧{hit.right}".splitlines())
    return f"{year}  page {page} (printed {printed})  {hit.title or ''}\n    {text}\n"


def hits_workbook(hits: Iterable[Hit]) -> bytes:
    """Return an XLSX file with a row a hit; the same hits give the same bytes."""
    from pipeline.core.workbooks import fill_sheet, new_workbook, workbook_bytes

    book, sheet = new_workbook("hits")
    headings = [(name, WIDTHS.get(name, 12)) for name in HIT_COLUMNS]
    rows = [[_cell(getattr(hit, name)) for name in HIT_COLUMNS] for hit in hits]
    fill_sheet(sheet, headings, rows, ("left",))
    return workbook_bytes(book)


def _cell(value: str | int | bool | None) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def years_text(counts: Sequence[YearCount], form: str) -> str:
    """Return works by year as JSON lines, CSV or a table; `of` is the number that could fit."""
    if form == "json":
        return json_lines(counts)
    if form == "csv":
        return csv_text(counts, ("year", "works", "of"))
    rows = [[str(row.year or "–"), str(row.works), str(row.of)] for row in counts]
    return table_text(("year", "works", "of"), rows, right=(0, 1, 2))


def references_text(corpus: Corpus, work_ids: Iterable[str], form: str) -> str:
    """Return the works as records of the form; a list by GB/T 7714 is numbered."""
    from pipeline.explore.records_out.writing import FORMS

    wanted = set(work_ids)
    write, _ = FORMS[form]
    return write(
        sorted((work for work in read_table(corpus.tables("catalog"), "works") if work.work_id in wanted), key=lambda work: work.work_id)
    )


def write_output(path: Path, content: str | bytes) -> None:
    """Write a file that is not there yet; CSV begins with a byte order mark, by which spreadsheets know UTF-8.

    Raises:
        InputError: a file of that name is there.
    """
    if path.exists():
        raise InputError(f"{path} is there already and is not overwritten\nname another file")
    make_parent(path)
    if isinstance(content, str):
        content = content.encode("utf-8-sig" if path.suffix == ".csv" else "utf-8")
    path.write_bytes(content)
