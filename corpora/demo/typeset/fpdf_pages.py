"""One-column articles by fpdf2, with our own line breaking (fpdf2 lets a line begin with a comma)."""

from datetime import UTC, datetime
from pathlib import Path

from fpdf import FPDF

from typeset.content import CIRCLED, Content
from typeset.lines import Run, break_lines

_LEFT, _WIDTH, _MM = 25.0, 160.0, 0.3528
Runs = list[Run]


class ArticlePdf(FPDF):
    """An A4 page with a journal's running head; lengths in millimetres, sizes in points."""

    def __init__(self, fonts: Path, head: tuple[str, str], first_page: int, year: str) -> None:
        super().__init__(format="A4")
        self._head = head
        self._first_page = first_page
        self.add_font("song", "", fonts / "NotoSerifCJK-Regular.ttc", collection_font_number=2)
        self.add_font("song", "B", fonts / "NotoSansCJK-Bold.ttc", collection_font_number=2)
        self.set_auto_page_break(True, 24)
        self.set_margins(_LEFT, 30, _LEFT)
        self.c_margin = 0
        self.set_creation_date(datetime(int(year), 6, 1, tzinfo=UTC))

    def header(self) -> None:
        """Draw issue, journal and printed page number over a rule."""
        self.set_font("song", "", 9)
        for align, label in zip("LCR", (*self._head, f"· {self.page_no() + self._first_page - 1} ·"), strict=True):
            self.set_xy(_LEFT, 18)
            self.cell(_WIDTH, 5, label, align=align)
        self.line(_LEFT, 24, _LEFT + _WIDTH, 24)
        self.set_xy(_LEFT, 30)

    def paragraph(self, runs: Runs, *, size: float = 10.5, indent: float = 2, hang: float = 0, inset: float = 0) -> None:
        """Draw justified lines; `indent`, `hang` and `inset` are in characters."""
        unit = size * _MM
        width = _WIDTH - (2 * inset + hang) * unit
        for line in break_lines(runs, width, (indent - hang) * unit, lambda run: self._run_width(run, size)):
            self._draw_line(line.runs, _LEFT + (inset + hang) * unit + line.indent, size, line.stretch)

    def centred(self, text: str, size: float, style: str = "") -> None:
        """Draw a centred text, broken into lines when it is longer than the measure."""
        for line in break_lines([Run(text, style)], _WIDTH * 0.96, 0, lambda run: self._run_width(run, size)):
            self.set_x(_LEFT)
            self.set_font("song", style, size)
            self.cell(_WIDTH, size * 0.56, "".join(run.text for run in line.runs).strip(), align="C")
            self.ln(size * 0.56)

    def _run_width(self, run: Run, size: float) -> float:
        self.set_font("song", run.style, size * (0.65 if run.raised else 1))
        return self.get_string_width(run.text)

    def _draw_line(self, runs: Runs, x: float, size: float, stretch: float) -> None:
        height = size * 0.6
        if self.will_page_break(height):
            self.add_page()
        y = self.get_y()
        for run in runs:
            self.set_font("song", run.style, size * (0.65 if run.raised else 1))
            self.set_char_spacing(stretch / _MM)
            self.text(x, y + height * 0.72 - (size * 0.12 if run.raised else 0), run.text)
            x += self._run_width(run, size)
        self.set_char_spacing(0)
        self.set_xy(_LEFT, y + height)


def print_article(content: Content, target: Path, fonts: Path) -> None:
    """Write an article's PDF; bytes are the same in each run."""
    pdf = ArticlePdf(fonts, (content["issue"], content["venue"]), content["first_page"], content["year"])
    pdf.set_title(content["title"])
    pdf.set_author(content["author_line"])
    pdf.add_page()
    _front(pdf, content)
    _body(pdf, content)
    _tail(pdf, content)
    pdf.output(str(target))


def _front(pdf: ArticlePdf, content: Content) -> None:
    pdf.ln(4)
    for line in content["title_lines"]:
        pdf.centred(line, 18, "B")
    pdf.ln(2)
    pdf.centred(content["author_line"], 12)
    pdf.centred(content["affiliation_line"], 9)
    pdf.ln(3)
    _labelled(pdf, "摘　要：", content["abstract"])
    _labelled(pdf, "关键词：", content["keywords"])
    _labelled(pdf, "", content["class_line"])
    if content["doi"]:
        _labelled(pdf, "DOI：", content["doi"])
    for line in content["author_note"]:
        _labelled(pdf, "", line)
    pdf.ln(4)


def _labelled(pdf: ArticlePdf, label: str, text: str) -> None:
    pdf.paragraph([Run(label, "B"), Run(text)], size=9.5, indent=0, inset=2)
    pdf.ln(0.8)


def _body(pdf: ArticlePdf, content: Content) -> None:
    order = list(content["notes"])
    for block in content["blocks"]:
        if block["kind"] == "heading":
            if pdf.will_page_break(20):
                pdf.add_page()
            pdf.ln(2.5)
            top = block["level"] == 1
            pdf.paragraph([Run(block["text"], "B")], size=12 if top else 10.5, indent=0 if top else 2)
            pdf.ln(1)
        elif block["kind"] == "table":
            _table(pdf, block)
        else:
            pdf.paragraph([_run(kind, text, order) for kind, text in block["pieces"]])


def _run(kind: str, text: str, order: list[str]) -> Run:
    return Run(CIRCLED[order.index(text)] if kind == "note" else text, raised=kind != "text")


def _table(pdf: ArticlePdf, block: Content) -> None:
    rows = block["rows"]
    if pdf.will_page_break(8 + 6 * len(rows)):
        pdf.add_page()
    pdf.ln(2)
    pdf.centred(block["text"], 9, "B")
    pdf.set_font("song", "", 8.5)
    width = _WIDTH / len(rows[0])
    for index, row in enumerate(rows):
        y = pdf.get_y()
        if index in (0, 1):  # over the head and under it
            pdf.line(_LEFT, y, _LEFT + _WIDTH, y)
        for cell in row:
            pdf.cell(width, 6, cell, align="C")
        pdf.ln(6)
    pdf.line(_LEFT, pdf.get_y(), _LEFT + _WIDTH, pdf.get_y())
    pdf.ln(3)


def _tail(pdf: ArticlePdf, content: Content) -> None:
    items = {
        "注释：": [f"{sign} {note}" for sign, note in zip(CIRCLED, content["notes"].values(), strict=False)],
        "参考文献：": content["references"],
    }
    for label, lines in items.items():
        pdf.ln(3)
        if lines:
            pdf.paragraph([Run(label, "B")], indent=0)
        for line in lines:
            pdf.paragraph([Run(line)], size=9, indent=0, hang=2)
    pdf.ln(6)
    pdf.centred(content["title_en"], 13, "B")
    pdf.ln(1)
    pdf.centred(content["author_line_en"], 10.5)
    pdf.centred(content["affiliation_line_en"], 9)
    pdf.ln(2)
    _labelled(pdf, "Abstract: ", content["abstract_en"])
    _labelled(pdf, "Keywords: ", content["keywords_en"])
