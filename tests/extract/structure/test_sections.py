"""Which block is abstract, keyword list, thanks or note, in the forms journals and universities print."""

import pytest

from pipeline.extract.layout.blocks import Setting
from pipeline.extract.layout.paragraphs import Block
from pipeline.extract.structure.sections import read_structure
from tests.extract.factories import make_line

SETTING = Setting(10.5, body_bold=False, leading=15.0)
TITLE = Block("街巷议事何以持续", "body", size=18.0, page=1)
ABSTRACT = "街巷议事会能否持续，取决于居民是否看得见自己的意见落在哪一步。"
BODY = "这一年街道共召开议事会三十余次，居民代表的到场率却逐月下降，社工不得不另寻办法来维持。" * 2


def read(*blocks):
    made = [block if isinstance(block, Block) else Block(block, "body", size=10.5, page=1) for block in blocks]
    return read_structure([TITLE, *made], SETTING, [])


def heading(text, level=1):
    return Block(text, "heading", level=level, size=14.0, page=2)


@pytest.mark.parametrize("label", ["【摘　要】", "［摘 要］", "[内容提要]", "提要：", "摘要：", "〔内容摘要〕", "摘  要　", "中文摘要："])
def test_abstract_in_its_printed_forms(label):
    assert read(f"{label}{ABSTRACT}", heading("一、问题"), BODY).joined("abstract_zh") == ABSTRACT


@pytest.mark.parametrize("label", ["【关键词】", "［关 键 词］", "关键字：", "主题词　", "[关键词] ", "关 键 词:"])
def test_keywords_in_their_printed_forms(label):
    assert read(f"摘要：{ABSTRACT}", f"{label}议事；老街；协商", heading("一、问题"), BODY).keywords_zh == ["议事", "老街", "协商"]


def test_keywords_that_follow_in_the_paragraph_of_the_abstract():
    found = read(f"【摘要】{ABSTRACT}【关键词】议事；老街【中图分类号】C916", heading("一、问题"), BODY)
    assert (found.joined("abstract_zh"), found.keywords_zh, found.front.clc) == (ABSTRACT, ["议事", "老街"], "C916")


def test_both_abstracts_in_one_paragraph_each_with_its_keywords():
    found = read(
        f"摘要：{ABSTRACT} 关键词：议事；老街",
        "Abstract: Deliberation lasts. Key words: deliberation; old street",
        heading("一、问题"),
        BODY,
    )
    assert (found.joined("abstract_en"), found.keywords_en) == ("Deliberation lasts.", ["deliberation", "old street"])


def test_keywords_on_a_line_each():
    found = read(f"摘要：{ABSTRACT}", "关键词：", "议事", "老街", "居民协商", heading("一、问题"), BODY)
    assert found.keywords_zh == ["议事", "老街", "居民协商"]


def test_english_keywords_that_run_over_two_lines():
    found = read(f"摘要：{ABSTRACT}", "Keywords: old street; institutional", "dependency; deliberation", heading("一、问题"), BODY)
    assert found.keywords_en == ["old street", "institutional dependency", "deliberation"]


def test_abstract_and_keywords_in_english_behind_the_references():
    found = read(
        f"摘要：{ABSTRACT}",
        heading("一、问题"),
        BODY,
        heading("参考文献"),
        "[1] 夏岚.社区[J].评论,2014(2):5-14.",
        "Abstract: Deliberation lasts.",
        "Key words: deliberation; street",
    )
    assert (found.joined("abstract_en"), found.keywords_en) == ("Deliberation lasts.", ["deliberation", "street"])
    assert found.texts("reference") == ["[1] 夏岚.社区[J].评论,2014(2):5-14."]


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("致　谢", "acknowledgement"),
        ("后记", "acknowledgement"),
        ("作者简介", "author_note"),
        ("攻读硕士学位期间发表的学术论文", "author_note"),
        ("个人简历", "author_note"),
        ("注释", "footnote"),
        ("附录A 访谈提纲", "body"),
    ],
)
def test_parts_behind_the_text_have_roles_of_their_own(title, role):
    text = "感谢沈老师多年的指点，也感谢老街上的每一位受访者。"
    assert read(f"摘要：{ABSTRACT}", heading("第一章　绪论"), BODY, heading(title), text).pieces[-1].role == role


def test_table_of_the_text_stays_a_table_of_the_text():
    from pipeline.extract.pdf.glyphs import Table

    table = Block("", "table", page=2, table=Table(page=2, rows=[["专业", "人数"], ["学院", "12"]], x0=50, top=300, x1=500, bottom=500))
    assert read(f"摘要：{ABSTRACT}", heading("一、问题"), BODY, table).texts("table") == ["专业\t人数", "学院\t12"]


def test_english_title_page_behind_unnumbered_references_is_no_reference():
    entry = Block("夏岚.社区[J].评论,2014(2):5-14.", "body", [make_line("夏岚.社区[J].评论,2014(2):5-14.")], [0], size=9.0, page=2)
    title = Block(
        "How street councils last for ten years", "body", [make_line("How street councils last for ten years")], [0], size=14.0, page=2
    )
    found = read(f"摘要：{ABSTRACT}", heading("一、问题"), BODY, heading("参考文献"), entry, title, "Abstract: Deliberation lasts.")
    assert (found.texts("reference"), found.front.title_en) == ([entry.text], title.text)


def test_permission_to_use_a_thesis_is_no_text_of_it():
    permission = "本人完全了解江临大学有关保管、使用学位论文的规定，其中包括：学校有权保管、并向有关部门送交学位论文的原件与复印件；学校可以采用影印等手段复制。"
    found = read("林若川", permission + "学位论文在解密后也遵守此规定。", f"摘要：{ABSTRACT}", heading("第一章 问题"), BODY)
    assert found.texts("body") == [BODY]
