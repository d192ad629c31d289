import re

from lxml import etree

from pipeline.core.topic_records import TopicPlace
from pipeline.explore.drawings.topic_chart import Circle, draw_map

CIRCLES = [Circle(1, "养老·护理", 20, -0.4, 0.1), Circle(2, "<网格>", 5, 0.4, -0.1, is_stable=False)]
DOTS = [TopicPlace("a", "wa", 0, -0.2, 0.0), TopicPlace("b", "wb", 1, 0.3, 0.0)]


def test_the_map_is_well_formed_and_holds_every_topic_and_text():
    root = etree.fromstring(draw_map("主题地图", "单位", CIRCLES, DOTS))
    assert len(root.findall(".//{*}circle")) == 3
    assert "<网格>" in "".join(root.itertext())


def test_an_unstable_topic_and_its_texts_are_grey():
    drawing = draw_map("主题地图", "单位", CIRCLES, DOTS)
    assert drawing.count("few dashed") == 1
    assert drawing.count("dot few") == 1


def test_topics_on_one_spot_hide_no_name_of_each_other():
    drawing = draw_map("主题地图", "单位", [Circle(number, "相同的名称", 9, 0.1, 0.1) for number in range(1, 9)], [])
    places = re.findall(r'<text x="([\d.]+)" y="([\d.]+)" class="halo"', drawing)
    assert 1 <= len(places) == len(set(places)) < 8


def test_without_topics_there_is_an_empty_map():
    assert etree.fromstring(draw_map("主题地图", "单位", [], [])) is not None
