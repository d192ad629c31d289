"""Search: one page of the concordance, with the facets and years of everything that was found."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal

import numpy as np

from pipeline.explore.searching.concordance import sorted_places
from pipeline.explore.searching.engine import Place, cuts_word
from pipeline.explore.searching.library import FILE_NAME, open_library
from pipeline.explore.searching.query import SECTIONS
from pipeline.explore.searching.search import Hit, Search, YearCount
from pipeline.explore.web.reader import Reader
from pipeline.explore.web.views.parts import Slice, pages_of

Order = Literal["document", "year", "left", "right"]
Mode = Literal["string", "words", "doubts"]
"""Every place (recall); only those that cut no word (precision); only those that do: where segmentation may be wrong."""
MAX_SECONDS = 5.0
"""A query may take so long; then its asker is told to narrow it."""
MAX_PLACES = 20_000
"""Places that are counted and sorted; a query with more says so."""
CONTEXT_CHARS = 40


@dataclass(frozen=True, slots=True)
class Asked:
    """A query with how its hits are to be shown."""

    query: str
    order: Order = "document"
    mode: Mode = "string"


@dataclass(frozen=True, slots=True)
class Facet:
    """A value by which the query can be narrowed."""

    field: str
    """kind: works of the kind; section and lang: places in such passages."""
    value: str
    n: int


@dataclass(frozen=True, slots=True)
class Found:
    """What a query found."""

    query: str
    hits: Slice[Hit]
    works: int
    places: int
    """Of string search."""
    doubts: int
    """Places that begin or end inside a word of the segmented text."""
    is_cut: bool
    """There are more places than could be counted; counts are of the first of them."""
    years: list[YearCount]
    facets: list[Facet]


def find(reader: Reader, asked: Asked, page: int, size: int) -> Found:
    """Return one page of hits.

    Raises:
        InputError: the query is broken or names no known concept.
        SlowQueryError: it takes too long.
    """
    with opened_search(reader, asked.query) as search:
        places, is_cut = _collect(search)
        doubts = [place for place in places if cuts_word(search.engine.passage(place.passage_id), place.start, place.end)]
        chosen = _of_mode(places, doubts, asked.mode)
        number, pages = pages_of(len(chosen), page, size)
        shown = sorted_places(search, iter(chosen), asked.order, (number - 1) * size, size)
        work_ids = search.work_ids()
        return Found(
            query=asked.query,
            hits=Slice([search.hit(place) for place in shown], len(chosen), number, pages),
            works=len(work_ids),
            places=len(places),
            doubts=len(doubts),
            is_cut=is_cut,
            years=search.by_year(),
            facets=[*_kinds(reader, work_ids), *_passage_facets(search, places)],
        )


def all_hits(reader: Reader, asked: Asked) -> list[Hit]:
    """Return the hits of a query for a file, at most MAX_PLACES; same errors as `find`."""
    with opened_search(reader, asked.query) as search:
        places, _ = _collect(search)
        doubts = [place for place in places if cuts_word(search.engine.passage(place.passage_id), place.start, place.end)]
        ordered = sorted_places(search, iter(_of_mode(places, doubts, asked.mode)), asked.order, 0, None)
        return [search.hit(place) for place in ordered]


def found_works(reader: Reader, query: str) -> list[str]:
    """Return the works that a query fits; same errors as `find`."""
    with opened_search(reader, query) as search:
        return search.work_ids()


@contextmanager
def opened_search(reader: Reader, query: str) -> Iterator[Search]:
    """Open the search database for one query, and close it."""
    base = open_library(reader.corpus.tables("index") / FILE_NAME)
    try:
        yield Search(base, query, CONTEXT_CHARS, max_seconds=MAX_SECONDS)
    finally:
        base.close()


def _collect(search: Search) -> tuple[list[Place], bool]:
    places: list[Place] = []
    for place in search.places():
        search.limit.check()
        if len(places) == MAX_PLACES:
            return places, True
        places.append(place)
    return places, False


def _of_mode(places: list[Place], doubts: list[Place], mode: Mode) -> list[Place]:
    if mode == "string":
        return places
    left_out = set(doubts)
    return doubts if mode == "doubts" else [place for place in places if place not in left_out]


def _kinds(reader: Reader, work_ids: list[str]) -> list[Facet]:
    counts = Counter(reader.works[work_id].kind for work_id in work_ids if work_id in reader.works)
    return [Facet("kind", kind, n) for kind, n in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))]


def _passage_facets(search: Search, places: list[Place]) -> list[Facet]:
    ids = np.array([place.passage_id for place in places], np.int64)
    columns = search.engine.columns
    sections = [Facet("section", name, int(columns.passages_with("role", roles)[ids].sum())) for name, roles in SECTIONS.items()]
    langs = [Facet("lang", lang, int(columns.passages_with("lang", (lang,))[ids].sum())) for lang in ("zh", "en")]
    return [facet for facet in [*sections, *langs] if facet.n]
