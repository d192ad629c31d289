"""A concordance: hits in the order asked for, a page at a time."""

import heapq
import itertools
from collections.abc import Callable, Iterator
from typing import Any

from pipeline.explore.searching.engine import Place
from pipeline.explore.searching.grams import UNIT
from pipeline.explore.searching.search import Hit, Search

SORTS = ("document", "year", "left", "right")
KEY_CHARS, KEY_UNITS = 24, 6
"""Characters of context that are looked at, and Han characters or words of them that decide the order."""


def concordance(search: Search, sort: str = "document", first: int = 0, limit: int | None = None, *, doubts: bool = False) -> list[Hit]:
    """Return the hits from number `first` (0-based) on, `limit` of them at most.

    Args:
        search: the query.
        sort: `document` (text and place), `year` (works without one last), `left` (by what stands before the hit, read
            outwards from it) or `right` (by what stands behind it), by code points of the normalised text.
        first: hits passed over.
        limit: hits returned; None for all.
        doubts: only the hits that begin or end inside a word of the segmented text.

    Only `document` stops reading at the last hit returned; the other orders need every place.
    """
    places = search.doubtful_places() if doubts else search.places()
    return [search.hit(place) for place in sorted_places(search, places, sort, first, limit)]


def sorted_places(search: Search, places: Iterator[Place], sort: str, first: int, limit: int | None) -> list[Place]:
    """Return places in the order asked for, by the rules of `concordance`."""
    stop = None if limit is None else first + limit
    if sort == "document":
        return list(itertools.islice(places, first, stop))
    keyed = ((key(place), place) for key in [_key(search, sort)] for place in places)
    ordered = sorted(keyed) if stop is None else heapq.nsmallest(stop, keyed)
    return [place for _, place in ordered[first:]]


def _key(search: Search, sort: str) -> Callable[[Place], Any]:
    columns = search.engine.columns
    if sort == "year":
        return lambda place: int(columns.year_of[columns.work_of[columns.text_of[place.passage_id]]]) or 9999
    if sort == "left":
        return lambda place: _units(search, place, left=True)
    return lambda place: _units(search, place, left=False)


def _units(search: Search, place: Place, *, left: bool) -> list[str]:
    folded = search.engine.passage(place.passage_id).folded
    if left:
        return UNIT.findall(folded, max(0, place.start - KEY_CHARS), place.start)[: -KEY_UNITS - 1 : -1]
    return UNIT.findall(folded, place.end, place.end + KEY_CHARS)[:KEY_UNITS]
