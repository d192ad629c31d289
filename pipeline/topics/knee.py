"""The number of topics that the sweep speaks for; plain Python.

Reconstruction has no knee with the default engine: its error falls in a straight line from 4 to 24 topics on abstracts of 12 planted subjects.
Stability and coherence do turn, so the proposal rests on them. It found 14 where 12 subjects were planted (4 to 24 were compared), 4 among the
demo corpus's abstracts and 6 among its full texts, which have six themes.
"""

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from pipeline.core.topic_records import TopicModel

# A proposal needs this many different numbers of topics with models that can be compared.
LEAST_NUMBERS = 3


def propose_topics(models: Sequence[TopicModel]) -> int | None:
    """Return the proposed number of topics: of those whose stability is within one standard error of the best, the most coherent (NPMI).

    Ties go to the smaller number. A single topic is never proposed. None where under three numbers of topics have stability and NPMI.

    Means are over the models of a number; the standard error is that of the best number's mean, from the deviations within all numbers together.

    Source: Breiman, L. et al. (1984), Classification and Regression Trees, section 3.4.3, for the rule of one standard error.
    """
    stability, npmi = _by_number(models, "stability"), _by_number(models, "npmi")
    numbers = sorted(stability.keys() & npmi.keys())
    if len(numbers) < LEAST_NUMBERS:
        return None
    means = {number: _mean(stability[number]) for number in numbers}
    best = max(numbers, key=lambda number: (means[number], -number))
    error = _spread([stability[number] for number in numbers]) / math.sqrt(len(stability[best]))
    stable = [number for number in numbers if means[number] >= means[best] - error]
    return max(stable, key=lambda number: (_mean(npmi[number]), -number))


def with_proposal(models: Sequence[TopicModel]) -> list[TopicModel]:
    """Return the rows with every model of the proposed number marked."""
    number = propose_topics(models)
    return [replace(model, proposed=model.topics == number) for model in models]


def _by_number(models: Sequence[TopicModel], measure: str) -> dict[int, list[float]]:
    found: dict[int, list[float]] = defaultdict(list)
    for model in models:
        value = getattr(model, measure)
        if value is not None and model.topics > 1:
            found[model.topics].append(value)
    return found


def _mean(values: Sequence[float]) -> float:
    return math.fsum(values) / len(values)


def _spread(groups: Sequence[Sequence[float]]) -> float:
    """Return the standard deviation within the groups, 0 where each holds one value."""
    squares = math.fsum((value - _mean(group)) ** 2 for group in groups for value in group)
    return math.sqrt(squares / max(1, sum(len(group) - 1 for group in groups)))
