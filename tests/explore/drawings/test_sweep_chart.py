import xml.etree.ElementTree as ET

import pytest

from pipeline.core.topic_records import TopicModel
from pipeline.explore.drawings.sweep_chart import draw_sweep
from pipeline.explore.wording import load_wording


def model(topics: int, npmi: float | None, *, chosen: bool = False, proposed: bool = False) -> TopicModel:
    return TopicModel("nmf", topics, 1, chosen, 0.6, npmi, 0.9, 0.7, None, proposed)


MODELS = [model(4, -0.3), model(6, 0.1, proposed=True), model(8, None, chosen=True)]


@pytest.mark.parametrize(("lang", "said"), [("zh", {"建议", "采用", "稳定性"}), ("en", {"proposed", "chosen", "stability"})])
def test_the_chosen_and_the_proposed_number_are_named_in_both_languages(lang, said):
    drawn = ET.fromstring(draw_sweep(MODELS, load_wording(lang)))  # noqa: S314 - our own drawing
    assert said <= {element.text for element in drawn.iter("{http://www.w3.org/2000/svg}text")}


def test_negative_coherence_lies_inside_the_plot_and_a_missing_value_has_no_mark():
    drawing = draw_sweep(MODELS, load_wording("zh"))
    assert ">-0.5<" in drawing
    assert drawing.count("<rect") == 3  # two values of NPMI and its sign in the legend


def test_one_number_of_topics_is_no_sweep():
    assert draw_sweep([model(4, 0.1), model(4, 0.2)], load_wording("zh")) is None
