"""Models over numbers of topics and seeds, compared: coherence, diversity, and what models of one K share."""

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from pipeline.core.incremental import Task, run_tasks
from pipeline.core.shards import ExecutionConfig, Failure
from pipeline.core.store import Store, code_digest, json_digest, result_key
from pipeline.core.topic_records import TopicModel
from pipeline.topics.coherence import TOP_TERMS, measure_quality
from pipeline.topics.config import TopicsConfig
from pipeline.topics.engines import OPTIONAL, READS_VECTORS
from pipeline.topics.matching import overlap
from pipeline.topics.model import Model, Words, draw_sample, fit_model
from pipeline.topics.vectors import Vectors

# What decides a compared model beside words and settings.
MODULES = ("pipeline.core.records", "pipeline.core.tables", "pipeline.core.text", "pipeline.topics")
LIBRARIES = ("gensim", "numpy", "scikit-learn", "scipy")
# Settings that decide which models are compared and what is shown, not a model.
OUTSIDE = {"consensus_runs", "consensus_share", "embeddings", "sweep_topics", "sweep_seeds", "examples", "period_years", "few_works"}


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


def deciding_libraries(config: TopicsConfig) -> tuple[str, ...]:
    """Return the packages whose versions decide a fit of the config's engine."""
    return (*LIBRARIES, OPTIONAL[config.engine]) if config.engine in OPTIONAL else LIBRARIES


def run_sweep(
    texts: Sequence[Words], config: TopicsConfig, execution: ExecutionConfig, store: Store, vectors: Vectors | None = None
) -> tuple[list[Compared], list[Failure]]:
    """Fit and measure a model for every K and seed of the sweep but the chosen pair, each in one process and one thread.

    Models of the same words and settings come from the store. Vectors (one a text) count where the engine's topics depend on them.
    """
    read = vectors if config.engine in READS_VECTORS else None
    pairs = sorted({(topics, seed) for topics in config.sweep_topics for seed in config.sweep_seeds} - {(config.topics, config.seed)})
    fixed = result_key(code_digest(MODULES, deciding_libraries(config)), json_digest(list(texts)), json_digest(read))
    tasks = [_task((texts, config.model_copy(update={"topics": topics, "seed": seed}), read), fixed) for topics, seed in pairs]
    values = run_tasks(measure_one, tasks, store, execution, label="topics").values
    found = [Compared(TopicModel(**value["row"]), value["terms"]) for value in values if not isinstance(value, Failure)]
    return found, [value for value in values if isinstance(value, Failure)]


def _task(item: tuple[Sequence[Words], TopicsConfig, Vectors | None], fixed: str) -> Task:
    config = item[1]
    key = result_key("topics", fixed, json_digest(config.model_dump(mode="json", exclude=OUTSIDE)))
    return Task(f"{config.topics} topics, seed {config.seed}", key, item, config.topics)


def measure_one(item: Any) -> dict[str, Any]:
    """Fit one model of the sweep on its share of the texts; `item` is (texts, config, vectors); returns row and terms of a `Compared`."""
    texts, config, vectors = item
    model = fit_model(texts, draw_sample(len(texts), config.sweep_share, config.seed), config, vectors)
    compared = describe(model, texts, config, chosen=False)
    return {"row": asdict(compared.row), "terms": compared.terms}


def with_stability(models: Sequence[Compared]) -> list[TopicModel]:
    """Return the models' rows with their mean overlap with the other models of their K; None where there is no other."""
    groups: dict[int, list[Compared]] = defaultdict(list)
    for model in models:
        groups[model.row.topics].append(model)
    return [_stable(model, [other for other in groups[model.row.topics] if other is not model]) for model in models]


def _stable(model: Compared, others: list[Compared]) -> TopicModel:
    shares = [overlap(model.terms, other.terms) for other in others]
    return replace(model.row, stability=math.fsum(shares) / len(shares) if shares else None)
