"""One interface over the topic engines: bags in, plain weights out; each library stays in its adapter."""

import importlib
import math
from collections.abc import Callable
from dataclasses import replace
from typing import cast

from pipeline.core.tables import round_float
from pipeline.topics.factors import Factors, Fit, Weights
from pipeline.topics.vocabulary import Bags

Engine = Callable[[Bags, Bags, int, int], Factors]
Placing = Callable[[Weights], Weights]


# Where each engine stands.
ADAPTERS = {
    "association": ("pipeline.topics.association", "fit_association"),
    "nmf": ("pipeline.topics.nmf", "fit_nmf"),
    "kmeans": ("pipeline.topics.kmeans", "fit_kmeans"),
    "sklearn_lda": ("pipeline.topics.sklearn_lda", "fit_sklearn_lda"),
    "lda": ("pipeline.topics.lda", "fit_lda"),
    "ensemble_lda": ("pipeline.topics.lda", "fit_ensemble_lda"),
    "hdp": ("pipeline.topics.lda", "fit_hdp"),
    "tomotopy_lda": ("pipeline.topics.tomotopy_models", "fit_tomotopy_lda"),
    "tomotopy_hdp": ("pipeline.topics.tomotopy_models", "fit_tomotopy_hdp"),
}
# Engines that need the optional extra; those that find their number of topics themselves, so that the wished one is the most they give; and
# those whose topics depend on sentence vectors, where these are given.
OPTIONAL = {"tomotopy_lda": "tomotopy", "tomotopy_hdp": "tomotopy"}
DECIDING = frozenset({"ensemble_lda", "hdp", "tomotopy_hdp"})
READS_VECTORS = frozenset({"association", "kmeans"})


def find_engine(name: str) -> Engine:
    """Return the engine of this name; its library is imported when it fits.

    Raises:
        ConfigError: the library is not installed.
    """
    if name in OPTIONAL:
        from pipeline.topics.tomotopy_models import load_tomotopy

        load_tomotopy(f"configs/topics.yaml: engine: {name}")
    module, function = ADAPTERS[name]
    return cast("Engine", getattr(importlib.import_module(module), function))


def fit_topics(name: str, units: Bags, documents: Bags, topics: int, seed: int, placing: Placing | None = None) -> Fit:
    """Fit `topics` topics on the units and place the documents in them.

    Args:
        name: the engine.
        units: pieces of text of about a paragraph, none empty, in a fixed order.
        documents: texts to place, over the same vocabulary; fitted on or not.
        topics: wished number; less are fitted where units or words are fewer, or the engine finds the number itself.
        seed: of everything random.
        placing: makes better shares of the engine's document weights; None keeps these.
    """
    engine, feasible = find_engine(name), min(topics, len(units.counts), len(units.vocabulary))
    if feasible == 0:
        return Fit(units.vocabulary, [], [[] for _ in documents.counts], None)
    factors = engine(units, documents, feasible, seed)
    if placing is not None:
        factors = replace(factors, document_weights=placing(factors.document_weights))
    return arrange_topics(units.vocabulary, factors, documents)[0]


def arrange_topics(vocabulary: tuple[str, ...], factors: Factors, documents: Bags) -> tuple[Fit, list[int]]:
    """Return the factors as shares, topics in falling order of their weight over the documents, and that order."""
    terms = [_shares(row) for row in factors.term_weights]
    placed = [_shares(row) if bag else [0.0] * len(row) for row, bag in zip(factors.document_weights, documents.counts, strict=True)]
    totals = [round_float(math.fsum(column)) for column in zip(*placed, strict=True)] or [0.0] * len(terms)
    order = sorted(range(len(terms)), key=lambda topic: (-totals[topic], [-weight for weight in terms[topic]]))
    reconstruction = None if factors.reconstruction is None else round_float(factors.reconstruction)
    return Fit(vocabulary, [terms[topic] for topic in order], [[row[topic] for topic in order] for row in placed], reconstruction), order


def _shares(row: list[float]) -> list[float]:
    total = math.fsum(row)
    return [round_float(value / total) if total > 0 else 0.0 for value in row]
