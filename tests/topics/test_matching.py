import pytest

from pipeline.topics.coherence import diversity, measure_quality
from pipeline.topics.matching import match_topics, overlap


def test_topics_find_their_partners_in_another_order() -> None:
    assert match_topics([["养老"], ["网格"]], [["网格"], ["养老"]]) == [(0, 1), (1, 0)]


def test_overlap_counts_topics_without_partner() -> None:
    assert overlap([["养老"], ["网格"]], [["养老"]]) == pytest.approx(0.5)
    assert overlap([], []) == 0


def test_words_that_occur_together_are_more_coherent(theme_words) -> None:
    together = measure_quality([theme_words[0][:5]], theme_words)
    mixed = measure_quality([theme_words[0][:3] + theme_words[1][:3]], theme_words)
    assert together.npmi > mixed.npmi


def test_terms_that_no_text_knows_have_no_coherence() -> None:
    quality = measure_quality([], [["养老"]])
    assert (quality.c_v, quality.npmi, quality.diversity) == (None, None, 0.0)


def test_diversity_is_the_share_of_distinct_terms() -> None:
    assert diversity([["养老", "护理"], ["养老", "街道"]]) == 0.75
