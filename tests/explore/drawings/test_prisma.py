from xml.etree import ElementTree as ET

from pipeline.core.catalog_records import FlowStep
from pipeline.explore.drawings.prisma import draw_flow, make_stages
from pipeline.explore.wording import load_wording

ZH, EN = (load_wording(lang) for lang in ("zh", "en"))

STEPS = [
    FlowStep("identified", "", 312, "protocol", 300),
    FlowStep("identified", "主题=三社联动 <&>", 200, "protocol", None),
    FlowStep("duplicates", "", 41, "protocol", 41),
    FlowStep("screened", "", 271, "protocol", None),
    FlowStep("excluded", "", 51, "protocol", None),
    FlowStep("excluded", "主题不符", 51, "protocol", None),
    FlowStep("included", "", 220, "protocol", 220),
    FlowStep("pdfs", "", 60, "protocol", 60),
    FlowStep("full_text", "", 58, "counted", None),
]


def texts_of(drawing):
    return ["".join(element.itertext()) for element in ET.fromstring(drawing).iter("{http://www.w3.org/2000/svg}text")]  # noqa: S314 - our own


def test_every_number_of_the_flow_is_drawn():
    drawn = "\n".join(texts_of(draw_flow(STEPS, ZH)))
    assert all(f"n = {number}" in drawn for number in (312, 41, 271, 51, 220, 60))
    assert "主题=三社联动 <&>：200" in drawn


def test_the_catalogs_own_number_stands_beside_a_different_one():
    drawn = texts_of(draw_flow(STEPS, ZH))
    assert "检索所得题录（n = 312；库中 300）" in drawn
    assert "去除重复（n = 41）" in drawn


def test_steps_without_a_number_have_no_box():
    steps = [FlowStep("identified", "", 3, "counted", None), FlowStep("included", "", 3, "counted", None)]
    assert [row.band for row in make_stages(steps, ZH)] == ["检索", "纳入"]


def test_english_flow_has_turned_bands_and_english_boxes():
    drawn = draw_flow(STEPS, EN)
    assert "Records found (n = 312; in the catalog 300)" in texts_of(drawn)
    assert drawn.count("rotate(-90") == 3


def test_an_empty_catalog_has_an_empty_flow():
    assert make_stages([], ZH) == []
    assert draw_flow([], ZH).startswith("<svg")


def test_a_long_search_string_is_broken_and_not_cut():
    long = FlowStep("identified", "主题=" + "三社联动" * 30, 5, "protocol", None)
    drawn = "".join(text.strip("　") for text in texts_of(draw_flow([*STEPS, long], ZH)))
    assert "三社联动" * 30 in drawn
