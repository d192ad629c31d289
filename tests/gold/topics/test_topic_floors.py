"""Quality floors of the default topic engine over our own abstracts; `floors.json` pins them with the texts they were measured on."""

import dataclasses
import json
from collections import Counter

import pytest

from tests.gold import topics as gold

pytestmark = pytest.mark.gate

FLOORS = json.loads(gold.FLOORS.read_text(encoding="utf-8"))


@pytest.fixture(scope="module", params=gold.SETS)
def name(request) -> str:
    return request.param


@pytest.fixture(scope="module")
def abstracts(name, model_folder) -> list[gold.Abstract]:
    return gold.read_abstracts(name, model_folder)


def test_texts_are_those_the_floors_were_measured_on(name):
    assert gold.digest(name) == FLOORS[name]["digest"], (
        "the texts changed: measure again (`python -m tests.gold.topics`), then pin (`--pin`)"
    )


def test_there_is_enough_to_measure_on(abstracts):
    counts = Counter(abstract.subject for abstract in abstracts)
    assert len(abstracts) >= 200
    assert min(counts.values()) >= 20


def test_topics_are_coherent_stable_and_follow_the_subjects(name, abstracts):
    found = dataclasses.asdict(gold.score(abstracts))
    assert {figure: value for figure, value in found.items() if value < FLOORS[name][figure]} == {}
