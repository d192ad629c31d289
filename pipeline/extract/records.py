"""The extracted document: structure to text, passages with their places on the page, and fields."""

from dataclasses import dataclass, field
from typing import Any

from pipeline.core.records import Box, PageQuality
from pipeline.extract.pdf.glyphs import Line, PageLines
from pipeline.extract.structure.sections import Piece, Structure

MIN_PAGES = 2
MEDIA_TYPES = {".pdf": "application/pdf", ".html": "text/html", ".htm": "text/html", ".txt": "text/plain"}


@dataclass(slots=True)
class Extracted:
    """A document as the worker returns it: plain values, no identity yet."""

    media_type: str
    status: str
    n_pages: int = 0
    kind: str = "other"
    text: str = ""
    fields: dict[str, Any] = field(default_factory=dict)
    passages: list[dict[str, Any]] = field(default_factory=list)
    page_quality: list[PageQuality] = field(default_factory=list)
    tables: list[dict[str, Any]] = field(default_factory=list)
    problems: list[tuple[int | None, str, str]] = field(default_factory=list)
    """(page, code, message)."""


def fill(extracted: Extracted, structure: Structure, pages: dict[int, PageLines]) -> None:
    """Write text, passages, tables and fields of a structure into the document; its page verdicts say which passages were recognised."""
    parts: list[str] = []
    position = 0
    recognised = {quality.page for quality in extracted.page_quality if quality.verdict == "ocr"}
    for piece in structure.pieces:
        text = piece.text.replace("\n", " ")
        start, end = position, position + len(text)
        passage = _passage(piece, text, start, end, pages)
        passage["read_by"] = "ocr" if any(box.page in recognised for box in passage["line_boxes"]) else "text"
        extracted.passages.append(passage)
        parts.append(text)
        position = end + 1
    extracted.text = "\n".join(parts)
    front = structure.front
    extracted.kind = front.kind
    names = (
        "title_zh",
        "title_en",
        "authors",
        "authors_en",
        "affiliations",
        "advisor",
        "year",
        "year_kind",
        "venue",
        "issue",
        "pages",
        "doi",
        "degree",
        "clc",
        "funds",
    )
    extracted.fields = {name: getattr(front, name) for name in names}
    extracted.fields |= {role: structure.joined(role) for role in ("abstract_zh", "abstract_en")}
    extracted.fields |= {"keywords_zh": structure.keywords_zh, "keywords_en": structure.keywords_en}
    extracted.fields["pages"] = front.pages or (_printed_pages(pages) if front.kind == "article" else None)
    tables = dict.fromkeys(id(piece.block) for piece in structure.pieces if piece.block.table and piece.role == "table")
    by_id = {id(piece.block): piece.block for piece in structure.pieces}
    extracted.tables = [{"page": block.page, "rows": block.table.rows} for block in (by_id[key] for key in tables) if block.table]


def _printed_pages(pages: dict[int, PageLines]) -> str | None:
    """Return the pages of a journal that a file holds, by the numbers printed on its first and last page."""
    labels = [page.label for _, page in sorted(pages.items())]
    if len(labels) < MIN_PAGES or not (labels[0] and labels[-1] and labels[0].isdecimal() and labels[-1].isdecimal()):
        return None
    first, last = int(labels[0]), int(labels[-1])
    return f"{first}-{last}" if first > 1 and last - first == len(labels) - 1 else None


def _passage(piece: Piece, text: str, start: int, end: int, pages: dict[int, PageLines]) -> dict[str, Any]:
    lines = _lines_of(piece)
    boxes = [(offset, _box(line, pages[line.page])) for offset, line in lines if line.page in pages]
    if piece.block.table and piece.block.table.page in pages:
        table, page = piece.block.table, pages[piece.block.table.page]
        boxes = [(0, Box(table.page, page.label, *_printed(table.x0, table.top, table.x1, table.bottom, page)))]
    return {
        "start": start,
        "end": end,
        "role": piece.role,
        "level": piece.level,
        "lang": "en" if _is_english(text) else "zh",
        "boxes": _hulls([box for _, box in boxes]),
        "line_starts": [start + offset for offset, _ in boxes],
        "line_boxes": [box for _, box in boxes],
    }


def _lines_of(piece: Piece) -> list[tuple[int, Line]]:
    """Return the lines a piece is printed on, each with the offset in the piece at which it begins."""
    block = piece.block
    end = piece.offset + len(piece.text)
    found: list[tuple[int, Line]] = []
    bounds = [*block.line_starts[1:], len(block.text)] if block.lines else []
    for line, start, stop in zip(block.lines, block.line_starts, bounds, strict=True):
        if start < end and stop > piece.offset:
            found.append((max(start - piece.offset, 0), line))
    return found


def _box(line: Line, page: PageLines) -> Box:
    return Box(line.page, page.label, *_printed(line.x0, line.top, line.x1, line.bottom, page))


def _printed(x0: float, top: float, x1: float, bottom: float, page: PageLines) -> tuple[float, float, float, float]:
    """Return where a box of the turned page lies on the printed one."""
    width, height = page.width, page.height
    if page.turn == 90:  # noqa: PLR2004 - degrees
        return height - bottom, x0, height - top, x1
    if page.turn == 180:  # noqa: PLR2004
        return width - x1, height - bottom, width - x0, height - top
    return (top, width - x1, bottom, width - x0) if page.turn else (x0, top, x1, bottom)


def _hulls(boxes: list[Box]) -> list[Box]:
    """Return one box for each stretch of lines in one column: a line that stands above its predecessor begins a new one."""
    hulls: list[Box] = []
    for box in boxes:
        last = hulls[-1] if hulls else None
        if last and last.page == box.page and box.y0 >= last.y0 - 1 and box.x0 < last.x1 and box.x1 > last.x0:
            hulls[-1] = Box(
                last.page, last.page_label, min(last.x0, box.x0), min(last.y0, box.y0), max(last.x1, box.x1), max(last.y1, box.y1)
            )
        else:
            hulls.append(box)
    return hulls


def _is_english(text: str) -> bool:
    letters = sum(char.isascii() and char.isalpha() for char in text)
    return letters > 0.5 * sum(char.isalpha() for char in text) and letters > 0
