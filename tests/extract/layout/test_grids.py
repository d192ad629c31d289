from pipeline.extract.layout.grids import take_grids
from pipeline.extract.layout.layout import lay_out
from pipeline.extract.layout.lines import group_rows, make_segments
from tests.extract.factories import page_of, text_chars


def rows_of(*rows, step=18, top=200):
    """Return printed rows of cells: each row a list of (x, text)."""
    chars = [char for index, row in enumerate(rows) for x, text in row for char in text_chars(text, x, top + step * index)]
    return group_rows(make_segments(chars))


def cells(*texts, xs=(60, 180, 260, 340)):
    return list(zip(xs, texts, strict=False))


TABLE = (cells("变量", "均值", "标准差"), cells("工资", "3.21", "0.45"), cells("年限", "4.60", "1.20"), cells("满意度", "2.90", "0.81"))


def test_aligned_rows_of_numbers_are_a_table():
    rest, tables = take_grids(rows_of(*TABLE), 9)
    assert rest == []
    assert tables[0].rows == [["变量", "均值", "标准差"], ["工资", "3.21", "0.45"], ["年限", "4.60", "1.20"], ["满意度", "2.90", "0.81"]]


def test_empty_cells_keep_the_others_in_their_columns():
    rows = [*TABLE, cells("样本量", "", "412")]
    rows[-1] = [rows[-1][0], rows[-1][2]]
    assert take_grids(rows_of(*rows), 9)[1][0].rows[-1] == ["样本量", "", "412"]


def test_caption_makes_a_table_of_two_columns_of_words():
    rows = [[(150, "表2　访谈对象")], cells("编号甲", "站长"), cells("编号乙", "社工"), cells("编号丙", "居委会主任")]
    rest, tables = take_grids(rows_of(*rows), 9)
    assert len(rest) == 1
    assert tables[0].rows[2] == ["编号丙", "居委会主任"]


def test_labels_and_values_of_a_cover_are_no_table():
    rows = [cells("作者姓名", "林若川"), cells("指导教师", "贺知棠"), cells("培养单位", "社会学院")]
    assert take_grids(rows_of(*rows), 1)[1] == []


def test_contents_with_aligned_page_numbers_are_no_table():
    rows = [[(60, title), (400, number)] for title, number in (("绪论", "1"), ("理论框架", "12"), ("案例", "30"), ("结语", "61"))]
    assert take_grids(rows_of(*rows), 6)[1] == []


def test_numbered_references_are_no_table():
    rows = [[(60, f"[{index}]"), (90, "某某：《某书》，某社，2011年。")] for index in range(1, 5)]
    assert take_grids(rows_of(*rows), 9)[1] == []


def test_keywords_that_are_divided_by_blanks_are_no_table():
    rows = [cells("关键词：", "依附性", "项目制"), cells("分类号：", "C913", "")]
    assert take_grids(rows_of(*rows), 2)[1] == []


def test_formulas_with_numbers_are_no_table():
    rows = [[(200, formula), (430, number)] for formula, number in (("y=a+bx", "(1)"), ("z=c+dx", "(2)"), ("w=e+fx", "(3)"))]
    assert take_grids(rows_of(*rows), 9)[1] == []


def test_table_inside_a_page_leaves_the_text_around_it():
    text = [text_chars("正文" * 20, 60, 100 + 16 * index) for index in range(5)]
    grid = [char for index, row in enumerate(TABLE) for x, cell in row for char in text_chars(cell, x, 200 + 18 * index)]
    page, _ = lay_out(page_of(*text, grid, text_chars("表后的正文" * 8, 60, 300)))
    assert [line.text[:2] for line in page.lines] == ["正文"] * 5 + ["表后"]
    assert len(page.tables) == 1
