"""Aligned sentences and renderings for translators' tools and for aligners: TMX, OmegaT, vecalign, spreadsheets, `datasets`.

Sentences and terms are what these files are made of, so unlike other exports they always hold text: mind whose it is.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.align.config import AlignConfig
from pipeline.align.exports import beads_tsv, tmx_bytes, vecalign_text
from pipeline.align.printed import PrintedBead, printed_beads
from pipeline.core.config import load_config
from pipeline.core.corpus import Corpus
from pipeline.core.errors import InputError
from pipeline.core.files import make_parent
from pipeline.core.records import TermPair, Work
from pipeline.core.tables import read_table, round_float
from pipeline.core.texts import read_texts
from pipeline.explore.beads.renderings import Rendering, group_renderings
from pipeline.explore.chain_rows import owners_of_texts
from pipeline.explore.dataset_features import features_of

FORMATS = ("tmx", "omegat", "tsv", "beads", "vecalign")
ONLY_SURE = frozenset({"tmx", "omegat"})
"""Translators' tools get sure pairs unless asked otherwise; the other formats get everything."""
FOLDERS = frozenset({"vecalign"})


@dataclass(frozen=True, slots=True)
class Material:
    """What is exported."""

    beads: list[PrintedBead]
    pairs: list[TermPair]
    works: dict[str, Work]
    """By text_id."""


def export_beads(corpus: Corpus, configs: Path, form: str, target: Path, min_posterior: float | None = None) -> int:
    """Write the corpus's beads, or for `omegat` its renderings, and return their number; `vecalign` makes a folder, the others a file.

    Args:
        corpus: an aligned corpus.
        configs: folder of the project's configs.
        form: one of FORMATS.
        target: what to write; an existing file is replaced, a folder must be new or empty.
        min_posterior: least posterior; None: `export_min` of configs/align.yaml for tmx and omegat, 0 for the others.

    Raises:
        InputError: `target` is of the other kind, or a folder with files in it, or nothing is aligned.
    """
    _check_target(form, target)
    if min_posterior is None:
        min_posterior = load_config(configs / "align.yaml", AlignConfig).export_min if form in ONLY_SURE else 0.0
    material = _read(corpus, min_posterior)
    if form == "vecalign":
        return _write_vecalign(target, material.beads)
    make_parent(target)
    if form == "omegat":
        rows = glossary_rows(material)
        target.write_text("".join(f"{line}\n" for line in rows), encoding="utf-8", newline="\n")
        return len(rows)
    if form == "tmx":
        paired = [printed for printed in material.beads if printed.zh and printed.en]
        target.write_bytes(tmx_bytes(paired, min_posterior))
        return len(paired)
    if form == "tsv":
        target.write_bytes(beads_tsv(material.beads))
        return len(material.beads)
    return _write_parquet(target, material)


def _check_target(form: str, target: Path) -> None:
    if form not in FOLDERS:
        if target.is_dir():
            raise InputError(f"{target}: this is a folder\nname the file that {form} is written to")
        return
    if target.is_file() or (target.is_dir() and any(target.iterdir())):
        raise InputError(f"{target}: {form} needs a new or an empty folder")


def _read(corpus: Corpus, min_posterior: float) -> Material:
    beads = read_table(corpus.tables("align"), "beads")
    if not beads:
        raise InputError(f"{corpus.root}: no aligned sentences to export\nno text has both a Chinese and an English title or abstract")
    works = owners_of_texts(read_table(corpus.tables("catalog"), "works"))
    sure = [bead for bead in printed_beads(read_texts(corpus), beads) if round_float(bead.bead.posterior) >= min_posterior]
    pairs = [pair for pair in read_table(corpus.tables("align"), "term_pairs") if round_float(pair.posterior) >= min_posterior]
    return Material(sure, pairs, works)


def glossary_rows(material: Material) -> list[str]:
    """Return OmegaT's glossary lines: source, target and comment with tabs between them; the renderings of most works first."""
    years = {text_id: work.year for text_id, work in material.works.items()}
    return ["\t".join((_cell(row.zh), _cell(row.en), _cell(_comment(row)))) for row in group_renderings(material.pairs, years)]


def _comment(row: Rendering) -> str:
    known = [year for year, _ in row.years if year is not None]
    span = f", {known[0]}-{known[-1]}" if len(known) > 1 else "".join(f", {year}" for year in known)
    return f"{row.n_works} works{span}" if row.n_works > 1 else f"1 work{span}"


def _cell(text: str) -> str:
    return " ".join(text.split())


def _write_vecalign(folder: Path, beads: Sequence[PrintedBead]) -> int:
    """Write for each abstract `<text_id>.align` and the sentences it counts, one a line, as `<text_id>.zh` and `<text_id>.en`."""
    folder.mkdir(parents=True, exist_ok=True)
    of_text: dict[str, list[PrintedBead]] = defaultdict(list)
    for printed in beads:
        if printed.bead.field == "abstract":
            of_text[printed.bead.text_id].append(printed)
    for text_id, rows in of_text.items():
        (folder / f"{text_id}.align").write_text(vecalign_text([row.bead for row in rows]), encoding="utf-8", newline="\n")
        for lang in ("zh", "en"):
            sentences = [_cell(sentence) for row in rows for sentence in getattr(row, f"{lang}_sentences")]
            (folder / f"{text_id}.{lang}").write_text("".join(f"{line}\n" for line in sentences), encoding="utf-8", newline="\n")
    return sum(map(len, of_text.values()))


def _write_parquet(target: Path, material: Material) -> int:
    """Write one Parquet file with a `Translation` column, which `datasets.load_dataset("parquet", data_files=…)` reads with its types."""
    import datasets

    rows = [_parquet_row(printed, material.works.get(printed.bead.text_id)) for printed in material.beads]
    datasets.disable_progress_bars()
    datasets.Dataset.from_list(rows, features=datasets.Features(features_of("beads", with_text=True))).to_parquet(target)
    return len(rows)


def _parquet_row(printed: PrintedBead, work: Work | None) -> dict[str, Any]:
    bead = printed.bead
    copied = ("text_id", "field", "bead_index", "zh_start", "zh_end", "en_start", "en_end", "state", "flags")
    row = {column: getattr(bead, column) for column in copied} | {"bead_kind": bead.kind, "posterior": round_float(bead.posterior)}
    return row | {"work_id": work.work_id if work else "", "translation": {"zh": printed.zh, "en": printed.en}}
