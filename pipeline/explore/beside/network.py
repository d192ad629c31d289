"""The network of concepts that stand together more than by chance: its nodes, edges and communities, one a period, all in the same places."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.core.concept_records import Cooccurrence
from pipeline.core.counting import ALL_KINDS, repeated_works
from pipeline.core.records import ConceptWork, Work
from pipeline.explore.beside.neighbours import ALL_PERIODS, PairChoice, choose_pairs, is_significant, periods_of

MIN_WORKS, MAX_NODES = 3, 40
"""Fewer works are one group of authors; more nodes are no picture any more."""


@dataclass(frozen=True, slots=True)
class Node:
    """A concept."""

    concept_id: str
    label: str
    works: int
    """Works of the period and kind that count for it, as in its timeline."""
    most_works: int
    """The greatest number of works it has in any of the networks that share its place."""
    community: int
    """0-based, the community with most concepts first; over all periods."""
    x: float
    y: float
    """Place, in units of the typical distance of bound concepts; y goes down."""


@dataclass(frozen=True, slots=True)
class Network:
    """The significant pairs of one period and kind."""

    period: str
    kind: str
    unit: str
    readable_works: int
    min_works: int
    nodes: list[Node]
    """By id; every concept that is bound in any period, so that periods can be compared."""
    edges: list[Cooccurrence]
    """Significant pairs in at least `min_works` works, most works first."""


@dataclass(frozen=True, slots=True)
class NetworkSource:
    """The rows that networks are made from, and the concepts' names."""

    cooccurrence: Sequence[Cooccurrence]
    concept_works: Sequence[ConceptWork]
    works: Sequence[Work]
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class NetworkChoice:
    """Which pairs are drawn."""

    unit: str = "paragraph"
    kind: str = ALL_KINDS
    min_works: int = MIN_WORKS
    max_nodes: int = MAX_NODES


def make_networks(source: NetworkSource, choice: NetworkChoice, scope: str, lang: str) -> dict[str, Network]:
    """Return the network of every period and of `all`, by label; concepts stand in the same place and community in each.

    Of more than `max_nodes` concepts those in most works are kept.

    Args:
        source: the tables' rows.
        choice: which pairs.
        scope: scope in which works count for a concept (the first of configs/concepts.yaml).
        lang: language of the units that were searched for pairs.
    """
    from pipeline.explore.drawings.network_layout import find_communities, find_places

    rows = [row for row in source.cooccurrence if (row.unit, row.kind) == (choice.unit, choice.kind)]
    labels = [*periods_of(rows), ALL_PERIODS]
    works = {label: works_of(source, choice.kind, label, scope, lang) for label in labels}
    bound = {
        label: [row for row in _pairs(rows, choice, label) if is_significant(row) and row.works >= choice.min_works] for label in labels
    }
    kept = _most_used((row for edges in bound.values() for row in edges), works[ALL_PERIODS], choice.max_nodes)
    edges = {label: [row for row in found if {row.concept_a, row.concept_b} <= kept] for label, found in bound.items()}
    strength: Counter[tuple[str, str]] = Counter()
    for row in (row for found in edges.values() for row in found):
        pair = (row.concept_a, row.concept_b)
        strength[pair] = max(strength[pair], row.works)
    communities, places = find_communities(strength), find_places(strength)
    most = {name: max(counts[name] for counts in works.values()) for name in places}
    return {
        label: Network(
            label,
            choice.kind,
            choice.unit,
            max((row.readable_works for row in rows if row.period == label), default=0),
            choice.min_works,
            [
                Node(name, source.names.get(name, name), works[label][name], most[name], communities[name], x, y)
                for name, (x, y) in sorted(places.items())
            ],
            edges[label],
        )
        for label in labels
    }


def works_of(source: NetworkSource, kind: str, label: str, scope: str, lang: str) -> Counter[str]:
    """Return how many works of a kind and period count for each concept."""
    dated = [work for work in source.works if work.year is not None]
    repeated = repeated_works(dated) if kind == ALL_KINDS else frozenset()
    first, last = years_of(label)
    return Counter(
        row.concept_id
        for row in source.concept_works
        if row.counted and (row.scope, row.lang) == (scope, lang) and kind in {row.kind, ALL_KINDS} and row.work_id not in repeated
        if label == ALL_PERIODS or (row.year is not None and first <= row.year <= last)
    )


def years_of(label: str) -> tuple[int, int]:
    """Return the first and last year of a period's label; of `all`, no years at all (0, 0).

    >>> years_of("2015-2019"), years_of("2016")
    ((2015, 2019), (2016, 2016))
    """
    if label == ALL_PERIODS:
        return 0, 0
    years = label.split("-")
    return int(years[0]), int(years[-1])


def _pairs(rows: Iterable[Cooccurrence], choice: NetworkChoice, label: str) -> list[Cooccurrence]:
    return choose_pairs(rows, PairChoice(choice.unit, label, choice.kind))


def _most_used(edges: Iterable[Cooccurrence], works: Counter[str], n: int) -> set[str]:
    names = {name for row in edges for name in (row.concept_a, row.concept_b)}
    return set(sorted(names, key=lambda name: (-works[name], name))[:n])
