import numpy as np
import pytest

from pipeline.align.vectors import SideVectors, Vectors


@pytest.fixture
def vectors(shipped):
    """Two Chinese and two English sentences, all alike in every sentence vector."""
    side = SideVectors(np.array([[1.0, 0.0], [1.0, 0.0]]), np.array([1.0, 1.0]))
    return Vectors(side, side, shipped.model_copy(update={"neighbour_share": 0.0, "cosine_base": 0.0}))


def cosine(vectors, n_zh, n_en):
    return vectors.row(0, n_zh, np.array([0]), np.array([[n_en]]))[0, 0]


def test_span_without_a_vector_of_its_own_has_the_mean_of_its_sentences(vectors):
    assert cosine(vectors, 2, 2) == pytest.approx(1.0)


def test_span_encoded_whole_replaces_the_mean_on_either_side(vectors):
    vectors.take_whole({range(2): np.array([0.6, 0.8])}, {range(2): np.array([0.8, 0.6])})
    assert cosine(vectors, 2, 2) == pytest.approx(0.96)
    assert cosine(vectors, 2, 1) == pytest.approx(0.6)
    assert cosine(vectors, 1, 2) == pytest.approx(0.8)
