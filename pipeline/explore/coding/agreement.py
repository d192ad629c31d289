"""How far coders agree: Krippendorff's alpha and Cohen's kappa with intervals, and what is left to adjudicate."""

import itertools
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.core.codes import Code, decided
from pipeline.core.statistics import Kappa, cohen_kappa

BOOTSTRAPS = 1000
LEVELS = (2.5, 97.5)
ALL = "all"


@dataclass(frozen=True, slots=True)
class Alpha:
    """Krippendorff's alpha for nominal values."""

    n: int
    """Units with two codes or more."""
    alpha: float | None
    """None when all coders used one and the same value: chance explains everything."""
    low: float | None
    """95 % interval, by bootstrap over units."""
    high: float | None


@dataclass(frozen=True, slots=True)
class Agreement:
    """One line of the table of agreement."""

    concept: str
    """concept_id, or `all`."""
    of: str
    """`code` or `sense`."""
    coders: int
    alpha: Alpha
    kappa: Kappa | None
    """Of the two coders; None when there are more than two or fewer."""


def measure(codes: Iterable[Code], seed: int) -> list[Agreement]:
    """Return the agreement on codes and on senses, over all concepts and for each; only units that two coders or more coded."""
    own = [code for code in codes if not code.adjudicated]
    by_concept: dict[str, list[Code]] = defaultdict(list)
    for code in own:
        by_concept[code.concept].append(code)
    rows = []
    for name, group in [(ALL, own), *sorted(by_concept.items())]:
        for part in ("code", "sense"):
            values = _values(group, part)
            if values:
                rows.append(_agreement(name, part, values, seed))
    return rows


def disputed(codes: Iterable[Code]) -> list[list[Code]]:
    """Return the units for which no word holds (see `decided`), with what each said, by concept and sentence."""
    units: dict[tuple[str, str], list[Code]] = defaultdict(list)
    for code in codes:
        units[code.unit].append(code)
    settled = decided(code for said in units.values() for code in said)
    left = [said for unit, said in units.items() if unit not in settled]
    return sorted(left, key=lambda said: (said[0].concept, said[0].sentence))


def krippendorff_alpha(values: Sequence[dict[str, str]], seed: int) -> Alpha:
    """Return alpha of nominal values, with an interval by bootstrap.

    Args:
        values: for each unit, coder -> value; units with one value say nothing.
        seed: of the bootstrap; draws in which only one value occurs have no alpha and are left out.

    Source: Krippendorff (2011), Computing Krippendorff's Alpha-Reliability.
    """
    paired = [unit for unit in values if len(unit) > 1]
    counts = _value_counts(paired)
    alpha = _alpha(counts)
    if alpha is None:
        return Alpha(len(paired), None, None, None)
    generator = np.random.default_rng(seed)
    drawn = (_alpha(counts[generator.integers(0, len(counts), len(counts))]) for _ in range(BOOTSTRAPS))
    defined = [one for one in drawn if one is not None]
    low, high = np.percentile(defined or [alpha], LEVELS)
    return Alpha(len(paired), alpha, float(low), float(high))


def _value_counts(units: Sequence[dict[str, str]]) -> "np.ndarray[tuple[int, int], np.dtype[np.int64]]":
    """Return how many coders gave each value: (units, values)."""
    names = sorted({value for unit in units for value in unit.values()})
    place = {name: at for at, name in enumerate(names)}
    counts = np.zeros((len(units), len(names)), dtype=np.int64)
    for row, unit in enumerate(units):
        for value in unit.values():
            counts[row, place[value]] += 1
    return counts


def _alpha(counts: "np.ndarray[tuple[int, int], np.dtype[np.int64]]") -> float | None:
    """Return 1 - observed / expected disagreement for (units, values) counts with two values or more a unit; None for one and the same value."""
    per_unit, per_value = counts.sum(axis=1), counts.sum(axis=0)
    n = int(per_unit.sum())
    expected = (n**2 - int((per_value**2).sum())) / max(n - 1, 1)
    if expected == 0:
        return None
    observed = float(((per_unit**2 - (counts**2).sum(axis=1)) / (per_unit - 1)).sum())
    return 1 - observed / expected


def _values(codes: Iterable[Code], part: str) -> list[dict[str, str]]:
    units: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for code in codes:
        if value := getattr(code, part):
            units[code.unit][code.coder] = value
    return [units[unit] for unit in sorted(units) if len(units[unit]) > 1]


def _agreement(concept: str, part: str, values: Sequence[dict[str, str]], seed: int) -> Agreement:
    coders = sorted(set(itertools.chain.from_iterable(values)))
    kappa = cohen_kappa((unit[coders[0]], unit[coders[1]]) for unit in values) if len(coders) == 2 else None  # noqa: PLR2004 - a pair
    return Agreement(concept, part, len(coders), krippendorff_alpha(values, seed), kappa)
