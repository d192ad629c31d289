"""Pages by other people's typesetting: reportlab's flowing text in Chinese, fpdf2's and reportlab's own drawing of placed strings."""

import functools
import io
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any
from xml.sax.saxutils import escape

from tests.gold.extract.pages import Sheet
from tests.gold.extract.prose import Block, Prose

CHINESE = "STSong-Light"


def chinese_width(text: str, size: float) -> float:
    """Width of a string in reportlab's Chinese font, which is named and not embedded."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont

    if CHINESE not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(UnicodeCIDFont(CHINESE))
    return float(pdfmetrics.stringWidth(text, CHINESE, size))


def canvas_pdf(sheets: Sequence[Sheet], watermark: str = "") -> bytes:
    """Return sheets drawn by reportlab; a watermark is drawn aslant six times on every page, before the text."""
    from reportlab.pdfgen.canvas import Canvas

    chinese_width("", 1)
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(sheets[0].width, sheets[0].height), invariant=1)
    for sheet in sheets:
        if watermark:
            _water(canvas, watermark)
        for run in sheet.runs:
            text = canvas.beginText(run.x, sheet.height - run.y)
            text.setFont(CHINESE, run.size)
            text.setCharSpace(run.spacing)
            text.textOut(run.text)
            canvas.drawText(text)
        for x0, y0, x1, y1 in sheet.rules:
            canvas.line(x0, sheet.height - y0, x1, sheet.height - y1)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _water(canvas: Any, words: str) -> None:
    canvas.saveState()
    canvas.setFillGray(0.85)
    canvas.setFont(CHINESE, 30)
    for x in (80, 320):
        for y in (160, 400, 640):
            canvas.saveState()
            canvas.translate(x, y)
            canvas.rotate(40)
            canvas.drawString(0, 0, words)
            canvas.restoreState()
    canvas.restoreState()


def flowed_pdf(prose: Prose, columns: int, head: str, *, grid: bool = False, gutter: float = 18.0) -> bytes:
    """Return an article flowed by reportlab: a full-width front, then columns; tables ruled as a grid or not at all."""
    from reportlab.platypus import BaseDocTemplate, Frame, FrameBreak, NextPageTemplate, PageTemplate

    chinese_width("", 1)
    out = io.BytesIO()
    document = BaseDocTemplate(out, pagesize=(595, 842), invariant=1)
    width = (455 - gutter * (columns - 1)) / columns

    def frames(top: float) -> list[Any]:
        return [
            Frame(70 + index * (width + gutter), 70, width, top - 70, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0)
            for index in range(columns)
        ]

    first = [Frame(70, 600, 455, 170, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0), *frames(585)]
    draw = _head_drawer(head)
    document.addPageTemplates([PageTemplate("first", first, onPage=draw), PageTemplate("later", frames(770), onPage=draw)])
    front, body = _front(prose), _body(prose, width, grid=grid)
    document.build([NextPageTemplate("later"), *front, FrameBreak(), *body])
    return out.getvalue()


def _head_drawer(head: str) -> Callable[[Any, Any], None]:
    def draw(canvas: Any, document: Any) -> None:
        canvas.setFont(CHINESE, 9)
        canvas.drawCentredString(297, 790, head)
        canvas.drawCentredString(297, 45, str(document.page + 100))
        canvas.line(70, 783, 525, 783)

    return draw


def _styled(text: str, size: float, leading: float, **options: Any) -> Any:
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph

    style = ParagraphStyle("s", fontName=CHINESE, fontSize=size, leading=leading, wordWrap="CJK", **options)
    return Paragraph(escape(text), style)


def _front(prose: Prose) -> list[Any]:
    return [
        _styled(prose.fact("title_zh"), 17, 25, alignment=1, spaceAfter=6),
        _styled("　".join(prose.facts_of("authors")), 12, 18, alignment=1),
        _styled(f"（{'；'.join(prose.facts_of('affiliations'))}）", 9, 16, alignment=1, spaceAfter=6),
        _styled(f"【摘　要】{prose.fact('abstract_zh')}", 9, 14),
        _styled(f"【关键词】{'；'.join(prose.facts_of('keywords_zh'))}", 9, 14),
    ]


def _body(prose: Prose, width: float, *, grid: bool) -> list[Any]:
    flow: list[Any] = []
    for block in prose.blocks:
        if block.kind == "heading":
            flow.append(_styled(block.text, 12 if block.level == 1 else 10.5, 20, spaceBefore=6, spaceAfter=3, keepWithNext=1))
        elif block.kind == "table":
            flow.extend(_table(block, width, grid=grid))
        else:
            flow.append(_styled(block.text, 10, 16, firstLineIndent=20))
    flow.append(_styled("参考文献：", 11, 18, spaceBefore=10, keepWithNext=1))
    entries = enumerate(prose.facts_of("references"), start=1)
    return [*flow, *(_styled(f"[{index}] {entry.strip()}", 9, 14, leftIndent=18, firstLineIndent=-18) for index, entry in entries)]


def _table(block: Block, width: float, *, grid: bool) -> list[Any]:
    from reportlab.lib import colors
    from reportlab.platypus import Table

    commands: list[tuple[Any, ...]] = [("VALIGN", (0, 0), (-1, -1), "MIDDLE")]
    if grid:
        commands.append(("GRID", (0, 0), (-1, -1), 0.5, colors.black))
    cells = [[_styled(cell, 8, 11, alignment=1) for cell in row] for row in block.rows]
    table = Table(cells, colWidths=[width / len(cells[0])] * len(cells[0]), style=commands, spaceBefore=2, spaceAfter=10)
    return [_styled(block.text, 9, 16, alignment=1, spaceBefore=6, keepWithNext=1), table]


def times_width(text: str, size: float) -> float:
    """Width of a string in fpdf2's Times, one of the fonts every reader has."""
    pdf = _measuring_page()
    pdf.set_font("Times", size=size)
    return float(pdf.get_string_width(text))


@functools.cache
def _measuring_page() -> Any:
    from fpdf import FPDF

    pdf = FPDF(unit="pt")
    pdf.add_page()
    return pdf


def fpdf_pdf(sheets: Sequence[Sheet]) -> bytes:
    """Return sheets drawn by fpdf2 in Times."""
    from fpdf import FPDF

    pdf = FPDF(unit="pt", format=(sheets[0].width, sheets[0].height))
    pdf.set_creation_date(datetime(2024, 6, 1, tzinfo=UTC))
    pdf.set_auto_page_break(False)
    for sheet in sheets:
        pdf.add_page()
        for run in sheet.runs:
            pdf.set_font("Times", "B" if run.font == "hei" else "", run.size)
            pdf.text(run.x, run.y, run.text)
        for rule in sheet.rules:
            pdf.line(*rule)
    return bytes(pdf.output())
