"""The command `wenmai network`."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.core.corpus import Corpus, find_project
from pipeline.core.wording import counted

if TYPE_CHECKING:
    from pipeline.core.corpus import Project
    from pipeline.core.lexicon import Lexicon
    from pipeline.explore.beside.network import NetworkSource
    from pipeline.explore.wording import Language

FORMS = ("table", "csv", "json", "svg", "gexf", "graphml", "vosviewer")


@click.command()
@click.option(
    "--period", default="all", show_default=True, metavar="LABEL", help="A period such as 2015-2019; all: every year; each: one by one."
)
@click.option("--format", "form", type=click.Choice(FORMS), default="table", show_default=True, help="vosviewer: its JSON; gexf: Gephi.")
@click.option(
    "--unit", type=click.Choice(["paragraph", "sentence"]), default="paragraph", show_default=True, help="In what concepts stand together."
)
@click.option(
    "--kind", default="all", show_default=True, type=click.Choice(["article", "thesis", "web", "other", "all"]), help="Kind of works."
)
@click.option("--min-works", default=3, show_default=True, type=click.IntRange(1), help="Works that a line needs.")
@click.option("--max-nodes", default=40, show_default=True, type=click.IntRange(2), help="Concepts drawn, those in most works.")
@click.option("--every", is_flag=True, help="table, csv, json: also pairs that are no more than chance, or too rare to be tested.")
@click.option(
    "--chart-lang", type=click.Choice(["zh", "en"]), default="zh", show_default=True, help="Language of labels and of the drawing."
)
@click.option("--corpus", "corpus_name", metavar="NAME", help="Corpus to ask (default: the first of configs/corpora.yaml).")
def network(corpus_name: str | None, *, period: str, form: str, every: bool, chart_lang: "Language", **choice: Any) -> None:
    """Show which concepts stand in the same paragraphs in more works than chance would bring, as a network or its rows.

    Chance: works of the same kind, period and size are permuted (configs/concepts.yaml, cooccurrence); q is corrected over all pairs tested.
    """
    from pipeline.explore.beside.neighbours import PairChoice, choose_pairs, is_significant
    from pipeline.explore.beside.network import NetworkChoice, make_networks
    from pipeline.explore.beside.network_output import network_text, pairs_text
    from pipeline.explore.wording import load_wording

    project = find_project(Path.cwd())
    corpus, lexicon, scope, lang = _ground(project, corpus_name)
    source = read_source(corpus, lexicon, chart_lang)
    labels = _labels(source, period)
    if form in {"table", "csv", "json"}:
        rows = [row for label in labels for row in choose_pairs(source.cooccurrence, PairChoice(choice["unit"], label, choice["kind"]))]
        shown = [row for row in rows if every or (is_significant(row) and row.works >= choice["min_works"])]
        click.echo(pairs_text(shown, source.names, form), nl=False)
        tested = sum(row.q is not None for row in rows)
        click.echo(f"{counted(len(shown), 'pair')} of {len(rows)} that some work has; {tested} of these tested", err=True)
        return
    networks = make_networks(source, NetworkChoice(**choice), scope, lang)
    click.echo(network_text([networks[label] for label in labels if label in networks], form, load_wording(chart_lang)), nl=False)


def read_source(corpus: Corpus, lexicon: "Lexicon", lang: "Language") -> "NetworkSource":
    """Return the tables' rows and the concepts' names in a language."""
    from pipeline.core.tables import read_table
    from pipeline.explore.beside.network import NetworkSource

    names = {concept.id: concept.label_en if lang == "en" and concept.label_en else concept.label for concept in lexicon.concepts}
    folder = corpus.tables("concepts")
    return NetworkSource(
        read_table(folder, "cooccurrence"), read_table(folder, "concept_works"), read_table(corpus.tables("catalog"), "works"), names
    )


def _ground(project: "Project", corpus_name: str | None) -> tuple[Corpus, "Lexicon", str, str]:
    from pipeline.concepts.config import ConceptsConfig
    from pipeline.core.config import load_config
    from pipeline.core.lexicon import load_lexicon

    config = load_config(project.configs / "concepts.yaml", ConceptsConfig)
    return project.corpus(corpus_name), load_lexicon(project.configs / "lexicon"), next(iter(config.scopes)), config.cooccurrence.lang


def _labels(source: "NetworkSource", period: str) -> list[str]:
    from pipeline.core.errors import InputError
    from pipeline.explore.beside.neighbours import ALL_PERIODS, periods_of

    known = periods_of(source.cooccurrence)
    if period == "each":
        return known
    if period not in {*known, ALL_PERIODS}:
        raise InputError(f"period {period[:40]!r}: there is none of this name\nthere are: {', '.join([*known, ALL_PERIODS])}, each")
    return [period]
