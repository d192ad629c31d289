"""Quality floors of the segmenter with the lexicon over our own sentences; `floors.json` pins them with the truth they were measured on."""

import json

import pytest

from pipeline.segment.segmenter import Segmenter, load_model
from pipeline.segment.terms import load_terms
from tests.gold import segment as gold

pytestmark = pytest.mark.gate

FLOORS = json.loads(gold.SENTENCES.with_name("floors.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def scores(project_root, model_folder) -> gold.Scores:
    segmenter = Segmenter(load_model(model_folder), load_terms(project_root / "configs/lexicon"))
    return gold.score(gold.read_sentences(), segmenter.segment)


def test_truth_is_the_one_the_floors_were_measured_on():
    assert gold.digest() == FLOORS["digest"], (
        "the labels changed: measure again (`python -m tests.gold.segment`), then pin floors and digest"
    )


def test_there_is_enough_to_measure_on(scores):
    assert len(gold.read_sentences()) >= 120
    assert scores.terms >= 150
    assert scores.ordinary >= 60


def test_prose_is_cut_as_by_hand(scores):
    assert scores.f1 >= FLOORS["f1"]


def test_terms_of_the_field_stay_whole(scores):
    assert scores.terms_whole >= FLOORS["terms_whole"], scores.wrong


def test_no_term_breaks_an_ordinary_word(scores):
    assert scores.ordinary_unbroken >= FLOORS["ordinary_unbroken"], scores.wrong
