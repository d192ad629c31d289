"""The tables of the search database `library.sqlite`, and how it is written so that the same tables give the same bytes.

Rows go in sorted order into a new file of fixed page size, without journal; `VACUUM` then lays the pages out anew. The database holds its own
copy of the passages, because a hit must be verified and shown without opening Parquet files. What counting needs about every passage, text
and work stands in `columns`, an array a row: half of a large library is then counted without reading its rows.
"""

import contextlib
import json
import re
import sqlite3
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.core.counting import is_counted, repeated_works
from pipeline.core.records import Mention, Passage, Work
from pipeline.core.text import Normalised, normalise
from pipeline.core.texts import Text
from pipeline.explore.chain_rows import owners_of_texts
from pipeline.explore.concept_names import Concept, name_key, names_of
from pipeline.explore.searching.columns import ColumnWriter
from pipeline.explore.searching.grams import fold_marks, gram_stream
from pipeline.explore.searching.library import FORMAT
from pipeline.explore.searching.shifts import pack_origins
from pipeline.explore.searching.stems import stem_words
from pipeline.explore.searching.words import Bits, folded_places, unpack_places

ENGLISH = re.compile("[a-z]{3,}")
"""Words that have a stem."""
SCHEMA = """
CREATE TABLE works (
  work_no INTEGER PRIMARY KEY, work_id TEXT NOT NULL UNIQUE, title TEXT, title_en TEXT, authors TEXT, year INTEGER, kind TEXT,
  degree_type TEXT, venue TEXT, issue TEXT, pages TEXT, doi TEXT, evidence TEXT, folded_venue TEXT, folded_authors TEXT
);
CREATE TABLE texts (text_no INTEGER PRIMARY KEY, text_id TEXT NOT NULL UNIQUE, work_no INTEGER, is_document INTEGER NOT NULL);
CREATE TABLE passages (
  passage_id INTEGER PRIMARY KEY, text_no INTEGER NOT NULL, passage_index INTEGER NOT NULL, start INTEGER NOT NULL, stop INTEGER NOT NULL,
  role TEXT NOT NULL, lang TEXT NOT NULL, pages TEXT NOT NULL, inner BLOB, shifts TEXT, folded TEXT NOT NULL, text TEXT NOT NULL
);
CREATE TABLE mentions (
  concept_id TEXT NOT NULL, passage_id INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
  PRIMARY KEY (concept_id, passage_id, first, last)
) WITHOUT ROWID;
CREATE TABLE concepts (concept_id TEXT PRIMARY KEY, label TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE names (name TEXT PRIMARY KEY, concept_id TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE families (name TEXT NOT NULL, concept_id TEXT NOT NULL, PRIMARY KEY (name, concept_id)) WITHOUT ROWID;
CREATE TABLE words (stem TEXT NOT NULL, word TEXT NOT NULL, PRIMARY KEY (stem, word)) WITHOUT ROWID;
CREATE TABLE columns (name TEXT PRIMARY KEY, content BLOB NOT NULL) WITHOUT ROWID;
CREATE VIRTUAL TABLE grams USING fts5(stream, content='', columnsize=0, tokenize='ascii');
"""


@dataclass(frozen=True, slots=True)
class LibraryContent:
    """Everything that goes into the database."""

    works: list[Work]
    texts: list[Text]
    mentions: list[Mention]
    concepts: list[Concept]
    families: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Name of a family as people type it: the concepts that are added up for it."""
    inner: Mapping[str, bytes] = field(default_factory=dict)
    """text_id: where its words go on (`searching.words.inner_places`)."""


def write_library(path: Path, content: LibraryContent, page_bytes: int) -> int:
    """Write the database anew and return the number of passages; `path` holds the old database or the new one, never a half.

    Args:
        path: the file to write.
        content: rows in any order.
        page_bytes: size of a database page, a power of two from 512 to 65536.
    """
    building = path.with_name(f".{path.name}.new")
    building.unlink(missing_ok=True)
    with contextlib.closing(sqlite3.connect(building, isolation_level=None)) as base:
        base.execute(f"PRAGMA page_size = {page_bytes:d}")
        base.execute("PRAGMA journal_mode = OFF")
        base.execute("PRAGMA synchronous = OFF")
        base.execute(f"PRAGMA user_version = {FORMAT:d}")
        base.executescript(SCHEMA)
        base.execute("BEGIN")
        n_passages = _fill(base, content)
        base.execute("INSERT INTO grams (grams) VALUES ('optimize')")
        base.execute("COMMIT")
        base.execute("VACUUM")
    building.replace(path)
    return n_passages


def page_starts(passage: Passage) -> list[tuple[int, int, str | None]]:
    """Return (offset, page, printed page number) for each place at which the passage begins or crosses to another page."""
    lines = list(zip(passage.line_starts, passage.line_boxes, strict=False))
    if not lines and passage.boxes:
        lines = [(passage.start, passage.boxes[0])]
    starts: list[tuple[int, int, str | None]] = []
    for start, box in lines:
        if not starts or starts[-1][1] != box.page:
            starts.append((start, box.page, box.page_label))
    return starts


def _fill(base: sqlite3.Connection, content: LibraryContent) -> int:
    works = sorted(content.works, key=lambda work: work.work_id)
    texts = sorted(content.texts, key=lambda text: text.text_id)
    numbers = {work.work_id: number for number, work in enumerate(works, start=1)}
    owners = {text_id: numbers[work.work_id] for text_id, work in owners_of_texts(works).items()}
    columns = ColumnWriter()
    repeated = repeated_works(works)
    for work in works:
        columns.add_work(work.year, is_counted(work) + (is_counted(work) and work.work_id not in repeated))
    base.executemany(f"INSERT INTO works VALUES ({','.join('?' * 15)})", (_work_row(numbers[work.work_id], work) for work in works))  # noqa: S608 - only question marks
    for number, text in enumerate(texts, start=1):
        columns.add_text(owners.get(text.text_id))
        is_document = not text.text_id.startswith("w")
        base.execute("INSERT INTO texts VALUES (?,?,?,?)", (number, text.text_id, owners.get(text.text_id), is_document))
    _fill_concepts(base, content)
    n_passages = _fill_passages(base, texts, content, columns)
    base.executemany("INSERT INTO columns VALUES (?,?)", columns.rows())
    return n_passages


def _fill_concepts(base: sqlite3.Connection, content: LibraryContent) -> None:
    base.executemany("INSERT INTO concepts VALUES (?,?)", sorted((concept.concept_id, concept.label) for concept in content.concepts))
    base.executemany("INSERT INTO names VALUES (?,?)", sorted(names_of(content.concepts).items()))
    pairs = {(name_key(name), concept_id) for name, concept_ids in content.families.items() for concept_id in concept_ids}
    base.executemany("INSERT INTO families VALUES (?,?)", sorted(pairs))


def _fill_passages(base: sqlite3.Connection, texts: Iterable[Text], content: LibraryContent, columns: ColumnWriter) -> int:
    mentions: dict[tuple[str, int], list[Mention]] = defaultdict(list)
    for mention in content.mentions:
        mentions[mention.text_id, mention.passage_index].append(mention)
    words: set[str] = set()
    places: set[tuple[str, int, int, int]] = set()
    passage_id = 0
    for passage_id, (text_no, text, passage, inner) in enumerate(_passages(texts, content.inner), start=1):
        normalised = normalise(text.slice(passage))
        stream = gram_stream(normalised.text)
        base.execute(
            "INSERT INTO passages VALUES (?,?,?,?,?,?,?,?,?,?,?,?)", (passage_id, text_no, *_passage_row(text, passage, normalised, inner))
        )
        base.execute("INSERT INTO grams (rowid, stream) VALUES (?,?)", (passage_id, stream))
        words.update(filter(ENGLISH.fullmatch, stream.split()))
        columns.add_passage(text_no, passage.role, passage.lang)
        found = mentions[text.text_id, passage.passage_index]
        places.update((mention.concept_id, passage_id, *_folded_place(mention, passage, normalised)) for mention in found)
    base.executemany("INSERT INTO mentions VALUES (?,?,?,?)", sorted(places))
    ordered = sorted(words)
    base.executemany("INSERT INTO words VALUES (?,?)", sorted(zip(stem_words(ordered), ordered, strict=True)))
    return passage_id


def _passages(texts: Iterable[Text], inner: Mapping[str, bytes]) -> Iterator[tuple[int, Text, Passage, Bits | None]]:
    for text_no, text in enumerate(texts, start=1):
        packed = inner.get(text.text_id)
        bits = None if packed is None else unpack_places(packed)
        for passage in text.passages:
            yield text_no, text, passage, bits


def _passage_row(text: Text, passage: Passage, normalised: Normalised, inner: Bits | None) -> tuple[int | str | bytes | None, ...]:
    bits = None if inner is None else folded_places(inner, passage.start, normalised.origins)
    pages = json.dumps(page_starts(passage), ensure_ascii=False)
    place = (passage.passage_index, passage.start, passage.end, passage.role, passage.lang)
    return (*place, pages, bits, pack_origins(normalised.origins), fold_marks(normalised.text), text.slice(passage))


def _folded_place(mention: Mention, passage: Passage, normalised: Normalised) -> tuple[int, int]:
    """Return where the mention stands in the passage's normalised text."""
    first = bisect_left(normalised.origins, mention.start - passage.start)
    return first, bisect_left(normalised.origins, mention.end - passage.start, first)


def _work_row(number: int, work: Work) -> tuple[str | int | None, ...]:
    folded_authors = normalise(" ".join(work.authors)).text
    return (
        number,
        work.work_id,
        work.title_zh or work.title_en,
        work.title_en,
        json.dumps(work.authors, ensure_ascii=False),
        work.year,
        work.kind,
        work.degree_type,
        work.venue,
        work.issue,
        work.pages,
        work.doi,
        work.evidence,
        normalise(work.venue or "").text,
        folded_authors,
    )
