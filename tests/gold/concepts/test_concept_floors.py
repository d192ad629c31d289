"""Quality floors of the concept matcher over our own labelled prose; `floors.json` pins them together with the truth they were measured on."""

import json

import pytest

from pipeline.core.lexicon import load_lexicon
from tests.gold import concepts as gold
from tests.gold.concepts.finders import plain_finder
from tests.gold.concepts.scores import Tally, score

pytestmark = pytest.mark.gate

FLOORS = json.loads((gold.FOLDER / "floors.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def find(project_root):
    return plain_finder(project_root / "configs/lexicon")


@pytest.fixture(scope="module")
def prose(find) -> Tally:
    return score(gold.read_prose(), find)


def test_truth_is_the_one_the_floors_were_measured_on():
    assert gold.digest() == FLOORS["digest"], (
        "the labels changed: measure again (`python -m tests.gold.concepts`), then pin floors and digest"
    )


def test_there_is_enough_to_measure_on():
    documents = gold.read_prose()
    assert sum(document.sentences for document in documents) >= 320
    assert sum(label.weight == "counted" for document in documents for label in document.labels) >= 850
    assert len(gold.read_adversarial()) >= 130
    assert sum(bool(sentence.labels) for sentence in gold.read_adversarial()) >= 35


def test_every_concept_of_the_lexicon_is_labelled_three_times_in_chinese(project_root):
    labels = [label.concept for document in gold.read_prose() for label in document.labels if label.lang == "zh"]
    lexicon = load_lexicon(project_root / "configs/lexicon")
    assert [concept.label for concept in lexicon.concepts if labels.count(concept.label) < 3] == []


@pytest.mark.parametrize("name", sorted(FLOORS["figures"]))
def test_ordinary_prose_is_read_as_the_coder_reads_it(prose, name):
    assert prose.figures()[name] >= FLOORS["figures"][name], [miss for miss in prose.misses if miss.kind in {"missed", "extra"}]


def test_adversarial_sentences_are_fully_right(find):
    tally = score(gold.read_adversarial(), find)
    wrong = [(miss.kind, miss.surface, miss.sentence) for miss in tally.misses if miss.kind in {"missed", "extra", "weight"}]
    assert tally.right >= FLOORS["adversarial_right"], wrong
