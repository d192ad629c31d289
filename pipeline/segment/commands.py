"""The command `wenmai segment`."""

from pathlib import Path

import click


@click.command()
@click.option(
    "--lines", "path", required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Plain text file in UTF-8."
)
@click.option("--no-lexicon", is_flag=True, help="The plain model: no term is kept whole.")
def segment(path: Path, *, no_lexicon: bool) -> None:
    """Divide each line of FILE into words joined by one space; blank lines stay, characters are unchanged."""
    from pipeline.core.corpus import find_project
    from pipeline.segment.segmenter import Segmenter, load_model
    from pipeline.segment.stage import model_folder
    from pipeline.segment.terms import load_terms

    project = find_project(Path.cwd())
    terms = None if no_lexicon else load_terms(project.configs / "lexicon")
    segmenter = Segmenter(load_model(model_folder(project.root / "models")), terms)
    for line in read_lines(path):
        click.echo(" ".join(line[word.start : word.end] for word in segmenter.segment(line)))


def read_lines(path: Path) -> list[str]:
    """Return the lines of a UTF-8 file; only line feeds divide lines, and a last one opens no further line.

    Raises:
        InputError: the file is not UTF-8.
    """
    from pipeline.core.files import read_utf8

    lines = read_utf8(path).split("\n")
    return lines[:-1] if lines[-1] == "" else lines
