"""Search: one page of the concordance, with the facets and years of everything that was found."""

import sqlite3
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from pipeline.core.errors import InputError
from pipeline.explore.search import Hit, Search
from pipeline.explore.web.reader import MAX_SECONDS, Reader
from pipeline.explore.web.views.parts import Slice, cut

Order = Literal["text", "year", "year-down", "left", "right", "title"]
MAX_HITS = 5000
"""Hits that are sorted and counted; a query with more says so."""
CONTEXT_CHARS = 40


@dataclass(frozen=True, slots=True)
class Facet:
    """A value by which the found works can be narrowed."""

    field: str
    value: str
    works: int


@dataclass(frozen=True, slots=True)
class Found:
    """What a query found."""

    query: str
    hits: Slice[Hit]
    works: int
    is_cut: bool
    """There are more hits than MAX_HITS; counts are of the first of them."""
    years: dict[int, int] = field(default_factory=dict)
    """Works by year."""
    facets: list[Facet] = field(default_factory=list)


def find(reader: Reader, query: str, order: Order, page: int, size: int) -> Found:
    """Return one page of hits.

    Raises:
        InputError: the query is broken, names no known concept, or takes too long.
    """
    with reader.library() as base:
        hits, is_cut = _collect(base, query)
    hits.sort(key=_keys(order))
    works = {hit.work_id for hit in hits if hit.work_id}
    known = [reader.works[work_id] for work_id in works if work_id in reader.works]
    years = Counter(work.year for work in known if work.year)
    kinds = Counter(work.kind for work in known)
    facets = [Facet("kind", kind, n) for kind, n in sorted(kinds.items(), key=lambda pair: (-pair[1], pair[0]))]
    return Found(query, cut(hits, page, size), len(works), is_cut, dict(sorted(years.items())), facets)


def _collect(base: sqlite3.Connection, query: str) -> tuple[list[Hit], bool]:
    deadline = time.monotonic() + MAX_SECONDS
    hits: list[Hit] = []
    for hit in Search(base, query, CONTEXT_CHARS).hits():
        if len(hits) == MAX_HITS:
            return hits, True
        if time.monotonic() > deadline:
            raise InputError(f"the query takes longer than {MAX_SECONDS:g} seconds\nnarrow it: a longer phrase, year:, kind:")
        hits.append(hit)
    return hits, False


def _keys(order: Order) -> Callable[[Hit], tuple[object, ...]]:
    keys: dict[str, Callable[[Hit], tuple[object, ...]]] = {
        "text": lambda hit: (hit.doc_id or hit.work_id or "", hit.start),
        "year": lambda hit: (hit.year or 9999, hit.doc_id or "", hit.start),
        "year-down": lambda hit: (-(hit.year or 0), hit.doc_id or "", hit.start),
        "left": lambda hit: (hit.left[::-1], hit.doc_id or "", hit.start),
        "right": lambda hit: (hit.right, hit.doc_id or "", hit.start),
        "title": lambda hit: (hit.title or "", hit.doc_id or "", hit.start),
    }
    return keys[order]
