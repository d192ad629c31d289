"""Files that differ in layout and in how their fonts code text."""

from collections.abc import Callable
from dataclasses import replace

from tests.gold.extract import fonts, produced
from tests.gold.extract.articles import Manner, heads, set_article, set_vertical
from tests.gold.extract.pages import Design, Sheet, Style, struck
from tests.gold.extract.prose import Prose, read_prose
from tests.gold.extract.registry import case, waiting
from tests.gold.extract.theses import set_thesis
from tests.gold.extract.truth import Truth, truth_of
from tests.gold.extract.written import write_pdf

NARROW = Style(size=10, leading=16)


def headed(prose: Prose, design: Design | None = None, first: int = 31) -> tuple[Design, list[str]]:
    """Return a design with running heads, and the heads."""
    author_title = f"{prose.facts_of('authors')[0]}：{prose.fact('title_zh')}"
    issue = f"{prose.fact('year')}年第{prose.fact('issue')}期"
    design = heads(prose.fact("venue"), issue, author_title, first, design or Design())
    return design, [f"{prose.fact('venue')}　{issue}", author_title]


def article(key: str, design: Design | None = None, **manner: object) -> tuple[list[Sheet], Truth]:
    """Return the pages and the truth of an article with running heads."""
    prose = read_prose(key)
    design, outside = headed(prose, design)
    made = Manner(design=design, **manner)  # type: ignore[arg-type]
    return set_article(prose, made), truth_of(prose, outside=outside, english=made.english != "none")


A4 = Design(width=595, height=842, left=56, right=539, top=90, bottom=770)
TWO = replace(A4, columns=2, gutter=15)


@case
def one_column() -> tuple[bytes, Truth]:
    """Footnotes, a three-line table, references, English behind them."""
    sheets, truth = article("t4_a1")
    return write_pdf(sheets), truth


@case
def short_article() -> tuple[bytes, Truth]:
    """Two large pages: each running head is there once."""
    sheets, truth = article("t2_a8", A4)
    return write_pdf(sheets), truth


@case
def two_columns() -> tuple[bytes, Truth]:
    """A gutter of one and a half ems; footnotes in their columns."""
    sheets, truth = article("t3_a4", TWO, body=NARROW)
    return write_pdf(sheets), truth


@case
def two_columns_gbk() -> tuple[bytes, Truth]:
    """GBK-coded fonts, English before the body, entries without numbers."""
    labels = ("内容提要：", "关 键 词：", "参考文献：")
    sheets, truth = article("t6_a3", TWO, body=NARROW, labels=labels, english="before", numbered=False)
    return write_pdf(sheets, dict.fromkeys(fonts.NAMES, fonts.gbk_coding())), truth


@case
def two_columns_flowed() -> tuple[bytes, Truth]:
    """Two columns by reportlab, ragged on the right, a table with a grid."""
    prose = read_prose("t5_a1")
    head = f"{prose.fact('venue')}　{prose.fact('year')}年第{prose.fact('issue')}期"
    return produced.flowed_pdf(prose, 2, head, grid=True), without_notes(truth_of(prose, outside=[head], english=False))


@case
def three_columns() -> tuple[bytes, Truth]:
    """Three columns, as newspapers of associations have them."""
    prose = read_prose("t3_a8")
    head = f"{prose.fact('venue')}　{prose.fact('year')}年第{prose.fact('issue')}期"
    return produced.flowed_pdf(prose, 3, head, gutter=16), without_notes(truth_of(prose, outside=[head], english=False))


@case
def vertical() -> tuple[bytes, Truth]:
    """Vertical writing, columns from right to left, nothing else on the page."""
    prose = read_prose("vertical")
    return write_pdf(set_vertical(prose), {"song": fonts.unicode_coding("V")}), truth_of(prose, english=False)


@case
def thesis() -> tuple[bytes, Truth]:
    """Cover, abstracts, contents, chapters with heads of their own, notes, tables, thanks."""
    prose = read_prose("t4_thesis")
    sheets, outside = set_thesis(prose)
    return write_pdf(sheets), truth_of(prose, outside=[head for head in outside if not head.startswith("第")])


@case
def watermark() -> tuple[bytes, Truth]:
    """Words aslant behind the text, six times on every page; drawn by reportlab."""
    sheets, truth = article("t2_a5", replace(A4, measure=produced.chinese_width))
    truth.outside.append("仅供内部学习使用")
    return produced.canvas_pdf(sheets, "仅供内部学习使用"), truth


@case
def table_without_rules() -> tuple[bytes, Truth]:
    """A table that is told by its columns alone."""
    sheets, truth = article("t2_a4", rules="none")
    return write_pdf(sheets), truth


@case
def table_with_grid() -> tuple[bytes, Truth]:
    """A table with every rule drawn."""
    sheets, truth = article("t1_a10", rules="grid")
    return write_pdf(sheets), truth


@case
def english() -> tuple[bytes, Truth]:
    """Justified English in two columns with divided words; fpdf2."""
    return _english(words=False, columns=2)


@case
def english_words() -> tuple[bytes, Truth]:
    """Justified English set word by word, no character between them; fpdf2."""
    return _english(words=True, columns=1)


def _english(*, words: bool, columns: int) -> tuple[bytes, Truth]:
    prose = read_prose("english")
    design = replace(A4, columns=columns, measure=produced.times_width, hyphens=True, words=words, gutter=18)
    head = prose.fact("venue_en")
    design = heads(head, f"Vol. 8, No. {prose.fact('issue')}", "Lin and Zhou: Counting the Unpaid Hours", 113, design)
    body = Style(size=10.5, leading=14, first=1.5)
    manner = Manner(design=design, english="before", body=body, labels=("", "", "References"))
    truth = truth_of(prose, outside=["Lin and Zhou: Counting the Unpaid Hours"])
    return produced.fpdf_pdf(set_article(prose, manner)), truth


@case
def radicals() -> tuple[bytes, Truth]:
    """ToUnicode names Kangxi and supplement radicals for common characters."""
    return recoded("t1_a6", fonts.radical)


@case
def bookmaker_latin() -> tuple[bytes, Truth]:
    """Latin letters from row A0 of GBK."""
    return recoded("t6_a4", fonts.bookmaker)


@case
def gb1_numbers() -> tuple[bytes, Truth]:
    """ToUnicode names glyph numbers of Adobe's GB1 collection as characters."""
    return recoded("t3_a12", fonts.character_id)


@case
def no_table() -> tuple[bytes, Truth]:
    """Fonts that do not say what their codes mean."""
    return unreadable("t3_a9", None)


@case
def wrong_table_rare() -> tuple[bytes, Truth]:
    """ToUnicode names wrong characters from the whole block."""
    return unreadable("t2_a6", fonts.rare)


@case
def wrong_table_common() -> tuple[bytes, Truth]:
    """ToUnicode names wrong characters from the commonest ones."""
    return unreadable("t2_a7", fonts.common)


def recoded(key: str, to_unicode: Callable[[str], str] | None, english: str = "after") -> tuple[bytes, Truth]:
    """Return an article in one subset font with this table."""
    sheets, truth = article(key, english=english)
    coding = fonts.subset((run.text for sheet in sheets for run in sheet.runs), to_unicode)
    return write_pdf(sheets, {"song": coding, "hei": coding}), truth


def unreadable(key: str, to_unicode: Callable[[str], str] | None) -> tuple[bytes, Truth]:
    """Return an article that no table makes readable; it is all in Chinese, as Latin letters keep their codes."""
    content, _ = recoded(key, to_unicode, english="none")
    return content, waiting(content)


@case
def gbk_as_latin() -> tuple[bytes, Truth]:
    """The bytes of GBK shown as Latin-1 letters."""
    sheets, truth = article("t5_a2")
    return write_pdf(sheets, dict.fromkeys(fonts.NAMES, fonts.latin_bytes())), truth


@case
def triple_strike() -> tuple[bytes, Truth]:
    """Bold imitated by printing a string three times."""
    sheets, truth = article("t1_a9")
    return write_pdf(struck(sheets, 3, 0.35)), truth


@case
def letter_spaced() -> tuple[bytes, Truth]:
    """Title, names and labels spaced out."""
    labels = ("〔摘　要〕", "〔关键词〕", "参　考　文　献")
    sheets, truth = article("t3_a7", labels=labels, spaced=True)
    return write_pdf(sheets), truth


@case
def turned_pages() -> tuple[bytes, Truth]:
    """Pages printed sideways and turned by /Rotate 90."""
    sheets, truth = article("t6_a8")
    return write_pdf(sheets, rotate=90), truth


def without_notes(truth: Truth) -> Truth:
    """Return the truth of a text whose producer sets no footnotes."""
    return replace(truth, fields={name: value for name, value in truth.fields.items() if name != "footnotes"})
