"""Milliseconds of a search in a library of 200,000 abstracts, beside plain LIKE and DuckDB's contains: `make bench-search`.

Each phrase is asked for on a freshly opened database, as a command or a page does; a figure is the best of three, by the clock and in processor
time (which a busy machine changes less). Phrases are words of the invented language from the most frequent to the rarest, pieces of its texts,
and terms that stand in half of the abstracts. What has to read every hit is asked once, for fewer phrases.
"""

import argparse
import contextlib
import itertools
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from pipeline.explore.searching.concordance import concordance
from pipeline.explore.searching.library import FILE_NAME, open_library
from pipeline.explore.searching.search import Search
from pipeline.explore.searching.writing import LibraryContent, write_library
from tests.bench.abstracts import Vocabulary, make_library, make_vocabulary

PAGE = 50
PAGE_BYTES = 4096
"""As configs/index.yaml ships."""
REPEATS = 3
SLOW_PHRASES = 5
RANKS = (3, 10, 30, 100, 300, 1_000, 3_000, 10_000)

Question = Callable[[Path, str], int]


def main() -> int:
    """Build the library, ask, and print a line for each kind of phrase and way of asking."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.search", description=__doc__)
    parser.add_argument("--abstracts", type=int, default=200_000, help="how many (default 200000)")
    parser.add_argument("--folder", type=Path, help="build there and leave it; what is there already is asked again")
    options = parser.parse_args()
    vocabulary = make_vocabulary()
    with contextlib.ExitStack() as stack:
        folder = options.folder or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        folder.mkdir(parents=True, exist_ok=True)
        if not (folder / FILE_NAME).is_file():
            build(folder, options.abstracts, vocabulary)
        report_sizes(folder)
        for kind, phrases in make_phrases(folder, vocabulary).items():
            report(folder, kind, phrases)
    return 0


def build(folder: Path, n_abstracts: int, vocabulary: Vocabulary) -> None:
    """Write library.sqlite, and the same texts for the other ways, and print what it took."""
    started = time.perf_counter()
    content = make_library(n_abstracts, vocabulary)
    made, began = time.perf_counter(), time.process_time()
    write_library(folder / FILE_NAME, content, PAGE_BYTES)
    written, ended = time.perf_counter(), time.process_time()
    write_plain(folder, content)
    say(f"{n_abstracts} abstracts made in {made - started:.0f} s")
    say(f"library.sqlite built in {written - made:.0f} s ({ended - began:.0f} s of processor time)")


def write_plain(folder: Path, content: LibraryContent) -> None:
    """Write year and text of each work as a plain SQLite table and as Parquet."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    years = {work.work_id: work.year for work in content.works}
    rows = [(years[text.text_id], text.text) for text in content.texts]
    with contextlib.closing(sqlite3.connect(folder / "plain.sqlite")) as base, base:
        base.execute("CREATE TABLE texts (year INTEGER, text TEXT)")
        base.executemany("INSERT INTO texts VALUES (?,?)", rows)
    pq.write_table(pa.table({"year": [year for year, _ in rows], "text": [text for _, text in rows]}), folder / "plain.parquet")


def report_sizes(folder: Path) -> None:
    """Print megabytes of each file."""
    sizes = {path.name: path.stat().st_size / 1e6 for path in sorted(folder.iterdir()) if path.is_file()}
    say("; ".join(f"{name} {size:.0f} MB" for name, size in sizes.items()))


def make_phrases(folder: Path, vocabulary: Vocabulary) -> dict[str, list[str]]:
    """Return phrases by kind: how they are asked for decides how long it takes."""
    longer = [word for word in vocabulary.words if len(word) > 1]
    with contextlib.closing(open_library(folder / FILE_NAME)) as base:
        folded = [row[0] for row in base.execute("SELECT folded FROM passages WHERE role = 'abstract_zh' ORDER BY passage_id LIMIT 400")]
    pairs = [text[10:14] for text in folded if text[10:14].isalpha()]
    near = [f"{one} NEAR/5 {other}" for one, other in itertools.pairwise(longer[rank] for rank in RANKS)]
    return {
        "words by rank": [longer[rank] for rank in RANKS] + [word for word in longer[20::400] if len(word) > 2],
        "four characters of a text": pairs[:40],
        "in half: two characters": [vocabulary.common[0]],
        "in half: four characters": [vocabulary.common[1]],
        "one character": [folded[number][5] for number in range(5)],
        "NEAR": near,
        "AND": [query.replace("NEAR/5", "AND") for query in near],
    }


def report(folder: Path, kind: str, phrases: list[str]) -> None:
    """Print one block: median and worst of each way over the phrases."""
    say(f"\n{kind}: {len(phrases)}, such as {phrases[0]}")
    ways = QUICK | EVERY_HIT | (OTHERS if all(phrase.isalpha() for phrase in phrases) else {})
    for name, ask in ways.items():
        chosen, repeats = (phrases, REPEATS) if name in QUICK else (phrases[:SLOW_PHRASES], 1)
        taken = [milliseconds(ask, folder, phrase, repeats) for phrase in chosen]
        wall, processor = zip(*taken, strict=True)
        say(
            f"  {name:34} median {statistics.median(wall):7.1f} ms, worst {max(wall):7.1f} ms"
            f" (processor {statistics.median(processor):7.1f}, {max(processor):7.1f})"
        )


def milliseconds(ask: Question, folder: Path, phrase: str, repeats: int) -> tuple[float, float]:
    """Return the best of some repeats by the clock, and of the processor's time."""
    wall, processor = [], []
    for _ in range(repeats):
        started, began = time.perf_counter(), time.process_time()
        ask(folder, phrase)
        wall.append((time.perf_counter() - started) * 1000)
        processor.append((time.process_time() - began) * 1000)
    return min(wall), min(processor)


def first_page(folder: Path, query: str) -> int:
    """Ask for the first hits."""
    with contextlib.closing(open_library(folder / FILE_NAME)) as base:
        return len(list(itertools.islice(Search(base, query).hits(), PAGE)))


def timeline(folder: Path, query: str) -> int:
    """Ask for the works a year."""
    with contextlib.closing(open_library(folder / FILE_NAME)) as base:
        return sum(row.works for row in Search(base, query).by_year())


def timeline_of_words(folder: Path, query: str) -> int:
    """Ask for the works a year in which the phrase cuts no word."""
    with contextlib.closing(open_library(folder / FILE_NAME)) as base:
        return sum(row.works for row in Search(base, query, whole_words=True).by_year())


def lines(folder: Path, query: str) -> int:
    """Ask for a page of a concordance with a sentence on either side."""
    with contextlib.closing(open_library(folder / FILE_NAME)) as base:
        return len(concordance(Search(base, query, sentences=1), limit=PAGE))


def lines_by_context(folder: Path, query: str) -> int:
    """Ask for a page of a concordance in the order of what follows the hit."""
    with contextlib.closing(open_library(folder / FILE_NAME)) as base:
        return len(concordance(Search(base, query), "right", limit=PAGE))


def like_page(folder: Path, query: str) -> int:
    """Ask SQLite for the first texts that hold the phrase."""
    with contextlib.closing(sqlite3.connect(folder / "plain.sqlite")) as base:
        return len(base.execute("SELECT text FROM texts WHERE text LIKE ? LIMIT ?", (f"%{query}%", PAGE)).fetchall())


def like_timeline(folder: Path, query: str) -> int:
    """Ask SQLite for the texts a year."""
    with contextlib.closing(sqlite3.connect(folder / "plain.sqlite")) as base:
        rows = base.execute("SELECT year, count(*) FROM texts WHERE text LIKE ? GROUP BY year", (f"%{query}%",))
        return sum(count for _, count in rows)


def duckdb_page(folder: Path, query: str) -> int:
    """Ask DuckDB for the first texts that hold the phrase."""
    return len(_duckdb(folder, "SELECT text FROM '{}' WHERE contains(text, ?) LIMIT 50", query))


def duckdb_timeline(folder: Path, query: str) -> int:
    """Ask DuckDB for the texts a year."""
    return sum(count for _, count in _duckdb(folder, "SELECT year, count(*) FROM '{}' WHERE contains(text, ?) GROUP BY year", query))


def _duckdb(folder: Path, sql: str, query: str) -> list[tuple[int, int]]:
    import duckdb

    with duckdb.connect() as base:
        return base.execute(sql.format(folder / "plain.parquet"), [query]).fetchall()


QUICK: dict[str, Question] = {
    "first page": first_page,
    "timeline": timeline,
    "KWIC of 50, sentences": lines,
}
EVERY_HIT: dict[str, Question] = {
    "KWIC of 50, sorted by right": lines_by_context,
    "timeline, whole words": timeline_of_words,
}
OTHERS: dict[str, Question] = {
    "first page, LIKE": like_page,
    "timeline, LIKE": like_timeline,
    "first page, DuckDB contains": duckdb_page,
    "timeline, DuckDB contains": duckdb_timeline,
}


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
