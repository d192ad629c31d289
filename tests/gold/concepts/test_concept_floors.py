"""Quality floors of the concept matcher over our own labelled prose; `floors.json` pins them together with the truth they were measured on."""

import json

import pytest

from pipeline.core.lexicon import load_lexicon
from tests.gold import concepts as gold
from tests.gold.concepts.finders import plain_finder, word_finder
from tests.gold.concepts.scores import Finder, Tally, score

pytestmark = pytest.mark.gate

FLOORS = json.loads((gold.FOLDER / "floors.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def finders(project_root, model_folder) -> dict[str, Finder]:
    """The matcher on plain text, and with the segmenter's words as the stage runs it."""
    lexicon = project_root / "configs/lexicon"
    return {"plain": plain_finder(lexicon), "words": word_finder(lexicon, model_folder)}


@pytest.fixture(scope="module")
def prose(finders) -> dict[str, Tally]:
    documents = gold.read_prose()
    return {name: score(documents, find) for name, find in finders.items()}


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


@pytest.mark.parametrize("figure", sorted(FLOORS["plain"]["prose"]))
@pytest.mark.parametrize("finder", ["plain", "words"])
def test_ordinary_prose_is_read_as_the_coder_reads_it(prose, finder, figure):
    assert prose[finder].figures()[figure] >= FLOORS[finder]["prose"][figure], prose[finder].misses


@pytest.mark.parametrize("finder", ["plain", "words"])
def test_adversarial_sentences_are_fully_right(finders, finder):
    tally = score(gold.read_adversarial(), finders[finder])
    assert tally.right >= FLOORS[finder]["adversarial_right"], tally.misses
