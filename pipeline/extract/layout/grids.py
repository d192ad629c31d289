"""Tables without rules: rows of short cells that stand below each other, taken out of the text flow."""

import re
import statistics
from collections import Counter
from itertools import pairwise

from pipeline.extract.layout.lines import line_text
from pipeline.extract.pdf.glyphs import Segment, Table

Row = list[Segment]
Cells = list[list[Segment]]

CELL_GAP = 1.5  # em of white between two cells; words of a stretched line stand nearer
MAX_CELL = 16  # em: a wider cell is a line of text
MIN_ROWS = 3
FEW_ROWS = 2  # rows that show the columns of what is known to be a table
ALIGNED = 1.0  # em by which left edges, middles or right edges of one column's cells may differ
MIN_ALIGNED = 0.7  # share of the rows whose cells are aligned, and of those with the usual number of cells
MAX_STEP = 3.2  # em between two rows
MIN_NUMBERS = 0.3  # share of cells behind the first column that are numbers, where neither a caption nor a third column shows a table
FRONT_PAGES = 4  # covers and blocks of authors stand on them: two or three aligned columns of names prove nothing there
TABLE_CAPTION = re.compile(r"^(?:续?表\s*[0-9０-９一二三四五六七八九十A-Z]|Table\s*\d)")
NUMBER = re.compile(
    r"^[<>≤≥≈\uff1c\uff1e±+\-\u2212–—(（]?\d[\d,.，]*\s*(?:[%％‰]|\*{1,3}|[)）])*$|^[—–\-]+$"
)  # also with a full-width sign or a minus
PAGE = re.compile(r"^(?:\d{1,4}|[ivxlcIVXLC]{1,7})$")
MARKER = re.compile(r"^(?:[\[［〔【(（]?\d{1,3}[\]］〕】)）.．、]|[•●○■◆▪①-⑳])$")
FORMULA_NUMBER = re.compile(r"^[(（][0-9A-Z]+(?:[.．\-–—][0-9a-z]+)*[)）]$")
LABEL_END = (":", "：")


def take_grids(rows: list[Row], page: int) -> tuple[list[Row], list[Table]]:
    """Return the rows outside of tables without rules, and the tables.

    Args:
        rows: printed rows of one column from top to bottom, each with its segments from left to right.
        page: the page's number, from 1.
    """
    cells = [to_cells(row) for row in rows]
    left: list[Row] = []
    tables: list[Table] = []
    start = 0
    while start < len(rows):
        end = _end_of_run(cells, start)
        above = _text(cells[start - 1][0]) if start and len(cells[start - 1]) == 1 else ""
        if end - start >= MIN_ROWS and _is_table(cells[start:end], page, captioned=TABLE_CAPTION.match(above) is not None):
            tables.append(_table(cells[start:end], page))
        else:
            end = max(end, start + 1)
            left.extend(rows[start:end])
        start = end
    return left, tables


def to_cells(row: Row, gap: float = CELL_GAP) -> Cells:
    """Return the segments of a row by the cells they make up: white wider than between words divides cells."""
    cells: Cells = [[row[0]]]
    for segment in row[1:]:
        if segment.x0 - max(s.x1 for s in cells[-1]) < gap * segment.size:
            cells[-1].append(segment)
        else:
            cells.append([segment])
    return cells


def _end_of_run(rows: list[Cells], start: int) -> int:
    """Return the index behind the last of the rows with short cells that follow each other from `start`; single cells may stand between."""
    end = last = start
    while end < len(rows) and _is_short(rows[end]) and (end == start or _step(rows[end - 1], rows[end]) < MAX_STEP):
        if len(rows[end]) == 1 and (end == start or len(rows[end - 1]) == 1):
            break
        end += 1
        last = end if len(rows[end - 1]) > 1 else last
    return last


def _is_short(cells: Cells) -> bool:
    return all(_right(cell) - cell[0].x0 < MAX_CELL * cell[0].size for cell in cells)


def _step(above: Cells, below: Cells) -> float:
    return (below[0][0].base - above[0][0].base) / (below[0][0].size or 1.0)


def _is_table(rows: list[Cells], page: int, *, captioned: bool) -> bool:
    count, n_usual = Counter(map(len, rows)).most_common(1)[0]
    usual = [row for row in rows if len(row) == count]
    if (
        count == 1
        or n_usual < MIN_ROWS
        or n_usual < MIN_ALIGNED * len(rows)
        or not all(_aligned(column) for column in zip(*usual, strict=True))
    ):
        return False
    texts = [[_text(cell) for cell in row] for row in usual]
    if _is_list(texts):
        return False
    behind = [text for row in texts for text in row[1:]]
    numbers = sum(NUMBER.match(text) is not None for text in behind) >= MIN_NUMBERS * len(behind)
    several = count > 2  # noqa: PLR2004 - two columns are a list of names and values as well
    return captioned or ((numbers or several) if page > FRONT_PAGES else (numbers and several))


def _aligned(column: tuple[list[Segment], ...]) -> bool:
    """Tell whether the cells of a column begin, end or centre at one place."""
    needed, size = MIN_ALIGNED * len(column), column[0][0].size
    edges = [(cell[0].x0, _right(cell)) for cell in column]
    for places in ([x0 for x0, _ in edges], [x1 for _, x1 in edges], [(x0 + x1) / 2 for x0, x1 in edges]):
        middle = statistics.median(places)
        if sum(abs(place - middle) < ALIGNED * size for place in places) >= needed:
            return True
    return False


def _is_list(rows: list[list[str]]) -> bool:
    """Tell whether aligned rows are entries of contents, numbered items, formulas with their numbers, or labels with what is filled in."""
    first, last = [row[0] for row in rows], [row[-1] for row in rows]
    if any(
        sum(bool(pattern.match(text)) for text in texts) > 0.5 * len(rows) for pattern, texts in ((MARKER, first), (FORMULA_NUMBER, last))
    ):
        return True
    if sum(text.endswith(LABEL_END) for text in first) > 0.5 * len(rows):
        return True
    pages = [int(text) if text.isdigit() else 0 for text in last if PAGE.match(text)]
    return len(rows[0]) == 2 and len(pages) == len(rows) and all(a <= b for a, b in pairwise(pages))  # noqa: PLR2004 - titles and page numbers


def _table(rows: list[Cells], page: int) -> Table:
    segments = [segment for row in rows for cell in row for segment in cell]
    left, right = min(s.x0 for s in segments), max(s.x1 for s in segments)
    return Table(page, column_texts(rows), left, min(s.top for s in segments), right, max(s.bottom for s in segments))


def column_texts(rows: list[Cells]) -> list[list[str]]:
    """Return the texts of the cells, each in the column it stands in; columns that a row leaves out are empty in it.

    The rows with the most cells, if there are a few of them, show where the columns are.
    """
    counts = Counter(map(len, rows))
    most = max((count for count, n_rows in counts.items() if n_rows >= min(FEW_ROWS, max(counts.values()))), default=0)
    columns = zip(*(row for row in rows if len(row) == most), strict=True)
    spans = [(min(cell[0].x0 for cell in column), max(map(_right, column))) for column in columns]
    return [_filled(row, spans) for row in rows]


def _filled(row: Cells, spans: list[tuple[float, float]]) -> list[str]:
    """Return the texts of a row's cells, each in the column it stands in; columns without one are empty."""
    texts = [""] * len(spans)
    for cell in row:
        middle = (cell[0].x0 + _right(cell)) / 2
        column = min(range(len(spans)), key=lambda index: abs(sum(spans[index]) / 2 - middle))
        texts[column] += _text(cell)
    return texts


def _right(cell: list[Segment]) -> float:
    return max(segment.x1 for segment in cell)


def _text(cell: list[Segment]) -> str:
    return line_text([char for segment in cell for char in segment.chars])
