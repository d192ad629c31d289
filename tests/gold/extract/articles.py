"""Articles set by the typesetter of `pages`."""

from dataclasses import dataclass, field, replace

from tests.gold.extract.pages import Design, Run, Sheet, Style, Typesetter
from tests.gold.extract.prose import Prose

TITLE = Style(size=18, leading=26, first=0, align="centre", font="hei", after=4)
AUTHORS = Style(size=12, leading=20, first=0, align="centre")
SMALL = Style(size=9, leading=15, first=0, align="centre")
FRONT = Style(size=9, leading=15, first=0)
HEADINGS = (
    Style(size=13, leading=22, first=0, before=8, after=4, font="hei", align="left"),
    Style(size=11, leading=19, first=2, before=3, after=2, font="hei", align="left"),
)
ENTRY = Style(size=9, leading=15, first=0, hang=2, align="left")


@dataclass(frozen=True, slots=True)
class Manner:
    """How a journal sets its articles."""

    design: Design = field(default_factory=Design)
    rules: str = "three"
    """Of tables."""
    spaced: bool = False
    """Title, author and labels are letter-spaced."""
    english: str = "after"
    """Title and abstract in English: after the references, before the body, or none."""
    body: Style = field(default_factory=Style)
    labels: tuple[str, str, str] = ("摘要：", "关键词：", "参考文献")
    numbered: bool = True
    """Reference entries are numbered [1], [2]."""


def set_article(prose: Prose, manner: Manner) -> list[Sheet]:
    """Return the pages of an article."""
    setter = Typesetter(manner.design)
    title = prose.fact("title_zh") or prose.fact("title_en")
    setter.text(spaced(title) if manner.spaced else title, TITLE, room=2)
    authors = prose.facts_of("authors") or prose.facts_of("authors_en")
    gap = "，" if manner.spaced else "　" if "title_zh" in prose.facts else ", "
    setter.text(gap.join(map(spaced, authors) if manner.spaced else authors), AUTHORS)
    places = prose.facts_of("affiliations") or prose.facts_of("affiliations_en")
    if places:
        setter.text(f"（{'；'.join(places)}）" if "affiliations" in prose.facts else "; ".join(places), SMALL)
    _front(setter, prose, manner)
    setter.start_columns()
    set_body(setter, prose, manner)
    if prose.facts_of("references"):
        set_references(setter, prose, manner)
    if manner.english == "after":
        set_english(setter, prose)
    return setter.finish()


def _front(setter: Typesetter, prose: Prose, manner: Manner) -> None:
    setter.y += 8
    abstract, keywords, _ = manner.labels
    if prose.fact("abstract_zh"):
        setter.text(abstract + prose.fact("abstract_zh"), FRONT)
        setter.text(keywords + "；".join(prose.facts_of("keywords_zh")), FRONT)
    if manner.english == "before":
        set_english(setter, prose)
    setter.y += 8


def set_english(setter: Typesetter, prose: Prose) -> None:
    """Set title, authors, abstract and keywords in English."""
    if "title_zh" in prose.facts:
        setter.y += 10
        setter.text(prose.fact("title_en"), replace(TITLE, size=13, leading=19), room=4)
        setter.text(", ".join(prose.facts_of("authors_en")), SMALL)
    setter.text("Abstract: " + prose.fact("abstract_en"), FRONT)
    setter.text("Keywords: " + "; ".join(prose.facts_of("keywords_en")), FRONT)


def set_body(setter: Typesetter, prose: Prose, manner: Manner) -> None:
    """Set headings, paragraphs and tables."""
    for block in prose.blocks:
        if block.kind == "heading":
            setter.text(block.text, HEADINGS[min(block.level, 2) - 1], room=3)
        elif block.kind == "table":
            setter.table(block, rules=manner.rules)
        else:
            setter.text(block.text, manner.body, block.notes)


def set_references(setter: Typesetter, prose: Prose, manner: Manner) -> None:
    """Set the list of references."""
    setter.text(manner.labels[2], replace(HEADINGS[0], size=11, before=12), room=3)
    for index, entry in enumerate(prose.facts_of("references"), start=1):
        setter.text(f"[{index}] {entry.strip()}" if manner.numbered else entry.strip(), ENTRY)


def spaced(text: str) -> str:
    """Space short texts out, as title pages do."""
    return "　".join(text) if len(text) < 3 else " ".join(text)


def heads(venue: str, issue: str, author_title: str, first: int, design: Design) -> Design:
    """Give a design running heads: journal and issue on odd pages, author and title on even ones, numbers at the outer edge."""
    width, left, right = design.width, design.left, design.right
    gap = ", " if venue.isascii() else "　"

    def outside(page: int) -> list[Run]:
        number = first + page - 1
        head = f"{venue}{gap}{issue}" if page % 2 else author_title
        x = (width - design.measure(head, 9)) / 2
        place = right - 20 if page % 2 else left
        return [Run(x, design.top - 34, 9, head), Run(place, design.bottom + 30, 9, str(number))]

    return replace(design, outside=outside)


def set_vertical(prose: Prose, size: float = 11.0, per_line: int = 34, pitch: float = 20.0) -> list[Sheet]:
    """Return pages in vertical writing, columns from right to left, the page number below in horizontal digits left out."""
    sheets: list[Sheet] = []
    x, left, right = 0.0, 60.0, 540.0

    def show(text: str, size: float, top: float) -> None:
        nonlocal x
        if not sheets or x < left:
            sheets.append(Sheet(595, 842))
            x = right
        sheets[-1].runs.append(Run(x, top, size, text))
        x -= pitch

    show(prose.fact("title_zh"), 18, 120)
    x -= 12
    show("　".join(prose.facts_of("authors")), 12, 400)
    x -= 12
    for block in prose.of_kind("paragraph"):
        text, top, room = block.text, 120 + 2 * size, per_line - 2
        while text:
            cut = room
            while text[cut : cut + 1] and text[cut] in "，。、；？！”":
                cut += 1
            show(text[:cut], size, top)
            text, top, room = text[cut:], 120.0, per_line
    return sheets
