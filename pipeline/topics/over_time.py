"""Topics whose prevalence depends on the period: one row a topic and period from DMR; plain Python.

A check beside the stage's trend, which takes topics as fixed and counts works: here the model knows the period of each text.
"""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.core.errors import InputError
from pipeline.core.tables import round_float
from pipeline.topics.config import TopicsConfig
from pipeline.topics.factors import Weights
from pipeline.topics.model import Words, cut_units
from pipeline.topics.tomotopy_models import fit_dmr
from pipeline.topics.vocabulary import build_vocabulary

LISTED, IN_LABEL = 10, 3


@dataclass(frozen=True, slots=True)
class DatedWords:
    """A work's words of substance and its year."""

    year: int
    words: Words


@dataclass(frozen=True, slots=True)
class TopicPeriod:
    """A topic in one period."""

    topic: int
    """0-based, largest shares first."""
    label: str
    """Its first three terms."""
    period: str
    works: int
    """Works of the period with words of the vocabulary: the denominator."""
    share: float
    """Mean weight of the topic in these works."""
    prevalence: float
    """What the model expects of a text of the period before it reads it; smoother than `share`."""
    terms: list[str]
    """First ten terms of the topic, the same in every period."""


def topics_over_time(works: Sequence[DatedWords], config: TopicsConfig) -> list[TopicPeriod]:
    """Return a row for each topic and each period with works, fitted with the config's vocabulary, pieces, K, seed and `period_years`.

    The order of the works must be fixed by the caller.

    Raises:
        ConfigError: tomotopy is not installed.
        InputError: the works are of one period, or share no words.
    """
    vocabulary = build_vocabulary([work.words for work in works], config.min_documents, config.max_document_share, config.max_words)
    known = [work for work in works if not set(vocabulary).isdisjoint(work.words)]
    starts = [work.year - work.year % config.period_years for work in known]
    periods = sorted(set(starts))
    if len(periods) < 2:  # noqa: PLR2004 - a movement needs two
        raise InputError(
            f"{len(known)} dated works with words of the vocabulary, of {len(periods)} periods: topics over time need two periods"
        )
    units, owners = cut_units([work.words for work in known], config.unit_words, vocabulary)
    found = fit_dmr(units, [periods.index(starts[owner]) for owner in owners], config.topics, config.seed)
    shares = _shares(_by_work(found.unit_weights, owners), starts, periods)
    totals = [math.fsum(column) for column in zip(*shares, strict=True)]
    order = sorted(range(config.topics), key=lambda topic: (-totals[topic], topic))
    terms = [_first(row, vocabulary) for row in found.term_weights]
    counts = Counter(starts)
    return [
        TopicPeriod(
            topic=rank,
            label="·".join(terms[topic][:IN_LABEL]),
            period=_name(start, config.period_years),
            works=counts[start],
            share=shares[at][topic],
            prevalence=round_float(found.prevalence[at][topic]),
            terms=terms[topic],
        )
        for rank, topic in enumerate(order)
        for at, start in enumerate(periods)
    ]


def _by_work(unit_weights: Weights, owners: Sequence[int]) -> Weights:
    """Return the mean weights of each work's units, in the order of the works."""
    units: list[Weights] = [[] for _ in range(max(owners) + 1)]
    for owner, row in zip(owners, unit_weights, strict=True):
        units[owner].append(row)
    return [_mean(rows) for rows in units]


def _shares(weights: Weights, starts: Sequence[int], periods: Sequence[int]) -> Weights:
    """Return the mean weights of each period's works, shape (periods, topics)."""
    return [
        [round_float(value) for value in _mean([row for row, own in zip(weights, starts, strict=True) if own == start])]
        for start in periods
    ]


def _mean(rows: Weights) -> list[float]:
    return [math.fsum(column) / len(rows) for column in zip(*rows, strict=True)]


def _first(weights: Sequence[float], vocabulary: Sequence[str]) -> list[str]:
    ranked = sorted(zip(vocabulary, weights, strict=True), key=lambda pair: (-round_float(pair[1]), pair[0]))
    return [word for word, _ in ranked[:LISTED]]


def _name(start: int, years: int) -> str:
    return str(start) if years == 1 else f"{start}-{start + years - 1}"
