"""How many works would have two concepts in one unit by chance: the adapter of numpy for permuting works.

The null hypothesis keeps how many works have each concept, and in how many units of each: the works of one stratum (kind, period and size)
swap their second concept, so that it may come to any other work of the stratum; there its units lie where concepts lie in that work. Works
of unlike size never swap, since a long work has everything and would make every pair look bound.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Key = tuple[int, int, int]
"""Period and two concepts, the smaller number first; period -1 is every work."""

FIRST_SHARE = 10
"""One in so many permutations is made for every pair; the others only for pairs that these leave open."""
ENOUGH = 10
"""A pair that chance reached so often is settled: its p is known to a third or better, and far from small."""


@dataclass(frozen=True, slots=True)
class Presence:
    """One concept in one work."""

    concept: int
    units: int
    """Units of the work that have it."""
    reach: float
    """Share of the places of the work's other concepts that lie in these units, 0 to 1: the chance of one unit of another concept to meet it."""


@dataclass(frozen=True, slots=True)
class Row:
    """A work: its stratum, its period (an index), its units and its concepts, sorted."""

    stratum: int
    period: int
    n_units: int
    present: list[Presence]


@dataclass(frozen=True, slots=True)
class Chance:
    """What the permutations say of one pair."""

    expected: float
    z: float | None
    """None where all permutations agree."""
    p: float
    """(1 + permutations with at least as many works) / (1 + permutations)."""


@dataclass(slots=True)
class _Tally:
    """Sums over the permutations made so far, shape (periods and every work, concepts, concepts)."""

    seen: Ints
    n: int = 0
    total: Ints = field(init=False)
    squares: Ints = field(init=False)
    as_many: Ints = field(init=False)

    def __post_init__(self) -> None:
        self.total, self.squares, self.as_many = (np.zeros_like(self.seen) for _ in range(3))

    def add(self, draws: Iterator[Ints]) -> None:
        for counts in draws:
            self.total += counts
            self.squares += counts * counts
            self.as_many += counts >= self.seen
            self.n += 1

    def chance(self, key: Key) -> Chance:
        mean = float(self.total[key]) / self.n
        variance = float(self.squares[key]) / self.n - mean * mean
        z = (float(self.seen[key]) - mean) / variance**0.5 if variance > 1e-9 else None  # noqa: PLR2004 - below it is rounding
        return Chance(mean, z, (1 + int(self.as_many[key])) / (1 + self.n))


def permute(
    rows: Sequence[Row], observed: Mapping[Key, int], shape: tuple[int, int], permutations: int, seed: Sequence[int]
) -> dict[Key, Chance]:
    """Return what is expected of every key of `observed`, the number of works with the pair.

    A tenth of the permutations is made for all pairs, the rest for those that chance has reached less than ten times by then: p is then small
    and has to be known to more places, since it is corrected over hundreds of pairs.

    Args:
        rows: all works, in an order that does not depend on the input's.
        observed: works with each pair.
        shape: number of periods, number of concepts.
        permutations: how often works are permuted.
        seed: of the random numbers.

    Cost: permutations × the sum over works of (concepts of the work)², at about 10 million a second.

    Source: Besag, J. & Clifford, P. (1991), Sequential Monte Carlo p-values, Biometrika 78, 301-304, with one look instead of many.
    """
    rng = np.random.default_rng(list(seed))
    seen = np.zeros((shape[0] + 1, shape[1], shape[1]), dtype=np.int64)
    for key, works in observed.items():
        seen[key] = works
    first, second = _Tally(seen), _Tally(seen)
    first.add(_draws(rows, _wanted(observed, shape[1]), shape, permutations // FIRST_SHARE, rng))
    undecided = [key for key in observed if first.as_many[key] < ENOUGH]
    if undecided:
        second.add(_draws(rows, _wanted(undecided, shape[1]), shape, permutations, rng))
    return {key: (second if first.as_many[key] < ENOUGH else first).chance(key) for key in observed}


def _wanted(keys: Mapping[Key, int] | Sequence[Key], n: int) -> npt.NDArray[np.bool_]:
    wanted = np.zeros((n, n), dtype=np.bool_)
    for _, a, b in keys:
        wanted[a, b] = True
    return wanted


def _draws(
    rows: Sequence[Row], wanted: npt.NDArray[np.bool_], shape: tuple[int, int], permutations: int, rng: np.random.Generator
) -> Iterator[Ints]:
    """Yield works by period (last: every work) and pair, one permutation after the other."""
    asked: list[bool] = np.logical_or(wanted.any(axis=0), wanted.any(axis=1)).tolist()
    table = _Table.of([Row(row.stratum, row.period, row.n_units, [one for one in row.present if asked[one.concept]]) for row in rows])
    for _ in range(permutations):
        counts = table.draw(rng, wanted, shape[0])
        yield np.concatenate([counts, counts.sum(axis=0, keepdims=True)])


@dataclass(frozen=True, slots=True)
class _Table:
    """All presences one below the other, by work."""

    stratum: Ints
    period: Ints
    first: Ints
    """Where each work's presences begin."""
    length: Ints
    owner: Ints
    """The work of each presence."""
    concept: Ints
    units: Floats
    met: Floats
    """How many units of the work count as this concept's: its reach as a share of them."""
    n_units: Floats
    """Of the work of each presence."""

    @classmethod
    def of(cls, rows: Sequence[Row]) -> "_Table":
        length = np.array([len(row.present) for row in rows], dtype=np.int64)
        flat = [one for row in rows for one in row.present]
        owner = np.repeat(np.arange(len(rows)), length)
        n_units = np.array([row.n_units for row in rows], dtype=np.float64)[owner]
        return cls(
            np.array([row.stratum for row in rows], dtype=np.int64),
            np.array([row.period for row in rows], dtype=np.int64),
            np.cumsum(length) - length,
            length,
            owner,
            np.array([one.concept for one in flat], dtype=np.int64),
            np.array([one.units for one in flat], dtype=np.float64),
            np.array([one.reach for one in flat], dtype=np.float64) * n_units,
            n_units,
        )

    def draw(self, rng: np.random.Generator, wanted: npt.NDArray[np.bool_], n_periods: int) -> Ints:
        """Return works by period and pair of one permutation, shape (periods, concepts, concepts)."""
        n = len(wanted)
        giver = np.empty_like(self.first)
        giver[np.argsort(self.stratum, kind="stable")] = np.argsort(self.stratum + rng.random(len(self.stratum)))
        widths = self.length[giver][self.owner]
        left = np.repeat(np.arange(len(self.owner)), widths)
        right = np.repeat(self.first[giver][self.owner] - np.cumsum(widths) + widths, widths) + np.arange(len(left))
        asked = wanted[self.concept[left], self.concept[right]]
        left, right = left[asked], right[asked]
        meet = rng.random(len(left)) >= _chance_to_miss(self.units[right], self.met[left], self.n_units[left])
        left, right = left[meet], right[meet]
        cells = (self.period[self.owner[left]] * n + self.concept[left]) * n + self.concept[right]
        return np.bincount(cells, minlength=n_periods * n * n).reshape(n_periods, n, n)


def _chance_to_miss(moved: Floats, met: Floats, n_units: Floats) -> Floats:
    """Return the chance that `moved` units of a work's `n_units` have none of the `met` ones.

    Drawn without putting back: the product of 1 - met / (n_units - t) for t below `moved`, with every t at the middle of its range, which is
    right to a hundredth where any chance is left.
    """
    drawn = np.minimum(moved, n_units)
    missed: Floats = np.maximum(1 - met / (n_units - (drawn - 1) / 2), 0) ** drawn
    return missed
