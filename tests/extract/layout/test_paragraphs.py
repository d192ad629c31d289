import pytest

from pipeline.extract.layout.blocks import build_blocks
from pipeline.extract.layout.joining import join_lines, mark_divisions
from pipeline.extract.layout.paragraphs import is_centred, is_short, runs_on, set_edges, set_insets, starts_paragraph
from tests.extract.factories import make_line, make_page


def starts(before, line, *, indented=True):
    return starts_paragraph(before, line, 16.0, indented=indented)


def test_full_line_and_unindented_line_are_one_paragraph():
    assert not starts(make_line("满行", x1=450), make_line("接着", 116))


def test_indent_begins_a_paragraph_even_after_a_full_line():
    assert starts(make_line("满行。", x1=450), make_line("新段", 116, x0=70))


def test_short_finished_line_ends_its_paragraph():
    assert starts(make_line("短行。"), make_line("新段", 116))


def test_unfinished_long_line_goes_on_where_paragraphs_are_indented():
    before = make_line("因行末放不下一个长词而留白", x1=420)
    assert not starts(before, make_line("接着", 116))
    assert starts(before, make_line("接着", 116), indented=False)


def test_divided_word_goes_on_whatever_the_edges_say():
    before, line = make_line("community governance; social organi-", x1=380), make_line("zation; grid", 116)
    assert not starts(before, line, indented=False)


def test_line_that_fills_its_column_runs_on_unless_its_sentence_ends():
    assert runs_on(make_line("满行而未完的句子", x1=450))
    assert not runs_on(make_line("满行而已完的句子。", x1=450))
    assert not runs_on(make_line("作者姓名", x1=120))


def test_line_of_a_narrow_block_on_a_cover_does_not_run_on():
    line = make_line("作者姓名：林若川", x0=200, x1=300)
    line.left, line.right = 200, 300
    assert not runs_on(line)


def test_paragraph_runs_over_columns_and_pages():
    before, line = make_line("满行", 780, x1=450), make_line("接着", 60, page=2)
    assert not starts(before, line)


def test_word_that_would_not_have_fitted_leaves_a_line_full():
    before, line = make_line("English words end early", x1=400), make_line("administrative objectives", 116)
    line.lead = 70
    assert not is_short(before, line)


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (["social organi-", "zation of work"], "social organization of work"),
        (["a long-", "term plan"], "a long-term plan"),
        (["of project-", "based funds"], "of project-based funds"),
        (["the com\u00ad", "munity"], "the community"),
        (["in the com", "munity"], "in the community"),
        (["to share", "resources"], "to share resources"),
        (["社区治", "理"], "社区治理"),
        (["评论,2014(2):25-", "36."], "评论,2014(2):25-36."),
        (["参见城乡论丛,", "2015(1)"], "参见城乡论丛,2015(1)"),
    ],
    ids=["divided", "compound", "base", "soft hyphen", "no hyphen", "words", "han", "pages", "han comma"],
)
def test_lines_are_joined_as_their_author_wrote(lines, joined):
    assert join_lines([make_line(text) for text in lines])[0] == joined


def test_hyphen_unlike_those_of_the_text_was_added_at_the_lines_end():
    lines = [make_line("a long-term plan for ear\u2010"), make_line("marked funds")]
    mark_divisions(lines)
    assert join_lines(lines)[0] == "a long-term plan for earmarked funds"


def test_hyphen_like_those_of_the_text_is_judged_by_its_words():
    lines = [make_line("a long\u2010term plan with self\u2010"), make_line("service points")]
    mark_divisions(lines)
    assert join_lines(lines)[0] == "a long\u2010term plan with self\u2010service points"


def test_line_starts_point_to_each_lines_text():
    text, starts_ = join_lines([make_line("social organi-"), make_line("zation")])
    assert [text[start:][:6] for start in starts_] == ["social", "zation"]


def test_inset_abstract_has_its_own_edges():
    abstract = [make_line("摘要的文字", 100 + 14 * index, x0=80, x1=420, size=9) for index in range(5)]
    text = [make_line("正文的文字", 200 + 16 * index, x1=450) for index in range(12)]
    page = make_page(1, *abstract, *text)
    set_edges([page])
    set_insets([page])
    assert (abstract[0].left, abstract[0].right) == (80, 420)
    assert (text[0].left, text[0].right) == (50, 450)


def test_ragged_abstract_over_short_lines_keeps_its_edges_and_lends_them_to_its_keywords():
    ends = [402, 411, 420, 416, 420, 300]
    abstract = [make_line("摘要的文字", 100 + 14 * index, x0=80, x1=end, size=9) for index, end in enumerate(ends)]
    keywords = [make_line("关键词：", 188, x0=80, x1=418, size=9), make_line("接着的词", 202, x0=80, x1=120, size=9)]
    page = make_page(1, *abstract, *keywords, *[make_line("正文的文字", 240 + 16 * index, x1=450) for index in range(12)])
    set_edges([page])
    set_insets([page])
    assert {(line.left, line.right) for line in (*abstract, *keywords)} == {(80, 420)}


def test_centred_line_has_equal_white_on_both_sides():
    assert is_centred(make_line("标题", x0=240, x1=260))
    assert not is_centred(make_line("缩进的首行", x0=70, x1=450))


def laid(*lines):
    """Return the paragraphs of one page of lines."""
    blocks, _ = build_blocks([make_page(1, *lines)])
    return [block.text for block in blocks if block.role == "body"]


FULL = "街道把活动清单交给三家机构分头去办，月底再由居委会逐项核对签到表与"  # 34 Han: 340 points


def full(text, count):
    return (text * 8)[:count]


def text_page(*lines):
    """Return lines below a paragraph of five full ones, so that the page shows its edges from 50 to 450 points."""
    return [*(make_line(full(FULL, 40), 40 + 16 * index) for index in range(5)), make_line("到此为止。", 120), *lines]


def test_short_items_of_a_list_are_paragraphs_of_their_own():
    lines = [make_line(f"({index}) 封面与承诺书", 152 + 16 * index, x0=70) for index in range(1, 5)]
    assert laid(*text_page(*lines))[-4:] == [line.text for line in lines]


def test_further_lines_of_a_bulleted_item_belong_to_it():
    item = make_line("•" + full(FULL, 38), 152, x0=55, x1=450)
    rest = make_line("的场景。", 168, x0=70)
    after = make_line("•第二条说的是别的事情。", 184, x0=55)
    assert laid(*text_page(item, rest, after))[-2:] == [item.text + "的场景。", after.text]


def test_block_that_stands_in_is_one_paragraph():
    lines = [make_line(full(FULL, 38), 152 + 16 * index, x0=70) for index in range(3)]
    assert laid(*text_page(*lines, make_line("就此结束。", 200, x0=70)))[-1].endswith("就此结束。")


def test_lines_beside_a_picture_are_one_paragraph():
    lines = [make_line(full(FULL, 20), 152 + 16 * index) for index in range(6)]
    last = make_line("至此为止。", 248)
    after = make_line(full(FULL, 38), 264, x0=70)
    assert laid(*text_page(make_line(full(FULL, 18), 136, x0=70), *lines, last, after))[-2].endswith(full(FULL, 20) + last.text)


def test_lines_of_a_poem_stay_apart():
    lines = [make_line("雨后巷中灯未上，门前老树影初斜。", 152 + 16 * index, x0=120) for index in range(4)]
    assert laid(*text_page(*lines))[-4:] == [line.text for line in lines]


def test_unmarked_heading_and_the_indented_text_below_it_stay_apart():
    heading, text = make_line("一个站点的早晨", 152, x0=70), make_line(full(FULL, 38), 168, x0=70)
    assert laid(*text_page(heading, text))[-2:] == [heading.text, text.text]


def test_numbered_lines_without_text_between_them_are_a_list_and_no_headings():
    lines = [make_line(f"({index}) 序言或前言", 152 + 16 * index, x0=70) for index in range(1, 4)]
    blocks, _ = build_blocks([make_page(1, *text_page(make_line("论文由下列部分组成：", 140, x0=70), *lines))])
    assert all(block.role == "body" for block in blocks)


def caption(text, top):
    width = 10 * len(text)
    return make_line(text, top, x0=250 - width / 2, x1=250 + width / 2)


def test_paragraph_goes_on_below_a_figure_with_its_caption():
    lines = [make_line(full(FULL, 38), 152, x0=70), caption("图２　三社联动的运行过程", 400), make_line("并在次月补齐签到表。", 440)]
    blocks, _ = build_blocks([make_page(1, *text_page(*lines))])
    assert [block.role for block in blocks][-2:] == ["body", "caption"]
    assert blocks[-2].text.endswith("活动并在次月补齐签到表。")


def test_caption_behind_a_finished_paragraph_stands_where_it_is_printed():
    lines = [caption("图２　三社联动的运行过程", 400), make_line(full(FULL, 38), 440, x0=70)]
    blocks, _ = build_blocks([make_page(1, *text_page(*lines))])
    assert [block.role for block in blocks][-2:] == ["caption", "body"]


def test_paragraphs_without_indents_are_divided_by_white_space():
    lines = [
        make_line(full(FULL, 39) + "。", 152 + 16 * index) if index == 1 else make_line(full(FULL, 40), 152 + 16 * index)
        for index in (0, 1)
    ]
    after = [make_line(full(FULL, 40), 200 + 16 * index) for index in range(2)]
    assert len(laid(*text_page(*lines, *after))) == 3


def test_paragraph_runs_on_over_a_footnote_to_the_next_page():
    first = [*text_page(make_line(full(FULL, 38), 700, x0=70)), make_line("① 统计口径见第二章。", 760, size=8)]
    second = [make_line("并由站长签字。", 60), *[make_line(full(FULL, 40), 76 + 16 * index) for index in range(6)]]
    blocks, _ = build_blocks([make_page(1, *first), make_page(2, *second)])
    assert any(block.text.endswith("活动并由站长签字。") for block in blocks)
