import pytest

from pipeline.explore.searching.stems import stem_words


@pytest.mark.parametrize(("one", "other"), [("policy", "policies"), ("community", "communities"), ("linked", "linking")])
def test_forms_of_a_word_share_their_stem(one, other):
    assert len(set(stem_words([one, other]))) == 1


def test_other_words_do_not():
    assert len(set(stem_words(["work", "worker", "society", "social"]))) == 4
