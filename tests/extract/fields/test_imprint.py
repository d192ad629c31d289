import pytest

from pipeline.extract.fields import imprint


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("第35卷 第4期", {"issue": "35(4)"}),
        ("2019年7月　第35卷第4期", {"issue": "35(4)", "year": "2019"}),
        ("Vol. 35, No. 4, 2019", {"issue": "35(4)", "year": "2019"}),
        ("No.4, 2019", {"issue": "4", "year": "2019"}),
        ("2019年第3期（总第187期）", {"issue": "3", "year": "2019"}),
        ("江临大学学报（社会科学版）　2019年第3期", {"issue": "3", "year": "2019", "venue": "江临大学学报（社会科学版）"}),
        ("里 巷 研 究　2019.3", {"issue": "3", "year": "2019", "venue": "里巷研究"}),
        ("第三十五卷第四期　二〇一九年七月", {"issue": "35(4)", "year": "2019"}),
        ("2019年第1-2期", {"issue": "1-2", "year": "2019"}),
        ("2019年增刊1", {"issue": "增刊1", "year": "2019"}),
    ],
)
def test_heads_of_journals_in_their_printed_forms(text, found):
    assert imprint.journal_line(text) == found


@pytest.mark.parametrize(
    "text", ["总第187期", "(Serial No.187)", "收稿日期：2019-03-12", "访谈编号 2019.3", "2019年3月12日", "共召开三期培训"]
)
def test_other_numbers_are_no_issue(text):
    assert imprint.journal_line(text) == {}


@pytest.mark.parametrize(
    ("text", "clc"),
    [
        ("中图分类号：C916", "C916"),
        ("[中图分类号] C912.6 [文献标识码] A", "C912.6"),
        ("中图分类号 D63-3  文献标识码 A", "D63-3"),
        ("【中图分类号】C916；D632.9", "C916；D632.9"),
        ("CLC number: C91  Document code: A", "C91"),
        ("文献标识码：A", None),
    ],
)
def test_classes_of_the_chinese_library_classification(text, clc):
    assert imprint.find_clc(text) == clc


@pytest.mark.parametrize(
    ("text", "funds"),
    [
        ("[基金项目] 国家社科基金青年项目“街区协商”（19CSH012）。", ["国家社科基金青年项目“街区协商”（19CSH012）"]),
        ("本文系国家社会科学基金项目“边界”（16BSH020）的阶段性成果。", ["国家社会科学基金项目“边界”（16BSH020）"]),
        ("Supported by the National Fund of Social Science (No. 16BSH020).", ["the National Fund of Social Science (No. 16BSH020)"]),
        ("基金项目：国家社科基金项目（A1），江临省社科规划课题（B2）", ["国家社科基金项目（A1）", "江临省社科规划课题（B2）"]),
        ("基金项目：江临省课题（B2）；收稿日期：2019-03-12", ["江临省课题（B2）"]),
        ("基金会的治理与项目", []),
        ("本文认为项目制是一种治理体制。", []),
    ],
)
def test_funds_with_their_numbers(text, funds):
    assert imprint.find_funds(text) == funds
