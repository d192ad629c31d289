"""The commands `wenmai segment` and `wenmai segmenter`."""

import re
from pathlib import Path

import click

NAME = re.compile(r"[A-Za-z0-9][\w-]*", re.ASCII)


@click.command()
@click.option(
    "--lines", "path", required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Plain text file in UTF-8."
)
@click.option("--no-lexicon", is_flag=True, help="The plain model: no term is kept whole.")
def segment(path: Path, *, no_lexicon: bool) -> None:
    """Divide each line of FILE into words joined by one space; blank lines stay, characters are unchanged."""
    from pipeline.core.corpus import find_project
    from pipeline.segment.segmenter import Segmenter, load_model
    from pipeline.segment.stage import chosen_model
    from pipeline.segment.terms import load_terms

    project = find_project(Path.cwd())
    terms = None if no_lexicon else load_terms(project.configs / "lexicon")
    segmenter = Segmenter(load_model(chosen_model(project.configs, project.root / "models")), terms)
    for line in read_lines(path):
        click.echo(" ".join(line[word.start : word.end] for word in segmenter.segment(line)))


@click.group()
def segmenter() -> None:
    """Adapt the segmenter to text of your own."""


@segmenter.command()
@click.argument("path", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--dev",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Segmented text to score on (default: every tenth sentence of FILE, held out).",
)
@click.option(
    "--name",
    default="team",
    show_default=True,
    callback=lambda _ctx, _param, value: check_name(value),
    help="The model goes to models/NAME; name it in configs/segment.yaml to use it.",
)
@click.option("--epochs", default=5, show_default=True, type=click.IntRange(1, 100), help="Passes over the text.")
def train(path: Path, dev: Path | None, name: str, epochs: int) -> None:
    """Train the segmenter further on FILE, your own segmented text: one sentence a line, words divided by spaces.

    Prints the scores on the held-out sentences before and after, without the lexicon. Some minutes for a thousand sentences.
    """
    from pipeline.core.corpus import find_project
    from pipeline.segment.segmenter import Segmenter, load_model
    from pipeline.segment.stage import DEFAULT_MODEL
    from pipeline.segment.training import hold_out, read_sentences, score_sentences, train_model

    models = find_project(Path.cwd()).root / "models"
    sentences = read_sentences(path)
    learnt, held_out = (sentences, read_sentences(dev)) if dev else hold_out(sentences)
    train_model(learnt, models / DEFAULT_MODEL, models / name, epochs=epochs)
    for label, folder in (("before", models / DEFAULT_MODEL), ("after", models / name)):
        score = score_sentences(Segmenter(load_model(folder)), held_out)
        click.echo(f"{label:<7} precision {score.precision:.4f}  recall {score.recall:.4f}  F1 {score.f1:.4f}")
    click.echo(f"trained on {len(learnt)} sentences, scored on {len(held_out)}", err=True)
    click.echo(f"to use it, write `model: {name}` in configs/segment.yaml", err=True)


def check_name(name: str) -> str:
    """Return a model's name.

    Raises:
        BadParameter: it is no folder name, or the name of the model that everything starts from.
    """
    from pipeline.segment.stage import DEFAULT_MODEL

    if not NAME.fullmatch(name) or name == DEFAULT_MODEL:
        raise click.BadParameter(f"{name!r}: letters, digits, _ and -, and not {DEFAULT_MODEL}")
    return name


def read_lines(path: Path) -> list[str]:
    """Return the lines of a UTF-8 file; only line feeds divide lines, and a last one opens no further line.

    Raises:
        InputError: the file is not UTF-8.
    """
    from pipeline.core.files import read_utf8

    lines = read_utf8(path).split("\n")
    return lines[:-1] if lines[-1] == "" else lines
