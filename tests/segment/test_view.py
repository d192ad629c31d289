"""The view of a text and the way back to it."""

from hypothesis import given

from pipeline.segment.view import make_view
from tests.strategies import chinese_text


def test_zero_width_characters_are_out_of_the_view():
    assert make_view("三\u200b社\ufeff联动").text == "三社联动"


def test_way_back_takes_the_unseen_characters_along():
    span = make_view("在三\u200b社\u200b的").original(1, 3)

    assert (span.start, span.end) == (1, 5)


def test_unseen_characters_behind_white_space_belong_to_what_follows():
    span = make_view("在 \u200b社").original(2, 3)

    assert (span.start, span.end) == (2, 4)


def test_unseen_characters_without_a_word_near_stay():
    assert make_view("在 \u200b 社").text == "在 \u200b 社"


def test_traditional_characters_are_seen_as_simplified():
    assert make_view("社會組織").text == "社会组织"


def test_full_width_forms_reach_the_model_but_not_the_terms():
    view = make_view("ＮＧＯ")

    assert (view.text, view.folded()) == ("ＮＧＯ", "ngo")


@given(chinese_text())
def test_folding_keeps_the_length(text):
    view = make_view(text)

    assert len(view.folded()) == len(view.text)


@given(chinese_text())
def test_characters_of_the_view_divide_the_text_between_them(text):
    view = make_view(text)
    spans = [view.original(index, index + 1) for index, char in enumerate(view.text) if not char.isspace()]
    covered = [index for span in spans for index in range(span.start, span.end)]

    assert [index for index in covered if not text[index].isspace()] == [index for index, char in enumerate(text) if not char.isspace()]
