import pytest

from pipeline.extract.layout.headings import heading_level, is_caption, numbered_level, special
from tests.extract.factories import make_line

BEFORE = make_line("前一段完。")


def level_of(line):
    return heading_level(line, BEFORE, 10.0, body_bold=False)


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("第一章 绪论", 1), ("第二节 方法", 2), ("一、问题的提出", 1), ("（一）案例介绍", 2), ("1.2 研究问题", 2), ("1.2.1 案例", 3),
        ("1. 以资源撬动合作", 3), ("结语", 1), ("参考文献", 1), ("2019年以来", None), ("3.5%的居民", None), ("社区治理", None),
    ],
)  # fmt: skip
def test_numbers_and_names_give_the_level(text, level):
    assert numbered_level(text) == level


def test_numbered_line_that_stands_alone_is_a_heading():
    assert level_of(make_line("（二）研究方法", x0=70)) == 2


def test_sentence_that_begins_with_a_number_is_text():
    assert level_of(make_line("1. 居民提出的第一项要求是修好路灯。", x0=70)) is None
    assert level_of(make_line("一、居民代表认为应当先修路灯再谈其他事情", x0=70, x1=450)) is None


def test_large_line_without_number_is_a_heading():
    assert level_of(make_line("政策建议的三个方面", x0=150, size=14)) == 2


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("参 考 文 献", "references"),
        ("致谢", "thanks"),
        ("附录A 访谈提纲", "appendix"),
        ("注释：", "notes"),
        ("［参考文献］", "references"),
        ("引言", None),
    ],
)
def test_special_parts_are_recognised(text, part):
    assert special(text) == part


def test_caption_is_told_from_a_sentence_about_the_table():
    assert is_caption(make_line("表1 各站点的经费来源", x0=180, x1=320))
    assert not is_caption(make_line("表1的变化并非源于人手增加，两个时段的", x0=70, x1=450))


def test_blanks_to_sign_in_are_no_heading_but_a_title_before_its_subtitle_is():
    assert heading_level(make_line("作者签名：　日期：", size=12), None, 10.0, body_bold=False) is None
    assert heading_level(make_line("两本账：", size=12), None, 10.0, body_bold=False) == 2
