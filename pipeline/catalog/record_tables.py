"""Tables of records: CSV, the HTML tables that databases save as .xls, and real spreadsheets. Columns are known by their headings."""

import csv
import io
from collections.abc import Iterable, Iterator

from pipeline.catalog.custom import named
from pipeline.catalog.entries import QUOTED_CHARS, Entry, Stray
from pipeline.core.headings import heading_meaning, is_heading_row
from pipeline.core.sources import find_delimiter

# Whether these stand empty in a row says something: a work without year and issue is not yet in an issue.
TOLD_WHEN_EMPTY = frozenset({"year", "issue"})
MAX_FIELD_CHARS = 10_000_000
# Cells beyond the headings that a row may have: a comma in a title that was not quoted makes one.
MAX_FURTHER_CELLS = 1
# Of tables this narrow a row may well lack half of its cells.
MIN_COLUMNS = 4

Row = tuple[int, list[str]]
"""A line or row number, and its cells."""


def read_csv(text: str) -> Iterator[Entry | Stray]:
    """Yield the records of a table in plain text; the delimiter is the one that its headings show."""
    delimiter = find_delimiter(text) or ","
    yield from read_rows(_csv_rows(text, delimiter), delimiter)


def read_html(text: str) -> Iterator[Entry | Stray]:
    """Yield the records of an HTML table."""
    from lxml import etree, html

    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
    try:
        tree = html.document_fromstring(text.encode("utf-8", errors="replace"), parser=parser)
    except (etree.LxmlError, ValueError) as error:
        yield Stray(1, f"the table cannot be read: {str(error)[:QUOTED_CHARS]}")
        return
    rows = [(row.sourceline or 0, [_cell_text(cell) for cell in row if cell.tag in {"td", "th"}]) for row in tree.iter("tr")]
    yield from read_rows(rows)
    outside = [cell for cell in tree.iter("td", "th") if cell.getparent().tag != "tr"]
    if outside:
        yield Stray(outside[0].sourceline or 0, f"{len(outside)} cell(s) outside of any row: is the start of a row damaged?")


def read_rows(rows: Iterable[Row | Stray], delimiter: str | None = None) -> Iterator[Entry | Stray]:
    """Yield the records of rows: below each heading row, one a row; what stands above the first heading row is reported."""
    headings: list[str] | None = None
    for row in rows:
        if isinstance(row, Stray):
            yield row
            continue
        number, cells = row
        if not any(cell.strip() for cell in cells):
            continue
        if is_heading_row(cells):
            headings = cells
            yield from _misfits(number, cells, len(cells), delimiter)
        elif headings is None:
            yield Stray(number, f"a row above the headings: {' '.join(cells)[:QUOTED_CHARS]!r}")
        else:
            yield from _misfits(number, cells, len(headings), delimiter)
            yield _entry(number, headings, cells)


def _entry(number: int, headings: list[str], cells: list[str]) -> Entry:
    columns = [*headings, *(f"column {position}" for position in range(len(headings) + 1, len(cells) + 1))]
    fields = [named(heading.strip(), cell.strip()) for heading, cell in zip(columns, [*cells, *[""] * len(columns)], strict=False)]
    return Entry(number, [(name, value) for name, value in fields if value or heading_meaning(name) in TOLD_WHEN_EMPTY])


def _misfits(number: int, cells: list[str], n_columns: int, delimiter: str | None) -> Iterator[Stray]:
    """Report a row that two rows ran into, or whose other half ran elsewhere; it is read all the same."""
    if delimiter is not None and any(line.count(delimiter) >= n_columns - 1 for cell in cells for line in cell.split("\n")[1:]):
        yield Stray(number, "a cell holds further rows: is a quotation mark missing or one too many?")
    if len([cell for cell in cells[n_columns:] if cell.strip()]) > MAX_FURTHER_CELLS or (
        n_columns > MIN_COLUMNS and 2 * len(cells) <= n_columns
    ):
        yield Stray(number, f"the row has {len(cells)} cells under {n_columns} headings: did two rows run together?")


def _csv_rows(text: str, delimiter: str) -> Iterator[Row | Stray]:
    csv.field_size_limit(MAX_FIELD_CHARS)
    reader = csv.reader(io.StringIO(text.replace("\x00", ""), newline=""), delimiter=delimiter)
    while True:
        start = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Stray(start, f"the row cannot be read: {error}")
            continue
        yield start, cells


def _cell_text(cell: object) -> str:
    return "".join(part for part in cell.itertext()).replace("\xa0", " ").strip()  # type: ignore[attr-defined]
