"""The texts that a query's tree fits, and the places where its phrases and concepts stand.

AND, OR and NOT are about texts. `section:` and `lang:` that are joined to the rest by AND set the scope: the passages in which everything
else of the query is looked for. Places are ranges of a passage's folded text; only what is shown is mapped to the printed one.

SQL is put together from constants and question marks alone; what users type goes in as parameters.
"""

import functools
import itertools
import json
import sqlite3
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np

from pipeline.core.text import normalise
from pipeline.explore.concept_names import find_concept, name_key
from pipeline.explore.searching.columns import Columns, Flags, Numbers
from pipeline.explore.searching.grams import Phrase, make_phrase
from pipeline.explore.searching.limits import Limit
from pipeline.explore.searching.near import Range, near_ranges
from pipeline.explore.searching.nodes import Both, Either, Filter, Find, Near, Node, Not
from pipeline.explore.searching.query import SECTIONS, year_range
from pipeline.explore.searching.stems import stem_words
from pipeline.explore.searching.words import is_inside

WORK_COLUMNS = {"venue": "folded_venue", "author": "folded_authors"}
PASSAGE_FIELDS = {"section", "lang"}
FIRST_BATCH, LAST_BATCH = 64, 2_048
"""Passages read at once: few at first, since most readers want one page of hits."""
RECENT = 64
"""Passages kept at hand: more than a query has phrases, so that the one before each is still there."""


class Place(NamedTuple):
    """A range of a passage's folded text; sorted as in the texts."""

    passage_id: int
    start: int
    end: int


class Passage(NamedTuple):
    """What is needed of a passage to find places in it."""

    passage_id: int
    inner: bytes | None
    folded: str


class Engine:
    """Answers the nodes of one query's tree from one open database."""

    def __init__(self, base: sqlite3.Connection, tree: Node, limit: Limit, *, whole_words: bool = False) -> None:
        """Read the arrays and set the scope.

        Args:
            base: the open database.
            tree: the query.
            limit: the time the query may take.
            whole_words: count a phrase only where its ends do not cut a word.
        """
        self._limit = limit
        self._whole_words = whole_words
        self._phrases: dict[tuple[str, bool], Phrase] = {}
        self._concepts: dict[str, list[str]] = {}
        self._recent: dict[int, Passage] = {}
        self.columns = Columns(base)
        wanted = [node for node in conjuncts(tree) if isinstance(node, Filter) and node.field in PASSAGE_FIELDS]
        self._scope = functools.reduce(np.logical_and, map(self._passages_with, wanted)) if wanted else None

    def texts(self, node: Node) -> Flags:
        """Return which texts the node fits, by text_no."""
        match node:
            case Both(parts):
                return functools.reduce(np.logical_and, map(self.texts, parts))
            case Either(parts):
                return functools.reduce(np.logical_or, map(self.texts, parts))
            case Not(part):
                return ~self.texts(part)
            case Filter(field, value) if field in PASSAGE_FIELDS:
                return self.columns.texts_of(self._within(np.flatnonzero(self._passages_with(node))))
            case Filter(field, value) if field != "concept":
                return self._filtered(field, value)
            case _:
                return self.columns.texts_of(self._passages(node))

    def places(self, node: Node, texts: Flags | None) -> Iterator[Place]:
        """Yield the places of a phrase, a concept or NEAR, in order; `texts` allows some texts only."""
        ids: Iterable[int] = self._stream(node) if texts is None else self._allowed(node, texts)
        for passage in self._read(ids):
            self._keep(passage)
            for start, end in self._ranges(node, passage):
                yield Place(passage.passage_id, start, end)

    def first_places(self, texts: Flags) -> Iterator[Place]:
        """Yield the first passage of each text within the scope, whole."""
        ids = self._within(np.arange(1, len(self.columns.text_of)))
        owners, at = np.unique(self.columns.text_of[ids], return_index=True)
        return (Place(passage.passage_id, 0, len(passage.folded)) for passage in self._read(ids[at[texts[owners]]].tolist()))

    def passage(self, passage_id: int) -> Passage:
        """Return one passage; those with the last places are at hand."""
        if passage_id not in self._recent:
            self._keep(next(self._read([passage_id])))
        return self._recent[passage_id]

    def _keep(self, passage: Passage) -> None:
        if len(self._recent) >= RECENT:
            self._recent.clear()
        self._recent[passage.passage_id] = passage

    def _passages(self, node: Node) -> Numbers:
        """Return the passages in which the node stands, sorted."""
        ids = self._candidates(node)
        if self._is_exact(node):
            return ids
        found = [passage.passage_id for passage in self._read(ids.tolist()) if self._ranges(node, passage)]
        return np.array(found, np.int64)

    def _is_exact(self, node: Node) -> bool:
        if isinstance(node, Find):
            return not self._whole_words and self._phrase(node).is_exact
        return isinstance(node, Filter)

    def _allowed(self, node: Node, texts: Flags) -> list[int]:
        ids = self._candidates(node)
        allowed: list[int] = ids[texts[self.columns.text_of[ids]]].tolist()
        return allowed

    def _candidates(self, node: Node) -> Numbers:
        """Return the passages of the scope in which the node may stand, sorted."""
        match node:
            case Near(left, right, _):
                return np.intersect1d(self._candidates(left), self._candidates(right), assume_unique=True)
            case Either(parts):
                return np.unique(np.concatenate(list(map(self._candidates, parts))))
            case _:
                return self._within(self._looked_up(node))

    def _within(self, ids: Numbers) -> Numbers:
        """Return the passages that are in the scope."""
        return ids if self._scope is None else ids[self._scope[ids]]

    def _looked_up(self, node: Node) -> Numbers:
        sql, parameters = self._statement(node)
        # One long string from SQLite is four times quicker than a row a passage (100,000 of them: 15 ms, not 60).
        joined = next(self._limit.rows(f"SELECT group_concat(id) FROM ({sql})", parameters))[0]  # noqa: S608 - constants
        return np.sort(np.fromstring(joined, np.int64, sep=","), kind="stable") if joined else np.empty(0, np.int64)

    def _stream(self, node: Node) -> Iterator[int]:
        if isinstance(node, Near | Either):
            return iter(self._candidates(node).tolist())
        sql, parameters = self._statement(node)
        rows = self._limit.rows(f"{sql} ORDER BY id", parameters)
        return (row[0] for row in rows if self._scope is None or self._scope[row[0]])

    def _statement(self, node: Node) -> tuple[str, list[str]]:
        """Return the statement that selects passages (`id`) for a phrase or a concept."""
        if isinstance(node, Filter):
            concept_ids = self._concept_ids(node.value)
            places = ",".join("?" * len(concept_ids))
            return f"SELECT DISTINCT passage_id AS id FROM mentions WHERE concept_id IN ({places})", concept_ids  # noqa: S608
        if not isinstance(node, Find):
            raise TypeError(node)
        phrase = self._phrase(node)
        if phrase.match is None:
            return "SELECT passage_id AS id FROM passages WHERE instr(folded, ?)", [phrase.needle]
        return "SELECT rowid AS id FROM grams WHERE grams MATCH ?", [phrase.match]

    def _read(self, ids: Iterable[int]) -> Iterator[Passage]:
        waiting, size = iter(ids), FIRST_BATCH
        while batch := list(itertools.islice(waiting, size)):
            sql = "SELECT passage_id, inner, folded FROM passages WHERE passage_id IN (SELECT value FROM json_each(?)) ORDER BY passage_id"
            yield from (Passage(*row) for row in self._limit.rows(sql, [json.dumps(batch)]))
            size = min(2 * size, LAST_BATCH)

    def _ranges(self, node: Node, passage: Passage) -> list[Range]:
        """Return where the node stands in a passage, sorted."""
        match node:
            case Find():
                found = self._phrase(node).find(passage.folded)
                return [one for one in found if not cuts_word(passage, *one)] if self._whole_words else found
            case Filter(_, value):
                return self._mentions(value, passage.passage_id)
            case Either(parts):
                return sorted({one for part in parts for one in self._ranges(part, passage)})
            case Near(left, right, distance):
                return near_ranges(self._ranges(left, passage), self._ranges(right, passage), distance, passage.folded)
            case _:
                raise TypeError(node)

    def _mentions(self, name: str, passage_id: int) -> list[Range]:
        sql = "SELECT first, last FROM mentions WHERE concept_id = ? AND passage_id = ?"
        rows = [tuple(row) for concept_id in self._concept_ids(name) for row in self._limit.rows(sql, [concept_id, passage_id])]
        return sorted(set(rows))

    def _phrase(self, node: Find) -> Phrase:
        key = (node.phrase.printed, node.is_quoted)
        if key not in self._phrases:
            words = () if node.is_quoted else node.phrase.words
            forms = {word: self._forms(word, stem) for word, stem in zip(words, stem_words(words), strict=True)} if words else {}
            self._phrases[key] = make_phrase(node.phrase.printed, forms) if forms else node.phrase
        return self._phrases[key]

    def _forms(self, word: str, stem: str) -> list[str]:
        rows = self._limit.rows("SELECT word FROM words WHERE stem = ? ORDER BY word", [stem])
        return sorted({word, *(row[0] for row in rows)})

    def _concept_ids(self, name: str) -> list[str]:
        """Return the concept of this name, else the concepts that are added up for the family of this name.

        Raises:
            InputError: it names neither.
        """
        if name not in self._concepts:
            names = dict(map(tuple, self._limit.rows("SELECT name, concept_id FROM names ORDER BY name")))
            key = name_key(name)
            family = [row[0] for row in self._limit.rows("SELECT concept_id FROM families WHERE name = ? ORDER BY concept_id", [key])]
            self._concepts[name] = family if family and key not in names else [find_concept(name, names)]
        return self._concepts[name]

    def _passages_with(self, node: Filter) -> Flags:
        if node.field == "section":
            return self.columns.passages_with("role", SECTIONS[node.value])
        return self.columns.passages_with("lang", (node.value,))

    def _filtered(self, field: str, value: str) -> Flags:
        """Return the texts whose work has the value."""
        condition, parameters = _work_condition(field, value)
        works = np.zeros(len(self.columns.year_of), np.bool_)
        for row in self._limit.rows(f"SELECT work_no FROM works WHERE {condition}", parameters):  # noqa: S608 - constants
            works[row[0]] = True
        return works[self.columns.work_of]


def cuts_word(passage: Passage, start: int, end: int) -> bool:
    """Tell whether a range of folded text begins or ends inside a word of the segmented text."""
    return is_inside(passage.inner, start) or is_inside(passage.inner, end)


def conjuncts(tree: Node) -> Iterator[Node]:
    """Yield what is joined by AND at the top of the tree."""
    if isinstance(tree, Both):
        for part in tree.parts:
            yield from conjuncts(part)
    else:
        yield tree


def positive_leaves(node: Node) -> Iterator[Node]:
    """Yield the phrases, concepts and NEARs that are not under NOT, in the order written."""
    if isinstance(node, Both | Either):
        for part in node.parts:
            yield from positive_leaves(part)
    elif isinstance(node, Find | Near) or (isinstance(node, Filter) and node.field == "concept"):
        yield node


def _work_condition(field: str, value: str) -> tuple[str, list[object]]:
    if field == "year":
        return "year BETWEEN ? AND ?", list(year_range(value))
    if field == "kind":
        return "kind = ?", [value]
    return f"instr({WORK_COLUMNS[field]}, ?) > 0", [normalise(value).text]
