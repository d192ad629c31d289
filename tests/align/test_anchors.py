import pytest

from pipeline.align.anchors import chinese_value, find_anchors, missing_latin, missing_numbers


@pytest.mark.parametrize(
    ("numeral", "value"),
    [("二十三", 23), ("十", 10), ("一百零五", 105), ("二〇一二", 2012), ("三千", 3000), ("两万五千", 25_000), ("万", None)],
)
def test_chinese_numerals_have_their_value(numeral, value):
    assert chinese_value(numeral) == value


def missing(zh, en):
    return missing_numbers(find_anchors(zh), find_anchors(en))


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("访谈了23人", "we interviewed twenty-three, that is 23, persons"),
        ("5月", "in May"),
        ("资金1,200元", "1200 yuan"),
        ("12万人", "120,000 people"),
        ("1.2亿元", "120 million yuan"),
        ("十九份访谈", "19 interviews"),
    ],
)
def test_number_in_another_form_is_not_missing(zh, en):
    assert missing(zh, en) == []


def test_other_number_is_missing():
    assert missing("访谈了23人", "we interviewed 32 persons") == ["23", "32"]


def test_latin_word_of_the_chinese_side_is_looked_for():
    assert missing_latin(find_anchors("以P2P平台和NVM为例"), find_anchors("A P2P platform")) == ["nvm"]
