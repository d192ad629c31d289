"""`wenmai align`: sentences in, beads out."""

import json
from pathlib import Path

import click


@click.command("align")
@click.option(
    "--sentences",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    required=True,
    help='JSON lines: {"id", "zh": […], "en": […]}.',
)
@click.option(
    "--embeddings",
    metavar="none|use|FOLDER",
    default=None,
    help="Second evidence beside the dictionary, FOLDER a sentence-transformers model; default: configs/align.yaml.",
)
def align(sentences: Path, embeddings: str | None) -> None:
    """Align Chinese and English sentences, one text a line, and print their beads with posteriors, states and flags."""
    from pipeline.align.align_lines import align_line, load_aligner
    from pipeline.core.files import read_utf8

    lines = read_utf8(sentences).split("\n")
    aligner = load_aligner(Path.cwd(), embeddings)
    for number, line in enumerate(lines, start=1):
        if line.strip():
            click.echo(json.dumps(align_line(aligner, line, f"{sentences}:{number}"), ensure_ascii=False))
