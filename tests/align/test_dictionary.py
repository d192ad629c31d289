import pytest

from pipeline.align.dictionary import Dictionary, build_dictionary, gloss_shares
from pipeline.align.english import stem


def test_latin_words_and_numbers_stay_whole_and_punctuation_goes(dictionary):
    assert dictionary.words("社区（nvm）2012年") == ["社区", "nvm", "2012", "年"]


def test_words_are_cut_by_longest_match():
    words = Dictionary({"社会": ["society"], "社会组织": ["social organization"], "组织": ["organization"]}).words("社会组织与社会")
    assert words == ["社会组织", "与", "社会"]


def test_shares_sum_to_one_and_notes_are_left_out():
    shares = gloss_shares(["to purchase (formal)", "to buy"])
    assert set(shares) == {stem("purchase"), stem("buy")}
    assert sum(shares.values()) == pytest.approx(1)


def test_numeral_means_its_value():
    assert Dictionary({"十九": ["nineteen"]}).translations("十九")["#19"] == pytest.approx(0.5)


def test_latin_word_means_itself(dictionary):
    assert dictionary.translations("nvm") == {"nvm": 1.0}


def test_rendering_of_the_lexicon_replaces_the_glosses():
    dictionary = Dictionary({"项目制": ["wrong"]}, {"项目制": ["project system"]})
    assert stem("project") in dictionary.translations("项目制")
    assert stem("wrong") not in dictionary.translations("项目制")


@pytest.mark.slow
def test_cedict_knows_common_words_and_the_lexicon_adds_coinages():
    dictionary = build_dictionary({"三社联动": ["three-society linkage"]})
    assert stem("community") in dictionary.translations("社区")
    assert stem("linkage") in dictionary.translations("三社联动")
