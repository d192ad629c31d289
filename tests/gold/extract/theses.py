"""A thesis: cover, abstracts, contents, chapters with heads of their own, references, thanks."""

from dataclasses import replace

from tests.gold.extract.articles import Manner, set_references
from tests.gold.extract.pages import Design, Run, Sheet, Style, Typesetter, mono
from tests.gold.extract.prose import Prose

A4 = Design(width=595, height=842, left=85, right=510, top=90, bottom=770)
CENTRED = Style(size=16, leading=30, first=0, align="centre", font="hei", after=12)
BODY = Style(size=12, leading=22)
LEVELS = (
    Style(size=16, leading=34, first=0, align="centre", font="hei", after=10),
    Style(size=14, leading=26, first=0, align="left", font="hei", before=6, after=3),
    Style(size=12, leading=23, first=0, align="left", font="hei", before=3, after=2),
)


def set_thesis(prose: Prose) -> tuple[list[Sheet], list[str]]:
    """Return the pages of a thesis, and the running heads on them."""
    chapters = _Chapters(prose)
    sheets = chapters.finish()
    return [*_cover(prose), *_abstracts(prose), *_contents(chapters), *sheets], sorted(chapters.heads)


class _Chapters(Typesetter):
    """The chapters: each on a new page, whose head names it on odd pages and the university on even ones."""

    def __init__(self, prose: Prose) -> None:
        self.university = f"{prose.fact('venue')}硕士学位论文"
        self.chapter = ""
        self.heads: set[str] = set()
        self.entries: list[tuple[int, str, int]] = []
        super().__init__(replace(A4, outside=self._outside))
        self._fill(prose)

    def _outside(self, page: int) -> list[Run]:
        if not self.chapter:
            return []
        head = self.chapter if page % 2 else self.university
        self.heads.add(head)
        return [Run((595 - mono(head, 9)) / 2, 56, 9, head), Run(290, 805, 9, f"- {page} -")]

    def _fill(self, prose: Prose) -> None:
        for block in prose.blocks:
            if block.kind == "heading":
                self._head(block.text, block.level, prose)
            elif block.kind == "table":
                self.table(block, rules="three")
            else:
                self.text(block.text, BODY, block.notes)

    def _head(self, text: str, level: int, prose: Prose) -> None:
        if text == "致谢":
            self._open("参考文献")
            set_references(self, prose, Manner(labels=("", "", "参考文献")))
        if level == 1:
            self._open(text)
        self.text(text, LEVELS[level - 1], room=3)
        self.entries.append((level, text, len(self.sheets)))

    def _open(self, chapter: str) -> None:
        empty = not self.chapter
        self.chapter = chapter
        self._close_notes()
        if empty:
            self.sheets.clear()
        self.start_page()


def _cover(prose: Prose) -> list[Sheet]:
    setter = Typesetter(A4)
    setter.y = 140
    setter.text(f"{prose.fact('venue')}硕士学位论文", replace(CENTRED, size=24, leading=60))
    setter.y = 260
    setter.text(prose.fact("title_zh"), replace(CENTRED, size=20, leading=32))
    setter.text(prose.fact("title_en"), replace(CENTRED, size=13, leading=22, font="song"))
    setter.y = 500
    for label, name in (("作者姓名", "、".join(prose.facts_of("authors"))), ("指导教师", prose.fact("advisor"))):
        setter.text(f"{label}：{name}", Style(size=14, leading=28, first=8, align="left"))
    setter.y = 700
    setter.text(f"{prose.fact('year')}年5月", replace(CENTRED, size=14, font="song"))
    return setter.finish()


def _abstracts(prose: Prose) -> list[Sheet]:
    setter = Typesetter(replace(A4, outside=lambda page: [Run(290, 805, 9, "I" * page)], head_rule=False))
    setter.text("摘　要", CENTRED)
    setter.text(prose.fact("abstract_zh"), BODY)
    setter.text("关键词：" + "；".join(prose.facts_of("keywords_zh")), replace(BODY, first=0, before=14))
    setter.start_page()
    setter.text("Abstract", CENTRED)
    setter.text(prose.fact("abstract_en"), replace(BODY, first=0))
    setter.text("Keywords: " + "; ".join(prose.facts_of("keywords_en")), replace(BODY, first=0, before=14))
    return setter.finish()


def _contents(chapters: _Chapters) -> list[Sheet]:
    setter = Typesetter(A4)
    setter.text("目　录", CENTRED)
    width = setter.column_width
    for level, text, page in chapters.entries:
        indent = 2 * (level - 1)
        dots = int((width - indent * 12 - mono(text, 12) - 24) / 6)
        setter.text(f"{text}{'.' * dots}{page}", replace(BODY, first=indent, align="left"))
    return setter.finish()
