"""Every sentence that the lexicon gives as an example is run here."""

from pathlib import Path

import pytest

from pipeline.core.lexicon import load_lexicon

LEXICON = load_lexicon(Path(__file__).resolve().parents[2] / "configs" / "lexicon")
YES = [(concept.label, sentence) for concept in LEXICON.concepts for sentence in concept.examples.yes]
NO = [(concept.label, sentence) for concept in LEXICON.concepts for sentence in concept.examples.no]


@pytest.mark.parametrize(("label", "sentence"), YES)
def test_the_concept_is_found_in_its_examples(find, label: str, sentence: str) -> None:
    assert label in find(sentence)


@pytest.mark.parametrize(("label", "sentence"), NO)
def test_the_concept_is_not_found_in_its_counterexamples(find, label: str, sentence: str) -> None:
    assert label not in find(sentence)
