"""Carry a corpus out: a dataset for the library `datasets`, or every table as CSV.

Texts are other people's: by default only offsets, bibliographic fields and short quotes leave, and whole texts when `with_text` says so.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from pipeline.core.corpus import Corpus
from pipeline.core.errors import InputError
from pipeline.core.files import make_parent
from pipeline.core.records import Work
from pipeline.core.schemas import TABLES
from pipeline.core.tables import iter_table, read_table, shard_paths
from pipeline.core.texts import Text, TextsById, read_texts
from pipeline.explore.chain_rows import STAGES, owners_of_texts
from pipeline.explore.dataset_card import write_card
from pipeline.explore.dataset_features import CONFIGS, features_of
from pipeline.explore.printing import csv_text

QUOTE_CHARS = 20
"""Code points on either side of a mention in an export without texts."""
TEXT_COLUMNS = frozenset({"text", "abstract_zh", "abstract_en"})


def export_dataset(corpus: Corpus, folder: Path, *, with_text: bool) -> int:
    """Write a dataset that `datasets.load_dataset(folder, "works" | "mentions" | "beads")` reads, and return the number of rows.

    Each config has the kinds of work as splits, one Parquet file each; README.md is the dataset's card.

    Raises:
        InputError: `folder` is not empty, or the corpus has no works.
    """
    _require_empty(folder)
    works = {work.work_id: work for work in read_table(corpus.tables("catalog"), "works")}
    if not works:
        raise InputError(f"{corpus.root}: no works to export\nput sources into {corpus.sources} and run `wenmai run`")
    rows = _all_rows(corpus, works, with_text=with_text)
    splits = {config: _write_splits(folder / config, config, rows[config], with_text=with_text) for config in CONFIGS}
    write_card(folder, corpus, splits, with_text=with_text, quote_chars=QUOTE_CHARS)
    return sum(sum(counts.values()) for counts in splits.values())


def export_csv(corpus: Corpus, folder: Path, *, with_text: bool) -> int:
    """Write every table as `<stage>_<table>.csv` (UTF-8 with the mark that spreadsheets ask for) and return the number of rows.

    Raises:
        InputError: `folder` is not empty.
        SchemaError: a table is missing; nothing is written.
    """
    wanted = [(stage, name) for name, table in TABLES.items() for stage in (STAGES if name == "problems" else (table.stage,))]
    for stage, name in wanted:
        shard_paths(corpus.tables(stage), name)
    _require_empty(folder)
    n_rows = 0
    for stage, name in wanted:
        rows = list(iter_table(corpus.tables(stage), name))
        columns = [column for column in TABLES[name].schema.names if with_text or column not in TEXT_COLUMNS]
        (folder / f"{stage}_{name}.csv").write_text(csv_text(rows, columns), encoding="utf-8-sig", newline="\n")
        n_rows += len(rows)
    return n_rows


def _require_empty(folder: Path) -> None:
    if folder.is_file():
        raise InputError(f"{folder}: this is a file\nname a new folder")
    if folder.exists() and any(folder.iterdir()):
        raise InputError(f"{folder}: the folder is not empty\nname a new folder")
    make_parent(folder)
    folder.mkdir(exist_ok=True)


def _all_rows(corpus: Corpus, works: dict[str, Work], *, with_text: bool) -> dict[str, Iterator[tuple[str, dict[str, Any]]]]:
    texts = TextsById(read_texts(corpus))
    owners = owners_of_texts(works.values())
    return {
        "works": _work_rows(works.values(), texts, with_text=with_text),
        "mentions": _mention_rows(iter_table(corpus.tables("concepts"), "mentions"), owners, texts),
        "beads": _bead_rows(iter_table(corpus.tables("align"), "beads"), owners, texts, with_text=with_text),
    }


def _work_rows(works: Iterable[Work], texts: dict[str, Text], *, with_text: bool) -> Iterator[tuple[str, dict[str, Any]]]:
    columns = [name for name in features_of("works", with_text=True) if name != "text"]
    for work in works:
        row = {column: getattr(work, column) for column in columns if with_text or column not in TEXT_COLUMNS}
        if with_text:
            row["text"] = texts[work.text_id].text if work.text_id in texts else ""
        yield work.kind, row


def _mention_rows(mentions: Iterable[Any], owners: dict[str, Work], texts: dict[str, Text]) -> Iterator[tuple[str, dict[str, Any]]]:
    for mention in mentions:
        work = owners.get(mention.text_id)
        if work is None:
            continue
        text = texts[mention.text_id].text
        copied = ("text_id", "concept_id", "variant_id", "start", "end", "surface", "lang", "scope", "page", "page_label", "sense", "flags")
        row = {column: getattr(mention, column) for column in copied}
        before, after = max(mention.start - QUOTE_CHARS, 0), mention.end + QUOTE_CHARS
        quotes = {"left": text[before : mention.start], "right": text[mention.end : after]}
        yield work.kind, {"work_id": work.work_id, "year": work.year, **row, **quotes}


def _bead_rows(
    beads: Iterable[Any], owners: dict[str, Work], texts: dict[str, Text], *, with_text: bool
) -> Iterator[tuple[str, dict[str, Any]]]:
    copied = ("text_id", "field", "bead_index", "zh_start", "zh_end", "en_start", "en_end", "posterior", "state", "flags")
    for bead in beads:
        work = owners.get(bead.text_id)
        if work is None:
            continue
        row = {column: getattr(bead, column) for column in copied}
        row |= {"work_id": work.work_id, "bead_kind": bead.kind}
        if with_text:
            text = texts[bead.text_id].text
            zh = "".join(text[start:end] for start, end in zip(bead.zh_start, bead.zh_end, strict=True))
            en = " ".join(text[start:end] for start, end in zip(bead.en_start, bead.en_end, strict=True))
            row["translation"] = {"zh": zh, "en": en}
        yield work.kind, row


def _write_splits(folder: Path, config: str, rows: Iterable[tuple[str, dict[str, Any]]], *, with_text: bool) -> dict[str, int]:
    """Write one Parquet file a kind that has rows, and return the number of rows of each."""
    import datasets

    kinds: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for kind, row in rows:
        kinds[kind].append(row)
    folder.mkdir()
    features = datasets.Features(features_of(config, with_text=with_text))
    datasets.disable_progress_bars()
    for kind, found in sorted(kinds.items()):
        datasets.Dataset.from_list(found, features=features).to_parquet(folder / f"{kind}.parquet")
    return {kind: len(found) for kind, found in sorted(kinds.items())}
