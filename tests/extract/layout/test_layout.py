from pipeline.extract.layout.columns import Gutter, find_gutter
from pipeline.extract.layout.layout import lay_out
from pipeline.extract.layout.lines import make_segments
from pipeline.extract.pdf.glyphs import Char, Rule
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
    assert page.turn == 90
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


def blocks(*columns, n_lines=8, top=200.0):
    """Return lines of 12 points' leading: for each column (x, one character, count) `n_lines` lines of that character."""
    return [text_chars(char * count, x, top + 12 * index) for x, char, count in columns for index in range(n_lines)]


def order(page):
    """Return the first characters of the lines in reading order, repetitions once."""
    heads = [line.text[0] for line in lay_out(page)[0].lines]
    return "".join(char for index, char in enumerate(heads) if index == 0 or heads[index - 1] != char)


def test_three_columns_are_read_from_left_to_right():
    assert order(page_of(*blocks((40, "甲", 15), (210, "乙", 15), (380, "丙", 15)))) == "甲乙丙"


def test_four_columns_are_read_from_left_to_right():
    assert order(page_of(*blocks((40, "甲", 11), (170, "乙", 11), (300, "丙", 11), (430, "丁", 11)))) == "甲乙丙丁"


def test_three_columns_below_and_above_a_title_of_the_full_width():
    columns = ((40, "甲", 15), (210, "乙", 15), (380, "丙", 15))
    title = text_chars("题" * 20, 140, 320, 16)
    assert order(page_of(*blocks(*columns), title, *blocks(*columns, top=360))) == "甲乙丙题甲乙丙"


def test_columns_of_unequal_width_are_read_one_after_the_other():
    assert order(page_of(*blocks((40, "窄", 12), (180, "宽", 36)))) == "窄宽"


def test_columns_that_begin_in_the_middle_of_the_page():
    page = page_of(*blocks((40, "全", 49), n_lines=10, top=100), *blocks((40, "左", 24), (290, "右", 24), n_lines=6, top=240))
    assert order(page) == "全左右"


def test_number_of_columns_may_change_on_a_page():
    upper = blocks((40, "左", 24), (290, "右", 24), n_lines=12, top=100)
    lower = blocks((40, "甲", 15), (210, "乙", 15), (380, "丙", 15), n_lines=12, top=300)
    assert order(page_of(*upper, *lower)) == "左右甲乙丙"


def test_two_printed_pages_side_by_side_are_read_one_after_the_other():
    columns = ((40, "甲", 20), (260, "乙", 20), (540, "丙", 20), (760, "丁", 20))
    page = page_of(*blocks(*columns, n_lines=30, top=100))
    page.width = 1190.0
    assert order(page) == "甲乙丙丁"


def test_table_of_the_full_width_divides_the_columns():
    upper, lower = blocks((40, "左", 24), (290, "右", 24)), blocks((40, "前", 24), (290, "后", 24), top=400)
    cells = [text_chars(f"{row}{column}格", 60 + 150 * column, 320 + 15 * row) for row in range(3) for column in range(3)]
    page = page_of(*upper, *lower, *cells)
    page.rules = [Rule(40, y, 530, y) for y in (305, 323, 360)]
    assert order(page) == "左右前后"


def test_abstracts_in_two_languages_side_by_side():
    english = "The station keeps its own books and asks the street office for"
    left = blocks((40, "中", 24), n_lines=9, top=120)
    right = [text_chars(english[: 44 + 3 * (index % 2)], 295, 124 + 11 * index) for index in range(10)]
    below = blocks((40, "文", 49), n_lines=20, top=260)
    assert order(page_of(*left, *right, *below)) == "中T文"


def test_line_that_begins_at_the_edge_of_an_indented_right_column_stays_in_it():
    right = [text_chars("右" * 22, 312 if index in (2, 3, 5, 6) else 330, 200 + 16 * index) for index in range(9)]
    left = [text_chars("左" * 24, 50, 200 + 16 * index) for index in range(9)]
    assert order(page_of(*left, *right)) == "左右"


def standing(text, x, top, size=10.0):
    return [Char(char, x, x + size, top + size * (index + 1), size, 0) for index, char in enumerate(text)]


def test_watermark_of_large_type_is_not_read_into_the_lines_below_it():
    text = [text_chars("正文" * 20, 60, 100 + 16 * index) for index in range(20)]
    page, _ = lay_out(page_of(*text, text_chars("内部资料", 150, 260, 60)))
    assert [line.text for line in page.lines if not line.role] == ["正文" * 20] * 20
    assert [line.role for line in page.lines if line.text == "内部资料"] == ["watermark"]


def test_head_and_number_of_a_page_in_vertical_writing_stand_outside_of_its_columns():
    columns = [char for index in range(12) for char in standing("竖排正文从右往左读" * 5, 500 - 20 * index, 120)]
    page, _ = lay_out(page_of(columns, text_chars("乡村研究", 250, 60), text_chars("41", 290, 800)))
    assert page.lines[0].text == "乡村研究"
    assert page.lines[-1].text == "41"
    assert {line.text for line in page.lines[1:-1]} == {"竖排正文从右往左读" * 5}


def test_table_laid_on_its_side_is_read_with_its_rules_and_keeps_the_page_number():
    cells = [("年份", "站点"), ("2019", "36"), ("2020", "41"), ("2021", "55")]
    chars = []
    for index, row in enumerate(cells):
        for x, text in zip((200, 500), row, strict=True):
            level = text_chars(text, x, 150 + 20 * index)
            chars += [Char(c.text, c.base, c.base + 10, 842 - c.x0, 10, 0, turn=270) for c in level]
    page = page_of(chars, text_chars("37", 290, 800))
    page.rules = [Rule(x, 150, x, 700) for x in (130, 157, 230)]
    laid, _ = lay_out(page)
    assert laid.turn == 270
    assert laid.tables[0].rows[:2] == [["年份", "站点"], ["2019", "36"]]
    assert [line.text for line in laid.lines] == ["37"]


def test_wide_blanks_of_a_few_lines_that_meet_by_chance_are_no_gutter():
    full = [text_chars("编" * 40, 50, 100 + 20 * index) for index in range(20)]
    stretched = [text_chars("编" * 20, 50, 110 + 80 * index) + text_chars("编" * 19, 258, 110 + 80 * index) for index in range(4)]
    assert find_gutter(make_segments(char for row in full + stretched for char in row)) is None
