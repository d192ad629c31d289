"""Answer a query from the search database: which works fit, and where in them the phrases and concepts stand.

AND, OR and NOT are about works (a text each); `section:` and `lang:` narrow the passages in which every phrase and concept of the query
must stand; the hits are the places of all phrases and concepts that are not under NOT. What commands and pages call stands here and in
`searching.concordance`; `explore.library.open_library` opens the database.
"""

import json
import sqlite3
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from heapq import merge

import numpy as np

from pipeline.core.sentences import split_sentences
from pipeline.explore.searching.columns import LAST_YEAR
from pipeline.explore.searching.engine import Engine, Passage, Place, conjuncts, cuts_word, positive_leaves
from pipeline.explore.searching.limits import Limit
from pipeline.explore.searching.nodes import Both, Filter, Find, Near
from pipeline.explore.searching.query import parse_query
from pipeline.explore.searching.shifts import Origins
from pipeline.explore.searching.words import words_around

WORD_DIVIDER = "|"


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where a phrase or concept stands; offsets are code points of the printed text."""

    doc_id: str | None
    """None for the text of a work that is known from records alone."""
    work_id: str | None
    title: str | None
    year: int | None
    page: int | None
    page_label: str | None
    start: int
    end: int
    left: str
    match: str
    right: str
    cuts_word: bool
    """Whether it begins or ends inside a word of the segmented text."""
    words: str
    """The words of the segmented text that it stands in, divided by |."""


@dataclass(frozen=True, slots=True)
class YearCount:
    """Works of one year; duplicates, other versions and what screening left out are not counted."""

    year: int | None
    """None for works without a year."""
    works: int
    """Works that the query fits."""
    of: int
    """Works of that year that have a text and that the query's filters allow."""


@dataclass(frozen=True, slots=True)
class _Shown:
    """A passage as it is printed, with what is shown beside its hits."""

    row: sqlite3.Row
    origins: Origins
    passage: Passage


class Search:
    """A query over one open database."""

    def __init__(
        self,
        base: sqlite3.Connection,
        query: str,
        context_chars: int = 30,
        *,
        sentences: int | None = None,
        whole_words: bool = False,
        max_seconds: float | None = None,
    ) -> None:
        """Parse the query.

        Args:
            base: the open database.
            query: as users type it.
            context_chars: code points shown on either side of a hit, within its passage.
            sentences: show whole sentences instead: the hit's own and so many on either side, within its passage.
            whole_words: word search: leave out hits that begin or end inside a word of the segmented text.
            max_seconds: raise SlowQueryError when an answer takes longer; the clock starts here.

        Raises:
            InputError: the query cannot be read; the message says where.
        """
        self.base = base
        self.tree = parse_query(query)
        self.context_chars = context_chars
        self.sentences = sentences
        self.limit = Limit(base, max_seconds)
        self.engine = Engine(base, self.tree, self.limit, whole_words=whole_words)
        self._last: tuple[int, _Shown] | None = None

    def hits(self) -> Iterator[Hit]:
        """Yield all hits, by text and place; without phrase or concept in the query, one hit a work: its title passage."""
        return map(self.hit, self.places())

    def doubts(self) -> Iterator[Hit]:
        """Yield the hits that cut a word: places where string search and word search disagree, so where segmentation may be wrong."""
        return map(self.hit, self.doubtful_places())

    def doubtful_places(self) -> Iterator[Place]:
        """Yield the places of `doubts`."""
        return (place for place in self.places() if cuts_word(self.engine.passage(place.passage_id), place.start, place.end))

    def places(self) -> Iterator[Place]:
        """Yield the places of all hits in order, each once; `hit` shows one."""
        allowed = None if isinstance(self.tree, Find | Near) or self._is_concept() else self.engine.texts(self.tree)
        leaves = list(dict.fromkeys(positive_leaves(self.tree)))
        if not leaves:
            yield from self.engine.first_places(self.engine.texts(self.tree))
            return
        previous = None
        for place in merge(*(self.engine.places(leaf, allowed) for leaf in leaves)):
            if place != previous:
                yield place
            previous = place

    def work_ids(self) -> list[str]:
        """Return the works that the query fits, sorted."""
        chosen = np.flatnonzero(self.engine.columns.works_of(self.engine.texts(self.tree))).tolist()
        sql = "SELECT work_id FROM works WHERE work_no IN (SELECT value FROM json_each(?)) ORDER BY work_no"
        return [row["work_id"] for row in self.limit.rows(sql, [json.dumps(chosen)])]

    def by_year(self) -> list[YearCount]:
        """Return how many works of each year the query fits, by year; works without a year stand last.

        An article whose thesis stands for it counts only in a query with `kind:`.
        """
        columns = self.engine.columns
        filters = [node for node in conjuncts(self.tree) if isinstance(node, Filter) and node.field != "concept"]
        least = 1 if any(node.field == "kind" for node in filters) else 2
        counted = columns.counts >= least
        fitting = columns.works_of(self.engine.texts(self.tree)) & counted
        allowed = self.engine.texts(Both(tuple(filters))) if filters else np.ones(len(columns.work_of), np.bool_)
        readable = columns.works_of(allowed) & counted
        works, of = (np.bincount(columns.year_of[chosen], minlength=LAST_YEAR + 1) for chosen in (fitting, readable))
        rows = [YearCount(year or None, int(works[year]), int(of[year])) for year in np.flatnonzero(of).tolist()]
        return sorted(rows, key=lambda row: (row.year is None, row.year))

    def hit(self, place: Place) -> Hit:
        """Return what is shown of a place."""
        shown = self._shown(place.passage_id)
        row, text = shown.row, shown.row["text"]
        span = shown.origins.printed(place.start, place.end) if place.start < place.end else None
        start, end = (span.start, span.end) if span else (0, len(text))
        first, last = self._context(text, start, end)
        page, page_label = _page_at(json.loads(row["pages"]), row["start"] + start)
        return Hit(
            doc_id=row["text_id"] if row["is_document"] else None,
            work_id=row["work_id"],
            title=row["title"],
            year=row["year"],
            page=page,
            page_label=page_label,
            start=row["start"] + start,
            end=row["start"] + end,
            left=text[first:start],
            match=text[start:end],
            right=text[end:last],
            cuts_word=cuts_word(shown.passage, place.start, place.end),
            words=self._words(shown, place),
        )

    def _is_concept(self) -> bool:
        return isinstance(self.tree, Filter) and self.tree.field == "concept"

    def _shown(self, passage_id: int) -> _Shown:
        if self._last is None or self._last[0] != passage_id:
            sql = (
                "SELECT p.*, t.text_id, t.is_document, w.work_id, w.title, w.year FROM passages p JOIN texts t USING (text_no)"
                " LEFT JOIN works w USING (work_no) WHERE passage_id = ?"
            )
            row = next(self.limit.rows(sql, [passage_id]))
            self._last = (passage_id, _Shown(row, Origins(row["shifts"]), Passage(passage_id, row["inner"], row["folded"])))
        return self._last[1]

    def _context(self, text: str, start: int, end: int) -> tuple[int, int]:
        """Return where the context of text[start:end] begins and ends."""
        if self.sentences is None:
            return max(0, start - self.context_chars), min(len(text), end + self.context_chars)
        spans = split_sentences(text)
        starts = [span.start for span in spans]
        own, last = (max(0, bisect_right(starts, at) - 1) for at in (start, end - 1))
        before, behind = spans[max(0, own - self.sentences)], spans[min(len(spans) - 1, last + self.sentences)]
        return min(start, before.start), max(end, behind.end)

    def _words(self, shown: _Shown, place: Place) -> str:
        if place.start >= place.end:
            return ""
        ranges = words_around(shown.passage.inner, place.start, place.end)
        spans = [shown.origins.printed(start, end) for start, end in ranges]
        pieces = [shown.row["text"][span.start : span.end].strip() for span in spans]
        return WORD_DIVIDER.join(piece for piece in pieces if piece)


def _page_at(starts: list[tuple[int, int, str | None]], offset: int) -> tuple[int | None, str | None]:
    position = bisect_right([start for start, _, _ in starts], offset) - 1
    if position < 0:
        return None, None
    return starts[position][1], starts[position][2]
