"""Where two things stand near each other in a passage: the shortest stretches of text that hold both."""

import itertools
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

from pipeline.explore.searching.grams import UNIT

Range = tuple[int, int]


def near_ranges(left: Sequence[Range], right: Sequence[Range], distance: int, folded: str) -> list[Range]:
    """Return the stretches from a range of `left` to its nearest of `right` on either side, sorted; none holds another.

    Args:
        left: ranges of folded text.
        right: ranges of the same text; a pair that overlaps is not near but the same.
        distance: Han characters and words that may stand between the two, at most.
        folded: the passage.
    """
    return shortest(pair for pair, gap in _pairs(left, right) if _is_within(distance, folded, gap))


def _is_within(distance: int, folded: str, gap: Range) -> bool:
    """Tell whether at most `distance` units stand in the gap; a long gap is not read to its end."""
    return sum(1 for _ in itertools.islice(UNIT.finditer(folded, *gap), distance + 1)) <= distance


def shortest(ranges: Iterable[Range]) -> list[Range]:
    """Return the ranges that hold no other one of them, sorted, each once."""
    kept: list[Range] = []
    for start, end in sorted(set(ranges), key=lambda found: (-found[0], found[1])):
        if not kept or end < kept[-1][1]:
            kept.append((start, end))
    return kept[::-1]


def _pairs(left: Sequence[Range], right: Sequence[Range]) -> Iterator[tuple[Range, Range]]:
    """Yield pairs of neighbours as (the stretch from the first to the last, what is between them)."""
    by_start = sorted(right)
    by_end = sorted(right, key=lambda found: (found[1], found[0]))
    starts, ends = [start for start, _ in by_start], [end for _, end in by_end]
    for start, end in left:
        behind = bisect_left(starts, end)
        if behind < len(starts):
            other = by_start[behind]
            yield (start, other[1]), (end, other[0])
        before = bisect_right(ends, start) - 1
        if before >= 0:
            other = by_end[before]
            yield (other[0], end), (other[1], start)
