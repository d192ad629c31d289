import pytest

from pipeline.align.candidates import Known, find_candidates
from pipeline.align.dictionary import Dictionary
from pipeline.align.terms import ConceptForms
from pipeline.align.text_terms import ReadBead, pair_text_terms, usable_beads
from pipeline.align.units import bead_words, english_runs, word_groups
from pipeline.core.records import Bead, TermPair

DICTIONARY = Dictionary({"联动": ["linkage"], "社区": ["community"], "楼": ["building"], "组长": ["head", "leader"], "三社": ["three"]})
LINKAGE = ConceptForms("linkage", ("三社联动",), ("three-society linkage",))
PLAIN = [("甲社区很老。", "The first community is old."), ("乙地人多。", "Many people live there."), ("丙地路窄。", "Roads are narrow.")]


def corpus(*sides):
    """Return texts of one bead each, and their beads."""
    texts, beads = {}, []
    for number, (zh, en) in enumerate((*sides, *PLAIN)):
        name = f"{number:016x}"
        texts[name] = f"{zh}\n{en}"
        beads.append(Bead(name, "abstract", 0, [0], [len(zh)], [len(zh) + 1], [len(zh) + 1 + len(en)], "1-1", 0.9, "auto"))
    return texts, [ReadBead(bead, bead_words(bead, texts[bead.text_id])) for bead in beads]


def found(texts, beads, concepts=(LINKAGE,)):
    return [(pair.zh, pair.en, pair.source, pair.concept_id) for pair in pair_text_terms(texts, beads, [], concepts, DICTIONARY)]


def test_rendering_that_the_lexicon_lacks_is_proposed_with_its_evidence():
    texts, beads = corpus(
        ("三社联动很慢。", "The linkage of three communities is slow."),
        ("本地有三社联动。", "Here is a linkage of three communities too."),
        ("三社联动更快。", "Three-society linkage is faster."),
    )
    assert found(texts, beads) == [("三社联动", "linkage of three communities", "text", "linkage")] * 2


def test_string_that_no_dictionary_has_is_paired_over_several_works():
    texts, beads = corpus(
        ("当地的楼组长很忙。", "Building group heads are busy."),
        ("居民找楼组长。", "Residents seek a building group head."),
        ("年轻的楼组长少，老人多。", "Of building group heads, few are young."),
    )
    assert set(found(texts, beads)) == {
        ("楼组长", en, "text", None) for en in ("Building group heads", "building group head", "building group heads")
    }


def test_two_works_are_too_few_for_a_new_string():
    texts, beads = corpus(*[("楼组长来。", "Building group heads came.")] * 2)
    assert found(texts, beads) == []


def test_part_of_a_known_rendering_is_no_new_one():
    texts, beads = corpus(*[("三社联动慢。", "Its linkage is slow.")] * 3)
    assert found(texts, beads) == []


def test_words_that_the_dictionary_does_not_link_are_no_rendering():
    texts, beads = corpus(*[("三社联动慢。", "The weather forecast was poor.")] * 3)
    assert found(texts, beads) == []


def test_shorter_term_inside_a_longer_one_is_not_counted():
    _, beads = corpus(*[("三社联动机制慢。", "The linkage scheme of the three is slow.")] * 3)
    known = [Known("三社联动", frozenset(), "linkage"), Known("三社联动机制", frozenset(), None)]
    assert [one.zh for one in find_candidates([one.words for one in beads], known, DICTIONARY)] == ["三社联动机制"]


def test_places_lead_to_the_print():
    texts, beads = corpus(*[("“三社联动”慢。", "The “linkage of three commu-\nnities” is slow.")] * 2)
    pairs = pair_text_terms(texts, beads, [], (LINKAGE,), DICTIONARY)
    assert {texts[pair.text_id][pair.zh_start : pair.zh_end] for pair in pairs} == {"三社联动"}
    assert {texts[pair.text_id][pair.en_start : pair.en_end] for pair in pairs} == {"linkage of three commu-\nnities"}
    assert {pair.en for pair in pairs} == {"linkage of three communities"}


def test_numbers_go_on_within_a_text():
    texts, beads = corpus(*[("三社联动慢。", "The linkage of three communities is slow.")] * 2)
    before = [TermPair("0" * 16, 4, "慢", "slow", 4, 5, 0, 1, "keywords", None, 1.0)]
    pairs = pair_text_terms(texts, beads, before, (LINKAGE,), DICTIONARY)
    assert [(pair.text_id[-1], pair.pair_index) for pair in pairs] == [("0", 4), ("0", 5), ("1", 0)]


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("social work stations", {"social work station", "social work", "social", "work", "work station", "station"}),
        ("aid, and care", {"aid", "care"}),
        ("residents' committee", {"resident", "residents committee", "committee"}),
        ("the aid of the state", {"aid", "aid of the state", "state"}),
        ("aid 23", {"aid"}),
    ],
)
def test_word_groups_end_at_marks_and_begin_with_no_stop_word(text, groups):
    assert word_groups([[word for word, _ in run] for run in english_runs(text)]) == groups


def test_keywords_and_null_beads_are_no_evidence():
    null = Bead("a" * 16, "abstract", 0, [0], [1], [], [], "1-0", 1.0, "check")
    keyword = Bead("a" * 16, "keywords", 0, [0], [1], [2], [3], "1-1", 1.0, "auto")
    assert usable_beads([null, keyword]) == []
