"""The Word document that is being written, by python-docx, the one place that knows it; same content, same bytes."""

import datetime as dt
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline.core.office import without_times
from pipeline.explore.pages import TEMPLATES
from pipeline.explore.report.word.markup import NAMESPACES, Run, Table, field_around, paragraph_xml, run_xml, simple_field, table_xml
from pipeline.explore.wording import Wording

FIXED_DATE = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
PICTURE_MM = 160.0
CONTENTS_LEVELS = 2


@dataclass
class WordDocument:
    """Collects the blocks in their order, then writes the file."""

    wording: Wording
    blocks: list[str] = field(default_factory=list)
    """Markup of paragraphs and tables; a picture's block holds `{picture:N}`."""
    pictures: list[tuple[bytes, str]] = field(default_factory=list)
    """(PNG, what it shows)."""
    headings: list[tuple[int, str, str]] = field(default_factory=list)
    """(level from 1, short name, bookmark)."""
    captions: dict[str, list[tuple[str, str]]] = field(default_factory=lambda: {"figure": [], "table": []})
    """(text, bookmark) of each kind."""
    bookmarks: dict[str, int] = field(default_factory=dict)
    """Name to number."""
    front: int = 0
    """Blocks that stand before the contents."""

    def paragraph(self, runs: Sequence[Run], style: str = "Normal", bookmarks: Sequence[str] = ()) -> None:
        """Add a paragraph, unless nothing is in it."""
        if any(run.text.strip() for run in runs):
            self.blocks.append(paragraph_xml(style, runs, self._numbered(bookmarks)))

    def heading(self, level: int, runs: Sequence[Run], bookmarks: Sequence[str], short: str) -> None:
        """Add a heading, which the contents call by its short name; levels below 4 look like 4."""
        name = f"_h{len(self.headings) + 1}"
        self.headings.append((level, short, name))
        self.blocks.append(paragraph_xml(f"Heading{min(level, 4)}", runs, self._numbered([name, *bookmarks])))

    def table(self, table: Table, caption: str) -> None:
        """Add a table under its numbered caption; one without rows is left out."""
        if table.rows:
            self._caption("table", caption)
            self._numbered([name for row in table.rows for cell in row for name in cell.bookmarks])
            self.blocks.append(table_xml(table, self.bookmarks))

    def picture(self, png: bytes | None, caption: str) -> None:
        """Add a picture above its numbered caption; without a picture the caption stands alone."""
        if png is not None:
            self.pictures.append((png, caption))
            self.blocks.append(f"{{picture:{len(self.pictures) - 1}}}")
        self._caption("figure", caption)

    def end_front(self) -> None:
        """Let the contents stand after what has been added until now."""
        self.front = len(self.blocks)

    def content(self, title: str, author: str) -> bytes:
        """Return the file's bytes: no time but a fixed one, no name of a person or machine."""
        import docx
        from docx.shared import Mm

        document = docx.Document()
        _prepare(document, title, author)
        body = document.element.body
        section = document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(25)
        section.top_margin, section.bottom_margin = Mm(25), Mm(22)
        for block in [*self.blocks[: self.front], *self._contents(), *self.blocks[self.front :]]:
            body.insert(len(body) - 1, self._element(document, block))
        stream = io.BytesIO()
        document.save(stream)
        return without_times(stream.getvalue())

    def _element(self, document: Any, block: str) -> Any:
        from docx.oxml import parse_xml
        from docx.shared import Mm

        if not block.startswith("{picture:"):
            return parse_xml(block.replace(">", f" {NAMESPACES}>", 1))
        png, shown = self.pictures[int(block[len("{picture:") : -1])]
        paragraph = document.add_paragraph()
        paragraph.style = document.styles["Picture"]
        inline = paragraph.add_run().add_picture(io.BytesIO(png), width=Mm(PICTURE_MM))
        inline._inline.docPr.set("descr", shown)
        return paragraph._element

    def _caption(self, kind: str, text: str) -> None:
        found = self.captions[kind]
        found.append((text, f"_{kind}{len(found) + 1}"))
        label = self.wording(f"word.{kind}")
        number = run_xml(Run(label + " ")) + simple_field(f"SEQ {label} \\* ARABIC", str(len(found)))
        style = "Caption" if kind == "figure" else "TableCaption"
        self.blocks.append(paragraph_xml(style, [Run(f"  {text}")], self._numbered([found[-1][1]]), inner=number))

    def _contents(self) -> list[str]:
        say = self.wording
        entries = [(f"TOC{level}", Run(text, target=name)) for level, text, name in self.headings if level <= CONTENTS_LEVELS]
        parts = [*_listed(say("word.contents"), field_around(f'TOC \\o "1-{CONTENTS_LEVELS}" \\h \\z \\u', entries))]
        label = say("word.figure")
        lines = [
            ("TableofFigures", Run(f"{label} {number}  {text}", target=name))
            for number, (text, name) in enumerate(self.captions["figure"], start=1)
        ]
        return parts + _listed(say("word.figures"), field_around(f'TOC \\h \\z \\c "{label}"', lines))

    def _numbered(self, names: Sequence[str]) -> list[tuple[int, str]]:
        for name in names:
            self.bookmarks.setdefault(name, len(self.bookmarks) + 1)
        return [(self.bookmarks[name], name) for name in names]


def _listed(title: str, lines: list[str]) -> list[str]:
    return [paragraph_xml("TOCHeading", [Run(title)]), *lines] if lines else []


def _prepare(document: Any, title: str, author: str) -> None:
    """Put in our styles, a page number, and properties without a time."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import qn

    styles = document.styles.element
    for child in list(styles):
        styles.remove(child)
    for child in list(parse_xml((TEMPLATES / "word_styles.xml").read_bytes())):
        styles.append(child)
    document.settings.element.find(qn("w:themeFontLang")).set(qn("w:eastAsia"), "zh-CN")
    for child in list(document.element.body)[:-1]:
        document.element.body.remove(child)
    page = paragraph_xml("Footer", [], inner=simple_field("PAGE", "1"))
    footer = document.sections[0].footer
    footer.is_linked_to_previous = False
    footer._element.append(parse_xml(page.replace(">", f" {NAMESPACES}>", 1)))
    footer._element.remove(footer._element[0])
    properties = document.core_properties
    properties.title, properties.author, properties.comments, properties.last_modified_by = title, author, "", author
    properties.created = properties.modified = FIXED_DATE
    properties.revision = 1
