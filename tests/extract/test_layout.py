from pipeline.extract.glyphs import Char
from pipeline.extract.layout import Gutter, find_gutter, lay_out
from pipeline.extract.lines import make_segments
from tests.extract.factories import page_of, text_chars

LEFT, RIGHT = "左" * 20, "右" * 20


def two_columns(n_lines=8, gap=10.0, shift=0.0):
    rows = []
    for index in range(n_lines):
        rows.append(text_chars(LEFT, 50, 200 + 16 * index))
        rows.append(text_chars(RIGHT, 250 + gap, 200 + 16 * index + shift))
    return rows


def texts(page):
    return [line.text for line in lay_out(page)[0].lines]


def test_left_column_is_read_before_the_right():
    assert texts(page_of(*two_columns())) == [LEFT] * 8 + [RIGHT] * 8


def test_gutter_of_one_em_is_found_with_shifted_baselines():
    gutter = find_gutter(make_segments([char for row in two_columns(shift=7) for char in row]))
    assert gutter == Gutter(250, 260)


def test_full_width_line_divides_the_page_into_bands():
    title = text_chars("横" * 30, 100, 180, 14)
    middle = text_chars("贯" * 40, 50, 264)
    rows = [row for row in two_columns(9) if row[0].base != 264]
    result = texts(page_of(title, middle, *rows))
    assert result[0] == "横" * 30
    assert result.index("贯" * 40) == 1 + 4 + 4


def test_hanging_punctuation_does_not_make_a_line_full_width():
    rows = [row if index != 2 else text_chars(LEFT + "，", 50, 232) for index, row in enumerate(two_columns()[::2])]
    assert texts(page_of(*rows, *two_columns(gap=16)[1::2]))[2] == LEFT + "，"


def test_comma_behind_a_raised_citation_is_the_end_of_its_line():
    cited = [*text_chars("左" * 19, 50, 232), *text_chars("[1]", 240, 228, 6), *text_chars("，", 249, 232)]
    rows = [row if index != 2 else cited for index, row in enumerate(two_columns()[::2])]
    right = [row for row in two_columns(gap=16)[1::2] if row[0].base != 232]
    assert texts(page_of(*rows, *right)) == [*[LEFT] * 2, "左" * 19 + "[1]，", *[LEFT] * 5, *[RIGHT] * 7]


def test_citation_that_reaches_up_to_a_line_of_the_other_column_stays_in_its_own():
    cited = [*text_chars("左" * 19, 50, 232), *text_chars("[1]", 240, 228, 6), *text_chars("，", 249, 232)]
    rows = [row if index != 2 else cited for index, row in enumerate(two_columns()[::2])]
    right = [text_chars(RIGHT, 266, 225 + 16 * index) for index in range(8)]
    assert texts(page_of(*rows, *right)) == [*[LEFT] * 2, "左" * 19 + "[1]，", *[LEFT] * 5, *[RIGHT] * 8]


def test_labels_and_values_of_a_cover_are_no_columns():
    rows = [
        text_chars(label, 150, 300 + 30 * index, 14) for index, label in enumerate(["作者姓名：", "指导教师：", "学位类别：", "培养单位："])
    ]
    rows += [text_chars("贺知棠", 320, 300 + 30 * index, 14) for index in range(4)]
    assert texts(page_of(*rows))[0] == "作者姓名：\u3000贺知棠"


def test_page_with_an_empty_right_column_keeps_the_known_gutter():
    lines, gutter = lay_out(page_of(*two_columns()[::2]), Gutter(250, 260))
    assert gutter == Gutter(250, 260)
    assert {line.column for line in lines.lines} == {1}


def test_vertical_writing_is_read_from_the_right():
    chars = []
    for column, text in enumerate(["社区治理的逻辑", "依附与自主并存"]):
        chars += [Char(char, 500 - 20 * column, 510 - 20 * column, 100 + 10 * index, 10, 0) for index, char in enumerate(text)]
    page, _ = lay_out(page_of(chars))
    assert page.vertical
    assert [line.text for line in page.lines] == ["社区治理的逻辑", "依附与自主并存"]


def test_oblique_text_is_left_out():
    body = text_chars("正文一行", 50, 100)
    mark = [Char(char.text, char.x0, char.x1, char.base, char.size, 0, turn=-1) for char in text_chars("内部资料", 100, 300, 40)]
    assert texts(page_of(body, mark)) == ["正文一行"]


def test_upside_down_page_is_turned():
    chars = [Char(char.text, 500 - char.x0, 500 - char.x1, 700, 10, 0, turn=180) for char in text_chars("倒页", 0, 0)]
    for char in chars:
        char.x1 = char.x0 + 10
    assert texts(page_of(chars)) == ["倒页"]
