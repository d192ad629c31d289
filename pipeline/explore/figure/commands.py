"""`wenmai figure`: the files of one figure for a thesis."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from pipeline.explore.wording import Language

BYS = ("kind", "venue", "section", "lang", "sense", "none")
KINDS = ("timeline", "coverage", "works-by-year", "flow", "topic-trend", "topic-map", "network")


@click.command()
@click.argument("kind", type=click.Choice(KINDS))
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option("--output", required=True, type=click.Path(path_type=Path), help="Beginning of the files' names: figs/fig2-1.")
@click.option("--number", help="Number of the figure in the thesis (2-1), for the caption.")
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", show_default=True, help="Language of the drawing's own words.")
@click.option("--grey", is_flag=True, help="Write OUTPUT-grey files too, for print in one ink.")
@click.option("--title/--no-title", default=True, help="Keep the title in a single drawing, or leave it to the caption.")
@click.option("--width-mm", default=150.0, show_default=True, type=click.FloatRange(30, 400), help="Printed width; 150 fills a page of A4.")
@click.option("--kind", "work_kind", type=click.Choice(["article", "thesis", "web", "other", "all"]), help="timeline: works of one kind.")
@click.option(
    "--by", type=click.Choice(BYS), default="kind", show_default=True, help="timeline: what tells curves apart; none: all concepts in one."
)
@click.option("--scope", default="abstract+body", show_default=True, help="timeline: part of the texts.")
@click.option("--corpus", "corpus_name", metavar="NAME", help="Corpus to draw (default: the first of configs/corpora.yaml).")
def figure(kind: str, names: tuple[str, ...], output: Path, lang: "Language", corpus_name: str | None, **form: Any) -> None:
    """Write a figure for a thesis: SVG, PNG (600 dpi), PDF, its numbers as CSV, and its caption in Chinese and English.

    KIND says what is drawn; NAME is a concept for timeline (several stand below each other, with --by none in one chart), a topic's number
    for topic-trend, a period for network (default: all years).
    """
    from pipeline.core.corpus import find_project
    from pipeline.explore.figure.kinds import draw_figure
    from pipeline.explore.figure.pack import Print, write_pack
    from pipeline.explore.figure.record import Ask
    from pipeline.explore.report.material import load_material
    from pipeline.explore.timelines.points import DEFAULT_LANG
    from pipeline.explore.timelines.question import Question
    from pipeline.explore.wording import LANGUAGES, load_wording

    project = find_project(Path.cwd())
    material = load_material(project.corpus(corpus_name), project.configs)
    question = Question(form["scope"], DEFAULT_LANG, kind=form["work_kind"], by=form["by"])
    figures = {one: draw_figure(kind, Ask(material, names, question, load_wording(one))) for one in LANGUAGES}
    for path in write_pack(output, figures, lang, Print(form["number"], form["width_mm"], form["grey"], form["title"]), material):
        click.echo(path)
