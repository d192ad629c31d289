import itertools
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.core.config import load_config
from pipeline.topics.config import TopicsConfig
from pipeline.topics.model import fit_model
from pipeline.topics.neighbours import nearest_units
from pipeline.topics.vectors import telling_vectors, text_vectors
from pipeline.topics.vocabulary import Bags
from tests.topics.conftest import CARE, GRID


def make_texts(n):
    """Return n texts, in turn of one theme and the other, and a vector that tells the theme."""
    themes = itertools.islice(itertools.cycle([CARE, GRID]), n)
    texts = [random.Random(turn).choices(theme, k=12) for turn, theme in enumerate(themes)]  # noqa: S311
    return texts, [[1.0, 0.1 * (turn % 3)] if turn % 2 else [-1.0, 0.1 * (turn % 3)] for turn in range(n)]


def strongest(fit):
    return [row.index(max(row)) for row in fit.document_weights]


def test_a_text_of_common_words_goes_where_its_sentences_belong(config) -> None:
    texts, vectors = make_texts(40)
    shared = [*CARE[:2], *GRID[:2]]
    found = strongest(fit_model([*texts, shared, shared], range(40), config, [*vectors, [-1.0, 0.1], [1.0, 0.1]]).fit)
    assert found[40:] == found[:2]


def test_terms_of_an_engine_of_words_are_the_same_with_vectors_and_without(config) -> None:
    texts, vectors = make_texts(40)
    words_alone = config.model_copy(update={"engine": "nmf"})
    with_vectors, without = fit_model(texts, range(40), words_alone, vectors), fit_model(texts, range(40), words_alone)
    assert sorted(with_vectors.names()) == sorted(without.names())


def test_shares_sum_to_one_and_a_text_without_words_or_sentences_has_none(config) -> None:
    texts, vectors = make_texts(40)
    fit = fit_model([*texts, []], range(41), config, [*vectors, [0.0, 0.0]]).fit
    assert [sum(row) for row in fit.document_weights] == pytest.approx([1.0] * 40 + [0.0], abs=1e-4)


@pytest.mark.parametrize("n", [0, 1, 2, 19, 20])
def test_few_texts_are_placed_as_well(n, config) -> None:
    texts, vectors = make_texts(n)
    assert len(fit_model(texts, range(n), config, vectors).fit.document_weights) == n


@settings(max_examples=5, deadline=None)
@given(order=st.permutations(range(30)))
def test_documents_given_in_another_order_get_the_same_topics(order, project_root) -> None:
    texts, vectors = make_texts(30)
    config = load_config(project_root / "configs" / "topics.yaml", TopicsConfig).model_copy(update={"topics": 2})
    named = {f"d{number:02}": (texts[number], vectors[number]) for number in order}
    pairs = [pair for _, pair in sorted(named.items())]
    shuffled = fit_model([words for words, _ in pairs], range(30), config, [vector for _, vector in pairs])
    assert shuffled == fit_model(texts, range(30), config, vectors)


def test_without_embeddings_there_are_no_vectors() -> None:
    assert text_vectors([["居家养老。"]], "none") is None


def test_a_text_has_one_vector_and_one_without_sentences_zeros() -> None:
    vectors = text_vectors([["居家养老。", "社区服务。"], []], "use") or []
    assert [len(vector) for vector in vectors] == [512, 512]
    assert any(vectors[0])
    assert not any(vectors[1])


def test_pieces_of_one_text_are_no_neighbours_of_each_other() -> None:
    bags = Bags(("养老", "网格"), (((0, 1),), ((1, 1),)) * 30)
    vectors = tuple([float(unit // 2), 1.0] for unit in range(60))
    nearest = nearest_units(Bags(bags.vocabulary, bags.counts, vectors)).toarray()
    assert nearest.sum(axis=1) == pytest.approx([1.0] * 60)
    assert not any(nearest[unit, unit // 2 * 2 + piece] for unit in range(60) for piece in range(2))


def test_of_few_texts_none_are_neighbours() -> None:
    bags = Bags(("养老", "网格"), (((0, 1),), ((1, 1),)) * 5, tuple([float(unit), 1.0] for unit in range(10)))
    assert nearest_units(bags) is None


def test_vectors_that_all_point_one_way_are_not_read() -> None:
    assert telling_vectors([[1.0, 0.1], [1.0, -0.1], [0.0, 0.0]], range(3)) is None
    assert telling_vectors([[1.0, 0.1], [-1.0, 0.1]], range(2)) == [[1.0, 0.1], [-1.0, 0.1]]
