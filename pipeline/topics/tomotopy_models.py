"""The adapter of tomotopy (optional: `make tomotopy`): LDA and HDP as engines, DMR over periods, all by Gibbs sampling.

One worker: with more the sampling differs from run to run. The same seed gives the same numbers on one family of processors.

tomotopy's dynamic model (DTM) is left out. On 1,000 abstracts (K = 13) its topics had nothing to do with the disciplines (AMI .00, DMR .31 to .34),
and first terms of one topic in neighbouring periods overlapped by .20 only (Jaccard), although the periods were drawn by lot.
"""

import importlib
import math
import warnings
from dataclasses import dataclass
from itertools import chain, repeat
from typing import Any

from pipeline.core.errors import ConfigError
from pipeline.topics.factors import Factors, Weights
from pipeline.topics.vocabulary import Bags

ITERATIONS = 500
PLACING_ITERATIONS = 100


@dataclass(frozen=True, slots=True)
class TimeFactors:
    """What a model over periods found."""

    term_weights: Weights
    """Shape (topics, words), each row sums to 1."""
    prevalence: Weights
    """Expected share of each topic in a text of the period, by the model's prior; shape (periods, topics)."""
    unit_weights: Weights
    """Shape (units, topics)."""


def load_tomotopy(wanted: str) -> Any:
    """Return the library.

    Args:
        wanted: what needs it, for the message.

    Raises:
        ConfigError: it is not installed; the message has the line that installs it.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # its types are built in an old way
            return importlib.import_module("tomotopy")
    except ImportError:
        raise ConfigError(f"{wanted} needs tomotopy, which is not installed\ninstall it with `make tomotopy`, or choose another") from None


def fit_tomotopy_lda(units: Bags, documents: Bags, topics: int, seed: int) -> Factors:
    """Fit latent Dirichlet allocation, 500 iterations, the documents' prior learned.

    Source: Griffiths, T. & Steyvers, M. (2004), Finding Scientific Topics, PNAS 101, as tomotopy computes it.
    """
    model = load_tomotopy("tomotopy_lda").LDAModel(k=topics, seed=seed)
    _train(model, units)
    return _factors(model, range(topics), units, documents)


def fit_tomotopy_hdp(units: Bags, documents: Bags, topics: int, seed: int) -> Factors:
    """Fit a hierarchical Dirichlet process, 500 iterations, and keep its `topics` most frequent topics.

    Source: Teh, Y. W. et al. (2006), Hierarchical Dirichlet Processes, as tomotopy computes it.
    """
    model = load_tomotopy("tomotopy_hdp").HDPModel(initial_k=max(2, topics), seed=seed)
    _train(model, units)
    counts = model.get_count_by_topics()
    live = [topic for topic in range(model.k) if model.is_live_topic(topic)]
    kept = sorted(sorted(live, key=lambda topic: (-int(counts[topic]), topic))[:topics])
    return _factors(model, kept, units, documents)


def fit_dmr(units: Bags, periods: list[int], topics: int, seed: int) -> TimeFactors:
    """Fit topics whose prevalence depends on the period of the text, 500 iterations.

    Args:
        units: pieces of text, none empty.
        periods: of each unit, 0 to the last without gaps.
        topics: their number.
        seed: of the sampling.

    Source: Mimno, D. & McCallum, A. (2008), Topic Models Conditioned on Arbitrary Features with Dirichlet-multinomial Regression, as tomotopy
    computes it.
    """
    model = load_tomotopy("a topic model over periods").DMRModel(k=topics, seed=seed)
    for words, period in zip(_texts(units), periods, strict=True):
        model.add_doc(words, metadata=str(period))
    model.train(ITERATIONS, workers=1)
    priors = [_shares([float(value) for value in model.get_topic_prior(str(period))]) for period in range(max(periods) + 1)]
    placed = [[float(value) for value in text.get_topic_dist()] for text in model.docs]
    return TimeFactors(_terms(model, range(topics), units), priors, placed)


def _train(model: Any, units: Bags) -> None:
    for words in _texts(units):
        model.add_doc(words)
    model.train(ITERATIONS, workers=1)


def _texts(bags: Bags) -> list[list[str]]:
    return [list(chain.from_iterable(repeat(bags.vocabulary[word], count) for word, count in bag)) for bag in bags.counts]


def _factors(model: Any, topics: Any, units: Bags, documents: Bags) -> Factors:
    """Return the topics of these numbers with the documents' shares in them; a document without words has zeros."""
    filled = [words for words in _texts(documents) if words]
    found, _ = model.infer([model.make_doc(words) for words in filled], iterations=PLACING_ITERATIONS, workers=1) if filled else ([], [])
    rows = iter([[float(row[topic]) for topic in topics] for row in found])
    placed = [next(rows) if bag else [0.0] * len(topics) for bag in documents.counts]
    return Factors(_terms(model, topics, units), placed, None)


def _terms(model: Any, topics: Any, units: Bags) -> Weights:
    index = _columns(model, units)
    return [_spread(model.get_topic_word_dist(topic), index, units) for topic in topics]


def _columns(model: Any, units: Bags) -> list[int]:
    """Return the place in our vocabulary of each word of the model, which numbers words as they came."""
    places = {word: place for place, word in enumerate(units.vocabulary)}
    return [places[word] for word in model.used_vocabs]


def _spread(weights: Any, index: list[int], units: Bags) -> list[float]:
    row = [0.0] * len(units.vocabulary)
    for place, weight in zip(index, weights, strict=True):
        row[place] = float(weight)
    return row


def _shares(values: list[float]) -> list[float]:
    total = math.fsum(values)
    return [value / total for value in values]
