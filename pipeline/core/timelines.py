"""From works to the points of a timeline: the one place that counts, for the table `timeline` and for questions that it does not hold.

A share's denominator is the works of the period that can be read in the scope and language; a rate's is their characters. Where all kinds
are taken together an article drawn from a thesis is left out: its thesis counts (see `core.counting`).
"""

import itertools
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from pipeline.core.bootstrap import Whole, rate_intervals
from pipeline.core.counting import ALL_KINDS, repeated_works
from pipeline.core.periods import Period
from pipeline.core.records import ConceptWork, TimelinePoint, Work
from pipeline.core.statistics import wilson_interval
from pipeline.core.timeline_records import WorkSize

ALL_LANGS = "all"
LANGS = ("zh", "en", ALL_LANGS)
PER_CHARACTERS = 10_000
EARLIEST = "earliest"


@dataclass(frozen=True, slots=True)
class Marking:
    """What decides flags and intervals of points."""

    few_works: int
    very_few_works: int
    bootstrap_runs: int
    """0: rates get no interval."""
    seed: int
    search_terms: frozenset[str] = frozenset()
    """Concepts of the search strings."""
    search_year: int | None = None
    """Year of the first search: works of this year and later are not all there."""
    are_all_there: bool = True
    """No earlier or other works were left out by choice, so that the first work found is the earliest of the corpus."""
    by_venue: bool = True
    """Rates are resampled by venue; else, as within one venue, by work."""


@dataclass(frozen=True)
class Library:
    """The works that are counted, how much of them can be read, and which concepts they mention."""

    works: Sequence[Work]
    """Counted works with a year."""
    sizes: Mapping[tuple[str, str], WorkSize]
    """By (work_id, scope); a work without text has none."""
    rows: Mapping[tuple[str, str], Mapping[str, list[ConceptWork]]]
    """By (scope, lang), then by work_id."""

    def characters(self, work: Work, scope: str, lang: str) -> int:
        """Return how many code points of a work can be read."""
        size = self.sizes.get((work.work_id, scope))
        return characters(size, lang) if size else 0


def characters(size: WorkSize, lang: str) -> int:
    """Return the code points of one language, or of both together."""
    return {"zh": size.characters_zh, "en": size.characters_en}.get(lang, size.characters_zh + size.characters_en)


def make_library(works: Iterable[Work], sizes: Iterable[WorkSize], rows: Iterable[ConceptWork]) -> Library:
    """Return what timelines count from; `works` are counted works (see `core.counting`), those without a year are left out."""
    by_cell: dict[tuple[str, str], dict[str, list[ConceptWork]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        by_cell[row.scope, row.lang][row.work_id].append(row)
    return Library([work for work in works if work.year is not None], {(size.work_id, size.scope): size for size in sizes}, by_cell)


@dataclass(frozen=True, slots=True)
class Cell:
    """A curve's kind of works, part of the texts and language."""

    kind: str
    scope: str
    lang: str


def count_timeline(
    library: Library, concept_ids: Sequence[str], periods: Sequence[Period], cells: Iterable[Cell], marking: Marking
) -> list[TimelinePoint]:
    """Return a point for each concept, cell and period, in this order; periods may overlap."""
    repeated = repeated_works(library.works)
    asked = frozenset(concept_ids)
    curves = list(dict.fromkeys(cells))
    points: dict[tuple[str, Cell], list[TimelinePoint]] = defaultdict(list)
    for kind in dict.fromkeys(cell.kind for cell in curves):
        members = works_of_kind(library.works, kind, repeated)
        for period in periods:
            inside = [work for work in members if period.holds(work.year)]
            for cell in curves:
                if cell.kind == kind:
                    for point in _count(library, inside, asked, _Place(period, cell, marking)):
                        points[point.concept_id, cell].append(point)
    return [point for name, cell in itertools.product(concept_ids, curves) for point in _earliest_marked(points[name, cell], marking)]


def works_of_kind(works: Iterable[Work], kind: str, repeated: frozenset[str]) -> list[Work]:
    """Return the works of one kind; of all kinds, without articles whose thesis stands for them."""
    if kind == ALL_KINDS:
        return [work for work in works if work.work_id not in repeated]
    return [work for work in works if work.kind == kind]


def rows_behind(library: Library, concept_id: str, period: Period, cell: Cell) -> list[ConceptWork]:
    """Return the works behind one point, most mentions first; those with too few mentions to count are among them."""
    members = works_of_kind(library.works, cell.kind, repeated_works(library.works))
    readable = _readable(library, [work for work in members if period.holds(work.year)], cell)
    return sorted(_rows(library, readable, frozenset([concept_id]), cell), key=lambda row: (-row.mentions, row.work_id))


@dataclass(frozen=True, slots=True)
class _Place:
    period: Period
    cell: Cell
    marking: Marking


@dataclass(slots=True)
class _Tally:
    works: int = 0
    mentions: int = 0


def _count(library: Library, inside: list[Work], asked: frozenset[str], place: _Place) -> list[TimelinePoint]:
    cell = place.cell
    readable = _readable(library, inside, cell)
    # Without English a work is no evidence for the English curve, but it is not unreadable.
    unreadable = sum(not library.characters(work, cell.scope, ALL_LANGS) for work in inside)
    rows = _rows(library, readable, asked, cell)
    tallies: dict[str, _Tally] = defaultdict(_Tally)
    for row in rows:
        tallies[row.concept_id].works += row.counted
        tallies[row.concept_id].mentions += row.mentions
    rates = _rate_intervals(inside, readable, rows, place.marking)
    ground = _Ground(len(readable), unreadable, sum(readable.values()))
    return [
        _point(name, tallies.get(name, _NOTHING), ground, None if rates is None else rates.get(name, _NO_RATE), place) for name in asked
    ]


def _readable(library: Library, inside: list[Work], cell: Cell) -> dict[str, int]:
    """Return the characters of the works with any, by work_id."""
    return {work.work_id: size for work in inside if (size := library.characters(work, cell.scope, cell.lang))}


def _rows(library: Library, readable: Iterable[str], asked: frozenset[str], cell: Cell) -> list[ConceptWork]:
    """Return what readable works mention: an English word in a work without an English passage is on no English curve."""
    found = library.rows.get((cell.scope, cell.lang), {})
    return [row for work_id in readable for row in found.get(work_id, ()) if row.concept_id in asked]


@dataclass(frozen=True, slots=True)
class _Ground:
    readable: int
    unreadable: int
    characters: int


_NOTHING = _Tally()
_NO_RATE = (0.0, 0.0)


def _rate_intervals(
    inside: list[Work], readable: Mapping[str, int], rows: list[ConceptWork], marking: Marking
) -> dict[str, tuple[float, float]] | None:
    """Return the interval of mentions per 10,000 characters of the concepts with mentions; None where there can be none."""
    clusters: dict[str, int] = {}
    cluster_of = {work.work_id: clusters.setdefault(_cluster(work, marking), len(clusters)) for work in inside if work.work_id in readable}
    if len(clusters) < 2 or not marking.bootstrap_runs:  # noqa: PLR2004 - one cluster says nothing about how much clusters differ
        return None
    exposure: Whole = np.zeros(len(clusters), dtype=np.int64)
    for work_id, position in cluster_of.items():
        exposure[position] += readable[work_id]
    names = sorted({row.concept_id for row in rows})
    columns = {name: column for column, name in enumerate(names)}
    events: Whole = np.zeros((len(clusters), len(names)), dtype=np.int64)
    for row in rows:
        events[cluster_of[row.work_id], columns[row.concept_id]] += row.mentions
    low, high = rate_intervals(events, exposure, marking.bootstrap_runs, marking.seed)
    return {name: (PER_CHARACTERS * float(low[at]), PER_CHARACTERS * float(high[at])) for name, at in columns.items()}


def _cluster(work: Work, marking: Marking) -> str:
    """Return the venue with which a work is resampled, or the work itself where no venue is known."""
    return f"venue:{work.venue}" if work.venue and marking.by_venue else work.work_id


def _point(name: str, tally: _Tally, ground: _Ground, rates: tuple[float, float] | None, place: _Place) -> TimelinePoint:
    period, cell = place.period, place.cell
    interval = wilson_interval(tally.works, ground.readable)
    together = ground.readable + ground.unreadable
    return TimelinePoint(
        concept_id=name,
        period=period.label,
        period_start=period.start,
        period_end=period.end,
        kind=cell.kind,
        scope=cell.scope,
        lang=cell.lang,
        works=tally.works,
        readable_works=ground.readable,
        unreadable_works=ground.unreadable,
        share=tally.works / ground.readable if ground.readable else None,
        low=interval[0] if interval else None,
        high=interval[1] if interval else None,
        coverage_low=tally.works / together if together else None,
        coverage_high=(tally.works + ground.unreadable) / together if together else None,
        mentions=tally.mentions,
        characters=ground.characters,
        per_10k=tally.mentions / ground.characters * PER_CHARACTERS if ground.characters else None,
        per_10k_low=rates[0] if rates else None,
        per_10k_high=rates[1] if rates else None,
        flags=_flags(name, ground, period, place.marking),
    )


def _flags(name: str, ground: _Ground, period: Period, marking: Marking) -> list[str]:
    flags = {
        "search-term": name in marking.search_terms,
        "incomplete-period": marking.search_year is not None and marking.search_year <= period.end,
        "few-works": ground.readable < marking.few_works,
        "very-few-works": ground.readable < marking.very_few_works,
    }
    return sorted(flag for flag, holds in flags.items() if holds)


def _earliest_marked(points: list[TimelinePoint], marking: Marking) -> list[TimelinePoint]:
    """Return the points of one curve with the first one that has a counted work flagged."""
    first = next((at for at, point in enumerate(points) if point.works and marking.are_all_there), None)
    return [replace(point, flags=sorted({*point.flags, EARLIEST})) if at == first else point for at, point in enumerate(points)]
