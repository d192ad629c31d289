"""The consensus: topics of many fits on subsamples, matched and merged, each with its stability, and each text with its share of the fits.

One fit on everything gives the topics; fits on other subsamples and seeds (`consensus_runs`, `consensus_share`) are matched with it. Fits run in
parallel, each in one thread, and come from the store where words and settings are the same.
"""

import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from pipeline.core.incremental import Task, run_tasks
from pipeline.core.shards import ExecutionConfig, Failure
from pipeline.core.store import Store, code_digest, json_digest, result_key
from pipeline.topics.coherence import TOP_TERMS
from pipeline.topics.config import TopicsConfig
from pipeline.topics.engines import arrange_topics, fit_topics
from pipeline.topics.factors import Factors, Fit, Weights
from pipeline.topics.matching import jaccard
from pipeline.topics.merging import Partners, merge_topics
from pipeline.topics.model import Material, Model, Words, draw_sample, fit_model, gather, relevant_terms
from pipeline.topics.neighbours import Guess, place_among
from pipeline.topics.sweep import MODULES, deciding_libraries
from pipeline.topics.vectors import Vectors, telling_vectors
from pipeline.topics.vocabulary import Bags

# Seeds of the runs: seed × SEEDS + run, so that neighbouring seeds share no run.
SEEDS = 1000


@dataclass(frozen=True, slots=True)
class Consensus:
    """A merged model with what its runs say of it."""

    model: Model
    stability: list[float | None]
    """For each topic the mean overlap (Jaccard of first ten terms) with its partner in the runs, 0 without one; None without runs."""
    failures: list[Failure]


@dataclass(frozen=True, slots=True)
class _Run:
    sample: list[int]
    """Numbers of the texts that it was fitted on."""
    terms: Weights
    """Shape (topics, words)."""
    documents: list[dict[int, float]]
    """The engine's own weights above 0 of each text, in the sample or not, by topic."""
    reconstruction: float | None


def fit_consensus(
    texts: Sequence[Words], sample: Sequence[int], config: TopicsConfig, vectors: Vectors | None, work: tuple[ExecutionConfig, Store]
) -> Consensus:
    """Fit the config's model on the texts that `sample` numbers and on subsamples of them, merge the topics and place all texts.

    As `model.fit_model` otherwise. A run that was lost is left out; without any, and without topics, this is one fit. `work` says how runs are
    spread and where their results are kept.
    """
    read = telling_vectors(vectors, sample)
    material = gather(texts, sample, config, read)
    whole, runs, failures = _fit_runs(material, config, *work)
    if whole is None or not whole.terms:
        model = fit_model(texts, sample, config, vectors)
        return Consensus(model, [None] * len(model.terms), failures)
    merged, partners = merge_topics(whole.terms, [run.terms for run in runs])
    same = {topic: topic for topic in range(len(merged))}
    guesses = [_guess(run, pairs, len(merged)) for run, pairs in zip([whole, *runs], [same, *partners], strict=True)]
    placed = place_among(material.documents, material.sample, read, guesses)
    fit, order = arrange_topics(material.vocabulary, Factors(merged, placed, whole.reconstruction), material.documents)
    model = Model(fit, relevant_terms(fit, material.documents, config.relevance, config.terms))
    listed = [_listed(run.terms, material, config) for run in runs]
    return Consensus(model, [_stability(model.names()[at], topic, listed, partners) for at, topic in enumerate(order)], failures)


def _stability(names: list[str], topic: int, runs: Sequence[list[list[str]]], partners: Sequence[Partners]) -> float | None:
    shares = [jaccard(names[:TOP_TERMS], run[pairs[topic]]) if topic in pairs else 0.0 for run, pairs in zip(runs, partners, strict=True)]
    return math.fsum(shares) / len(shares) if shares else None


def _listed(terms: Weights, material: Material, config: TopicsConfig) -> list[list[str]]:
    ranked = relevant_terms(Fit(material.vocabulary, terms, [], None), material.documents, config.relevance, TOP_TERMS)
    return [[term.term for term in topic] for topic in ranked]


def _guess(run: _Run, partners: Partners, topics: int) -> Guess:
    """Return where a run puts each text, in the order of the merged topics."""
    merged = {partner: topic for topic, partner in partners.items()}
    rows = [{merged[topic]: weight for topic, weight in row.items() if topic in merged} for row in run.documents]
    return Guess(run.sample, [[row.get(topic, 0.0) for topic in range(topics)] for row in rows])


def _fit_runs(
    material: Material, config: TopicsConfig, execution: ExecutionConfig, store: Store
) -> tuple[_Run | None, list[_Run], list[Failure]]:
    """Fit the whole and each run; the whole is None where it was lost."""
    seeds = [config.seed * SEEDS + run for run in range(config.consensus_runs + 1)]
    drawn = [draw_sample(len(material.sample), config.consensus_share if run else 1.0, seed) for run, seed in enumerate(seeds)]
    fixed = result_key(code_digest(MODULES, deciding_libraries(config)), json_digest([config.engine, config.topics, asdict(material)]))
    tasks = [
        _task((config.engine, material.drawn(at), material.documents, config.topics, seed), at, fixed)
        for seed, at in zip(seeds, drawn, strict=True)
    ]
    values = run_tasks(fit_one, tasks, store, execution, label="consensus").values
    runs = [None if isinstance(value, Failure) else _run(value, at, material) for value, at in zip(values, drawn, strict=True)]
    return runs[0], [run for run in runs[1:] if run is not None], [value for value in values if isinstance(value, Failure)]


def _task(item: tuple[str, Bags, Bags, int, int], positions: Sequence[int], fixed: str) -> Task:
    units, seed = item[1], item[-1]
    return Task(f"fit with seed {seed}", result_key("consensus", fixed, json_digest([seed, positions])), item, len(units.counts))


def fit_one(item: Any) -> dict[str, Any]:
    """Fit one run; `item` is (engine, units, documents, topics, seed); returns the weights above 0 of each topic's words and each text's topics."""
    fit = fit_topics(*item)
    return {"terms": _above_zero(fit.term_weights), "documents": _above_zero(fit.document_weights), "reconstruction": fit.reconstruction}


def _above_zero(rows: Weights) -> list[list[tuple[int, float]]]:
    return [[(at, weight) for at, weight in enumerate(row) if weight > 0] for row in rows]


def _run(value: Any, positions: Sequence[int], material: Material) -> _Run:
    rows = [dict(row) for row in value["terms"]]
    terms = [[row.get(word, 0.0) for word in range(len(material.vocabulary))] for row in rows]
    sample = [material.sample[position] for position in positions]
    return _Run(sample, terms, [dict(row) for row in value["documents"]], value["reconstruction"])
