"""The rendered page, read element by element and handed on as headings, paragraphs, lists, tables and pictures.

The page is our own (templates/*.html.j2), so its vocabulary is small: what is not named here is a container, and its content follows in order.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline.explore.report.word.document import WordDocument
from pipeline.explore.report.word.inline import inline_runs, link, plain, trimmed
from pipeline.explore.report.word.markup import Cell, Run, Table
from pipeline.explore.wording import Wording

INLINE = frozenset({"a", "abbr", "b", "br", "cite", "code", "em", "i", "mark", "q", "small", "span", "strong", "sub", "sup"})
LEFT_OUT = frozenset({"head", "nav", "style", "script", "summary", "template"})
UNPRINTED = frozenset({"skip", "noprint"})
IN_ONE_LINE = frozenset({"chips", "terms"})
"""Lists that stand as one paragraph."""
ASIDES = frozenset({"aside", "meta", "source"})
SHORT = frozenset({"other", "flag"})
"""Spans of a heading that its short name leaves out."""
DEEPEST_LIST = 2
FOLDED_LEVEL = 3
"""Level at least of what the page folds away: too much for a table of contents."""


@dataclass
class PageReader:
    """Walks through one page."""

    document: WordDocument
    draw: Callable[[int], tuple[bytes | None, str]]
    """Return picture and title of the drawing of that number."""
    wording: Wording
    heading: str = ""
    """Short name of the heading that the walk is under."""
    part: str = ""
    """What the page folds away there, by its line."""
    level: int = 1
    pending: list[str] = field(default_factory=list)
    """Bookmarks for the next paragraph."""
    depth: int = 0
    """Of lists."""

    def read(self, html: str) -> None:
        """Hand on the whole page; what stands before `main` comes before the contents."""
        from lxml import html as parser

        body = parser.document_fromstring(html).find("body")
        for child in body:
            if child.tag == "main":
                self.document.end_front()
            self._block(child)

    def _block(self, node: Any) -> None:
        if not isinstance(node.tag, str) or node.tag in LEFT_OUT or _classes(node) & UNPRINTED:
            return
        special = _special(node)
        if special:
            special(self, node)
            return
        self._mark(node)
        self._content(node, "Notice" if "notice" in _classes(node) else "Normal")

    def _content(self, node: Any, style: str) -> None:
        """Hand on mixed content: runs of inline elements become paragraphs between the blocks."""
        runs: list[Run] = [Run(node.text or "")]
        for child in node:
            if child.tag in INLINE:
                runs += inline_runs(child, self.wording, self.pending)
            else:
                self._paragraph(runs, style)
                runs = []
                self._block(child)
            runs.append(Run(child.tail or ""))
        self._paragraph(runs, style)

    def _paragraph(self, runs: Iterable[Run], style: str) -> None:
        shown = trimmed(runs)
        if shown:
            self.document.paragraph(shown, style, self._taken())

    def _mark(self, node: Any) -> None:
        self.pending += [node.get("id")] if node.get("id") else []

    def _taken(self) -> list[str]:
        names, self.pending = [link(name) for name in self.pending], []
        return names

    def title(self, node: Any) -> None:
        """The page's own title."""
        self._paragraph(inline_runs(node, self.wording, self.pending), "Title")

    def heading_of(self, node: Any) -> None:
        """A heading: h2 is the first level of the document."""
        runs = trimmed(inline_runs(node, self.wording, self.pending))
        self.level, self.heading, self.part = int(node.tag[1]) - 1, plain(node, without=SHORT), ""
        self.document.heading(self.level, runs, self._taken(), self.heading)

    def paragraph_of(self, node: Any) -> None:
        """A paragraph in the style of its class."""
        classes = _classes(node)
        style = "Aside" if classes & ASIDES else ("Subtitle" if classes & {"kicker", "lead"} else "Normal")
        parent = _classes(node.getparent())
        runs = inline_runs(node, self.wording, self.pending)
        bold = [Run(run.text, run.marks | {"bold"}, run.target) for run in runs] if "label" in classes else runs
        self._paragraph(bold, "Notice" if "notice" in parent else style)

    def list_of(self, node: Any) -> None:
        """A list, or for short entries one line."""
        if _classes(node) & IN_ONE_LINE:
            entries = [trimmed(inline_runs(item, self.wording, self.pending)) for item in node if item.tag == "li"]
            self._paragraph(self._joined(entries), "Normal")
            return
        self.depth += 1
        for item in node:
            if item.tag == "li":
                self._mark(item)
                self._content(item, "ListBullet" if self.depth < DEEPEST_LIST else "ListBullet2")
        self.depth -= 1

    def figures_of(self, node: Any) -> None:
        """A list of names and figures, in one line."""
        entries = [
            [*inline_runs(term, self.wording, self.pending), Run(" "), Run(plain(term.getnext()), frozenset({"bold"}))]
            for term in node.iter("dt")
        ]
        self._paragraph(self._joined(entries), "Normal")

    def details_of(self, node: Any) -> None:
        """What the page folds away: its line above it, as the caption where a table is all there is."""
        summary = node.find("summary")
        rest = [child for child in node if child is not summary]
        outer = self.level, self.part
        if len(rest) == 1 and (table := _only_table(rest[0])) is not None:
            self.pending += [name for one in summary.iter() if (name := one.get("id"))]
            self._captioned(table, plain(summary))
            return
        runs = trimmed(inline_runs(summary, self.wording, self.pending))
        self.level, self.part = max(self.level + 1, FOLDED_LEVEL), plain(summary)
        self.document.heading(self.level, runs, self._taken(), self.part)
        self._content(_without(node, summary), "Normal")
        self.level, self.part = outer

    def table_of(self, node: Any) -> None:
        """A table with the caption it has, or the heading it stands under."""
        caption = node.find("caption")
        self._table(node, plain(caption) if caption is not None else self._caption(self.part))

    def beads_of(self, node: Any) -> None:
        """Aligned sentences without a line of their own."""
        self._beads(node, self.part or self.heading)

    def _captioned(self, node: Any, summary: str) -> None:
        if node.tag == "table":
            self._table(node, self._caption(summary))
        else:
            self._beads(node, summary)

    def _beads(self, node: Any, caption: str) -> None:
        """Hand on aligned sentences as a table: Chinese, English, and how sure it is."""
        say = self.wording
        heads = [Cell([Run(say(key))], is_head=True) for key in ("word.zh_side", "word.en_side", "word.judged")]
        rows = [[Cell(trimmed(inline_runs(one, say, self.pending))) for one in bead if one.tag == "p"] for bead in node]
        self.document.table(Table([heads, *(row for row in rows if len(row) == len(heads))], 1), caption)

    def picture_of(self, node: Any) -> None:
        """A drawing."""
        png, title = self.draw(int(node.get("data-drawing")))
        self.document.picture(png, title)

    def code_of(self, node: Any) -> None:
        """Preformatted lines."""
        for line in (node.text_content() or "").splitlines():
            self.document.paragraph([Run(line, frozenset({"code"}))], "Code")

    def _table(self, node: Any, caption: str) -> None:
        heads = _rows(node.iterfind("thead/tr"), self.wording)
        rows = heads + _rows(_body_rows(node), self.wording)
        columns = max(map(len, rows), default=0)
        whole = [[*row, *(Cell([]) for _ in range(columns - len(row)))] for row in rows]
        self.document.table(Table(whole if len(rows) > len(heads) else [], len(heads)), caption)

    def _caption(self, part: str) -> str:
        return self.wording("word.caption_of", heading=self.heading, part=part) if part else self.heading

    def _joined(self, entries: Sequence[Sequence[Run]]) -> list[Run]:
        comma = Run(self.wording("word.clause"))
        return [run for at, entry in enumerate(entries) for run in ([comma] if at else []) + list(entry)]


def _special(node: Any) -> Callable[[PageReader, Any], None] | None:
    if node.tag == "div" and "beads" in _classes(node):
        return PageReader.beads_of
    return SPECIAL.get(node.tag)


def _classes(node: Any) -> set[str]:
    return set((node.get("class") or "").split()) if node is not None else set()


def _only_table(node: Any) -> Any:
    """Return the table, or the aligned sentences, that is all a wrapper holds, or None."""
    if node.tag == "table" or "beads" in _classes(node):
        return node
    return _only_table(node[0]) if node.tag == "div" and len(node) == 1 and not (node.text or "").strip() else None


def _body_rows(node: Any) -> Iterator[Any]:
    yield from node.iterfind("tbody/tr")
    yield from node.iterfind("tr")


def _rows(rows: Iterable[Any], wording: Wording) -> list[list[Cell]]:
    """Return the rows; a first cell that spans several leaves those below it empty."""
    found, below = [], 0
    for tr in rows:
        found.append([*([Cell([])] if below else []), *_row(tr, wording)])
        below = max(below - 1, int(tr[0].get("rowspan", "1")) - 1 if len(tr) else 0)
    return found


def _row(tr: Any, wording: Wording) -> list[Cell]:
    cells = []
    for at, one in enumerate(tr):
        ids: list[str] = [tr.get("id")] if at == 0 and tr.get("id") else []
        runs = trimmed(inline_runs(one, wording, ids))
        cells.append(Cell(runs, one.tag == "th", "n" in _classes(one), tuple(map(link, ids))))
    return cells


def _without(node: Any, child: Any) -> Any:
    """Return the element without one child (with its tail)."""
    node.remove(child)
    return node


SPECIAL: dict[str, Callable[[PageReader, Any], None]] = {
    "h1": PageReader.title,
    **dict.fromkeys(("h2", "h3", "h4", "h5"), PageReader.heading_of),
    "p": PageReader.paragraph_of,
    **dict.fromkeys(("ul", "ol"), PageReader.list_of),
    "dl": PageReader.figures_of,
    "details": PageReader.details_of,
    "table": PageReader.table_of,
    "img": PageReader.picture_of,
    "pre": PageReader.code_of,
}
