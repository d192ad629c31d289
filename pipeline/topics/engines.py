"""One interface over the topic engines: bags in, plain weights out; each library stays in its adapter."""

import math
from collections.abc import Callable
from dataclasses import replace

from pipeline.core.tables import round_float
from pipeline.topics.factors import Factors, Fit, Weights
from pipeline.topics.vocabulary import Bags

Engine = Callable[[Bags, Bags, int, int], Factors]
Placing = Callable[[Weights], Weights]


def find_engine(name: str) -> Engine:
    """Return the engine of this name (`association`, `nmf` or `lda`); its library is imported here."""
    if name == "lda":
        from pipeline.topics.lda import fit_lda

        return fit_lda
    from pipeline.topics.nmf import fit_association, fit_nmf

    return fit_association if name == "association" else fit_nmf


def fit_topics(name: str, units: Bags, documents: Bags, topics: int, seed: int, placing: Placing | None = None) -> Fit:
    """Fit `topics` topics on the units and place the documents in them.

    Args:
        name: the engine.
        units: pieces of text of about a paragraph, in a fixed order.
        documents: texts to place, over the same vocabulary; fitted on or not.
        topics: wished number; less are fitted where units or words are fewer.
        seed: of everything random.
        placing: makes better shares of the engine's document weights; None keeps these.
    """
    filled = [bag for bag in units.counts if bag]
    feasible = min(topics, len(filled), len(units.vocabulary))
    if feasible == 0:
        return Fit(units.vocabulary, [], [[] for _ in documents.counts], None)
    train = Bags(units.vocabulary, tuple(filled))
    factors = find_engine(name)(train, documents, feasible, seed)
    if placing is not None:
        factors = replace(factors, document_weights=placing(factors.document_weights))
    return _arrange(units.vocabulary, factors, documents)


def _arrange(vocabulary: tuple[str, ...], factors: Factors, documents: Bags) -> Fit:
    terms = [_shares(row) for row in factors.term_weights]
    placed = [_shares(row) if bag else [0.0] * len(row) for row, bag in zip(factors.document_weights, documents.counts, strict=True)]
    totals = [round_float(math.fsum(column)) for column in zip(*placed, strict=True)] or [0.0] * len(terms)
    order = sorted(range(len(terms)), key=lambda topic: (-totals[topic], [-weight for weight in terms[topic]]))
    reconstruction = None if factors.reconstruction is None else round_float(factors.reconstruction)
    return Fit(vocabulary, [terms[topic] for topic in order], [[row[topic] for topic in order] for row in placed], reconstruction)


def _shares(row: list[float]) -> list[float]:
    total = math.fsum(row)
    return [round_float(value / total) if total > 0 else 0.0 for value in row]
