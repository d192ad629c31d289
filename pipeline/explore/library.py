"""The search database `library.sqlite`: its tables, and how it is written so that the same tables give the same bytes.

Rows go in sorted order into a new file of fixed page size, without journal; `VACUUM` then lays the pages out anew. The database holds its own
copy of texts and passages, because a hit must be verified and shown without opening Parquet files.
"""

import contextlib
import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.core.errors import SchemaError
from pipeline.core.records import Mention, Passage, Work
from pipeline.core.text import normalise
from pipeline.core.texts import Text
from pipeline.explore.concept_names import Concept, names_of
from pipeline.explore.grams import fold_marks, gram_stream

FILE_NAME = "library.sqlite"
FORMAT = 1
SCHEMA = """
CREATE TABLE works (
  work_id TEXT PRIMARY KEY, title TEXT, title_en TEXT, authors TEXT, year INTEGER, kind TEXT, degree_type TEXT, venue TEXT,
  issue TEXT, pages TEXT, doi TEXT, evidence TEXT, folded_venue TEXT, folded_authors TEXT
) WITHOUT ROWID;
CREATE TABLE texts (text_id TEXT PRIMARY KEY, work_id TEXT, is_document INTEGER NOT NULL, text TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE passages (
  passage_id INTEGER PRIMARY KEY, text_id TEXT NOT NULL, passage_index INTEGER NOT NULL, start INTEGER NOT NULL, stop INTEGER NOT NULL,
  role TEXT NOT NULL, lang TEXT NOT NULL, pages TEXT NOT NULL, folded TEXT NOT NULL
);
CREATE UNIQUE INDEX passage_of ON passages (text_id, passage_index);
CREATE TABLE mentions (
  text_id TEXT NOT NULL, mention_index INTEGER NOT NULL, concept_id TEXT NOT NULL, passage_index INTEGER NOT NULL,
  start INTEGER NOT NULL, stop INTEGER NOT NULL, PRIMARY KEY (concept_id, text_id, mention_index)
) WITHOUT ROWID;
CREATE TABLE concepts (concept_id TEXT PRIMARY KEY, label TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE names (name TEXT PRIMARY KEY, concept_id TEXT NOT NULL) WITHOUT ROWID;
CREATE VIRTUAL TABLE grams USING fts5(stream, content='', columnsize=0, tokenize='ascii');
"""


@dataclass(frozen=True, slots=True)
class LibraryContent:
    """Everything that goes into the database."""

    works: list[Work]
    texts: list[Text]
    mentions: list[Mention]
    concepts: list[Concept]


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


def open_library(path: Path) -> sqlite3.Connection:
    """Open the database for reading only.

    Raises:
        SchemaError: it is missing or of another format.
    """
    if not path.is_file():
        raise SchemaError(f"{path}: the search database is missing\nrun `wenmai run` (stage index writes it)")
    base = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
    (found,) = base.execute("PRAGMA user_version").fetchone()
    if found != FORMAT:
        base.close()
        raise SchemaError(f"{path}: format {found}, expected {FORMAT}\nrun `wenmai run` (stage index writes it again)")
    base.row_factory = sqlite3.Row
    return base


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
    places = ",".join("?" * 14)
    base.executemany(f"INSERT INTO works VALUES ({places})", map(_work_row, sorted(content.works, key=lambda work: work.work_id)))  # noqa: S608 - only question marks
    owners = {text_id: work.work_id for work in content.works for text_id in [*work.doc_ids, work.text_id] if text_id}
    texts = sorted(content.texts, key=lambda text: text.text_id)
    base.executemany(
        "INSERT INTO texts VALUES (?,?,?,?)",
        ((text.text_id, owners.get(text.text_id), int(not text.text_id.startswith("w")), text.text) for text in texts),
    )
    mentions = sorted(content.mentions, key=lambda mention: (mention.concept_id, mention.text_id, mention.mention_index))
    base.executemany(
        "INSERT INTO mentions VALUES (?,?,?,?,?,?)",
        ((m.text_id, m.mention_index, m.concept_id, m.passage_index, m.start, m.end) for m in mentions),
    )
    base.executemany("INSERT INTO concepts VALUES (?,?)", sorted((concept.concept_id, concept.label) for concept in content.concepts))
    base.executemany("INSERT INTO names VALUES (?,?)", sorted(names_of(content.concepts).items()))
    return _fill_passages(base, texts)


def _fill_passages(base: sqlite3.Connection, texts: Iterable[Text]) -> int:
    passage_id = 0
    for passage_id, (text, passage) in enumerate(_passages(texts), start=1):
        normalised = normalise(text.slice(passage)).text
        row = (text.text_id, passage.passage_index, passage.start, passage.end, passage.role, passage.lang)
        pages = json.dumps(page_starts(passage), ensure_ascii=False)
        base.execute("INSERT INTO passages VALUES (?,?,?,?,?,?,?,?,?)", (passage_id, *row, pages, fold_marks(normalised)))
        base.execute("INSERT INTO grams (rowid, stream) VALUES (?,?)", (passage_id, gram_stream(normalised)))
    return passage_id


def _passages(texts: Iterable[Text]) -> Iterator[tuple[Text, Passage]]:
    return ((text, passage) for text in texts for passage in text.passages)


def _work_row(work: Work) -> tuple[str | int | None, ...]:
    folded_authors = normalise(" ".join(work.authors)).text
    return (
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
