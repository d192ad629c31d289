"""Quality floors of the aligner over our own bilingual abstracts; `floors.json` pins them with the truth they were measured on."""

import json

import pytest

from pipeline.align.align_lines import load_aligner
from tests.gold import align as gold

pytestmark = pytest.mark.gate

FLOORS = json.loads(gold.FLOORS.read_text(encoding="utf-8"))
AT_LEAST = ("strict", "lax", "null", "sure_share", "sure_right", "wrong_in_last_fifth")


@pytest.fixture(scope="module", params=gold.MODES)
def measured(request, project_root):
    """The scores of one mode, with its floors."""
    texts = gold.read_texts()
    return gold.score(texts, gold.align_all(texts, load_aligner(project_root, request.param))), FLOORS[request.param]


def test_truth_is_the_one_the_floors_were_measured_on():
    assert gold.digest() == FLOORS["digest"], "the truth changed: measure again (`python -m tests.gold.align`), then pin (`--pin`)"


def test_there_is_enough_to_measure_on():
    beads = [bead for text in gold.read_texts() for bead in text.beads]
    kinds = {(min(len(zh), 2), min(len(en), 2)) for zh, en in beads}
    assert len(beads) >= 400
    assert kinds == {(1, 1), (1, 2), (2, 1), (2, 2), (0, 1), (1, 0)}


def test_abstracts_are_aligned_as_they_were_written(measured):
    scores, floors = measured
    low = {name: getattr(scores, name) for name in AT_LEAST if getattr(scores, name) < floors[name]}
    assert low == {}


def test_posteriors_mean_what_they_say(measured):
    scores, floors = measured
    assert scores.calibration_error <= floors["calibration_error"]
