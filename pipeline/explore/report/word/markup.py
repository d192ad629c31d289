"""WordprocessingML as text: runs, paragraphs, fields and tables (ECMA-376 part 1, chapter 17)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

from pipeline.core.workbooks import CONTROL
from pipeline.explore.printing import display_width

NAMESPACES = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
# Twentieths of a point; 160 mm between the margins of A4.
TEXT_WIDTH = 9070
MARKS = {
    "bold": "<w:b/>",
    "italic": "<w:i/>",
    "code": '<w:rFonts w:ascii="Consolas" w:hAnsi="Consolas" w:cs="Consolas"/>',
    "grey": '<w:color w:val="555555"/>',
    "lesser": '<w:b w:val="0"/><w:color w:val="555555"/><w:sz w:val="19"/>',
    "mark": '<w:shd w:val="clear" w:color="auto" w:fill="FFF0B8"/>',
    "sub": '<w:vertAlign w:val="subscript"/>',
}
ORDER = ("code", "bold", "italic", "grey", "lesser", "mark", "sub")
"""The order that the schema wants the properties of a run in."""
RULE = '<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="000000"/>'
COLUMN_WIDTH, PADDING = 90, 190
"""Twentieths of a point that a display column of 8.5 pt takes, and what a cell needs beside its text."""
MOST_COLUMNS = 60
"""Display columns that one table column asks for at most: beyond it, text wraps."""
FIRM_CHINESE, FIRM_LATIN = 12, 36
"""Display columns up to which a stretch without a space stays on one line: Chinese breaks anywhere, a word or a number should not."""


@dataclass(frozen=True, slots=True)
class Run:
    """Characters with one look."""

    text: str
    marks: frozenset[str] = frozenset()
    """Of MARKS."""
    target: str | None = None
    """Bookmark that the characters lead to."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table."""

    runs: list[Run]
    is_head: bool = False
    is_number: bool = False
    bookmarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, the first `n_heads` of which are repeated on every page."""

    rows: list[list[Cell]] = field(default_factory=list)
    n_heads: int = 0


def run_xml(run: Run) -> str:
    """Return one run, as a link where it leads somewhere; line breaks become breaks."""
    looks = "".join(MARKS[mark] for mark in ORDER if mark in run.marks)
    lines = [f'<w:t xml:space="preserve">{escape(CONTROL.sub("", line))}</w:t>' for line in run.text.split("\n")]
    drawn = f"<w:r>{f'<w:rPr>{looks}</w:rPr>' if looks else ''}{'<w:br/>'.join(lines)}</w:r>"
    return f"<w:hyperlink w:anchor={quoteattr(run.target)}>{drawn}</w:hyperlink>" if run.target else drawn


def paragraph_xml(style: str, runs: Iterable[Run], bookmarks: Iterable[tuple[int, str]] = (), inner: str = "", look: str = "") -> str:
    """Return a paragraph; `bookmarks` (number, name) stand around its content, `inner` is markup before the runs, `look` properties of it."""
    marked = list(bookmarks)
    starts = "".join(f'<w:bookmarkStart w:id="{number}" w:name={quoteattr(name)}/>' for number, name in marked)
    ends = "".join(f'<w:bookmarkEnd w:id="{number}"/>' for number, _ in marked)
    properties = f'<w:pPr><w:pStyle w:val="{style}"/>{look}</w:pPr>'
    return f"<w:p>{properties}{starts}{inner}{''.join(map(run_xml, runs))}{ends}</w:p>"


def simple_field(instruction: str, shown: str) -> str:
    """Return a field whose result is known, such as the number of a caption."""
    return f"<w:fldSimple w:instr={quoteattr(instruction)}>{run_xml(Run(shown))}</w:fldSimple>"


def field_around(instruction: str, paragraphs: Sequence[tuple[str, Run]]) -> list[str]:
    """Return paragraphs (style, content) that are the result of one field, such as a table of contents; Word is asked to update it."""
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin" w:dirty="true"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve">{escape(instruction)}</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    lines = [paragraph_xml(style, [run], inner=begin if at == 0 else "") for at, (style, run) in enumerate(paragraphs)]
    return [*lines[:-1], lines[-1].removesuffix("</w:p>") + end + "</w:p>"] if lines else []


def table_xml(table: Table, bookmark_numbers: dict[str, int]) -> str:
    """Return a table of three rules: above, under the heading rows, below. Column widths follow the content."""
    widths = column_widths(table)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    rules = RULE.format(side="top", size=12) + RULE.format(side="bottom", size=12)
    head = (
        f'<w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders>{rules}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
    )
    rows = [_row_xml(row, at < table.n_heads, at + 1 == table.n_heads, widths, bookmark_numbers) for at, row in enumerate(table.rows)]
    return f"<w:tbl>{head}{''.join(rows)}</w:tbl>"


def _row_xml(row: Sequence[Cell], repeats: bool, is_last_head: bool, widths: Sequence[int], numbers: dict[str, int]) -> str:
    looks = "<w:trPr><w:cantSplit/>" + ("<w:tblHeader/>" if repeats else "") + "</w:trPr>"
    rule = f"<w:tcBorders>{RULE.format(side='bottom', size=6)}</w:tcBorders>" if is_last_head else ""
    cells = []
    for cell, width in zip(row, widths, strict=True):
        runs = [Run(run.text, run.marks | {"bold"}, run.target) for run in cell.runs] if repeats else cell.runs
        marked = [(numbers[name], name) for name in cell.bookmarks]
        text = paragraph_xml("Cell", runs, marked, look='<w:jc w:val="right"/>' if cell.is_number else "")
        cells.append(f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{rule}</w:tcPr>{text}</w:tc>')
    return f"<w:tr>{looks}{''.join(cells)}</w:tr>"


def column_widths(table: Table) -> list[int]:
    """Return widths in twentieths of a point that together fill the text's width; short columns keep theirs, long text gives way."""
    columns = list(zip(*table.rows, strict=True))
    firm = [max(map(_unbroken, column)) * COLUMN_WIDTH + PADDING for column in columns]
    wished = [min(max(map(_columns_of, column)), MOST_COLUMNS) * COLUMN_WIDTH + PADDING for column in columns]
    asked = [max(pair) for pair in zip(firm, wished, strict=True)]
    if sum(firm) < TEXT_WIDTH < sum(asked):
        room, wish = TEXT_WIDTH - sum(firm), sum(asked) - sum(firm)
        widths = [least + (most - least) * room // wish for most, least in zip(asked, firm, strict=True)]
    else:
        shares = asked if sum(asked) <= TEXT_WIDTH else firm
        widths = [width * TEXT_WIDTH // sum(shares) for width in shares]
    return [*widths[:-1], TEXT_WIDTH - sum(widths[:-1])]


def _columns_of(cell: Cell) -> int:
    return max((display_width(line) for line in _text(cell).split("\n")), default=0) + cell.is_head


def _unbroken(cell: Cell) -> int:
    """Return the display columns that the cell needs so that no word is torn; bold heads take a little more."""
    pieces = _text(cell).split()
    return max((min(display_width(one), FIRM_LATIN if one.isascii() else FIRM_CHINESE) for one in pieces), default=0) + cell.is_head


def _text(cell: Cell) -> str:
    return "".join(run.text for run in cell.runs)
