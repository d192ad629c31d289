from pipeline.extract.layout.lines import group_rows, line_text, make_line, make_segments
from pipeline.extract.pdf.glyphs import Char
from tests.extract.factories import text_chars


def line_of(*chars):
    return make_line(group_rows(make_segments([char for part in chars for char in part]))[0], 1)


def test_gap_wider_than_half_an_em_divides_segments():
    segments = make_segments(text_chars("左栏", 50, 100) + text_chars("右栏", 76, 100))
    assert [len(segment.chars) for segment in segments] == [2, 2]


def test_space_characters_bridge_a_gap():
    assert len(make_segments(text_chars("one  two", 50, 100))) == 1


def test_spaces_between_han_characters_disappear():
    assert line_text(text_chars("社 区", 50, 100)) == "社区"


def test_wide_gap_between_names_stays_visible():
    assert line_text(text_chars("林若川", 50, 100) + text_chars("周以宁", 92, 100)) == "林若川\u3000周以宁"


def test_evenly_stretched_line_has_no_gaps():
    chars = [char for index, text in enumerate("社区治理共同体") for char in text_chars(text, 50 + 20 * index, 100)]
    assert line_text(chars) == "社区治理共同体"


def test_latin_words_are_divided_by_gaps_without_space_characters():
    assert line_text(text_chars("social", 50, 100) + text_chars("work", 83, 100)) == "social work"


def test_raised_bracketed_citation_joins_its_line():
    line = line_of(text_chars("已有论述", 50, 100), text_chars("[3]", 90, 96, 6), text_chars("指出", 99, 100))
    assert line.text == "已有论述[3]指出"


def test_raised_footnote_number_is_left_out():
    line = line_of(text_chars("全面接入。", 50, 100), text_chars("1", 100, 96, 6))
    assert line.text == "全面接入。"


def test_exponent_stays():
    assert line_of(text_chars("10 m", 50, 100), text_chars("2", 70, 96, 6)).text == "10 m2"


def test_line_beginning_with_a_raised_number_is_marked():
    assert line_of(text_chars("1", 50, 96, 6), text_chars("访谈记录", 53, 100)).starts_raised


def test_ink_of_hanging_comma_ends_before_its_box():
    assert line_of(text_chars("社区，", 50, 100)).x1 == 75


def test_lead_holds_the_word_and_marks_that_stay_with_it():
    assert line_of(text_chars("“社区”联动", 50, 100)).lead == 20
    assert line_of(text_chars("governance in", 50, 100)).lead == 50


def test_line_keeps_the_size_of_most_of_its_text():
    assert make_line(group_rows(make_segments([Char("大", 0, 20, 50, 20, 0), *text_chars("小字小字小字", 21, 50)]))[0], 1).size == 10


def test_full_width_quotation_mark_whose_empty_half_was_taken_back_keeps_the_space_behind_it():
    chars = [*text_chars("“4C”", 0, 100), *text_chars("relation", 27.6, 100)]
    assert line_text(chars) == "“4C” relation"
    chars = [*text_chars("“4C”", 0, 100), *text_chars("relation", 25, 100)]
    assert line_text(chars) == "“4C”relation"
