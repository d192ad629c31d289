"""How often a mention that the pipeline counts is one, by coders' words: per concept and period, with intervals."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from pipeline.core.codes import NO, YES, Code, decided
from pipeline.core.statistics import wilson_interval

ALL = "all"


@dataclass(frozen=True, slots=True)
class Precision:
    """Coded mentions of one concept in one period (or `all`); `unsure` and disputed ones are in neither number."""

    concept_id: str
    period: str
    n: int
    right: int
    share: float
    low: float
    """Wilson interval at 95 %."""
    high: float


def measure_precision(codes: Iterable[Code], period_of_unit: Callable[[tuple[str, str]], str | None]) -> list[Precision]:
    """Return precision per concept and period, and per concept over all periods (periods as they were sampled), sorted.

    Args:
        codes: of edits/codes.tsv.
        period_of_unit: the period of a coded unit; None when the corpus no longer has it.
    """
    counts: dict[tuple[str, str], list[bool]] = defaultdict(list)
    for unit, code in decided(codes).items():
        period = period_of_unit(unit)
        if code.code in {YES, NO} and period is not None:
            for key in ((unit[1], period), (unit[1], ALL)):
                counts[key].append(code.code == YES)
    return [_precision(key, values) for key, values in sorted(counts.items())]


def by_concept(rows: Iterable[Precision]) -> Mapping[str, list[Precision]]:
    """Return the rows of each concept; the one over all periods first."""
    found: dict[str, list[Precision]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: (row.concept_id, row.period != ALL, row.period)):
        found[row.concept_id].append(row)
    return found


def _precision(key: tuple[str, str], values: list[bool]) -> Precision:
    interval = wilson_interval(sum(values), len(values))
    low, high = interval or (0.0, 1.0)
    return Precision(*key, len(values), sum(values), sum(values) / len(values), low, high)
