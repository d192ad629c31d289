import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.core.text import count_han, is_han, normalise, title_key

MIXED = st.text(alphabet=st.sampled_from("三社聯動“”Ａa1 \n\t\u200b\u00ad⽂㈠①🙂️é—…〇𠮷"), max_size=40)


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("三社聯動", "三社联动"),
        ("ＡＢｃ", "abc"),
        ("三 社\n联动", "三社联动"),
        ("⽂本", "文本"),
        ("依\u200b附\u00ad性", "依附性"),
        ("服务🙂型", "服务型"),
        ("three  society\nlinkage", "three society linkage"),
    ],
    ids=["traditional", "full-width", "wrapped", "radical", "invisible", "emoji", "english"],
)
def test_printings_of_one_term_normalise_to_one_form(printed, expected):
    assert normalise(printed).text == expected


def test_offsets_point_into_the_printed_text():
    printed = "（三 社\u200b聯動）"
    normal = normalise(printed)
    start = normal.text.index("三社联动")
    span = normal.original(start, start + 4)
    assert printed[span.start : span.end] == "三 社\u200b聯動"


@given(MIXED)
def test_normalising_twice_equals_once(text):
    once = normalise(text).text
    assert normalise(once).text == once


@pytest.mark.parametrize("char", ["İ", "薴"])
def test_character_whose_form_changes_again_normalises_to_the_last(char):
    once = normalise(char).text
    assert normalise(once).text == once


@given(MIXED)
def test_offset_map_never_falls_and_stays_inside(text):
    normal = normalise(text)
    assert len(normal.origins) == len(normal.text) + 1
    assert normal.origins == sorted(normal.origins)
    assert normal.origins[-1] == len(text)


def test_title_key_ignores_punctuation_and_width():
    assert title_key("从联席会议到资源清单：三社联动") == title_key("从联席会议到资源清单——“三社”聯動")


def test_rare_planes_are_han():
    assert is_han("𠮷")
    assert count_han("𠮷〇a三") == 3
