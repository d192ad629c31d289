import unicodedata

import pytest

from pipeline.extract.repair import RADICALS, repair_char, repair_page
from tests.extract.factories import text_chars


def text_of(chars):
    return "".join(char.text for char in chars)


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("⽂⻓⻝", "文长食"),
        ("⼈⼤⼯⾏", "人大工行"),
        ("⻅⻋⻚⻛⼾", "见车页风户"),
        ("︒﹁︵", "。「（"),
        ("豈\ufb01", "豈fi"),
        ("Ａ，“４", "Ａ，“４"),
    ],
    ids=["supplement", "kangxi", "simplified radicals", "vertical forms", "compatibility", "full width stays"],
)
def test_characters_get_their_identity_back(broken, whole):
    assert repair_char(broken) == whole


def test_no_radical_maps_to_a_radical():
    assert all(not 0x2E80 <= ord(target) <= 0x2FDF for target in RADICALS.values())
    assert all("RADICAL" in unicodedata.name(radical) for radical in RADICALS)


def test_zero_width_characters_disappear():
    assert repair_char("社\u200b区\ufeff") == "社区"


def test_bookmaker_latin_becomes_latin():
    assert text_of(repair_page(text_chars("社区犮狅犿犿狌狀犻狋狔", 0, 100))) == "社区community"


def test_single_rare_character_is_left_alone():
    assert text_of(repair_page(text_chars("犮字", 0, 100))) == "犮字"


def test_gbk_bytes_shown_as_latin_letters_are_decoded():
    shown = "社区治理中的协商机制研究".encode("gbk").decode("latin-1")
    assert text_of(repair_page(text_chars(shown, 0, 100))) == "社区治理中的协商机制研究"


def test_bold_by_overprinting_is_read_once():
    struck = text_chars("摘要", 50, 100) + text_chars("摘要", 50.3, 100) + text_chars("摘要", 50.3, 100.2)
    repaired = repair_page(struck)
    assert text_of(repaired) == "摘要"
    assert all(char.bold for char in repaired)


def test_doubled_word_is_no_overprint():
    assert text_of(repair_page(text_chars("人人", 50, 100))) == "人人"
