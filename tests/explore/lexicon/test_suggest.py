import pytest

from pipeline.core.records import Passage, Tokens
from pipeline.core.texts import Text
from pipeline.explore.lexicon.phrases import find_phrases
from pipeline.explore.lexicon.suggest import Known, suggest_terms


class TestPhrases:
    RUNS = (["三", "工", "互动", "模式"], ["推行", "三", "工", "互动"], ["三", "工", "互动", "之后"])

    def test_words_that_hold_together_have_cohesion_near_one(self):
        found = {phrase.text: phrase for phrase in find_phrases(self.RUNS, 3)}
        assert found["三工互动"].cohesion > 0.7

    def test_a_part_of_a_phrase_has_no_freedom(self):
        found = {phrase.text: phrase for phrase in find_phrases(self.RUNS, 3)}
        assert found["三工"].freedom == 0
        assert found["三工互动"].freedom > 1

    def test_rare_ones_are_left_out(self):
        assert {phrase.count for phrase in find_phrases(self.RUNS, 2)} == {3}


@pytest.fixture
def suggest():
    def run(*sentences, min_count=2, forms=("社区治理",), stop_words=("之后",)):
        words = [sentence.split("|") for sentence in sentences]
        texts, tokens = [], {}
        for number, parts in enumerate(words):
            text, name = "".join(parts), f"{number:016x}"
            ends = [sum(map(len, parts[: at + 1])) for at in range(len(parts))]
            starts = [0, *ends[:-1]]
            texts.append(Text(name, text, [Passage(name, 0, 0, len(text), "body", None, "zh", [])]))
            tokens[name] = Tokens(name, starts, ends, [0], [len(text)], [0])
        pairs = frozenset(form[at : at + 2] for form in forms for at in range(len(form) - 1))
        return suggest_terms(texts, tokens, [], Known(frozenset(forms), frozenset(stop_words), pairs), min_count)

    return run


def test_a_new_word_that_the_segmenter_splits_is_found_whole(suggest):
    found = suggest("推行|三|工|互动|，", "看|三|工|互动|。", "说|三|工|互动|了")
    assert [one.term for one in found] == ["三工互动"]


def test_a_coinage_in_quotation_marks_needs_no_second_place(suggest):
    (one,) = suggest("所谓|“|公共性|拆解|”|。")
    assert (one.term, one.quoted, one.count) == ("公共性拆解", 1, 1)
    assert len(one.places) == 1


def test_what_the_lexicon_has_and_its_company_are_no_candidates(suggest):
    assert suggest("做|社区治理|工作|，", "说|社区治理|工作|，", "看|“|社区治理|”|") == []


def test_grammar_and_stop_words_end_a_phrase(suggest):
    assert suggest("治理|的|重要|，", "治理|的|重要|。", "试点|之后|。", "试点|之后|，") == []


def test_order_of_texts_does_not_matter(suggest):
    sentences = ("推行|三|工|互动|，", "看|三|工|互动|。", "说|“|权力|主导|”|了")
    assert [one.term for one in suggest(*sentences)] == [one.term for one in suggest(*reversed(sentences))]
