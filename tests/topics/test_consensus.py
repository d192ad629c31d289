import pytest

from pipeline.core.shards import ExecutionConfig
from pipeline.core.store import Store
from pipeline.topics.consensus import fit_consensus
from pipeline.topics.merging import merge_topics
from pipeline.topics.neighbours import Guess, place_among
from pipeline.topics.vocabulary import Bags
from tests.topics.conftest import CARE, GRID
from tests.topics.test_neighbours import make_texts


@pytest.fixture
def fit(serial):
    """A consensus on every text, in this process and without a store."""
    return lambda texts, config, vectors=None: fit_consensus(texts, range(len(texts)), config, vectors, (serial, Store(None)))


def test_topics_of_clear_themes_are_stable_and_made_of_their_words(fit, config) -> None:
    found = fit(make_texts(40)[0], config)
    assert found.stability == [pytest.approx(1.0, abs=0.35)] * 2
    assert all(set(topic[:5]) <= set(CARE) or set(topic[:5]) <= set(GRID) for topic in found.model.names())


def test_the_weight_of_a_topic_is_the_share_of_fits_that_put_the_text_there() -> None:
    documents, care, grid = Bags(("养老",), (((0, 1),),)), [[1.0, 0.0]], [[0.0, 1.0]]
    guesses = [Guess([0], care), Guess([0], care), Guess([0], care), Guess([0], grid)]
    assert place_among(documents, [0], None, guesses) == [[0.75, 0.25]]


def test_fits_of_clear_themes_agree_on_every_text(fit, config) -> None:
    weights = fit(make_texts(40)[0], config).model.fit.document_weights
    assert min(max(row) for row in weights) > 0.99


def test_one_worker_and_two_find_the_same(config, serial) -> None:
    texts, vectors = make_texts(30)
    two = ExecutionConfig(executor="local", workers=2, max_seconds=600, max_memory_mb=4096)
    few = config.model_copy(update={"consensus_runs": 1})
    found = [fit_consensus(texts, range(30), few, vectors, (execution, Store(None))) for execution in (serial, two)]
    assert found[0] == found[1]


def test_runs_of_the_same_words_and_settings_come_from_the_store(tmp_path, config, serial) -> None:
    texts, vectors = make_texts(30)
    computed = fit_consensus(texts, range(30), config, vectors, (serial, Store(tmp_path)))
    entries = {path for path in tmp_path.rglob("*") if path.is_file()}
    assert fit_consensus(texts, range(30), config, vectors, (serial, Store(tmp_path))) == computed
    assert len(entries) == config.consensus_runs + 1
    assert {path for path in tmp_path.rglob("*") if path.is_file()} == entries


def test_another_seed_draws_other_runs(tmp_path, config, serial) -> None:
    texts, _ = make_texts(30)
    for seed in (1, 2):
        fit_consensus(texts, range(30), config.model_copy(update={"seed": seed}), None, (serial, Store(tmp_path)))
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 2 * (config.consensus_runs + 1)


def test_without_runs_a_topic_has_no_stability(fit, config) -> None:
    assert fit(make_texts(40)[0], config.model_copy(update={"consensus_runs": 0})).stability == [None, None]


@pytest.mark.parametrize("n", [0, 1, 2])
def test_too_few_texts_have_a_consensus_too(n, fit, config) -> None:
    found = fit(make_texts(n)[0], config)
    assert len(found.model.fit.document_weights) == n
    assert len(found.stability) == len(found.model.terms)


@pytest.mark.parametrize("engine", ["nmf", "lda", "kmeans"])
def test_every_engine_has_a_consensus(engine, fit, config) -> None:
    found = fit(*make_texts(40)[:1], config.model_copy(update={"engine": engine, "consensus_runs": 2}), make_texts(40)[1])
    assert len(found.stability) == 2


def test_topics_in_another_order_are_matched_and_keep_their_words() -> None:
    care, grid = [0.9, 0.1, 0.0, 0.0], [0.0, 0.0, 0.5, 0.5]
    merged, partners = merge_topics([care, grid], [[grid, care], [grid, care]])
    assert partners == [{0: 1, 1: 0}] * 2
    assert merged[0][0] > merged[0][1] > merged[0][2] == 0


def test_a_topic_that_a_run_lacks_stays_as_the_others_have_it() -> None:
    care, grid = [1.0, 0.0], [0.0, 1.0]
    merged, partners = merge_topics([care, grid], [[care]])
    assert partners == [{0: 0}]
    assert merged == [care, grid]
