"""Topics of several fits as one: matched by their words (Hungarian) and averaged; numpy and scipy stay here."""

from collections.abc import Sequence

import numpy as np

from pipeline.topics.factors import Weights
from pipeline.topics.matrices import Floats, unit_rows

# The second round matches with the first one's means; a third changed nothing on 1,000 abstracts.
ROUNDS = 2
# A partner under this cosine is another topic. Stability at K = 13 / 40 over six 90 % subsamples, diversity at 40: no merging .60 / .48, .90;
# every partner .63 / .52, .87; from .5 .62 / .52, .86; from .7 .62 / .52, .88, and the most coherent (C_v .80 against .76 to .79).
LEAST_COSINE = 0.7

Partners = dict[int, int]
"""Topic of the run by the topic of the consensus; a topic may lack a partner."""


def merge_topics(anchor: Weights, runs: Sequence[Weights]) -> tuple[Weights, list[Partners]]:
    """Return the merged topics, and for each run which of its topics stands for each of them.

    A merged topic is the mean of the anchor's and of its partners, each of length 1 and weighted by the square of its cosine with the topic;
    partners in name alone, under .7, are left out.

    Args:
        anchor: term weights of the fit that gives the topics, shape (topics, words).
        runs: those of the other fits over the same words; their numbers of topics may differ.

    Source: Kuhn, H. W. (1955), as scipy's linear_sum_assignment solves it, over cosines.
    """
    first = unit_rows(np.array(anchor))
    rows = [unit_rows(np.array(run).reshape(-1, first.shape[1])) for run in runs]
    merged, partners = first, [_partners(first, run) for run in rows]
    for _ in range(ROUNDS):
        total = first.copy()
        for run, pairs in zip(rows, partners, strict=True):
            for topic, partner in pairs.items():
                total[topic] += _weight(float(merged[topic] @ run[partner])) * run[partner]
        merged = unit_rows(total)
        partners = [_partners(merged, run) for run in rows]
    found: Weights = merged.tolist()
    return found, partners


def _weight(cosine: float) -> float:
    return cosine**2 if cosine >= LEAST_COSINE else 0.0


def _partners(topics: Floats, run: Floats) -> Partners:
    from scipy.optimize import linear_sum_assignment

    cosines = topics @ run.T
    left, right = linear_sum_assignment(-cosines)
    return {int(topic): int(partner) for topic, partner in zip(left, right, strict=True) if cosines[topic, partner] > 0}
