from pipeline.extract.layout.blocks import build_blocks
from pipeline.extract.layout.footnotes import mark_footnotes
from pipeline.extract.pdf.glyphs import Rule
from tests.extract.factories import make_line, make_page


def body(n):
    return [make_line(f"正文第{chr(0x4E00 + index)}行的文字", 120 + 16 * index) for index in range(n)]


def test_small_lines_at_the_foot_are_footnotes_and_author_notes():
    page = make_page(1, *body(30), make_line("①访谈记录，编号甲。", 700, size=8), make_line("收稿日期：2019-03-12", 712, size=8))
    mark_footnotes([page], 10.0)
    assert [line.role for line in page.lines[-2:]] == ["footnote", "author_note"]


def test_rule_above_small_lines_makes_them_notes_without_a_mark():
    page = make_page(1, *body(30), make_line("续前页的注释文字。", 700, size=8))
    page.rules.append(Rule(50, 695, 180, 695))
    mark_footnotes([page], 10.0)
    assert page.lines[-1].role == "footnote"


def test_small_reference_list_is_no_footnote():
    page = make_page(1, *body(20), make_line("参考文献", 500), make_line("[1] 夏岚.社区[M].2015.", 700, size=8))
    mark_footnotes([page], 10.0)
    assert page.lines[-1].role == ""


def test_mark_carried_over_to_a_line_of_its_own_is_no_text():
    page = make_page(1, *body(10), make_line("➁", 290, size=7), *body(3))
    mark_footnotes([page], 10.0)
    assert page.lines[10].role == "note_mark"


def test_list_below_a_bracketed_title_is_no_footnote():
    page = make_page(1, *body(20), make_line("［参考文献］", 500), make_line("[1] 夏岚.社区[M].2015.", 700, size=8))
    mark_footnotes([page], 10.0)
    assert page.lines[-1].role == ""


def test_note_that_is_unfinished_at_the_foot_goes_on_with_the_first_of_the_next_page():
    first = [make_line("正文" * 20, 100 + 16 * index, x1=450) for index in range(12)]
    second = [make_line("正文" * 20, 100 + 16 * index, x1=450) for index in range(12)]
    pages = [
        make_page(1, *first, make_line("① 引文中的着", 700, size=8)),
        make_page(2, *second, make_line("重号为引者所加。", 700, size=8), make_line("① 按访谈先后编号。", 712, size=8)),
    ]
    for page in pages:
        page.rules.append(Rule(50, 690, 200, 690))
    blocks, _ = build_blocks(pages)
    assert [block.text for block in blocks if block.role == "footnote"] == ["① 引文中的着重号为引者所加。", "① 按访谈先后编号。"]
