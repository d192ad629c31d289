"""Models over numbers of topics and seeds, compared: coherence, diversity, and what models of one K share."""

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from pipeline.core.records import TopicModel
from pipeline.core.shards import ExecutionConfig, Failure, map_shards
from pipeline.topics.coherence import TOP_TERMS, measure_quality
from pipeline.topics.config import TopicsConfig
from pipeline.topics.matching import overlap
from pipeline.topics.model import Model, Words, draw_sample, fit_model


@dataclass(frozen=True, slots=True)
class Compared:
    """A fitted model's figures with its topics' first terms."""

    row: TopicModel
    terms: list[list[str]]


def describe(model: Model, texts: Sequence[Words], config: TopicsConfig, *, chosen: bool) -> Compared:
    """Measure a model against the texts it was fitted for."""
    names = model.names()
    quality = measure_quality(names, texts)
    row = TopicModel(
        engine=config.engine,
        topics=config.topics,
        seed=config.seed,
        chosen=chosen,
        c_v=quality.c_v,
        npmi=quality.npmi,
        diversity=quality.diversity,
        stability=None,
        reconstruction=model.fit.reconstruction,
    )
    return Compared(row, [terms[:TOP_TERMS] for terms in names])


def run_sweep(texts: Sequence[Words], config: TopicsConfig, execution: ExecutionConfig) -> tuple[list[Compared], list[Failure]]:
    """Fit and measure a model for every K and seed of the sweep but the chosen pair, each in one process and one thread."""
    pairs = sorted({(topics, seed) for topics in config.sweep_topics for seed in config.sweep_seeds} - {(config.topics, config.seed)})
    items = [(texts, config.model_copy(update={"topics": topics, "seed": seed})) for topics, seed in pairs]
    results = dict(map_shards(measure_one, items, execution, costs=[topics for topics, _ in pairs]))
    ordered = [results[index] for index in range(len(items))]
    return [item for item in ordered if isinstance(item, Compared)], [item for item in ordered if isinstance(item, Failure)]


def measure_one(item: Any) -> Compared:
    """Fit one model of the sweep on its share of the texts; `item` is (texts, config)."""
    texts, config = item
    model = fit_model(texts, draw_sample(len(texts), config.sweep_share, config.seed), config)
    return describe(model, texts, config, chosen=False)


def with_stability(models: Sequence[Compared]) -> list[TopicModel]:
    """Return the models' rows with their mean overlap with the other models of their K; None where there is no other."""
    groups: dict[int, list[Compared]] = defaultdict(list)
    for model in models:
        groups[model.row.topics].append(model)
    return [_stable(model, [other for other in groups[model.row.topics] if other is not model]) for model in models]


def _stable(model: Compared, others: list[Compared]) -> TopicModel:
    shares = [overlap(model.terms, other.terms) for other in others]
    return replace(model.row, stability=math.fsum(shares) / len(shares) if shares else None)
