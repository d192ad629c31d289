"""The command `wenmai concepts`."""

import json
from pathlib import Path
from typing import Any

import click


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--format", "form", type=click.Choice(["json", "table"]), default="table", show_default=True, help="json: one object a line.")
@click.option(
    "--all", "everything", is_flag=True, help="Also what is never counted: loose, elliptical, ambiguous and other-sense mentions."
)
def concepts(file: Path, *, form: str, everything: bool) -> None:
    """Find the lexicon's concepts in FILE, a plain text in UTF-8; offsets are code points of the file, line breaks as they are."""
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
    for mention in find_mentions(matcher, read_utf8(file, keep_mark=True)):
        if not hidden.intersection(mention["flags"]):
            click.echo(json.dumps(mention, ensure_ascii=False) if form == "json" else _line(mention))


def find_mentions(matcher: Any, text: str) -> list[dict[str, Any]]:
    """Return the mentions of one text as the command prints them, in order."""
    from pipeline.concepts.context import mention_flags
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
        for hit in matcher.find([Block(text)])[0]
    ]


def _line(mention: dict[str, Any]) -> str:
    flags = f"  [{', '.join(mention['flags'])}]" if mention["flags"] else ""
    surface = " ".join(mention["text"].split())
    return f"{mention['start']:>7}-{mention['end']:<7} {mention['concept']}  {surface}{flags}"
