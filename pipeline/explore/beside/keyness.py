"""Which words or concepts two periods use differently: by how often (G2, log ratio) and by how many works (an exact test)."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.core.significance import Stratum, adjusted, g2, log_ratio, stratified_fisher
from pipeline.explore.beside.neighbours import SIGNIFICANT

FEW_WORKS = 20
"""Under so many works in either period nothing is said to be used more."""
MIN_WORKS = 3
"""Words of fewer works, in both periods together, are passed over: no test can tell them from chance."""


@dataclass(frozen=True, slots=True)
class Usage:
    """One work of a period: how often it uses each term."""

    work_id: str
    stratum: tuple[str, int]
    """Kind and size (words, in doublings): works are compared with works like them."""
    size: int
    """All its words, of whatever kind."""
    counts: Mapping[str, int]
    """Uses of each term."""
    has: frozenset[str]
    """Terms that count for the work (a concept may need several mentions)."""


@dataclass(frozen=True, slots=True)
class Keyness:
    """One term in two periods."""

    term: str
    more: str | None
    """Label of the period that uses it more, when more works do so than chance would bring and the counts agree; None: no such claim."""
    count_first: int
    count_second: int
    per_10k_first: float
    per_10k_second: float
    """Uses per 10,000 words."""
    g2: float
    log_ratio: float
    """Binary log of first to second; 1 is twice as often in the first, -1 in the second."""
    works_first: int
    of_first: int
    works_second: int
    of_second: int
    p: float
    q: float
    work_ids_first: list[str]
    work_ids_second: list[str]
    """Works that have it, those with most uses first."""


def compare(first: Sequence[Usage], second: Sequence[Usage], labels: tuple[str, str]) -> list[Keyness]:
    """Return a row for each term of at least three works: claims first, then by G2 and term; the order of the works does not matter."""
    having: Counter[str] = Counter(term for usage in (*first, *second) for term in usage.has)
    terms = sorted(term for term, n in having.items() if n >= MIN_WORKS)
    sides = [_Side.of(usages) for usages in (first, second)]
    sizes = _strata_sizes(first, second)
    rows = [_row(term, sides[0], sides[1], sizes) for term in terms]
    qs = adjusted([row.p for row, _ in rows])
    enough = min(len(first), len(second)) >= FEW_WORKS
    found = [
        replace(row, q=q, more=_more(row, q, expected, labels) if enough else None) for (row, expected), q in zip(rows, qs, strict=True)
    ]
    return sorted(found, key=lambda row: (row.more is None, -row.g2, row.term))


@dataclass(frozen=True, slots=True)
class _Side:
    """One period, added up."""

    n_works: int
    size: int
    counts: Counter[str]
    works: dict[str, list[Usage]]

    @classmethod
    def of(cls, usages: Sequence[Usage]) -> "_Side":
        counts: Counter[str] = Counter()
        works: dict[str, list[Usage]] = defaultdict(list)
        for usage in usages:
            counts.update(usage.counts)
            for term in usage.has:
                works[term].append(usage)
        return cls(len(usages), sum(usage.size for usage in usages), counts, works)

    def having(self, term: str) -> list[Usage]:
        return sorted(self.works.get(term, []), key=lambda usage: (-usage.counts.get(term, 0), usage.work_id))

    def per_10k(self, term: str) -> float:
        return 10_000 * self.counts[term] / self.size if self.size else 0.0


def _strata_sizes(first: Sequence[Usage], second: Sequence[Usage]) -> dict[tuple[str, int], tuple[int, int]]:
    one, other = (Counter(usage.stratum for usage in usages) for usages in (first, second))
    return {stratum: (one[stratum], other[stratum]) for stratum in {*one, *other}}


def _row(term: str, first: _Side, second: _Side, sizes: Mapping[tuple[str, int], tuple[int, int]]) -> tuple[Keyness, float]:
    """Return the row without q and claim, and how many more works of the first period than expected have the term."""
    one, other = first.having(term), second.having(term)
    by_one, by_other = (Counter(usage.stratum for usage in usages) for usages in (one, other))
    strata: list[Stratum] = [(by_one[name], sizes[name][0], by_other[name], sizes[name][1]) for name in {*by_one, *by_other}]
    p, expected = stratified_fisher(strata)
    told = sum(a for a, n_a, _, n_b in strata if n_a and n_b)
    counts = (first.counts[term], first.size, second.counts[term], second.size)
    row = Keyness(
        term,
        None,
        counts[0],
        counts[2],
        first.per_10k(term),
        second.per_10k(term),
        g2(*counts),
        log_ratio(*counts),
        len(one),
        first.n_works,
        len(other),
        second.n_works,
        p,
        p,
        [usage.work_id for usage in one],
        [usage.work_id for usage in other],
    )
    return row, told - expected


def _more(row: Keyness, q: float, surplus: float, labels: tuple[str, str]) -> str | None:
    if q >= SIGNIFICANT or surplus * row.log_ratio <= 0:
        return None
    return labels[0] if surplus > 0 else labels[1]
