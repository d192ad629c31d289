"""The commands over finished tables: search, report, export. Data on stdout, messages on stderr."""

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.core.corpus import Corpus, find_project
from pipeline.core.wording import counted

if TYPE_CHECKING:
    from pipeline.explore.searching.search import Search
    from pipeline.explore.wording import Language

HIT_FORMS = ("table", "json", "csv", "xlsx")
WORK_FORMS = ("bib", "ris", "csl-json", "gbt7714")
QUERY_HELP = """\b
Query language (operators in capitals):
  三社联动                   the phrase, anywhere; one character is scanned for
  "social worker"            English words in exactly this form
  A B, A AND B               works with both; English words in a row are one phrase
  A OR B, NOT A, ( )         works with one of them, without it; brackets
  A NEAR/10 B                both in one passage, at most 10 Han characters and
                             words apart, in any order; NEAR alone is NEAR/10
  concept:三社联动           all variants and renderings of a concept,
                             or of a family of the lexicon (concept:liandong)
  year:2016, year:2015-2020, year:2015-, year:-2020
  kind:article|thesis|web|other, venue:基层, author:江听雨
  section:title|abstract|keywords|body|heading|references|footnote|table|
          acknowledgement, lang:zh|en    only passages of this kind
A value with spaces is quoted: venue:"Urban Studies".

\b
Formats:
  table, json, csv, xlsx     the hits
  bib, ris, csl-json, gbt7714  the works that fit, as references
"""


def corpus_named(name: str | None) -> Corpus:
    """Return the corpus of the project around the working directory."""
    return find_project(Path.cwd()).corpus(name)


@click.command(epilog=QUERY_HELP)
@click.argument("query", nargs=-1, required=True)
@click.option("--format", "form", type=click.Choice([*HIT_FORMS, *WORK_FORMS]), default="table", show_default=True, help="See below.")
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), help="Write this file instead of printing; xlsx needs it.")
@click.option(
    "--sort", type=click.Choice(["document", "year", "left", "right"]), default="document", show_default=True, help="Order of hits."
)
@click.option("--context", default=30, show_default=True, type=click.IntRange(0, 1000), help="Characters on either side of a hit.")
@click.option("--sentences", type=click.IntRange(0, 10), help="Whole sentences instead: the hit's own and so many on either side.")
@click.option("--words", is_flag=True, help="Word search: leave out hits that begin or end inside a segmented word.")
@click.option(
    "--doubts", is_flag=True, help="Only the hits that --words leaves out, with the words around them: where segmentation may be wrong."
)
@click.option("--by-year", is_flag=True, help="Count works by year instead of showing hits.")
@click.option("--limit", type=click.IntRange(1), help="Stop after so many hits.")
@click.option("--corpus", "corpus_name", metavar="NAME", help="Corpus to search (default: the first of configs/corpora.yaml).")
def search(query: tuple[str, ...], corpus_name: str | None, output: Path | None, **choice: Any) -> None:
    """Find a phrase or a concept in every text, with page and context.

    A phrase is found wherever its characters stand, in Traditional or Simplified, full or half width; English words also in their other
    forms (policy finds policies).
    """
    from pipeline.explore.searching.library import FILE_NAME, open_library
    from pipeline.explore.searching.output import write_output
    from pipeline.explore.searching.search import Search

    _check_choice(choice, output)
    corpus = corpus_named(corpus_name)
    with contextlib.closing(open_library(corpus.tables("index") / FILE_NAME)) as base:
        asked = Search(base, " ".join(query), choice["context"], sentences=choice["sentences"], whole_words=choice["words"])
        content, message = _answer(asked, corpus, choice)
    if output is None:
        click.echo(content, nl=False)
    else:
        write_output(output, content)
    click.echo(message + (f", written to {output}" if output else ""), err=True)


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
        from pipeline.explore.beads.exports import export_beads

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
    from pipeline.explore.beads.review import write_review

    project = find_project(Path.cwd())
    shown = write_review(project.corpus(corpus_name), project.configs, output, share)
    click.echo(output)
    click.echo(f"{shown} sentence groups to look at", err=True)


def _check_choice(choice: dict[str, Any], output: Path | None) -> None:
    if choice["form"] == "xlsx" and output is None:
        raise click.UsageError("--format xlsx is a file: name it with --output FILE.xlsx")
    if choice["words"] and choice["doubts"]:
        raise click.UsageError("--doubts lists what --words leaves out: ask for one of them")
    if choice["form"] in WORK_FORMS and (choice["doubts"] or choice["by_year"]):
        raise click.UsageError(f"--format {choice['form']} prints the works that fit: leave out --doubts and --by-year")
    if choice["by_year"] and (choice["form"] == "xlsx" or choice["doubts"]):
        raise click.UsageError("--by-year prints json, csv or table, and counts all works that fit")


def _answer(asked: "Search", corpus: Corpus, choice: dict[str, Any]) -> tuple[str | bytes, str]:
    """Return what to print and the message that goes with it."""
    from pipeline.explore.searching.output import references_text, years_text

    form = choice["form"]
    if form in WORK_FORMS:
        work_ids = asked.work_ids()
        return references_text(corpus, work_ids, form), counted(len(work_ids), "work")
    if choice["by_year"]:
        counts = asked.by_year()
        return years_text(counts, form), counted(sum(row.works for row in counts), "work")
    return _hits(asked, choice)


def _hits(asked: "Search", choice: dict[str, Any]) -> tuple[str | bytes, str]:
    from pipeline.explore.searching.concordance import concordance
    from pipeline.explore.searching.output import hits_text, hits_workbook

    form, doubts, limit = choice["form"], choice["doubts"], choice["limit"]
    hits = concordance(asked, choice["sort"], limit=limit, doubts=doubts)
    whole = choice["sentences"] is not None
    content = hits_workbook(hits) if form == "xlsx" else hits_text(hits, form, whole_context=whole, with_words=doubts)
    message = f"{counted(len(hits), 'hit')} in {counted(len({hit.work_id for hit in hits}), 'work')}"
    cutting = sum(hit.cuts_word for hit in hits)
    if cutting and not doubts:
        message += f"; {cutting} cut a word (--doubts lists them, --words leaves them out)"
    return content, message + ("; stopped at --limit" if len(hits) == limit else "")
