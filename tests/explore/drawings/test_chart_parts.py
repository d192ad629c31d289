import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from pipeline.explore.drawings import svg
from pipeline.explore.drawings.chart_parts import (
    MARGIN,
    Band,
    Caption,
    Marks,
    PolicyLine,
    count_top,
    legend_places,
    share_top,
    text_width,
    wrapped,
)
from pipeline.explore.drawings.charts import Point, Series, Stack, draw_numbers, draw_shares, draw_stacks

CAPTION = Caption("三社联动", "份额", ["灰点：可读文献不足 5 篇"], ["① 2013 年：某意见"])
YEARS = [str(year) for year in range(2013, 2020)]


def series(label, few=False):
    return Series(label, [Point(year, 0.2, 0.1, 0.4, 2, 10, few=few) for year in YEARS])


@settings(max_examples=80, deadline=None)
@given(st.text("三社联动（，。） abcdefg 2013", max_size=200))
def test_wrapped_lines_keep_every_character_but_spaces_and_fit(text):
    lines = wrapped(text, 300)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(text_width(line) <= 300 - 2 * MARGIN or " " not in line for line in lines if len(line) > 40)


def test_no_line_begins_with_a_mark_that_closes():
    lines = wrapped("街道把三社联动写进年度清单，社工站随后挂牌。" * 8, 300)
    assert len(lines) > 3
    assert not any(line[0] in "，。" for line in lines)


def test_a_legend_of_many_names_goes_on_below():
    places = legend_places(["基层治理与社会服务研究"] * 12, 760)
    assert {row for _, row in places} == {0, 1, 2}
    assert all(x < 760 for x, _ in places)


def test_a_chart_grows_with_its_legend():
    few, many = (draw_shares(CAPTION, [series(f"基层治理与社会服务研究之{at}") for at in range(n)]) for n in (2, 12))
    above = [float(etree.fromstring(drawing).find("{*}line[@class='axis']").get("y1")) for drawing in (few, many)]
    assert above[1] > above[0]


def test_eight_series_differ_in_colour_and_in_shape():
    drawing = draw_shares(CAPTION, [series(f"甲{at}") for at in range(8)])
    assert all(f"point s{at} f{at}" in drawing for at in range(8))
    assert len({svg.marker(at, 0, 0, 1) for at in range(9)}) == 8


def test_policy_lines_and_bands_lie_behind_the_points():
    drawing = draw_shares(CAPTION, [series("论文")], Marks([PolicyLine("2013", 0.5, "①")], [Band("2014", "2016")]))
    assert drawing.index('class="burst"') < drawing.index('class="policy"') < drawing.index("point s0")


def test_marks_of_periods_that_are_not_drawn_are_left_out():
    drawing = draw_shares(CAPTION, [series("论文")], Marks([PolicyLine("1998", 0.5, "①")], [Band("1998", "2016")]))
    assert 'class="burst"' not in drawing
    assert 'class="policy"' not in drawing


def test_notes_stand_below_the_warnings():
    drawing = draw_shares(CAPTION, [series("论文")])
    assert drawing.index("⚠ 灰点") < drawing.index("① 2013 年")


def test_parts_of_a_stack_fill_it_and_its_total_stands_below():
    drawing = etree.fromstring(draw_stacks(CAPTION, ["财政", "服务"], [Stack("2016", [0.25, 0.75], 8), Stack("2017", [0.0, 0.0], 0)]))
    bars = [element for element in drawing.iter("{*}rect") if float(element.get("width")) > 12]
    assert sum(float(bar.get("height")) for bar in bars) == pytest.approx(200, abs=0.02)
    assert [element.text for element in drawing.iter("{*}text")].count("8") == 1


def test_stacks_of_few_mentions_are_pale():
    assert 'class="pale"' in draw_stacks(CAPTION, ["财政"], [Stack("2016", [1.0], 2, few=True)])


def test_numbers_have_an_axis_of_whole_numbers():
    drawing = draw_numbers(CAPTION, [Series("论文", [Point("≤2016", 17.0, None, None, 17, 40)])])
    assert ">20</text>" in drawing
    assert "%" not in drawing


def test_axes_end_at_round_values():
    assert [share_top(value) for value in (0.03, 0.21, 0.95)] == [0.05, 0.4, 1.0]
    assert [count_top(value) for value in (0, 3, 17, 81)] == [4, 4, 20, 200]


def test_wide_numbers_under_the_axis_widen_the_chart():
    narrow, wide = (
        draw_shares(CAPTION, [Series("论文", [Point(str(year), 0.1, None, None, n, 10 * n) for year in range(2000, 2025)])])
        for n in (1, 1234)
    )
    assert float(etree.fromstring(wide).get("width")) > float(etree.fromstring(narrow).get("width"))
