"""Conditions of the lexicon, on a lexicon made for the test."""

from pathlib import Path

import pytest

from pipeline.concepts.matcher import Block, Matcher
from pipeline.core.lexicon import load_lexicon

HEAD = "version: 0.0.1\nfamilies:\n  f: {label: 甲, label_en: a}\n"
ENTRY = "family: f\nconcepts:\n  - {id: jiedao, label: 借道, label_en: by-pass, %s}\n"


@pytest.fixture
def count(tmp_path: Path):
    def hits(rule: str, text: str) -> int:
        (tmp_path / "lexicon.yaml").write_text(HEAD, encoding="utf-8")
        (tmp_path / "a.yaml").write_text(ENTRY % rule, encoding="utf-8")
        return len(Matcher(load_lexicon(tmp_path)).find([Block(text)])[0])

    return hits


def test_one_of_the_needed_words_must_stand_in_the_sentence(count) -> None:
    rule = "context: {needs: [机制, 政府]}"
    assert count(rule, "机构借道政府。") == 1
    assert count(rule, "机构借道而行。政府不知。") == 0


def test_none_of_the_forbidden_words_may_stand_in_the_sentence(count) -> None:
    assert count("context: {must_not: [行驶]}", "货车借道行驶。") == 0


def test_a_window_in_characters_reaches_over_sentence_ends(count) -> None:
    rule = "context: {needs: [政府], window: 5}"
    assert count(rule, "借道。政府不知。") == 1
    assert count(rule, "借道，走了很远的路，政府不知。") == 0


def test_a_needed_word_is_seen_in_traditional_print(count) -> None:
    assert count("context: {needs: [机制]}", "借道的機制") == 1


def test_nothing_inside_an_exclusion_is_a_mention(count) -> None:
    assert count("exclusions: [借道费]", "交了借道费") == 0
