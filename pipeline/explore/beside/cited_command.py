"""The command `wenmai cited`."""

from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.core.corpus import Corpus, find_project
from pipeline.core.wording import counted

if TYPE_CHECKING:
    from pipeline.core.concept_records import CitedPlace, ConceptCitation
    from pipeline.core.records import Tokens, Work

WIDTH = 76
"""Terminal columns of a reference in the table."""


@click.command()
@click.argument("concepts", nargs=-1, required=True, metavar="CONCEPT...")
@click.option("--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True)
@click.option("--min-works", default=1, show_default=True, type=click.IntRange(1), help="Works that must cite it near the concept.")
@click.option("--places", "with_places", is_flag=True, help="table: the sentences that cite it, with work and page.")
@click.option("--corpus", "corpus_name", metavar="NAME", help="Corpus to ask (default: the first of configs/corpora.yaml).")
def cited(concepts: tuple[str, ...], form: str, min_works: int, with_places: bool, corpus_name: str | None) -> None:
    """Show who is cited where a CONCEPT is used: references whose markers stand in a sentence that mentions it.

    `near` counts the works that cite a reference there, `all` the works that cite it anywhere. CONCEPT is a label, an id, or any form the lexicon
    has for it.
    """
    from pipeline.core.lexicon import load_lexicon
    from pipeline.core.tables import read_table
    from pipeline.explore.beside.neighbours import neighbours
    from pipeline.explore.concept_names import find_concept, list_concepts, names_of

    project = find_project(Path.cwd())
    corpus = project.corpus(corpus_name)
    lexicon = load_lexicon(project.configs / "lexicon")
    known = names_of(list_concepts(lexicon))
    table = read_table(corpus.tables("concepts"), "concept_citations")
    wanted = dict.fromkeys(find_concept(name, known) for name in concepts)
    rows = [row for name in wanted for row in neighbours(name, [], [], table).cited if row.works >= min_works]
    labels = {name: lexicon.label(name) for name in wanted}
    click.echo(_text(rows, labels, form, _quoted(corpus, rows) if with_places and form == "table" else None), nl=False)
    works = {place.work_id for row in rows for place in row.places}
    click.echo(f"{counted(len(rows), 'reference')} cited by {counted(len(works), 'work')} in sentences with the concept", err=True)


def _text(rows: Sequence["ConceptCitation"], labels: dict[str, str], form: str, quoted: "dict[CitedPlace, str] | None") -> str:
    from pipeline.core.concept_records import ConceptCitation
    from pipeline.explore.printing import csv_text, cut, json_lines, table_text

    named = [{"concept": labels[row.concept_id]} | _plain(row) for row in rows]
    if form == "json":
        return json_lines(named)
    if form == "csv":
        return csv_text(named, ("concept", *(field.name for field in fields(ConceptCitation))))
    cells = [
        [labels[row.concept_id], str(row.works), str(row.citing_works), str(row.year or "–"), cut(row.reference, WIDTH)] for row in rows
    ]
    lines = table_text(("concept", "near", "all", "year", "reference"), cells, right=(1, 2, 3)).splitlines(keepends=True)
    if quoted is None:
        return "".join(lines)
    return lines[0] + "".join(line + "".join(quoted[place] for place in row.places) for line, row in zip(lines[1:], rows, strict=True))


def _plain(row: "ConceptCitation") -> dict[str, Any]:
    from dataclasses import asdict

    return asdict(row)


def _quoted(corpus: Corpus, rows: Sequence["ConceptCitation"]) -> "dict[CitedPlace, str]":
    """Return for each place its work, page and sentence, as indented lines."""
    from pipeline.concepts.places import sentence_at
    from pipeline.core.tables import read_table
    from pipeline.core.texts import TextsById, read_texts
    from pipeline.explore.records_out.gbt7714 import gbt7714

    texts = TextsById(read_texts(corpus))
    tokens: dict[str, Tokens] = {row.text_id: row for row in read_table(corpus.tables("segment"), "tokens")}
    works: dict[str, Work] = {work.work_id: work for work in read_table(corpus.tables("catalog"), "works")}
    found = {}
    for place in (place for row in rows for place in row.places):
        cut = tokens[place.text_id]
        index = sentence_at(cut.sentence_start, cut.sentence_end, place.start)
        start, end = (cut.sentence_start[index], cut.sentence_end[index]) if index is not None else (place.start, place.end)
        page = place.page_label or (str(place.page) if place.page else "–")
        sentence = " ".join(texts[place.text_id].text[start:end].split())
        found[place] = f"    {gbt7714(works[place.work_id])}  p. {page}\n      {sentence}\n"
    return found
