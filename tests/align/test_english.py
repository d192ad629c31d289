import pytest

from pipeline.align.english import english_words, stem


@pytest.mark.parametrize(
    "words",
    [
        ("govern", "governs", "governed", "governing", "government", "governance"),
        ("community", "communities"),
        ("organize", "organization", "organizations", "organizing"),
        ("policy", "policies"),
        ("plan", "planned", "planning"),
        ("child", "children"),
        ("efficient", "efficiency"),
        ("analysis", "analyses"),
    ],
    ids=lambda words: words[0],
)
def test_forms_of_a_word_share_a_stem(words):
    assert len({stem(word) for word in words}) == 1


@pytest.mark.parametrize(("one", "other"), [("public", "publish"), ("social", "society"), ("service", "survey")])
def test_words_that_must_stay_apart_do(one, other):
    assert stem(one) != stem(other)


def test_possessives_and_hyphens_come_apart():
    assert english_words("The residents' and city's long-term plan, 1,200 yuan") == [
        "the", "residents", "and", "city", "long", "term", "plan", "1,200", "yuan",
    ]  # fmt: skip
