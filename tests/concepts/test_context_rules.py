"""Conditions of the lexicon, on a lexicon made for the test."""

from pathlib import Path

import pytest

from pipeline.concepts.matcher import Block, Matcher
from pipeline.core.lexicon import load_lexicon

HEAD = "version: 0.0.1\nfamilies:\n  f: {label: 甲, label_en: a}\nsubject_words: [街道]\nother_fields: {traffic: [货车]}\n"
ENTRY = "family: f\nconcepts:\n  - {id: jiedao, label: 借道, label_en: by-pass, %s}\n"


@pytest.fixture
def count(tmp_path: Path):
    def hits(rule: str, text: str) -> int:
        (tmp_path / "lexicon.yaml").write_text(HEAD, encoding="utf-8")
        (tmp_path / "a.yaml").write_text(ENTRY % rule, encoding="utf-8")
        return len(Matcher(load_lexicon(tmp_path)).find([Block(text)])[0])

    return hits


def test_one_of_the_needed_words_must_stand_in_the_sentence_or_one_beside_it(count) -> None:
    rule = "context: {needs: [机制, 政府]}"
    assert count(rule, "机构借道政府。") == 1
    assert count(rule, "政府不知。机构借道而行。天黑了。") == 1
    assert count(rule, "机构借道而行。天黑了。政府不知。") == 0


def test_none_of_the_forbidden_words_may_stand_in_the_sentence(count) -> None:
    assert count("context: {must_not: [行驶]}", "货车借道行驶。") == 0
    assert count("context: {must_not: [行驶]}", "货车借道而过，行驶缓慢。") == 0


def test_a_word_of_the_subject_outweighs_a_word_of_another_field_in_the_clause(count) -> None:
    assert count("context: {must_not: [行驶]}", "街道借道行驶证办事。") == 1
    assert count("context: {must_not: [行驶], unless: [机构]}", "机构借道行驶证办事。") == 1
    assert count("context: {must_not: [行驶]}", "街道很窄，货车借道行驶。") == 0


def test_a_word_of_another_field_in_another_clause_yields_to_the_subject(count) -> None:
    assert count("context: {must_not: [行驶]}", "货车行驶缓慢，街道借道群团组织。") == 1


def test_a_field_of_the_head_is_read_like_words_that_must_not_be_there(count) -> None:
    assert count("context: {other_fields: [traffic]}", "货车借道而过。") == 0
    assert count("context: {other_fields: [traffic]}", "机构借道而过。") == 1


def test_an_english_cue_is_a_word_of_its_own(count) -> None:
    rule = "context: {must_not: [lane]}"
    assert count(rule, "The lanes have a by-pass.") == 0
    assert count(rule, "The planet has a by-pass.") == 1


def test_a_shorter_form_does_not_take_the_place_of_one_that_is_ruled_out(count) -> None:
    assert count("variants: [{text: 借道费, context: {must_not: [货车]}}]", "货车交了借道费。") == 0


def test_a_window_in_characters_reaches_over_sentence_ends(count) -> None:
    rule = "context: {needs: [政府], window: 5}"
    assert count(rule, "借道。政府不知。") == 1
    assert count(rule, "借道，走了很远的路，政府不知。") == 0


def test_a_needed_word_is_seen_in_traditional_print(count) -> None:
    assert count("context: {needs: [机制]}", "借道的機制") == 1


def test_nothing_inside_an_exclusion_is_a_mention(count) -> None:
    assert count("exclusions: [借道费]", "交了借道费") == 0
