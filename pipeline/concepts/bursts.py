"""Bursts of concepts with two questions that keep them honest: how often do shuffled years burst as strongly, and does one venue carry it?"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.concepts.config import ConceptsConfig
from pipeline.concepts.kleinberg import Automaton, Costs, Counts, Run, burst_states, find_runs, strongest
from pipeline.core.counting import repeated_works
from pipeline.core.periods import Period
from pipeline.core.records import Work
from pipeline.core.timeline_records import Burst
from pipeline.core.timelines import Cell, Library, Marking, works_of_kind

SAME_WEIGHT = 1e-9
"""Weights nearer than this are the same: sums of the same costs in another order."""


def find_bursts(library: Library, periods: Sequence[Period], cell: Cell, config: ConceptsConfig, marking: Marking) -> list[Burst]:
    """Return the bursts of all concepts over the readable works of one cell; concepts of the search strings have none.

    Args:
        library: what is counted.
        periods: of equal length, one after another.
        cell: kind of works, scope and language.
        config: the model's parameters, number of shuffles and seed.
        marking: search terms, search year and what few works are.
    """
    series = _collect(library, periods, cell, marking)
    if not series.positions:
        return []
    automaton = Automaton(config.burst_ratio, config.burst_gamma)
    states, saved = burst_states(series.relevant(), series.total(), automaton)
    runs = {name: found for at, name in enumerate(series.positions) if (found := find_runs(states[at], saved[at]))}
    strengths = _shuffled_strengths(series, list(runs), automaton, config.burst_shuffles, config.seed)
    return [
        _burst(series, name, index, run, _Doubts(strengths[name], _needed(series, name, run, automaton)))
        for name, found in runs.items()
        for index, run in enumerate(found)
    ]


@dataclass(frozen=True)
class _Series:
    """The readable works of a cell and where each concept stands among them."""

    cell: Cell
    periods: Sequence[Period]
    marking: Marking
    period_of: Counts
    """Index of each work's period."""
    group_of: Counts
    """Number of each work's kind and venue together."""
    venue_of: list[str | None]
    positions: dict[str, Counts]
    """Concept -> its counted works."""

    def counts(self, chosen: Counts) -> Counts:
        """Return the number of works in each period."""
        return np.bincount(self.period_of[chosen], minlength=len(self.periods))

    def by_venue(self, venues: Sequence[str], chosen: Counts) -> Counts:
        """Return the number of works in each period, venues × periods; works without a venue are in none."""
        rows = {venue: at for at, venue in enumerate(venues)}
        known = np.array([at for at in chosen if self.venue_of[at]], dtype=np.int64)
        row_of = np.array([rows[self.venue_of[at] or ""] for at in known], dtype=np.int64)
        cells = np.bincount(row_of * len(self.periods) + self.period_of[known], minlength=len(venues) * len(self.periods))
        return cells.reshape(len(venues), len(self.periods))

    def relevant(self) -> Counts:
        """Return concepts × periods."""
        return np.array([self.counts(chosen) for chosen in self.positions.values()])

    def total(self) -> Counts:
        """Return the readable works, 1 × periods."""
        return self.counts(np.arange(len(self.period_of)))[np.newaxis]


@dataclass(frozen=True, slots=True)
class _Doubts:
    shuffled: Costs
    """Strongest burst of each shuffled corpus, in nats."""
    needed: tuple[int, list[str]]
    """Number of venues, and those without which the burst is gone."""


def _collect(library: Library, periods: Sequence[Period], cell: Cell, marking: Marking) -> _Series:
    members = works_of_kind(library.works, cell.kind, repeated_works(library.works))
    works = [work for work in members if library.characters(work, cell.scope, cell.lang)]
    place = {year: at for at, period in enumerate(periods) for year in range(period.start, period.end + 1)}
    rows = library.rows.get((cell.scope, cell.lang), {})
    positions: dict[str, list[int]] = {}
    for at, work in enumerate(works):
        for row in rows.get(work.work_id, ()):
            if row.counted and row.concept_id not in marking.search_terms:
                positions.setdefault(row.concept_id, []).append(at)
    return _Series(
        cell,
        periods,
        marking,
        np.array([place[work.year or 0] for work in works], dtype=np.int64),
        _groups(works),
        [work.venue for work in works],
        {name: np.array(found) for name, found in sorted(positions.items())},
    )


def _groups(works: Sequence[Work]) -> Counts:
    numbers: dict[tuple[str, str], int] = {}
    return np.array([numbers.setdefault((work.kind, work.venue or ""), len(numbers)) for work in works], dtype=np.int64)


def _shuffled_strengths(series: _Series, names: list[str], automaton: Automaton, runs: int, seed: int) -> dict[str, Costs]:
    """Return, for each concept, its strongest burst in each corpus whose years are permuted within kind and venue."""
    generator = np.random.default_rng(seed)
    in_order = np.argsort(series.group_of, kind="stable")
    found = np.zeros((len(names), runs, len(series.periods)), dtype=np.int64)
    for run in range(runs):
        shuffled = np.empty_like(series.period_of)
        mixed = np.argsort(series.group_of + generator.random(len(series.group_of)), kind="stable")
        shuffled[in_order] = series.period_of[mixed]
        for at, name in enumerate(names):
            found[at, run] = np.bincount(shuffled[series.positions[name]], minlength=len(series.periods))
    return {name: strongest(*burst_states(found[at], series.total(), automaton)) for at, name in enumerate(names)}


def _needed(series: _Series, name: str, run: Run, automaton: Automaton) -> tuple[int, list[str]]:
    """Return the number of venues, and those without whose works no burst overlaps this one."""
    venues = sorted({venue for venue in series.venue_of if venue})
    if not venues:
        return 0, []
    own = series.positions[name]
    relevant, total = (
        series.counts(own) - series.by_venue(venues, own),
        series.total() - series.by_venue(venues, np.arange(len(series.period_of))),
    )
    states, _ = burst_states(relevant, total, automaton)
    return len(venues), [venue for at, venue in enumerate(venues) if not states[at, run.first : run.last + 1].any()]


def _burst(series: _Series, name: str, index: int, run: Run, doubts: _Doubts) -> Burst:
    within = slice(run.first, run.last + 1)
    own, everything = series.counts(series.positions[name]), series.total()[0]
    works, readable = int(own[within].sum()), int(everything[within].sum())
    start, end = series.periods[run.first].start, series.periods[run.last].end
    year = series.marking.search_year
    flags = {"few-works": readable < series.marking.few_works, "incomplete-period": year is not None and year <= end}
    venues, needed = doubts.needed
    return Burst(
        concept_id=name,
        kind=series.cell.kind,
        scope=series.cell.scope,
        lang=series.cell.lang,
        burst_index=index,
        period_start=start,
        period_end=end,
        works=works,
        readable_works=readable,
        share=works / readable,
        base_share=float(own.sum() / everything.sum()),
        weight=run.weight,
        shuffled=int((doubts.shuffled >= run.weight - SAME_WEIGHT).sum()),
        shuffle_runs=len(doubts.shuffled),
        venues=venues,
        needed_venues=needed,
        flags=sorted(flag for flag, holds in flags.items() if holds),
    )
