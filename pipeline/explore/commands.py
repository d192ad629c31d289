"""The commands over finished tables: search, report, export. Data on stdout, messages on stderr."""

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.core.corpus import Corpus, find_project
from pipeline.core.wording import counted

if TYPE_CHECKING:
    from pipeline.explore.search import Hit
    from pipeline.explore.wording import Language

HIT_COLUMNS = ("doc_id", "work_id", "title", "year", "page", "page_label", "start", "end", "left", "match", "right")


def corpus_named(name: str | None) -> Corpus:
    """Return the corpus of the project around the working directory."""
    return find_project(Path.cwd()).corpus(name)


@click.command()
@click.argument("query", nargs=-1, required=True)
@click.option("--format", "form", type=click.Choice(["json", "csv", "table", "bib", "ris"]), default="table", show_default=True)
@click.option("--corpus", "corpus_name", metavar="NAME", help="Corpus to search (default: the first of configs/corpora.yaml).")
@click.option("--context", default=30, show_default=True, type=click.IntRange(0, 1000), help="Characters on either side of a hit.")
@click.option("--limit", type=click.IntRange(1), help="Stop after so many hits.")
def search(query: tuple[str, ...], form: str, corpus_name: str | None, context: int, limit: int | None) -> None:
    """Find a phrase or a concept in every text, with page and context.

    QUERY is a phrase (三社联动, "social worker"), joined by AND, OR, NOT and brackets, with filters such as concept:三社联动, year:2015-2020,
    kind:thesis, section:abstract, lang:en, venue:基层, author:江. `bib` and `ris` print the works that fit instead of the places.
    """
    from itertools import islice

    from pipeline.explore.library import FILE_NAME, open_library
    from pipeline.explore.search import Search

    corpus = corpus_named(corpus_name)
    with contextlib.closing(open_library(corpus.tables("index") / FILE_NAME)) as base:
        asked = Search(base, " ".join(query), context)
        if form in {"bib", "ris"}:
            click.echo(_references(corpus, asked.work_ids(), form), nl=False)
            return
        hits = list(islice(asked.hits(), limit))
    click.echo(_hits_text(hits, form), nl=False)
    works = len({hit.work_id for hit in hits})
    click.echo(
        f"{counted(len(hits), 'hit')} in {counted(works, 'work')}" + ("; stopped at --limit" if len(hits) == limit else ""), err=True
    )


@click.command()
@click.option("--corpus", "corpus_name", metavar="NAME", help="Corpus to report on (default: the first of configs/corpora.yaml).")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="Folder to write (default: the corpus's report folder).")
@click.option("--lang", type=click.Choice(["zh", "en"]), help="Language of the report (default: `language` of configs/report.yaml).")
@click.option("--stamp", is_flag=True, help="Name the git revision in the report (only outside DVC, so needs --out).")
def report(corpus_name: str | None, out: Path | None, lang: "Language | None", stamp: bool) -> None:
    """Write the topic report of a corpus: one HTML file to open offline, with its figures."""
    from pipeline.explore.report.stage import git_revision, write_report

    if stamp and out is None:
        raise click.UsageError("--stamp needs --out: the report that DVC keeps must not change with every commit")
    project = find_project(Path.cwd())
    corpus = project.corpus(corpus_name)
    target = out or corpus.report
    write_report(corpus, project.configs, target, lang=lang, revision=git_revision(project.root) if stamp else None)
    click.echo(target / "index.html")


RECORD_FORMATS = ("bib", "ris", "csl-json", "gbt7714", "refworks", "vosviewer")
BEAD_FORMATS = ("tmx", "omegat", "tsv", "beads", "vecalign")


@click.command()
@click.option(
    "--format",
    "form",
    type=click.Choice(["hf", "csv", *BEAD_FORMATS, *RECORD_FORMATS]),
    required=True,
    help="hf: a dataset for the library `datasets`; csv: all tables; tmx, omegat, tsv, beads (Parquet), vecalign: aligned sentences, or for "
    "omegat renderings; the others: the works as records for reference managers, CiteSpace (refworks) and VOSviewer.",
)
@click.option("--with-text", is_flag=True, help="hf and csv: put the full texts in too; mind whose they are.")
@click.option(
    "--min-posterior",
    type=click.FloatRange(0, 1),
    help="Aligned sentences: least posterior (default: export_min of configs/align.yaml for tmx and omegat, else 0).",
)
@click.option("--corpus", "corpus_name", metavar="NAME", help="Corpus to export (default: the first of configs/corpora.yaml).")
@click.argument("target", metavar="FOLDER_OR_FILE", type=click.Path(path_type=Path))
def export(form: str, with_text: bool, min_posterior: float | None, corpus_name: str | None, target: Path) -> None:
    """Write the corpus for other tools: tables into FOLDER (offsets and short quotes, no full text), aligned sentences, or records.

    Records hold titles, authors, abstracts and keywords of the works that count: no duplicates, and none that screening excluded.
    """
    if with_text and form not in {"hf", "csv"}:
        raise click.UsageError(f"--with-text is for hf and csv: {form} has no place for full texts")
    if min_posterior is not None and form not in BEAD_FORMATS:
        raise click.UsageError(f"--min-posterior is for {', '.join(BEAD_FORMATS)}: {form} holds no alignments")
    project = find_project(Path.cwd())
    corpus = project.corpus(corpus_name)
    if form in {"hf", "csv"}:
        from pipeline.explore.export import export_csv, export_dataset

        write = export_dataset if form == "hf" else export_csv
        click.echo(f"{write(corpus, target, with_text=with_text)} rows written to {target}", err=True)
    elif form in BEAD_FORMATS:
        from pipeline.explore.bead_exports import export_beads

        click.echo(f"{export_beads(corpus, project.configs, form, target, min_posterior)} rows written to {target}", err=True)
    else:
        from pipeline.explore.records_out.writing import export_records

        n_works, files = export_records(corpus, form, target, project.configs)
        click.echo(f"{counted(n_works, 'work')} written to {', '.join(map(str, files))}", err=True)


@click.command("align-review")
@click.option("--corpus", "corpus_name", metavar="NAME", help="Corpus to review (default: the first of configs/corpora.yaml).")
@click.option("--output", required=True, type=click.Path(path_type=Path), help="HTML file to write.")
@click.option(
    "--share", default=0.2, show_default=True, type=click.FloatRange(0, 1, min_open=True), help="Share of the sentence groups to show."
)
def align_review(corpus_name: str | None, output: Path, share: float) -> None:
    """Write a page of the least certain alignments, side by side, with lines ready for the corpus's edits/alignment.tsv."""
    from pipeline.explore.bead_review import write_review

    project = find_project(Path.cwd())
    shown = write_review(project.corpus(corpus_name), project.configs, output, share)
    click.echo(output)
    click.echo(f"{shown} sentence groups to look at", err=True)


def _references(corpus: Corpus, work_ids: list[str], form: str) -> str:
    from pipeline.core.tables import read_table
    from pipeline.explore.records_out.bibtex import bibtex
    from pipeline.explore.records_out.ris import ris

    wanted = set(work_ids)
    works = [work for work in read_table(corpus.tables("catalog"), "works") if work.work_id in wanted]
    return bibtex(works) if form == "bib" else ris(works)


def _hits_text(hits: list["Hit"], form: str) -> str:
    from pipeline.explore.printing import csv_text, json_lines, kwic_text

    if form == "json":
        return json_lines(hits)
    return csv_text(hits, HIT_COLUMNS) if form == "csv" else kwic_text(hits)
