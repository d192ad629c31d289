"""Which concepts stand in the same paragraphs and sentences, in how many works, and in how many they would by chance: the table cooccurrence."""

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from math import log

from pipeline.concepts.config import CooccurrenceConfig
from pipeline.concepts.mechanical import mechanical_pairs
from pipeline.concepts.permuting import Chance, Presence, Row, permute
from pipeline.concepts.units import UNITS, CutWork, Ground, Sources, Unit, cut_works, stand_apart
from pipeline.core.concept_records import Cooccurrence
from pipeline.core.counting import ALL_KINDS
from pipeline.core.lexicon import Lexicon
from pipeline.core.periods import period_at
from pipeline.core.significance import adjusted

ALL = ALL_KINDS
"""Label of every period together, as of every kind together."""

Pair = tuple[str, str]
Key = tuple[str, Pair]
"""(label of the period, pair)."""


@dataclass(frozen=True, slots=True)
class _Counts:
    """What is counted over the works of one kind, by label of the period and, where it fits, concept or pair."""

    readable: Counter[str] = field(default_factory=Counter)
    units: Counter[str] = field(default_factory=Counter)
    works_of: Counter[tuple[str, str]] = field(default_factory=Counter)
    units_of: Counter[tuple[str, str]] = field(default_factory=Counter)
    works: Counter[Key] = field(default_factory=Counter)
    pair_units: Counter[Key] = field(default_factory=Counter)


def make_cooccurrence(sources: Sources, ground: Ground, lexicon: Lexicon, config: CooccurrenceConfig) -> list[Cooccurrence]:
    """Return a row for each pair that some work has, by unit, period (and all together) and kind (and all together)."""
    excluded = mechanical_pairs(lexicon)
    rows = []
    for unit in UNITS:
        works = cut_works(sources, ground, unit)
        for kind in (*sorted({work.kind for work in works}), ALL):
            chosen = [work for work in works if work.kind == kind or (kind == ALL and not work.is_repeated)]
            rows += pair_rows(chosen, excluded, config, unit, kind)
    return rows


def pair_rows(works: Sequence[CutWork], excluded: frozenset[Pair], config: CooccurrenceConfig, unit: str, kind: str) -> list[Cooccurrence]:
    """Return the rows of one unit and kind; the order of the works does not matter.

    Tested are all pairs of concepts that at least `min_works` works of the period have, together or not: a choice by how often they are
    together would make chance look like a finding.
    """
    ordered = sorted(works, key=lambda work: work.work_id)
    counts = _count(ordered, excluded, config.period_years)
    tested = _testable(counts, excluded, config.min_works)
    chances = _chances(ordered, counts, tested, config, seed=(config.seed, UNITS.index(unit), *kind.encode()))
    qs: dict[Key, float] = {}
    for _, group in itertools.groupby(sorted(tested), key=lambda key: key[0]):
        keys = list(group)
        qs |= zip(keys, adjusted([chances[key].p for key in keys]), strict=True)
    rows = [_row(key, counts, unit, kind) for key in counts.works]
    return [
        replace(row, expected=chance.expected, z=chance.z, p=chance.p, q=qs[key]) if (chance := chances.get(key)) else row
        for row, key in zip(rows, counts.works, strict=True)
    ]


def labels_of(year: int | None, period_years: int) -> list[str]:
    """Return the periods that a work belongs to: its own, where it is dated, and `all`."""
    return [ALL] if year is None else [period_at(year, period_years).label, ALL]


def _count(works: Iterable[CutWork], excluded: frozenset[Pair], period_years: int) -> _Counts:
    counts = _Counts()
    for work in works:
        concepts = Counter(name for unit in work.units for name in unit.spans)
        pairs = Counter(pair for unit in work.units for pair in pairs_in(unit, excluded))
        for label in labels_of(work.year, period_years):
            counts.readable[label] += 1
            counts.units[label] += len(work.units)
            for name, n in concepts.items():
                counts.works_of[label, name] += 1
                counts.units_of[label, name] += n
            for pair, n in pairs.items():
                counts.works[label, pair] += 1
                counts.pair_units[label, pair] += n
    return counts


def pairs_in(unit: Unit, excluded: frozenset[Pair]) -> list[Pair]:
    """Return the pairs of concepts that stand together in a unit, each in a place that touches none of the other's."""
    pairs = itertools.combinations(sorted(unit.spans), 2)
    return [pair for pair in pairs if pair not in excluded and stand_apart(unit.spans[pair[0]], unit.spans[pair[1]])]


def _testable(counts: _Counts, excluded: frozenset[Pair], min_works: int) -> list[Key]:
    frequent: dict[str, list[str]] = defaultdict(list)
    for (label, name), n in sorted(counts.works_of.items()):
        if n >= min_works:
            frequent[label].append(name)
    return [(label, pair) for label, names in frequent.items() for pair in itertools.combinations(names, 2) if pair not in excluded]


def _chances(
    works: Sequence[CutWork], counts: _Counts, tested: Sequence[Key], config: CooccurrenceConfig, seed: tuple[int, ...]
) -> dict[Key, Chance]:
    if not tested:
        return {}
    names = sorted({name for _, pair in tested for name in pair})
    labels = sorted({label for label, _ in tested} - {ALL})
    # Undated works, and periods in which nothing is tested, count among all works only: as a last period that nobody asks for.
    periods, concepts = {label: index for index, label in enumerate(labels)}, {name: index for index, name in enumerate(names)}
    strata: dict[tuple[str, str, int], int] = {}
    rows = []
    for work in works:
        label = labels_of(work.year, config.period_years)[0]
        stratum = strata.setdefault((work.kind, label, len(work.units).bit_length()), len(strata))
        rows.append(Row(stratum, periods.get(label, len(labels)), len(work.units), _presences(work, concepts)))
    index = {key: (periods.get(key[0], -1), concepts[key[1][0]], concepts[key[1][1]]) for key in tested}
    found = permute(rows, {index[key]: counts.works[key] for key in tested}, (len(labels) + 1, len(names)), config.permutations, seed)
    return {key: found[index[key]] for key in tested}


def _presences(work: CutWork, concepts: dict[str, int]) -> list[Presence]:
    """Return the work's concepts; a share is drawn towards that of the characters by one count, since few other concepts tell little."""
    characters = sum(unit.characters for unit in work.units) or 1
    whole = sum(len(unit.spans) for unit in work.units)
    found = []
    for name in sorted({name for unit in work.units for name in unit.spans if name in concepts}):
        having = [unit for unit in work.units if name in unit.spans]
        others = sum(len(unit.spans) - 1 for unit in having)
        share = sum(unit.characters for unit in having) / characters
        found.append(Presence(concepts[name], len(having), (others + share) / (whole - len(having) + 1)))
    return found


def _row(key: Key, counts: _Counts, unit: str, kind: str) -> Cooccurrence:
    label, (a, b) = key
    n, together = counts.units[label], counts.pair_units[key]
    return Cooccurrence(
        concept_a=a,
        concept_b=b,
        unit=unit,
        period=label,
        kind=kind,
        works=counts.works[key],
        works_a=counts.works_of[label, a],
        works_b=counts.works_of[label, b],
        readable_works=counts.readable[label],
        units=together,
        expected=None,
        z=None,
        p=None,
        q=None,
        npmi=npmi(together, counts.units_of[label, a], counts.units_of[label, b], n),
    )


def npmi(together: int, a: int, b: int, n: int) -> float:
    """Return the normalised pointwise mutual information of two concepts over `n` units: 0 by chance, 1 always together.

    Source: Bouma, G. (2009), Normalized (Pointwise) Mutual Information in Collocation Extraction.
    """
    return log(together * n / (a * b)) / -log(together / n) if together < n else 1.0
