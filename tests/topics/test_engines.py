import importlib.util
import random
import sys
from typing import get_args

import pytest

from pipeline.core.errors import ConfigError
from pipeline.topics.config import EngineName
from pipeline.topics.engines import ADAPTERS, DECIDING, OPTIONAL, READS_VECTORS, fit_topics
from pipeline.topics.model import draw_sample, fit_model
from pipeline.topics.vocabulary import Bags
from tests.topics.conftest import CARE, GRID

INSTALLED = importlib.util.find_spec("tomotopy") is not None
ENGINES = [engine for engine in get_args(EngineName) if engine not in OPTIONAL or INSTALLED]
# An ensemble may find no topic, and gensim's HDP needs more texts than twelve.
PLAIN = [engine for engine in ENGINES if engine not in {"ensemble_lda", "hdp"}]
FACTORISING = ["association", "nmf", "kmeans"]


@pytest.mark.parametrize("engine", PLAIN)
def test_two_themes_come_out_as_two_topics(engine, config, theme_words) -> None:
    model = fit_model(theme_words, range(12), config.model_copy(update={"engine": engine}))
    strongest = [row.index(max(row)) for row in model.fit.document_weights]
    assert len({*strongest[::2]}) == len({*strongest[1::2]}) == 1
    assert strongest[0] != strongest[1]


@pytest.mark.parametrize("engine", FACTORISING)
def test_terms_of_a_topic_are_words_of_its_theme(engine, config, theme_words) -> None:
    model = fit_model(theme_words, range(12), config.model_copy(update={"engine": engine}))
    assert sorted(map(set, (topic[:5] for topic in model.names())), key=sorted) != []
    assert all(set(topic[:5]) <= set(CARE) or set(topic[:5]) <= set(GRID) for topic in model.names())


@pytest.mark.parametrize("engine", ENGINES)
def test_every_float_is_rounded_and_every_row_sums_to_one(engine, config, theme_words) -> None:
    fit = fit_model(theme_words, range(12), config.model_copy(update={"engine": engine})).fit
    rows = (fit.document_weights if fit.term_weights else []) + fit.term_weights
    assert all(value == float(f"{value:.6g}") for row in rows for value in row)
    assert [sum(row) for row in rows] == pytest.approx([1.0] * len(rows), abs=1e-4)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("n", [0, 1, 2])
def test_too_few_texts_give_fewer_topics_and_a_row_for_each(engine, n, config, theme_words) -> None:
    model = fit_model(theme_words[:n], range(n), config.model_copy(update={"engine": engine, "topics": 5}))
    assert len(model.fit.document_weights) == n
    assert len(model.terms) <= n


@pytest.mark.parametrize("engine", ENGINES)
def test_the_same_words_give_the_same_topics_in_plain_numbers(engine, config, theme_words) -> None:
    chosen = config.model_copy(update={"engine": engine, "topics": 3})
    fits = [fit_model(theme_words, range(12), chosen).fit for _ in range(2)]
    assert fits[0] == fits[1]
    assert {type(value) for row in fits[0].document_weights + fits[0].term_weights for value in row} <= {float}


@pytest.mark.parametrize("engine", sorted(DECIDING & set(ENGINES)))
def test_an_engine_that_decides_gives_the_wished_number_at_most(engine, config, theme_words) -> None:
    assert len(fit_model(theme_words, range(12), config.model_copy(update={"engine": engine, "topics": 5})).terms) <= 5


def test_every_engine_of_the_config_has_an_adapter() -> None:
    assert set(ADAPTERS) == set(get_args(EngineName)) >= DECIDING | set(OPTIONAL) | READS_VECTORS


@pytest.mark.parametrize("engine", sorted(OPTIONAL))
def test_an_engine_whose_library_is_missing_is_refused_with_the_line_that_installs_it(engine, monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "tomotopy", None)
    with pytest.raises(ConfigError, match=rf"engine: {engine} needs tomotopy.*\n.*make tomotopy"):
        fit_topics(engine, Bags(("甲乙",), (((0, 1),),)), Bags(("甲乙",), ()), 1, 1)


def test_sentence_vectors_decide_clusters_where_words_do_not(config) -> None:
    texts = [["社区", "治理", "服务"]] * 10
    vectors = [[1.0, 0.0] if at % 2 else [-1.0, 0.0] for at in range(10)]
    chosen = config.model_copy(update={"engine": "kmeans", "max_document_share": 1.0})
    fit = fit_model(texts, range(10), chosen, vectors).fit
    strongest = [row.index(max(row)) for row in fit.document_weights]
    assert len({*strongest[::2]}) == len({*strongest[1::2]}) == 1
    assert strongest[0] != strongest[1]


def test_an_empty_text_has_weights_of_zero(config, theme_words) -> None:
    fit = fit_model([*theme_words, []], range(13), config).fit
    assert fit.document_weights[-1] == [0.0, 0.0]


def test_texts_outside_the_sample_are_placed(config, theme_words) -> None:
    fit = fit_model(theme_words, range(10), config).fit
    assert [row.index(max(row)) for row in fit.document_weights[10:]] == [row.index(max(row)) for row in fit.document_weights[:2]]


def test_without_vocabulary_there_are_no_topics() -> None:
    fit = fit_topics("nmf", Bags((), ()), Bags((), ((), ())), 3, 1)
    assert (fit.term_weights, fit.document_weights) == ([], [[], []])


def test_the_seed_draws_the_sample() -> None:
    assert draw_sample(100, 0.9, 1) == draw_sample(100, 0.9, 1) != draw_sample(100, 0.9, 2)
    assert len(draw_sample(100, 0.9, 1)) == 90
    assert draw_sample(3, 1.0, 1) == [0, 1, 2]


def test_a_long_text_does_not_outweigh_the_others_as_one_bag(config, theme_words) -> None:
    long_text = random.Random(1).sample(CARE * 40, 320)  # noqa: S311
    model = fit_model([*theme_words, long_text], range(13), config)
    assert all(set(topic[:5]) <= set(CARE) or set(topic[:5]) <= set(GRID) for topic in model.names())
