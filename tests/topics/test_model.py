from pipeline.topics.factors import Fit
from pipeline.topics.model import relevant_terms
from pipeline.topics.phrases import join_phrases
from pipeline.topics.vocabulary import Bags

FIT = Fit(("养老", "社会"), [[0.4, 0.6]], [[1.0]], None)
DOCUMENTS = Bags(("养老", "社会"), (((0, 1), (1, 9)),))


def first_term(relevance: float) -> str:
    return relevant_terms(FIT, DOCUMENTS, relevance, 10)[0][0].term


def test_relevance_of_one_orders_by_weight() -> None:
    assert first_term(1.0) == "社会"


def test_low_relevance_puts_peculiar_terms_first() -> None:
    assert first_term(0.1) == "养老"


def test_words_that_occur_together_become_a_phrase() -> None:
    filler = [[f"词{a}{b}"] for a in "甲乙丙丁戊己庚辛" for b in "甲乙丙丁戊己庚辛"]
    joined = join_phrases([["时间", "银行"]] * 6 + filler, 0.5)
    assert joined[0] == ["时间银行"]


def test_phrases_of_no_texts_are_none() -> None:
    assert join_phrases([[], []], 0.5) == [[], []]
