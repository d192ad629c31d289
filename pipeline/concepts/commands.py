"""The command `wenmai concepts`."""

import dataclasses
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.core.wording import counted

if TYPE_CHECKING:
    from pipeline.concepts.definitions import Definition


@click.command()
@click.argument("file", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--format", "form", type=click.Choice(["json", "table"]), default="table", show_default=True, help="json: one object a line.")
@click.option(
    "--all", "everything", is_flag=True, help="Also what is never counted: loose, elliptical, ambiguous and other-sense mentions."
)
@click.option(
    "--definitions", "defined", metavar="CONCEPT", help="List the corpus's definitions of a concept instead; FILE is then left out."
)
@click.option("--corpus", "corpus_name", metavar="NAME", help="Corpus of --definitions (default: the first of configs/corpora.yaml).")
def concepts(file: Path | None, *, form: str, everything: bool, defined: str | None, corpus_name: str | None) -> None:
    """Find the lexicon's concepts in FILE, a plain text in UTF-8; offsets are code points of the file, line breaks as they are.

    With --definitions 项目制: the sentences of the corpus that define the concept, by year, with page and whom they are attributed to.
    """
    if (file is None) == (defined is None):
        raise click.UsageError("name a FILE, or a concept with --definitions")
    if defined is not None:
        _print_definitions(defined, corpus_name, form)
        return
    from pipeline.concepts.config import ConceptsConfig
    from pipeline.concepts.matcher import Matcher
    from pipeline.core.config import load_config
    from pipeline.core.corpus import find_project
    from pipeline.core.files import read_utf8
    from pipeline.core.lexicon import load_lexicon

    configs = find_project(Path.cwd()).configs
    config = load_config(configs / "concepts.yaml", ConceptsConfig)
    matcher = Matcher(load_lexicon(configs / "lexicon"))
    hidden = set() if everything else set(config.uncounted_flags)
    for mention in find_mentions(matcher, read_utf8(file, keep_mark=True)) if file else ():
        if not hidden.intersection(mention["flags"]):
            click.echo(json.dumps(mention, ensure_ascii=False) if form == "json" else _line(mention))


def _print_definitions(name: str, corpus_name: str | None, form: str) -> None:
    from pipeline.concepts.definition_tables import read_definitions
    from pipeline.core.corpus import find_project

    rows = read_definitions(find_project(Path.cwd()), name, corpus_name)
    for row in rows:
        click.echo(json.dumps(dataclasses.asdict(row), ensure_ascii=False) if form == "json" else _definition_line(row))
    click.echo(f"{counted(len(rows), 'definition')} in {counted(len({row.work_id for row in rows}), 'work')}", err=True)


def find_mentions(matcher: Any, text: str, words: Any = None) -> list[dict[str, Any]]:
    """Return the mentions of one text as the command prints them, in order; `words` as a `Block` takes them, if they are known."""
    from pipeline.concepts.flags import mention_flags
    from pipeline.concepts.matcher import Block

    return [
        {
            "start": hit.start,
            "end": hit.end,
            "text": text[hit.start : hit.end],
            "concept": matcher.lexicon.label(hit.concept_id),
            "lang": hit.lang,
            "sense": hit.sense,
            "flags": sorted({*hit.flags, *mention_flags(text, hit.start, hit.end)}),
        }
        for hit in matcher.find([Block(text, words=words)])[0]
    ]


def _line(mention: dict[str, Any]) -> str:
    flags = f"  [{', '.join(mention['flags'])}]" if mention["flags"] else ""
    surface = " ".join(mention["text"].split())
    return f"{mention['start']:>7}-{mention['end']:<7} {mention['concept']}  {surface}{flags}"


def _definition_line(row: "Definition") -> str:
    page = row.page_label or (str(row.page) if row.page else "–")
    whose = row.attributed_to or "–"
    return f"{row.year or '–'}  p. {page}  {whose} ({row.attribution})  {row.title or ''}\n      {row.sentence}"
