"""A text as a page saved from a portal: navigation, advertisements, share counts, comments, footer."""

from html import escape
from pathlib import Path

from typeset.markup import cut_pieces
from typeset.texts import Block, DemoText

_TEMPLATE = Path(__file__).with_name("portal.html")


def page_html(text: DemoText) -> str:
    """Return the page with the article between its title and its references."""
    slots = {
        "title": text.field("title_zh"),
        "site": text.field("venue"),
        "author": "、".join(text.fields("authors")),
        "place": "".join(text.fields("affiliations")),
        "date": f"{text.field('year')}-02-14 09:36",
        "year": text.field("year"),
        "keywords": ",".join(text.fields("keywords_zh")),
        "abstract": text.abstract("zh").text,
    }
    page = _TEMPLATE.read_text(encoding="utf-8")
    for name, value in slots.items():
        page = page.replace(f"@{name}@", escape(value))
    page = page.replace("@comments@", "\n".join(_comment(text, *comment) for comment in text.front.get("comments") or []))
    return page.replace("@body@", "\n".join(_body(text))).replace("@references@", _references(text))


def _body(text: DemoText) -> list[str]:
    return [_block(block) for block in text.blocks]


def _block(block: Block) -> str:
    if block.kind == "heading":
        return f"<h{block.level + 1}>{escape(block.text.text)}</h{block.level + 1}>"
    runs = (f"<sup>{escape(piece.text)}</sup>" if piece.kind == "cite" else escape(piece.text) for piece in cut_pieces(block.text))
    return f'<p style="text-indent:2em">{"".join(runs)}</p>'


def _comment(text: DemoText, who: str, when: str, words: str, n_likes: int) -> str:
    time = f"<time>{text.field('year')}-{when}</time>"
    return f'<div class="comment"><span>{who}</span> {time}<p>{words}</p><a href="#">回复</a> <a href="#">顶({n_likes})</a></div>'


def _references(text: DemoText) -> str:
    items = "".join(f"<p>[{number}] {escape(item)}</p>\n" for number, item in enumerate(text.fields("references"), 1))
    return f"<p><strong>参考文献：</strong></p>\n{items}" if items else ""
