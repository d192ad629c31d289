from pipeline.extract.layout.entries import begins_entry, hangs, set_list_edges
from tests.extract.factories import make_line

FIRST = "王砚秋.联动的边界[J].社会评论,2014"
FULL = 450.0


def listed(*rows):
    return [make_line(text, 100.0 + 15 * index, x0=x0, x1=x1) for index, (text, x0, x1) in enumerate(rows)]


HANGING = listed((FIRST, 50.0, FULL), ("(2):5-14.", 70.0, 140.0), ("夏岚.社区[M].江临,2015.", 50.0, 200.0)) + listed(
    ("林若川,周以宁.楼道里的议事会[J].城乡论丛,", 50.0, FULL), ("2016(3):12-20.", 70.0, 160.0)
)


def test_list_whose_entries_go_on_indented_is_noticed():
    assert hangs(HANGING)


def test_list_whose_entries_begin_indented_is_another():
    rows = [(FIRST, 70.0, FULL), ("2014(2):5-14.", 50.0, 140.0)] * 3
    assert not hangs(listed(*rows))


def test_issue_at_the_start_of_a_line_is_no_number_of_an_entry():
    first, second = listed((FIRST, 50.0, FULL), ("(4):12-20.", 70.0, 140.0))
    assert not begins_entry([first], second, hanging=True)


def test_entry_of_one_full_line_ends_where_the_next_begins_at_the_edge():
    first, second = listed((FIRST + "(2):5-14.", 50.0, FULL), ("夏岚.社区[M].江临,2015.", 50.0, 200.0))
    assert begins_entry([first], second, hanging=True)


def test_entry_without_any_indent_ends_with_its_pages():
    first, second = listed((FIRST + "(2):5-14.", 50.0, FULL), ("夏岚.社区[M].江临,2015.", 50.0, 200.0))
    assert begins_entry([first], second, hanging=False)


def test_full_line_without_pages_goes_on():
    first, second = listed((FIRST, 50.0, FULL), ("2014(2):5-14.", 50.0, 200.0))
    assert not begins_entry([first], second, hanging=False)


def test_long_hanging_entries_keep_the_edge_of_their_column():
    lines = listed((FIRST, 50.0, FULL), *[("又一行文字写满了这一栏", 70.0, FULL)] * 3)
    for line in lines[1:]:
        line.left = 70.0
    set_list_edges(lines)
    assert [line.left for line in lines] == [50.0] * 4
