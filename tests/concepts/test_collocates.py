import pytest

from pipeline.concepts.collocates import WordedWork, concept_collocates, make_collocates
from pipeline.concepts.config import ConceptsConfig
from pipeline.core.lexicon import Concept, Lexicon
from pipeline.core.significance import g2
from tests.concepts.beside_factories import GROUND, make_sources


@pytest.fixture
def settings(config: ConceptsConfig):
    return config.cooccurrence.model_copy(update={"min_works": 2, "collocates": 5})


def work(n: int, concept: int, **words: int) -> WordedWork:
    """A work of n sentences, concept and words as bits."""
    return WordedWork(n, {"c": concept}, words, {})


def test_a_word_that_keeps_to_the_concepts_sentences_is_found_with_its_works(settings) -> None:
    works = [work(10, 0b1, 财政=0b1, 街道=0b1111100000) for _ in range(6)]
    (row,) = concept_collocates("c", works, set(), settings)
    assert (row.word, row.sentences, row.works, row.expected) == ("财政", 6, 6, pytest.approx(0.6))
    assert row.g2 == pytest.approx(g2(6, 6, 0, 54))
    assert row.p == pytest.approx(1e-6, rel=1e-6)


def test_one_work_cannot_carry_a_word(settings) -> None:
    works = [work(50, (1 << 25) - 1, 财政=(1 << 25) - 1), *(work(10, 0b1, 财政=0b10) for _ in range(5))]
    assert concept_collocates("c", works, set(), settings) == []


def test_words_that_the_concept_is_made_of_are_none(settings) -> None:
    works = [work(10, 0b1, 联动=0b1) for _ in range(6)]
    assert concept_collocates("c", works, {"联动"}, settings) == []


def test_words_come_from_the_sentences_of_the_texts(settings) -> None:
    sources = make_sources({f"文{n}": "A财政 xx xx xx xx" for n in range(4)})
    for tokens in sources.tokens.values():
        tokens.token_start[:], tokens.token_end[:] = [0, 1], [1, 3]
    lexicon = Lexicon("1.0.0", {}, (Concept(id="a", label="甲", label_en=""),))
    assert [row.word for row in make_collocates(sources, GROUND, lexicon, frozenset(), settings)] == ["财政"]
    assert make_collocates(sources, GROUND, lexicon, frozenset({"财政"}), settings) == []
