import re

import pytest
from lxml import etree

from pipeline.explore.drawings.charts import Caption, Point, Series, draw_bars, draw_shares, stack_drawings, stand_alone

CAPTION = Caption("三社联动 <&>", "篇", ["检索词"])


def share(period: str, works: int, readable: int, **marks: bool) -> Point:
    value = works / readable if readable else None
    return Point(period, value, value, value, works, readable, **marks)


def test_drawing_is_well_formed_with_any_title():
    root = etree.fromstring(draw_shares(CAPTION, [Series("论文", [share("2016", 1, 2)])]))
    assert root.find("{*}title").text == "三社联动 <&>"


def test_denominators_stand_under_the_axis():
    drawing = draw_shares(CAPTION, [Series("论文", [share("2016", 1, 7)])])
    assert ">1/7</text>" in drawing


def test_point_on_few_works_is_grey_and_incomplete_one_hollow():
    drawing = draw_shares(CAPTION, [Series("论文", [share("2016", 1, 2, few=True), share("2017", 1, 2, incomplete=True)])])
    assert "point few" in drawing
    assert "point s0 hollow" in drawing


def test_line_across_years_without_works_is_dashed():
    drawing = draw_shares(CAPTION, [Series("论文", [share("2016", 1, 9), share("2017", 0, 0), share("2018", 1, 9)])])
    assert "line s0 dashed" in drawing


def test_warnings_are_written_into_the_drawing():
    assert "⚠ 检索词" in draw_shares(CAPTION, [])


@pytest.mark.parametrize("counts", [{}, {"论文": []}], ids=["no kind", "no year"])
def test_bars_of_nothing_are_drawn(counts):
    etree.fromstring(draw_bars(CAPTION, [], counts))


def test_bar_carries_its_total():
    drawing = draw_bars(CAPTION, ["2016"], {"论文": [3], "学位论文": [2]})
    assert re.search(r'text-anchor="middle">5</text>', drawing)


def test_stand_alone_file_brings_style_and_ground():
    file = stand_alone(draw_bars(CAPTION, ["2016"], {"论文": [3]}))
    assert "<style>" in file
    assert "paper" in file
    etree.fromstring(file)


def test_stacked_drawings_do_not_overlap():
    one = draw_shares(CAPTION, [])
    height = float(etree.fromstring(one).get("height"))
    assert float(etree.fromstring(stack_drawings([one, one])).get("height")) == 2 * height
