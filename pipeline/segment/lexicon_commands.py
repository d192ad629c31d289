"""The command `wenmai lexicon conflicts`; the group it belongs to stands with the other lexicon commands."""

import dataclasses
import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.core.wording import counted

if TYPE_CHECKING:
    from pipeline.segment.conflicts import Conflict

SAMPLE = 200


@click.command()
@click.option("--corpus", "corpus_name", metavar="NAME", help="Corpus to read (default: the first of configs/corpora.yaml).")
@click.option(
    "--sample", default=SAMPLE, show_default=True, type=click.IntRange(0), help="Texts to read, spread evenly over the corpus; 0: all."
)
@click.option("--examples", default=3, show_default=True, type=click.IntRange(0, 20), help="Examples of each conflict.")
@click.option("--format", "form", type=click.Choice(["json", "table"]), default="table", show_default=True, help="json: one object a line.")
def conflicts(corpus_name: str | None, sample: int, examples: int, form: str) -> None:
    """List where the lexicon changed the segmenter's words, with counts and examples.

    cut: a word of the model was cut to make a term whole. refused: a term stands in the text but stays cut, because a known word speaks
    against it. joined: cuts inside a term were undone.
    """
    from pipeline.core.corpus import find_project
    from pipeline.core.texts import read_texts
    from pipeline.segment.conflicts import find_conflicts, sample_texts
    from pipeline.segment.segmenter import Segmenter, load_model
    from pipeline.segment.stage import chosen_model
    from pipeline.segment.terms import load_terms

    project = find_project(Path.cwd())
    texts = read_texts(project.corpus(corpus_name))
    read = sample_texts(texts, sample)
    segmenter = Segmenter(load_model(chosen_model(project.configs, project.root / "models")), load_terms(project.configs / "lexicon"))
    found = find_conflicts(read, segmenter, examples=examples)
    for conflict in found:
        click.echo(json.dumps(dataclasses.asdict(conflict), ensure_ascii=False) if form == "json" else _lines(conflict))
    click.echo(f"{counted(len(found), 'kind')} of change in {len(read)} of {len(texts)} texts", err=True)


def _lines(conflict: "Conflict") -> str:
    head = f"{conflict.count:>6}  {conflict.kind:<8}{'|'.join(conflict.plain)} → {'|'.join(conflict.ours)}  ({conflict.texts} texts)"
    return "\n".join([head, *(f"{'':16}{example}" for example in conflict.examples)])
