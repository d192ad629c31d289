"""What the lexicon changed: kinds, counts, examples; the model is a word list here."""

import pytest

from pipeline.core.records import Passage
from pipeline.core.texts import Text
from pipeline.segment.conflicts import find_changes, find_conflicts, sample_texts
from pipeline.segment.segmenter import Segmenter
from pipeline.segment.terms import Terms

TERMS = Terms(("三社联动", "项目制", "社工站", "社区治理", "社区治理共同体"))


def make_text(name, *parts):
    text = "\n".join(parts)
    passages, at = [], 0
    for index, part in enumerate(parts):
        passages.append(Passage(name, index, at, at + len(part), "body"))
        at += len(part) + 1
    return Text(name, text, passages)


@pytest.fixture
def segmenter(toy_model):
    return Segmenter(toy_model, TERMS)


def changes(segmenter, text):
    return [(change.kind, "|".join(change.plain), "|".join(change.ours)) for change in find_changes(text, segmenter.compare(text))]


def test_undone_cut_is_joined(segmenter):
    assert changes(segmenter, "三社联动的治理") == [("joined", "三社|联动", "三社联动")]


def test_word_of_the_model_that_was_cut_is_told_from_mere_joining(segmenter):
    assert changes(segmenter, "双百社工站") == [("cut", "双百社|工站", "双百|社工站")]


def test_term_that_stays_cut_is_refused(segmenter):
    assert changes(segmenter, "项目制定的") == [("refused", "项目|制定", "项目制")]


def test_shorter_term_inside_a_whole_one_is_not_refused(segmenter):
    assert [kind for kind, _, _ in changes(segmenter, "社区治理共同体")] == ["joined"]


def test_text_without_terms_has_no_change(segmenter):
    assert changes(segmenter, "制度与性别") == []


def test_changes_count_over_texts_with_one_example_each(segmenter):
    texts = [make_text("0", "三社联动的三社联动。", "社区与三社联动"), make_text("1", "制度的三社联动")]
    (conflict,) = find_conflicts(texts, segmenter)

    assert (conflict.count, conflict.texts) == (4, 2)
    assert conflict.examples == ("【三社联动】的三社联动。", "制度的【三社联动】")


def test_doubtful_kinds_come_first(segmenter):
    found = find_conflicts([make_text("0", "三社联动。三社联动。项目制定。双百社工站。")], segmenter)

    assert [conflict.kind for conflict in found] == ["cut", "refused", "joined"]


@pytest.mark.parametrize(("size", "expected"), [(0, "abcde"), (9, "abcde"), (2, "ac"), (5, "abcde")])
def test_sample_is_spread_over_the_texts(size, expected):
    texts = [make_text(name, "文") for name in "abcde"]

    assert "".join(text.text_id for text in sample_texts(texts, size)) == expected
