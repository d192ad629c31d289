import numpy as np
import pytest

from pipeline.align.terms import ConceptForms, find_terms, pair_keywords, present_concepts, rival_pairs, split_keywords

LINKAGE = ConceptForms("linkage", ("三社联动机制", "三社联动"), ("three-society linkage",))
ORGANISATION = ConceptForms("organisation", ("社会组织",), ("social organizations", "social organization"))
NESTED = ConceptForms("community_organisation", ("社区社会组织",), ("community-based social organization",))


@pytest.mark.parametrize(
    ("text", "keywords"),
    [
        ("三社联动；社区治理;社会组织", ["三社联动", "社区治理", "社会组织"]),
        ("community governance, rural China; linkage", ["community governance, rural China", "linkage"]),
        ("governance, linkage", ["governance", "linkage"]),
        ("联动  治理", ["联动", "治理"]),
        ("三社联动 社区治理", ["三社联动", "社区治理"]),
        ("community governance", ["community governance"]),
        (" 联动； ", ["联动"]),
        ("", []),
    ],
)
def test_keywords_are_divided_by_the_strongest_separator(text, keywords):
    padded = "x" * 7 + text
    assert [padded[span.start : span.end] for span in split_keywords(text, 7)] == keywords


def test_equally_long_lists_are_paired_by_position_without_evidence():
    pairs = pair_keywords(np.full((3, 3), -1.0))
    assert [(zh, en) for zh, en, _ in pairs] == [(0, 0), (1, 1), (2, 2)]
    assert all(posterior > 0.85 for _, _, posterior in pairs)


def test_strong_evidence_overrules_position():
    evidence = np.array([[-4.0, 8.0], [8.0, -4.0]])
    assert [(zh, en) for zh, en, _ in pair_keywords(evidence)] == [(0, 1), (1, 0)]


def test_keyword_without_partner_stays_alone():
    pairs = pair_keywords(np.array([[6.0], [-3.0]]))
    assert [(zh, en) for zh, en, _ in pairs] == [(0, 0), (1, None)]


def test_pair_that_words_alone_would_make_is_a_rival_of_the_position():
    evidence = np.array([[-1.0, 2.0], [0.5, -1.0]])
    assert [(zh, en) for zh, en, _ in pair_keywords(evidence)] == [(0, 0), (1, 1)]
    assert rival_pairs(evidence) == {(0, 1)}


def test_longest_form_wins_and_offsets_are_those_of_the_print():
    found = find_terms("培育社区 社会组织，推进三社联动机制", [LINKAGE, ORGANISATION, NESTED], "zh")
    assert [(term.concept_id, term.span.start, term.span.end) for term in found] == [("community_organisation", 2, 9), ("linkage", 12, 18)]


def test_english_form_is_found_as_whole_words_only():
    found = find_terms("Three-Society Linkage of antisocial organizations", [LINKAGE, ORGANISATION], "en")
    assert [term.concept_id for term in found] == ["linkage"]


def test_concepts_without_a_chinese_form_in_the_text_are_left_out():
    assert present_concepts("关于社会组织", [LINKAGE, ORGANISATION]) == (ORGANISATION,)
