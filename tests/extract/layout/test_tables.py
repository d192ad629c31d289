from pipeline.extract.layout.lines import make_segments
from pipeline.extract.layout.tables import table_regions, take_tables
from pipeline.extract.pdf.glyphs import Rule
from tests.extract.factories import text_chars


def three_line_table():
    rules = [Rule(100, y, 400, y) for y in (200, 220, 260)]
    rows = [("年份", "站点", 214), ("2019", "36", 234), ("2020", "41", 252)]
    chars = [char for left, right, base in rows for char in text_chars(left, 110, base) + text_chars(right, 300, base)]
    return chars, rules


def test_three_rules_of_one_extent_make_a_table():
    chars, rules = three_line_table()
    rest, tables = take_tables(make_segments(chars + text_chars("正文继续", 100, 300)), rules, 1)
    assert tables[0].rows == [["年份", "站点"], ["2019", "36"], ["2020", "41"]]
    assert len(rest) == 1


def test_grid_keeps_empty_cells_and_joins_lines_of_a_cell():
    rules = [Rule(100, y, 300, y) for y in (100, 140, 160)] + [Rule(x, 100, x, 160) for x in (100, 200, 300)]
    chars = text_chars("社会", 110, 115) + text_chars("组织", 110, 130) + text_chars("12", 110, 154) + text_chars("34", 210, 154)
    _, tables = take_tables(make_segments(chars), rules, 1)
    assert tables[0].rows == [["社会组织", ""], ["12", "34"]]


def test_framed_paragraph_is_text():
    rules = [Rule(100, 100, 300, 100), Rule(100, 150, 300, 150), Rule(100, 100, 100, 150), Rule(300, 100, 300, 150)]
    rest, tables = take_tables(make_segments(text_chars("框中的一段文字", 110, 120)), rules, 1)
    assert not tables
    assert rest


def test_head_rule_and_footnote_rule_are_no_table():
    assert table_regions([Rule(50, 60, 550, 60), Rule(50, 700, 180, 700)], []) == []


def test_rule_of_the_running_head_and_text_below_it_stay_outside():
    chars, rules = three_line_table()
    text = [char for index in range(5) for char in text_chars("正文" * 12, 100, 80 + 16 * index)]
    rest, tables = take_tables(make_segments(chars + text), [Rule(100, 60, 400, 60), *rules], 1)
    assert len(tables) == 1
    assert len(rest) == 5


def test_two_tables_of_one_width_keep_the_text_between_them():
    chars, rules = three_line_table()
    second, lower = three_line_table()
    for char in second:
        char.base += 120
    text = text_chars("两表之间的正文" * 3, 100, 290)
    _, tables = take_tables(
        make_segments(chars + second + text), [*rules, *[Rule(rule.x0, rule.top + 120, rule.x1, rule.top + 120) for rule in lower]], 1
    )
    assert [len(table.rows) for table in tables] == [3, 3]


def test_head_of_several_lines_is_one_row():
    rules = [Rule(100, y, 400, y) for y in (190, 222, 280)]
    chars = text_chars("年份", 110, 210) + text_chars("到场中位", 300, 203) + text_chars("数（分）", 300, 216)
    for index, (year, value) in enumerate((("2019", "36"), ("2020", "41"), ("2021", "38"))):
        chars += text_chars(year, 110, 238 + 16 * index) + text_chars(value, 310, 238 + 16 * index)
    _, tables = take_tables(make_segments(chars), rules, 1)
    assert tables[0].rows == [["年份", "到场中位数（分）"], ["2019", "36"], ["2020", "41"], ["2021", "38"]]


def test_name_of_a_row_in_two_lines_is_one_cell():
    rules = [Rule(100, y, 400, y) for y in (190, 212, 290)]
    chars = text_chars("群体", 110, 205) + text_chars("知晓率", 300, 205) + text_chars("青年户主", 110, 226) + text_chars("40.2", 300, 226)
    chars += text_chars("六十岁以上", 110, 246) + text_chars("17.9", 300, 253) + text_chars("户主", 110, 260)
    _, tables = take_tables(make_segments(chars), rules, 1)
    assert tables[0].rows == [["群体", "知晓率"], ["青年户主", "40.2"], ["六十岁以上户主", "17.9"]]


def test_heading_and_caption_between_two_rules_are_no_head_of_a_table():
    chars, rules = three_line_table()
    above = text_chars("四、规则的松动", 100, 165) + text_chars("表1　各站点的数目", 210, 190)
    rest, tables = take_tables(make_segments(chars + above), [Rule(100, 150, 400, 150), *rules], 1)
    assert len(tables[0].rows) == 3
    assert len(rest) == 2
