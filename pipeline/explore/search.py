"""Answer a query from the search database: which works fit, and where in them the phrases and concepts stand.

AND, OR and NOT are about works (a text each); `section:` and `lang:` narrow the passages in which every phrase and concept of the query
must stand; the hits are the places of all phrases and concepts that are not under NOT.

SQL is put together from constants and question marks alone (`_scope`, `_work_condition`); what users type goes in as parameters.
"""

import json
import sqlite3
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from heapq import merge

from pipeline.core.text import normalise
from pipeline.explore.concept_names import find_concept
from pipeline.explore.grams import Phrase
from pipeline.explore.query import SECTIONS, Both, Either, Filter, Find, Node, Not, parse_query, year_range

WORK_FIELDS = {"year", "kind", "venue", "author"}
PASSAGE_FIELDS = {"section", "lang"}


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


@dataclass(frozen=True, slots=True)
class _Place:
    text_id: str
    passage_index: int
    start: int
    end: int


class Search:
    """A query over one open database."""

    def __init__(self, base: sqlite3.Connection, query: str, context_chars: int = 30) -> None:
        """Parse the query; `context_chars` code points are shown on either side of a hit, within its passage."""
        self.base = base
        self.tree = parse_query(query)
        self.context_chars = context_chars
        self._names: dict[str, str] | None = None
        self._scope, self._parameters = _passage_condition(self.tree)

    def hits(self) -> Iterator[Hit]:
        """Yield all hits, by text and place; without phrase or concept in the query, one hit a work: its title passage."""
        allowed = None if isinstance(self.tree, Find) else self._texts(self.tree)
        leaves = list(_positive_leaves(self.tree))
        streams = [self._places(leaf, allowed) for leaf in leaves] if leaves else [self._first_places(allowed or set())]
        previous = None
        for place in merge(*streams, key=lambda place: (place.text_id, place.start, place.end)):
            if place != previous:
                yield self._hit(place)
            previous = place

    def work_ids(self) -> list[str]:
        """Return the works that the query fits, sorted."""
        rows = self._rows("SELECT text_id, work_id FROM texts ORDER BY text_id")
        found = self._texts(self.tree)
        return sorted({row["work_id"] for row in rows if row["text_id"] in found and row["work_id"]})

    def _texts(self, node: Node) -> set[str]:
        match node:
            case Both(parts):
                return set.intersection(*map(self._texts, parts))
            case Either(parts):
                return set.union(*map(self._texts, parts))
            case Not(part):
                return self._all_texts() - self._texts(part)
            case Filter(field, value) if field != "concept":
                return self._filtered(field, value)
            case _:
                return {place.text_id for place in self._places(node, None)}

    def _all_texts(self) -> set[str]:
        return {row["text_id"] for row in self._rows("SELECT text_id FROM texts")}

    def _filtered(self, field: str, value: str) -> set[str]:
        if field in PASSAGE_FIELDS:
            rows = self._rows(f"SELECT DISTINCT text_id FROM passages p WHERE {self._scope}", *self._parameters)  # noqa: S608
            return {row["text_id"] for row in rows}
        condition, parameters = _work_condition(field, value)
        rows = self._rows(f"SELECT text_id FROM texts JOIN works USING (work_id) WHERE {condition}", *parameters)  # noqa: S608
        return {row["text_id"] for row in rows}

    def _places(self, leaf: Node, allowed: set[str] | None) -> Iterator[_Place]:
        if isinstance(leaf, Find):
            return self._phrase_places(leaf.phrase, allowed)
        if isinstance(leaf, Filter):
            return self._concept_places(leaf.value, allowed)
        raise TypeError(leaf)

    def _phrase_places(self, phrase: Phrase, allowed: set[str] | None) -> Iterator[_Place]:
        candidates = "AND passage_id IN (SELECT rowid FROM grams WHERE grams MATCH ?)" if phrase.match else ""
        rows = self._rows(
            f"SELECT text_id, passage_index, start, stop, folded FROM passages p WHERE {self._scope} {candidates} ORDER BY passage_id",  # noqa: S608
            *self._parameters,
            *([phrase.match] if phrase.match else []),
        )
        for row in rows:
            if (allowed is None or row["text_id"] in allowed) and phrase.occurs(row["folded"]):
                yield from self._printed_places(row, phrase)

    def _printed_places(self, row: sqlite3.Row, phrase: Phrase) -> Iterator[_Place]:
        original = normalise(self._text(row["text_id"])[row["start"] : row["stop"]])
        for start, end in phrase.find(row["folded"]):
            span = original.original(start, end).shift(row["start"])
            yield _Place(row["text_id"], row["passage_index"], span.start, span.end)

    def _concept_places(self, name: str, allowed: set[str] | None) -> Iterator[_Place]:
        concept_id = find_concept(name, self._concept_names())
        rows = self._rows(
            "SELECT m.text_id, m.passage_index, m.start, m.stop FROM mentions m JOIN passages p USING (text_id, passage_index)"  # noqa: S608
            f" WHERE m.concept_id = ? AND {self._scope} ORDER BY m.text_id, m.start",
            concept_id,
            *self._parameters,
        )
        return (_Place(*row) for row in rows if allowed is None or row["text_id"] in allowed)

    def _first_places(self, allowed: set[str]) -> Iterator[_Place]:
        rows = self._rows(
            f"SELECT text_id, passage_index, start, stop, min(passage_id) FROM passages p WHERE {self._scope} GROUP BY text_id ORDER BY text_id",  # noqa: S608
            *self._parameters,
        )
        return (_Place(*tuple(row)[:4]) for row in rows if row["text_id"] in allowed)

    def _concept_names(self) -> dict[str, str]:
        if self._names is None:
            self._names = {row["name"]: row["concept_id"] for row in self._rows("SELECT name, concept_id FROM names ORDER BY name")}
        return self._names

    def _hit(self, place: _Place) -> Hit:
        passage = self._row("SELECT * FROM passages WHERE text_id = ? AND passage_index = ?", place.text_id, place.passage_index)
        owner = self._row("SELECT * FROM texts LEFT JOIN works USING (work_id) WHERE text_id = ?", place.text_id)
        page, page_label = _page_at(json.loads(passage["pages"]), place.start)
        text = owner["text"]
        return Hit(
            doc_id=place.text_id if owner["is_document"] else None,
            work_id=owner["work_id"],
            title=owner["title"],
            year=owner["year"],
            page=page,
            page_label=page_label,
            start=place.start,
            end=place.end,
            left=text[max(passage["start"], place.start - self.context_chars) : place.start],
            match=text[place.start : place.end],
            right=text[place.end : min(passage["stop"], place.end + self.context_chars)],
        )

    def _text(self, text_id: str) -> str:
        return str(self._row("SELECT text FROM texts WHERE text_id = ?", text_id)["text"])

    def _rows(self, sql: str, *parameters: object) -> Iterable[sqlite3.Row]:
        return self.base.execute(sql, parameters)

    def _row(self, sql: str, *parameters: object) -> sqlite3.Row:
        row: sqlite3.Row = self.base.execute(sql, parameters).fetchone()
        return row


def _passage_condition(tree: Node) -> tuple[str, list[str]]:
    clauses: list[str] = ["1"]
    parameters: list[str] = []
    for node in _conjuncts(tree):
        if isinstance(node, Filter) and node.field in PASSAGE_FIELDS:
            values = SECTIONS[node.value] if node.field == "section" else (node.value,)
            column = "role" if node.field == "section" else "lang"
            clauses.append(f"p.{column} IN ({','.join('?' * len(values))})")
            parameters += values
    return " AND ".join(clauses), parameters


def _conjuncts(tree: Node) -> Iterator[Node]:
    if isinstance(tree, Both):
        for part in tree.parts:
            yield from _conjuncts(part)
    else:
        yield tree


def _positive_leaves(node: Node) -> Iterator[Node]:
    if isinstance(node, Both | Either):
        for part in node.parts:
            yield from _positive_leaves(part)
    elif isinstance(node, Find) or (isinstance(node, Filter) and node.field == "concept"):
        yield node


def _work_condition(field: str, value: str) -> tuple[str, list[object]]:
    if field == "year":
        return "year BETWEEN ? AND ?", list(year_range(value))
    if field == "kind":
        return "kind = ?", [value]
    column = {"venue": "folded_venue", "author": "folded_authors"}[field]
    return f"instr({column}, ?) > 0", [normalise(value).text]


def _page_at(starts: list[tuple[int, int, str | None]], offset: int) -> tuple[int | None, str | None]:
    position = bisect_right([start for start, _, _ in starts], offset) - 1
    if position < 0:
        return None, None
    return starts[position][1], starts[position][2]
