"""The best sequence of beads, and how sure it is: exact dynamic programming, and forward-backward at temperature 1.

Cells are (Chinese sentences used, English sentences used). A long text is searched in a band around a coarse path.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from pipeline.align.cost import IMPOSSIBLE
from pipeline.align.vectors import Array

FULL_CELLS = 40_000  # texts up to 200 x 200 sentences are searched whole
BAND = 40  # sentences to each side of the coarse path
# Rows are scored by a function (first_zh, low, high) -> (max_zh + 1, max_en + 1, high - low).
RowScores = Callable[[int, int, int], Array]


@dataclass(frozen=True, slots=True)
class FoundBead:
    """A bead as half-open ranges of sentence numbers, with its posterior."""

    zh: range
    en: range
    posterior: float

    @property
    def kind(self) -> str:
        """Return `1-2` and the like, Chinese first."""
        return f"{len(self.zh)}-{len(self.en)}"


@dataclass(frozen=True, slots=True)
class Band:
    """Which cells are searched: row i holds columns low[i] .. low[i] + width - 1."""

    low: list[int]
    width: int
    n_en: int


def full_band(n_zh: int, n_en: int) -> Band:
    """Return the band that holds every cell."""
    return Band([0] * (n_zh + 1), n_en + 1, n_en)


def band_around(pairs: Array) -> Band:
    """Return a band around the monotone path through the sentence pairs (n_zh, n_en) that gains most; only gains count."""
    n_zh, n_en = pairs.shape
    best = np.zeros((n_zh + 1, n_en + 1))
    gains = np.maximum(pairs, 0.0)
    for row in range(n_zh):
        best[row + 1, 1:] = np.maximum(best[row, 1:], best[row, :-1] + gains[row])
        best[row + 1] = np.maximum.accumulate(best[row + 1])
    path = _coarse_path(best, gains)
    low = np.clip(np.array(path) - BAND, 0, max(n_en - 2 * BAND, 0))
    low[0] = 0
    return Band([int(column) for column in low], min(2 * BAND, n_en) + 1 + _jump(low), n_en)


@dataclass(frozen=True, slots=True)
class Lattice:
    """Every way to cut a text into beads, with the log sums of the ways to and from each cell."""

    rows: list[Array]
    band: Band
    forward: list[Array]
    backward: list[Array]

    @property
    def total(self) -> float:
        """Return the log sum of all ways."""
        return float(self.forward[-1][self.band.n_en - self.band.low[-1]])


def build_lattice(scores: RowScores, n_zh: int, n_en: int, band: Band | None = None) -> Lattice:
    """Score every bead in the band and sum over all ways through it.

    Cost: n_zh x width x max_zh x max_en, in numpy rows.
    """
    band = band or full_band(n_zh, n_en)
    rows = [_round(scores(row, band.low[row], min(band.low[row] + band.width, n_en + 1))) for row in range(n_zh + 1)]
    return Lattice(rows, band, _sweep(rows, band, np.logaddexp), _sweep_back(rows, band))


def best_beads(lattice: Lattice) -> list[FoundBead]:
    """Return the most probable beads in order; every sentence is in exactly one."""
    rows, band = lattice.rows, lattice.band
    best = _sweep(rows, band, np.maximum)
    beads: list[FoundBead] = []
    zh, en = len(rows) - 1, band.n_en
    while zh or en:
        n_zh, n_en = _last_bead(rows, best, band, zh, en)
        zh, en = zh - n_zh, en - n_en
        posterior = float(_posteriors(lattice, zh, n_zh, n_en)[en - band.low[zh]])
        beads.append(FoundBead(range(zh, zh + n_zh), range(en, en + n_en), posterior))
    return beads[::-1]


def likely_beads(lattice: Lattice, at_least: float) -> list[FoundBead]:
    """Return every bead with both sides whose posterior reaches `at_least`; they overlap."""
    beads = []
    for zh in range(len(lattice.rows)):
        for n_zh, n_en in _kinds(lattice.rows):
            if n_zh and n_en and zh + n_zh < len(lattice.rows):
                posteriors = _posteriors(lattice, zh, n_zh, n_en)
                found = ((int(column) + lattice.band.low[zh], column) for column in np.flatnonzero(posteriors >= at_least))
                beads += [FoundBead(range(zh, zh + n_zh), range(en, en + n_en), float(posteriors[column])) for en, column in found]
    return beads


def _posteriors(lattice: Lattice, zh: int, n_zh: int, n_en: int) -> Array:
    """Return the posterior of the bead of this kind at every column of row `zh`; 0 where it would leave the band."""
    low, ways_on = lattice.band.low, lattice.backward[zh + n_zh]
    here = lattice.forward[zh] + lattice.rows[zh][n_zh, n_en]
    shift = low[zh] + n_en - low[zh + n_zh]
    first, last = max(0, -shift), min(len(here), len(ways_on) - shift)
    posteriors = np.zeros(len(here))
    if first < last:
        log_posteriors = here[first:last] + ways_on[first + shift : last + shift] - lattice.total
        posteriors[first:last] = np.minimum(np.exp(log_posteriors), 1.0)
    return posteriors


def _round(scores: Array) -> Array:
    """Round, so that sums in another order do not break ties differently."""
    return np.round(scores, 6)


def _kinds(rows: list[Array]) -> list[tuple[int, int]]:
    max_zh, max_en = rows[0].shape[0], rows[0].shape[1]
    return [(n_zh, n_en) for n_zh in range(max_zh) for n_en in range(max_en) if (n_zh and n_en) or n_zh + n_en == 1]


def _sweep(rows: list[Array], band: Band, combine: Any) -> list[Array]:
    """Return for each cell the combined score of all ways to reach it from the start."""
    cells = [np.full(row.shape[2], IMPOSSIBLE) for row in rows]
    cells[0][0] = 0.0
    kinds = [kind for kind in _kinds(rows) if kind[0]]
    for zh, row in enumerate(rows):
        here = cells[zh]
        skip = row[0, 1]
        for column in range(1, len(here)):
            here[column] = combine(here[column], here[column - 1] + skip[column - 1])
        for n_zh, n_en in kinds:
            if zh + n_zh < len(rows):
                _push(here + row[n_zh, n_en], cells[zh + n_zh], band.low[zh] + n_en - band.low[zh + n_zh], combine)
    return cells


def _push(values: Array, target: Array, shift: int, combine: Any) -> None:
    """Combine values into target, value i at place i + shift."""
    first, last = max(0, -shift), min(len(values), len(target) - shift)
    if first < last:
        place = slice(first + shift, last + shift)
        target[place] = combine(target[place], values[first:last])


def _sweep_back(rows: list[Array], band: Band) -> list[Array]:
    """Return for each cell the log sum of all ways from it to the end."""
    cells = [np.full(row.shape[2], IMPOSSIBLE) for row in rows]
    cells[-1][band.n_en - band.low[-1]] = 0.0
    kinds = [kind for kind in _kinds(rows) if kind[0]]
    for zh in range(len(rows) - 1, -1, -1):
        here, row = cells[zh], rows[zh]
        for n_zh, n_en in kinds:
            if zh + n_zh < len(rows):
                shift = band.low[zh] + n_en - band.low[zh + n_zh]
                _pull(here, row[n_zh, n_en], cells[zh + n_zh], shift)
        for column in range(len(here) - 2, -1, -1):
            here[column] = np.logaddexp(here[column], here[column + 1] + row[0, 1, column])
    return cells


def _pull(here: Array, scores: Array, source: Array, shift: int) -> None:
    first, last = max(0, -shift), min(len(here), len(source) - shift)
    if first < last:
        here[first:last] = np.logaddexp(here[first:last], scores[first:last] + source[first + shift : last + shift])


def _last_bead(rows: list[Array], best: list[Array], band: Band, zh: int, en: int) -> tuple[int, int]:
    """Return the kind of the bead by which the best path enters the cell; of equals the smallest."""
    options = []
    for n_zh, n_en in _kinds(rows):
        column = en - n_en - band.low[zh - n_zh] if zh >= n_zh else -1
        if zh >= n_zh and en >= n_en and 0 <= column < len(best[zh - n_zh]):
            score = best[zh - n_zh][column] + rows[zh - n_zh][n_zh, n_en, column]
            options.append((-round(float(score), 6), n_zh + n_en, n_zh, n_en))
    _, _, n_zh, n_en = min(options)
    return n_zh, n_en


def _coarse_path(best: Array, gains: Array) -> list[int]:
    """Return for each row the column at which the path crosses it, never falling, from 0 to n_en."""
    n_zh, n_en = gains.shape
    path, column = [n_en], n_en
    for row in range(n_zh, 0, -1):
        while column and best[row, column] == best[row, column - 1]:
            column -= 1
        if column and best[row, column] > best[row - 1, column]:
            column -= 1
        path.append(column)
    return path[::-1]


def _jump(low: Array) -> int:
    """Return how much wider rows must be so that neighbouring rows overlap."""
    return int(max(np.diff(low).max(initial=0), 0))
