import pytest

from pipeline.extract.fields.coverlabels import cover_pairs, is_cover_label


def pairs(text):
    return [(pair.key, pair.value) for pair in cover_pairs(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("论 文 题 目：街巷议事的边界", [("title", "街巷议事的边界")]),
        ("学 生 姓 名  林若川", [("author", "林若川")]),
        ("学　号：2016001　导师姓名：沈砚舟　教授", [("number", "2016001"), ("advisor", "沈砚舟　教授")]),
        ("分类号 C916　　UDC 316", [("clc", "C916"), ("udc", "316")]),
        ("分 类 号: ____C91____  单位代码: 10001", [("clc", "C91"), ("code", "10001")]),
        ("指导教师（姓名、职称）：沈砚舟 教授", [("advisor", "沈砚舟 教授")]),
        ("院（系、所）：公共管理学院", [("college", "公共管理学院")]),
        ("作者姓名　***", [("author", "")]),
        ("姓 名", [("author", "")]),
        ("Candidate: Lin Ruochuan", [("author", "Lin Ruochuan")]),
        ("Supervisor：Prof. Shen Yanzhou", [("advisor", "Prof. Shen Yanzhou")]),
    ],
)
def test_labelled_fields_in_their_printed_forms(text, found):
    assert pairs(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "方向感的丧失",
        "学校教育的困境",
        "时间 与空间，都不足以说明。",
        "整合式合作：社会组织何以推进基层治理",
        "Subject matters here",
        "专业社工的日常",
    ],
)
def test_text_that_begins_like_a_label_is_none(text):
    assert pairs(text) == []


def test_labels_that_nothing_is_read_from_are_known_as_such():
    assert is_cover_label("论文作者签名：")
