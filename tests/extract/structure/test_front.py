"""Title pages of articles: titles, authors, institutions, journal and issue in the forms journals print."""

import pytest

from pipeline.extract.layout.blocks import Setting
from pipeline.extract.layout.paragraphs import Block
from pipeline.extract.structure.sections import read_structure
from tests.extract.factories import make_pdf, paragraph

SETTING = Setting(10.5, body_bold=False, leading=15.0)
TITLE = "街巷议事何以持续"
ABSTRACT = "摘要：街巷议事会能否持续，取决于居民是否看得见自己的意见落在哪一步。"


def front(*lines, heads=(), size=18.0):
    """Return the fields of an article with this title page below its title."""
    blocks = [Block(TITLE, "body", size=size, page=1), *(Block(line, "body", size=10.5, page=1) for line in lines)]
    return read_structure([*blocks, Block(ABSTRACT, "body", size=9.0, page=1)], SETTING, list(heads)).front


@pytest.mark.parametrize(
    ("line", "authors", "places"),
    [
        ("张　三　李　四", ["张三", "李四"], []),
        ("林若川¹，周以宁²*", ["林若川", "周以宁"], []),
        ("林若川[1]　周以宁[2]", ["林若川", "周以宁"], []),
        ("文/林若川", ["林若川"], []),
        ("□ 林若川　周以宁", ["林若川", "周以宁"], []),
        ("林若川　江临大学社会学院", ["林若川"], ["江临大学社会学院"]),
        ("林若川（江临大学 社会学院，江临 310000）", ["林若川"], ["江临大学 社会学院，江临 310000"]),
        ("［美］凯文·沃克尔 著　林若川 译", ["凯文·沃克尔"], []),
        ("欧 阳 修", ["欧阳修"], []),
        ("2018200177 林若川", ["林若川"], []),
    ],
)
def test_author_lines(line, authors, places):
    found = front(line)
    assert (found.authors, found.affiliations) == (authors, places)


@pytest.mark.parametrize("line", ["11内景　老屋　白天", "开场　第一幕　傍晚", "2019年7月", "社会学　政治学"])
def test_other_short_words_below_the_title_are_no_authors(line):
    assert front(line).authors == []


def test_several_institutions_are_divided_at_their_numbers():
    found = front("林若川¹，周以宁²", "（1. 江临大学 社会学院，江临 310000；2. 泽原大学 公共管理学院，泽原 430000）")
    assert found.affiliations == ["江临大学 社会学院，江临 310000", "泽原大学 公共管理学院，泽原 430000"]


def test_head_in_several_lines_gives_journal_volume_and_year():
    found = front("林若川", heads=["第35卷 第4期", "江临大学学报（社会科学版）", "2019年7月", "Vol.35 No.4"])
    assert (found.venue, found.issue, found.year) == ("江临大学学报（社会科学版）", "35(4)", 2019)


def test_date_of_the_manuscript_is_not_the_year_of_the_issue():
    found = front("林若川", "收稿日期：2018-11-02", heads=["里巷研究　2019年第3期"])
    assert (found.year, found.venue) == (2019, "里巷研究")


def test_form_of_citation_gives_what_the_heads_lack():
    found = front("林若川", "引用格式：林若川.街巷议事何以持续[J].里巷研究,2019,35(4):57-68.")
    assert (found.venue, found.year, found.issue, found.pages) == ("里巷研究", 2019, "35(4)", "57-68")


def test_identifier_of_an_issue_gives_year_and_number():
    found = front("林若川", "DOI：10.3969/j.issn.1000-0000.2019.03.005")
    assert (found.doi, found.year, found.issue) == ("10.3969/j.issn.1000-0000.2019.03.005", 2019, "3")


def test_metadata_is_read_and_stays_out_of_the_text(extract_pdf):
    note = "［基金项目］国家社科基金青年项目“街区协商”（19CSH012）。"
    rows = [(150, 80, 18, TITLE), (250, 115, 11, "林若川"), *paragraph(ABSTRACT, 70, 150, 40, 9), (70, 190, 9, "关键词：街巷议事；协商")]
    rows += [(70, 210, 9, "中图分类号：C916　文献标识码：A　文章编号：1000-0000（2019）03-0012-03"), (70, 225, 9, note)]
    body = "这一年街道共召开议事会三十余次，居民代表的到场率却逐月下降，社工不得不另寻办法来维持。" * 4
    found = extract_pdf(make_pdf([*rows, (70, 260, 12, "一、问题"), *paragraph(body, 70, 290, 40)]))
    assert (found.fields["clc"], found.fields["funds"]) == ("C916", ["国家社科基金青年项目“街区协商”（19CSH012）"])
    shown = [found.text[passage["start"] : passage["end"]] for passage in found.passages if passage["role"] in ("body", "abstract_zh")]
    assert not any(word in text for text in shown for word in ("文献标识码", "文章编号", "基金项目"))


def test_title_of_three_characters_in_display_type():
    blocks = [
        Block("归　途", "body", size=26.0, page=1),
        Block("文/林若川", "body", size=10.5, page=1),
        Block("林中的雾很浓。" * 20, "body", size=10.5, page=1),
    ]
    found = read_structure(blocks, SETTING, []).front
    assert (found.title_zh, found.authors) == ("归途", ["林若川"])


def test_mark_of_a_note_is_no_part_of_the_title():
    blocks = [
        Block("街巷议事何以持续*", "body", size=18.0, page=1),
        Block("——两条老街的比较①", "body", size=14.0, page=1),
        Block("林若川", "body", page=1),
    ]
    assert read_structure(blocks, SETTING, []).front.title_zh == "街巷议事何以持续——两条老街的比较"


def test_second_line_of_a_title_that_looks_like_a_name_is_told_by_the_running_head():
    second = Block("代际协商", "body", size=18.0, page=1)
    assert front_with(second, heads=(f"林若川：{TITLE}代际协商",)).title_zh == f"{TITLE}代际协商"


def front_with(second, heads):
    blocks = [Block(TITLE, "body", size=18.0, page=1), second, Block("林若川", "body", size=10.5, page=1)]
    return read_structure([*blocks, Block(ABSTRACT, "body", size=9.0, page=1)], SETTING, list(heads)).front
