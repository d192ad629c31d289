"""Pages of marked lines to the sequence of blocks: headings, paragraphs across columns and pages, notes and tables behind them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from pipeline.extract.fields.coverlabels import is_cover_label
from pipeline.extract.fields.fields import METADATA, label_of
from pipeline.extract.fields.people import names
from pipeline.extract.fields.references import starts_entry
from pipeline.extract.layout.entries import begins_entry, hangs, set_list_edges
from pipeline.extract.layout.footnotes import AUTHOR_NOTE, NOTE_START, mark_footnotes
from pipeline.extract.layout.furniture import body_size, mark_furniture
from pipeline.extract.layout.headings import CAPTION, continues_heading, follows_as_item, heading_level, is_caption, special
from pipeline.extract.layout.joining import mark_divisions
from pipeline.extract.layout.paragraphs import (
    SAME_SIZE,
    TERMINAL,
    Block,
    goes_on_with_item,
    is_centred,
    is_short,
    make_block,
    runs_on,
    set_edges,
    set_insets,
    set_narrowed,
    starts_item,
    starts_paragraph,
    uses_indents,
    usual_leading,
)
from pipeline.extract.pdf.glyphs import Line, PageLines, Table

SILENT = frozenset({"head", "page_number", "watermark", "toc", "garbled", "note_mark"})
COVER_PAGES = 4
NOTES = frozenset({"footnote", "author_note"})


@dataclass(frozen=True, slots=True)
class Setting:
    """How the document's text is set: what single lines are judged by."""

    body: float
    body_bold: bool
    leading: float
    indented: bool = True
    hanging: bool = False
    """Entries of the reference list begin at the left edge and go on indented."""


@dataclass(slots=True)
class _Builder:
    """Collects lines into blocks; what belongs beside the text waits until the open paragraph is closed."""

    setting: Setting
    blocks: list[Block] = field(default_factory=list)
    open_lines: list[Line] = field(default_factory=list)
    open_role: str = "body"
    open_level: int | None = None
    waiting: list[Block] = field(default_factory=list)
    last_note: Block | None = None
    in_references: bool = False

    def close(self) -> None:
        if self.open_lines:
            block = make_block(self.open_lines, self.open_role)
            block.level = self.open_level
            self.blocks.append(block)
            self.open_lines = []
        self.blocks.extend(self.waiting)
        self.waiting = []

    def start(self, line: Line, role: str, level: int | None = None) -> None:
        self.close()
        self.open_lines, self.open_role, self.open_level = [line], role, level

    def add(self, line: Line) -> None:
        before = self.open_lines[-1] if self.open_lines else None
        if before is not None and self.open_role == "heading" and self._continues_heading(before, line):
            self.open_lines.append(line)
            return
        if label_of(line.text):
            self.in_references = False
        level = self._heading_level(before, line)
        if level is not None:
            self.start(line, "heading", level)
            self._note_part(line)
        elif self._goes_beside(before, line):
            return
        elif before is not None and self.open_role == "caption" and _continues_caption(before, line):
            self.open_lines.append(line)
        elif before is None or self.open_role != "body" or self._begins(before, line):
            self.start(line, "caption" if is_caption(line) else "body")
        else:
            self.open_lines.append(line)

    def _heading_level(self, before: Line | None, line: Line) -> int | None:
        """Return the level of a heading; labels of fields, cover lines, captions and entries of a list are none."""
        level = heading_level(line, before, self.setting.body, body_bold=self.setting.body_bold)
        cover = line.page <= COVER_PAGES and is_cover_label(line.text)
        if level is None or label_of(line.text) is not None or cover or is_caption(line):
            return None
        return None if self.in_references and special(line.text) is None and not self._stands_out(line) else level

    def _goes_beside(self, before: Line | None, line: Line) -> bool:
        """Put a caption that interrupts a sentence behind the open paragraph, which goes on below or beside the figure or table."""
        last = self.waiting[-1] if self.waiting and self.waiting[-1].role == "caption" else None
        if last is not None and _continues_caption(last.lines[-1], line):
            self.waiting[-1] = make_block([*last.lines, line], "caption")
        elif before is not None and self.open_role == "body" and is_caption(line) and runs_on(before):
            self.waiting.append(make_block([line], "caption"))
        else:
            return False
        return True

    def add_note(self, line: Line) -> None:
        """Put a line of a note behind the open paragraph, or to the note it goes on with, which may have begun on the page before."""
        begins = line.starts_raised or NOTE_START.match(line.text) or AUTHOR_NOTE.match(line.text)
        last = self.last_note
        if last is None or begins or last.role != line.role or not _goes_on(last.lines[-1], line):
            self.last_note = make_block([line], line.role)
            self.waiting.append(self.last_note)
            return
        whole = make_block([*last.lines, line], line.role)
        last.text, last.lines, last.line_starts = whole.text, whole.lines, whole.line_starts

    def _continues_heading(self, before: Line, line: Line) -> bool:
        return continues_heading(before, line, self.setting.body, body_bold=self.setting.body_bold) and special(before.text) is None

    def _stands_out(self, line: Line) -> bool:
        return line.size > self.setting.body + 0.6

    def _note_part(self, line: Line) -> None:
        part = special(line.text)
        self.in_references = part in ("references", "notes") or (self.in_references and part is None)

    def _begins(self, before: Line, line: Line) -> bool:
        if self.in_references:
            return begins_entry(self.open_lines, line, hanging=self.setting.hanging)
        if goes_on_with_item(self.open_lines, line):
            return False
        if starts_item(self.open_lines, line):
            return True
        if starts_entry(line.text) and line.text.lstrip()[0] in "[［【〔" and (is_short(before, line) or before.text[-1] in ".。"):
            return True
        if (
            label_of(line.text)
            or METADATA.match(line.text)
            or AUTHOR_NOTE.match(line.text)
            or (line.page <= COVER_PAGES and is_cover_label(line.text) and (is_cover_label(before.text) or not runs_on(before)))
        ):
            return True
        return starts_paragraph(before, line, self.setting.leading, indented=self.setting.indented)


def _goes_on(before: Line, line: Line) -> bool:
    """Tell whether a line without a mark goes on with a note: on its page, or as the first note of the next page if that was unfinished."""
    return before.page == line.page or (line.page == before.page + 1 and before.text[-1:] not in TERMINAL)


def _continues_caption(before: Line, line: Line) -> bool:
    """Tell whether a line is the rest of a caption: right below it, in the middle, of the same size."""
    near = before.page == line.page and 0 < line.top - before.top < 2 * line.size
    return (
        near
        and is_centred(line)
        and abs(before.size - line.size) < SAME_SIZE
        and CAPTION.match(line.text) is None
        and not is_short(before, line)
    )


def build_blocks(pages: list[PageLines]) -> tuple[list[Block], Setting]:
    """Return the document's blocks in reading order, and how its text is set.

    Marks furniture and footnotes on the way; a footnote or table comes behind the paragraph on whose page it stands.
    """
    mark_furniture(pages)
    size = body_size(pages)
    set_edges(pages)
    set_insets(pages)
    set_narrowed(pages)
    mark_footnotes(pages, size)
    listed = _listed(pages)
    set_list_edges(listed)
    setting = Setting(size, _is_bold(pages, size), usual_leading(pages), uses_indents(pages), hangs(listed))
    _keep_spaces_of_lists(pages)
    mark_divisions([line for page in pages for line in page.lines])
    builder = _Builder(setting)
    for item in _items(pages):
        if isinstance(item, Table):
            builder.waiting.append(Block("", "table", page=item.page, table=item))
        elif item.role in NOTES:
            builder.add_note(item)
        else:
            builder.add(item)
    builder.close()
    return _finished(builder.blocks), setting


def _listed(pages: list[PageLines]) -> list[Line]:
    """Return the lines behind the last heading of a reference list."""
    lines = [line for page in pages for line in page.lines if not line.role]
    start = max((index for index, line in enumerate(lines) if special(line.text) == "references"), default=len(lines))
    return lines[start + 1 :]


def _keep_spaces_of_lists(pages: list[PageLines]) -> None:
    """Give lines of names and keywords their printed spaces back, which divide the items."""
    for page in pages:
        for line in page.lines:
            label = label_of(line.spaced) if line.spaced else None
            if line.spaced and (
                (label and label[0].startswith("keywords")) or (page.number <= COVER_PAGES and len(names(line.spaced)) > 1)
            ):
                line.text = line.spaced


def _is_bold(pages: list[PageLines], size: float) -> bool:
    lines = [line for page in pages for line in page.lines if not line.role and abs(line.size - size) < SAME_SIZE]
    return sum(line.bold for line in lines) > 0.5 * len(lines)


def _items(pages: list[PageLines]) -> Iterator[Line | Table]:
    for page in pages:
        tables = sorted(page.tables, key=lambda table: table.top)
        for line in page.lines:
            for table in [table for table in tables if _is_passed(table, line)]:
                tables.remove(table)
                yield table
            if line.role not in SILENT:
                yield line
        yield from tables


def _is_passed(table: Table, line: Line) -> bool:
    beside = line.x0 < table.x1 and line.x1 > table.x0
    return beside and line.top >= table.bottom - line.size


def _finished(blocks: list[Block]) -> list[Block]:
    """Return the blocks that hold anything, lists no longer taken for headings."""
    held = [block for block in blocks if block.text.strip() or block.table]
    listed = [index for index, (block, after) in enumerate(pairwise(held)) if follows_as_item(block, after)]
    for index in listed:
        for block in held[index : index + 2]:
            block.role, block.level = "body", None
    return held
