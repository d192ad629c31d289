"""Covers of theses as universities print them: labels and values in lines, in columns and in tables."""

import pytest

from pipeline.extract.layout.blocks import Setting
from pipeline.extract.layout.paragraphs import Block
from pipeline.extract.pdf.glyphs import Table
from pipeline.extract.structure.cover import advisor_of, degree_of
from pipeline.extract.structure.sections import read_structure
from tests.extract.factories import make_pdf, paragraph

ABSTRACT = "街巷议事会能否持续，取决于居民是否看得见自己的意见落在哪一步。本文以两条老街为例作了说明。" * 3
SETTING = Setting(10.5, body_bold=False, leading=15.0)


def cover(extract_pdf, *rows):
    """Return the fields of a thesis with these rows (x, size, text) on its cover and an abstract overleaf."""
    first = [(x, 80 + 32 * index, size, text) for index, (x, size, text) in enumerate(rows)]
    second = [
        (270, 80, 16, "摘　要"),
        *paragraph(ABSTRACT, 70, 120, 40),
        (70, 220, 10, "关键词：街巷议事；老街"),
        (70, 300, 14, "第一章　绪论"),
    ]
    return extract_pdf(make_pdf(first, [*second, *paragraph(ABSTRACT, 70, 330, 40)])).fields


def read(*texts, table=None, heads=()):
    blocks = [Block(text, "body", size=12.0, page=1) for text in texts]
    if table:
        blocks.append(Block("", "table", page=1, table=Table(page=1, x0=50, top=300, x1=500, bottom=500, rows=table)))
    return read_structure(blocks, SETTING, list(heads)).front


def test_cover_with_labels_and_colons(extract_pdf):
    fields = cover(
        extract_pdf,
        (70, 12, "分类号：C916　　密级：公开"),
        (70, 12, "单位代码：10000　　学号：2016001"),
        (150, 26, "江临大学硕士学位论文"),
        (70, 16, "论文题目：街巷议事的边界——两条老街的比较"),
        (150, 14, "学生姓名：贺知棠"),
        (150, 14, "指导教师：沈砚舟　教授"),
        (150, 14, "学科专业：社会工作"),
        (150, 14, "培养单位：公共管理学院"),
        (150, 14, "答辩日期：2018年5月"),
    )
    assert (fields["title_zh"], fields["authors"], fields["advisor"]) == ("街巷议事的边界——两条老街的比较", ["贺知棠"], "沈砚舟")
    assert (fields["venue"], fields["degree"], fields["year"], fields["clc"]) == ("江临大学", "硕士", 2018, "C916")
    assert fields["affiliations"] == ["江临大学公共管理学院"]


def test_cover_with_spaced_labels_and_a_title_of_two_lines(extract_pdf):
    fields = cover(
        extract_pdf,
        (150, 24, "泽原大学"),
        (150, 24, "博 士 学 位 论 文"),
        (120, 20, "街巷议事的边界：两条老街上居民协商的"),
        (120, 20, "发生、持续与中断"),
        (150, 14, "作　者　姓　名　　欧阳修竹"),
        (150, 14, "导　师　姓　名　　沈砚舟　研究员"),
        (150, 14, "二〇一七年六月"),
    )
    assert fields["title_zh"] == "街巷议事的边界：两条老街上居民协商的发生、持续与中断"
    assert (fields["authors"], fields["advisor"], fields["venue"]) == (["欧阳修竹"], "沈砚舟", "泽原大学")
    assert (fields["degree"], fields["year"]) == ("博士", 2017)


def test_cover_that_is_a_table():
    front = read(
        "江临大学专业学位硕士学位论文",
        table=[
            ["论文题目", "街巷议事的边界"],
            ["学生姓名", "贺知棠"],
            ["指导教师", "沈砚舟 教授"],
            ["学号", "2016001", "答辩日期", "2019年5月"],
        ],
    )
    assert (front.kind, front.title_zh, front.authors, front.advisor) == ("thesis", "街巷议事的边界", ["贺知棠"], "沈砚舟")
    assert (front.degree, front.year) == ("专业硕士", 2019)


def test_label_alone_takes_the_next_line():
    front = read("江临大学硕士学位论文", "街巷议事的边界与老街", "研究生姓名", "贺知棠", "指导教师", "沈砚舟 教授", "2019年5月")
    assert (front.authors, front.advisor, front.year) == (["贺知棠"], "沈砚舟", 2019)


@pytest.mark.parametrize("filling", ["***", "×××", "____", "****年*月", "XXX"])
def test_form_that_nobody_filled_in_names_no_author(filling):
    front = read("江临大学硕士学位论文", "街巷议事的边界与老街", f"作者姓名　{filling}", f"论文答辩日期　{filling}")
    assert (front.authors, front.year) == ([], None)


def test_year_of_entry_is_not_the_year_of_the_degree():
    front = read("江临大学硕士学位论文", "街巷议事的边界与老街", "入学时间：2015年9月", "完成时间：2018年4月")
    assert front.year == 2018


def test_english_cover():
    front = read(
        "A Thesis Submitted to Jianglin University for the Degree of Master",
        "Candidate: He Zhitang",
        "Supervisor: Prof. Shen Yanzhou",
        "Degree: Master of Social Work",
    )
    assert (front.kind, front.authors_en, front.advisor, front.degree) == ("thesis", ["He Zhitang"], "Shen Yanzhou", "专业硕士")


def test_university_is_read_from_the_declaration_when_the_cover_is_an_image():
    front = read("学位论文版权使用授权书", "本人完全了解沧浦大学关于收集、保存、使用学位论文的规定。", "指导教师：沈砚舟")
    assert front.venue == "沧浦大学"


@pytest.mark.parametrize(
    ("value", "advisor"),
    [
        ("沈砚舟　教授", "沈砚舟"),
        ("沈砚舟教授、贺知棠（副教授）", "沈砚舟、贺知棠"),
        ("** 教授", None),
        ("Prof. Shen Yanzhou", "Shen Yanzhou"),
    ],
)
def test_advisors_lose_their_rank(value, advisor):
    assert advisor_of(value) == advisor


@pytest.mark.parametrize(
    ("value", "degree"),
    [
        ("Master", "硕士"),
        ("Doctor of Philosophy", "博士"),
        ("Ph.D.", "博士"),
        ("MPA", "专业硕士"),
        ("法学硕士", "法学硕士"),
        ("硕士专业学位", "专业硕士"),
        ("社会学", None),
    ],
)
def test_degrees_are_mapped(value, degree):
    assert degree_of(value) == degree
