"""Articles as paged HTML, printed by WeasyPrint (English hyphenation, real footnotes) or by Chromium."""

import os
import re
import subprocess
import tempfile
from html import escape
from pathlib import Path

from typeset.content import CIRCLED, Content

_STYLE = Path(__file__).with_name("article.css")
_SLOTS = (("top-left", "issue"), ("top-center", "venue"))


def print_weasyprint(content: Content, target: Path, _fonts: Path) -> None:
    """Write the article's PDF with WeasyPrint; bytes are the same in each run."""
    from weasyprint import HTML

    HTML(string=article_html(content, footnotes=True)).write_pdf(target, pdf_identifier=content["key"].encode(), hinting=False)


def print_chromium(content: Content, target: Path, _fonts: Path) -> None:
    """Write the article's PDF with headless Chromium; dates are set to the issue's year afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "article.html"
        page.write_text(article_html(content, footnotes=False), encoding="utf-8")
        command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
        command += [f"--user-data-dir={folder}/profile", f"--print-to-pdf={target}", page.as_uri()]
        subprocess.run(command, check=True, capture_output=True, env=os.environ, timeout=180)  # noqa: S603
    stamp = f"D:{content['year']}0601000000+00'00'".encode()
    target.write_bytes(re.sub(rb"D:\d{14}\+00'00'", stamp, target.read_bytes()))


def article_html(content: Content, *, footnotes: bool) -> str:
    """Return the whole page; `footnotes` puts notes to the page's foot by CSS, else under 注释."""
    style = _STYLE.read_text(encoding="utf-8") + _page_rules(content)
    front = [*_chinese_front(content)]
    if content["english_at"] == "front":
        front += _english(content)
    body = [*_note_block(content, floating=footnotes), *_body(content, footnotes=footnotes)]
    tail = [*_end_notes(content, footnotes=footnotes), *_references(content)]
    end = _english(content) if content["english_at"] == "end" else []
    return "\n".join(
        [
            '<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8">',
            f"<title>{escape(content['title'])}</title><style>{style}</style></head><body>",
            *front,
            f'<div class="body columns{content["columns"]}">',
            *body,
            *tail,
            "</div>",
            *end,
            "</body></html>",
        ]
    )


def _page_rules(content: Content) -> str:
    boxes = "".join(f'@{slot}{{content:"{content[name]}"}}' for slot, name in _SLOTS)
    number = '@top-right{content:"·" counter(page) "·"}'
    start = f"@page:first{{counter-set:page {content['first_page']}}}"
    return f"@page{{{boxes}{number}}}{start}"


def _chinese_front(content: Content) -> list[str]:
    lines = [f'<h1 class="title">{"<br>".join(map(escape, content["title_lines"]))}</h1>']
    lines.append(f'<p class="authors">{escape(content["author_line"])}</p>')
    lines.append(f'<p class="place">{escape(content["affiliation_line"])}</p>')
    lines.append(f'<p class="front"><b>摘　要：</b>{escape(content["abstract"])}</p>')
    lines.append(f'<p class="front"><b>关键词：</b>{escape(content["keywords"])}</p>')
    lines.append(f'<p class="front">{escape(content["class_line"])}</p>')
    if content["doi"]:
        lines.append(f'<p class="front">DOI：{escape(content["doi"])}</p>')
    return lines


def _english(content: Content) -> list[str]:
    return [
        '<div class="english" lang="en">',
        f'<h2 class="title">{escape(content["title_en"])}</h2>',
        f'<p class="authors">{escape(content["author_line_en"])}</p>',
        f'<p class="place">{escape(content["affiliation_line_en"])}</p>',
        f'<p class="front"><b>Abstract: </b>{escape(content["abstract_en"])}</p>',
        f'<p class="front"><b>Keywords: </b>{escape(content["keywords_en"])}</p>',
        "</div>",
    ]


def _note_block(content: Content, *, floating: bool) -> list[str]:
    lines = "".join(f"<span>{escape(line)}</span>" for line in content["author_note"])
    return [f'<p class="{"author-foot" if floating else "author-note"}">{lines}</p>']


def _body(content: Content, *, footnotes: bool) -> list[str]:
    order = list(content["notes"])
    lines = []
    for block in content["blocks"]:
        if block["kind"] == "heading":
            lines.append(f"<h{block['level'] + 1}>{escape(block['text'])}</h{block['level'] + 1}>")
        elif block["kind"] == "table":
            lines.append(_table(block))
        else:
            runs = (_run(run, content, order, footnotes=footnotes) for run in block["pieces"])
            lines.append(f"<p>{''.join(runs)}</p>")
    return lines


def _run(run: list[str], content: Content, order: list[str], *, footnotes: bool) -> str:
    kind, text = run
    if kind == "cite":
        return f"<sup>{escape(text)}</sup>"
    if kind == "text":
        return escape(text)
    if footnotes:
        return f'<span class="note">{escape(content["notes"][text])}</span>'
    return f"<sup>{CIRCLED[order.index(text)]}</sup>"


def _table(block: Content) -> str:
    rows = []
    for index, row in enumerate(block["rows"]):
        tag = "td" if index else "th"
        rows.append("<tr>" + "".join(f"<{tag}>{escape(cell)}</{tag}>" for cell in row) + "</tr>")
    caption = f'<p class="caption">{escape(block["text"])}</p>'
    return f'<div class="table">{caption}<table>{"".join(rows)}</table></div>'


def _end_notes(content: Content, *, footnotes: bool) -> list[str]:
    if footnotes or not content["notes"]:
        return []
    notes = zip(CIRCLED, content["notes"].values(), strict=False)
    return ["<h2>注释：</h2>", *(f'<p class="item">{sign} {escape(note)}</p>' for sign, note in notes)]


def _references(content: Content) -> list[str]:
    return ["<h2>参考文献：</h2>", *(f'<p class="item">{escape(item)}</p>' for item in content["references"])]
