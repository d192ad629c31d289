"""The adapter of gensim's LdaModel, EnsembleLda and HdpModel: one thread, seeded, so that they give the same every time (LdaMulticore does not)."""

import math
from typing import Any

from pipeline.topics.factors import Factors, Weights
from pipeline.topics.vocabulary import Bags

PASSES = 10
ITERATIONS = 100
# Models of which an ensemble keeps what most of them found. EPSILON is the distance (1 less the masked cosine) up to which topics are one:
# of 13 topics of 1,000 abstracts .1 (gensim's own) kept 0, .3 kept 2, .5 kept 3.
ENSEMBLE_MODELS = 4
EPSILON = 0.5
# Texts that the variational HDP reads at a time (gensim's default), and how often it reads all.
HDP_CHUNK = 256
HDP_PASSES = 5
# Topics that one text may have in the HDP (gensim's default).
HDP_TOPICS_OF_TEXT = 15


def fit_lda(units: Bags, documents: Bags, topics: int, seed: int) -> Factors:
    """Fit latent Dirichlet allocation by online variational Bayes, 10 passes, priors learned from the texts.

    Source: Hoffman, M., Blei, D. & Bach, F. (2010), Online Learning for Latent Dirichlet Allocation, as gensim computes it.
    """
    from gensim.models.ldamodel import LdaModel

    model = LdaModel(_corpus(units), num_topics=topics, id2word=_words(units), random_state=seed, **_settings(topics))
    return _factors(model.get_topics(), model, documents)


def fit_ensemble_lda(units: Bags, documents: Bags, topics: int, seed: int) -> Factors:
    """Fit 4 LDA models and keep the topics that recur in them, which are fewer than `topics`, or none.

    Source: Brigl, T. (2019), Extracting Reliable Topics using Ensemble Latent Dirichlet Allocation, as gensim computes it.
    """
    from gensim.models import EnsembleLda, LdaModel

    model = EnsembleLda(
        topic_model_class=LdaModel,
        num_models=ENSEMBLE_MODELS,
        epsilon=EPSILON,
        random_state=seed,
        corpus=_corpus(units),
        id2word=_words(units),
        num_topics=topics,
        **_settings(topics),
    )
    if not len(model.get_topics()):
        return Factors([], [[] for _ in documents.counts], None)
    return _factors(model.get_topics(), model.classic_model_representation, documents)


def fit_hdp(units: Bags, documents: Bags, topics: int, seed: int) -> Factors:
    """Fit a hierarchical Dirichlet process truncated at `topics`, and keep the topics that lead at least one unit.

    Source: Wang, C., Paisley, J. & Blei, D. (2011), Online Variational Inference for the Hierarchical Dirichlet Process, as gensim computes it.
    """
    from gensim.models import HdpModel

    model = HdpModel(
        _corpus(units),
        _words(units),
        T=topics,
        K=min(HDP_TOPICS_OF_TEXT, topics),
        chunksize=HDP_CHUNK,
        max_chunks=HDP_PASSES * math.ceil(len(units.counts) / HDP_CHUNK),
        random_state=seed,
    )
    leading = sorted({row.index(max(row)) for row in model.inference(_corpus(units)).tolist()})
    placed = model.inference(_corpus(documents)).tolist()
    return Factors(model.get_topics()[leading].tolist(), [[row[topic] for topic in leading] for row in placed], None)


def _settings(topics: int) -> dict[str, Any]:
    return {
        "passes": PASSES,
        "iterations": ITERATIONS,
        "alpha": "auto" if topics > 1 else "symmetric",  # the prior of a single topic cannot be learned
        "eta": "auto",
        "eval_every": None,
    }


def _corpus(bags: Bags) -> list[list[tuple[int, int]]]:
    return [list(bag) for bag in bags.counts]


def _words(bags: Bags) -> dict[int, str]:
    return dict(enumerate(bags.vocabulary))


def _factors(topics: Any, model: Any, documents: Bags) -> Factors:
    """Return the topics, shape (topics, words), with the documents as an LDA model of them places each."""
    terms: Weights = topics.astype(float).tolist()
    pairs = (dict(model.get_document_topics(list(bag), minimum_probability=0.0)) for bag in documents.counts)
    return Factors(terms, [[float(found.get(topic, 0.0)) for topic in range(len(terms))] for found in pairs], None)
