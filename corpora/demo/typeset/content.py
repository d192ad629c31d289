"""What every producer prints, prepared once: labels, author lines, runs of text, numbered notes."""

import re
from typing import Any

from typeset.markup import Marked, cut_pieces
from typeset.plan import Plan, issue_label, page_range
from typeset.texts import Block, DemoText

CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_DIGITS = str.maketrans("0123456789", "〇一二三四五六七八九")
_MONTHS = "一 二 三 四 五 六 七 八 九 十 十一 十二".split()  # noqa: SIM905 (months read better in a row)
_LINE = 24  # characters of a title in 18 points on one line
Content = dict[str, Any]


def article_content(text: DemoText, plan: Plan) -> Content:
    """Return everything an article's templates print, as plain data fit for JSON."""
    first, last = page_range(text)
    content = _shared(text, plan)
    content |= {
        "title_lines": break_title(text.field("title_zh")) if len(text.field("title_zh")) > _LINE else [text.field("title_zh")],
        "columns": plan.columns,
        "notes_at": plan.notes,
        "english_at": plan.english,
        "issue": issue_label(text),
        "first_page": first,
        "last_page": last,
        "author_line": "　".join(text.fields("authors")),
        "author_line_en": ", ".join(text.fields("authors_en")),
        "affiliation_line": f"（{'；'.join(text.fields('affiliations'))}）",
        "affiliation_line_en": f"({'; '.join(text.fields('affiliations_en'))})",
        "class_line": class_line(text, first),
        "author_note": author_note(text),
    }
    return content


def thesis_content(text: DemoText, plan: Plan) -> Content:
    """Return everything a thesis's templates print."""
    content = _shared(text, plan)
    content |= {
        "level": "博士" if "博士" in text.field("degree") else "硕士",
        "title_lines": break_title(text.field("title_zh")),
        "title_en": text.field("title_en"),
        "author": "".join(text.fields("authors")),
        "author_en": ", ".join(text.fields("authors_en")),
        "advisor": text.field("advisor"),
        "degree": text.field("degree"),
        "degree_type": text.field("degree_type"),
        "date": chinese_date(text.field("defended") or text.field("year")),
        "clc": text.field("clc"),
        "college": "".join(text.fields("affiliations")).removeprefix(text.field("venue")),
    }
    return content


def class_line(text: DemoText, first_page: int) -> str:
    """Return 中图分类号 … 文献标识码 … 文章编号, with an invented journal number 1000-0000."""
    number = f"1000-0000（{text.field('year')}）{int(text.field('issue') or 0):02}-{first_page:04}-"
    n_pages = page_range(text)[1] - first_page + 1
    return f"中图分类号：{text.field('clc')}　文献标识码：A　文章编号：{number}{n_pages:02}"


def author_note(text: DemoText) -> list[str]:
    """Return the lines under the first page's rule: fund, then authors with affiliation."""
    lines = [f"基金项目：{text.field('fund')}。"] if text.field("fund") else []
    places = text.fields("affiliations") or [""]
    people = [f"{name}，{places[min(index, len(places) - 1)]}研究人员" for index, name in enumerate(text.fields("authors"))]
    return [*lines, f"作者简介：{'；'.join(people)}。"]


def break_title(title: str) -> list[str]:
    """Break a cover title into lines: after a colon, before a dash.

    >>> break_title("账期里的站点：节律与分化——以两个站点为例")
    ['账期里的站点：', '节律与分化', '——以两个站点为例']
    """
    return [line for line in re.split(r"(?<=：)|(?=——)", title) if line]


def chinese_date(date: str) -> str:
    """Return a date as covers print it; defences without a month are in May.

    >>> chinese_date("2021")
    '二〇二一年五月'
    """
    year, month, *_ = *date.split("-"), "5"
    return f"{year.translate(_DIGITS)}年{_MONTHS[int(month) - 1]}月"


def pieces(marked: Marked, *, cites: bool = True) -> list[list[str]]:
    """Return a text's runs as [kind, text] pairs."""
    return [[piece.kind, piece.text] for piece in cut_pieces(marked, cites=cites)]


def _shared(text: DemoText, plan: Plan) -> Content:
    return {
        "key": text.key,
        "title": text.field("title_zh"),
        "title_en": text.field("title_en"),
        "venue": text.field("venue"),
        "venue_en": text.field("venue_en"),
        "year": text.field("year"),
        "doi": text.field("doi"),
        "abstract": text.abstract("zh").text,
        "abstract_en": text.abstract("en").text,
        "keywords": plan.separator.join(text.fields("keywords_zh")),
        "keywords_en": "; ".join(text.fields("keywords_en")),
        "blocks": [_block(block) for block in text.blocks],
        "notes": {name: note.text for name, note in text.notes.items()},
        "references": [f"[{n}] {item}" for n, item in enumerate(text.fields("references"), 1)],
    }


def _block(block: Block) -> Content:
    return {
        "kind": block.kind,
        "level": block.level,
        "text": block.text.text,
        "pieces": pieces(block.text),
        "rows": [[cell.text for cell in row] for row in block.rows],
    }
