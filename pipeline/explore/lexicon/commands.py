"""What people call: `wenmai lexicon check|show|diff|suggest|conflicts|export|import`. Data on stdout, messages on stderr."""

import dataclasses
import importlib
import json
import tempfile
from pathlib import Path
from typing import Any

import click

from pipeline.core.corpus import Corpus, Project, find_project

# Commands that live with their stage: (place, line of the overview).
ELSEWHERE = {"conflicts": ("pipeline.segment.lexicon_commands:conflicts", "List where the lexicon changed a segmentation.")}
CORPUS = click.option("--corpus", "name", metavar="NAME", help="The corpus (default: the first of configs/corpora.yaml).")
FORMAT = click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", help="json: one object a line.")


class LexiconGroup(click.Group):
    """A group that imports a stage's command only when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return own commands and those that live elsewhere."""
        return [*super().list_commands(ctx), *ELSEWHERE]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command of this module, or import one that lives elsewhere."""
        if cmd_name not in ELSEWHERE:
            return super().get_command(ctx, cmd_name)
        module, _, attribute = ELSEWHERE[cmd_name][0].partition(":")
        command: click.Command = getattr(importlib.import_module(module), attribute)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's signature
        """Write the overview without importing anything."""
        lines = [(name, command.get_short_help_str(90)) for name, command in self.commands.items()]
        with formatter.section("Commands"):
            formatter.write_dl(lines + [(name, line) for name, (_, line) in ELSEWHERE.items()])


@click.group(cls=LexiconGroup)
def lexicon() -> None:
    """Check, compare, extend and exchange the concept lexicon (configs/lexicon)."""


@lexicon.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path, file_okay=False, exists=True))
@click.pass_context
def check(ctx: click.Context, folder: Path | None) -> None:
    """Name every fault of the lexicon at once, with file, line and key, and run its examples through the real matcher.

    FOLDER is another lexicon than configs/lexicon. Exit code 1 when there is a fault.
    """
    from pipeline.concepts.config import ConceptsConfig
    from pipeline.core.config import load_config
    from pipeline.explore.lexicon.checking import check_lexicon

    project = find_project(Path.cwd())
    config = load_config(project.configs / "concepts.yaml", ConceptsConfig)
    found, faults = check_lexicon(folder or project.configs / "lexicon", config.uncounted_flags)
    for fault in faults:
        click.echo(fault)
    examples = sum(len(one.examples.yes) + len(one.examples.no) for one in found.concepts)
    click.echo(f"{len(found.concepts)} concepts, {len(found.forms)} forms, {examples} examples: {len(faults) or 'no'} faults", err=True)
    ctx.exit(1 if faults else 0)


@lexicon.command()
@click.argument("names", nargs=-1, metavar="[CONCEPT_OR_FAMILY]...")
@FORMAT
def show(names: tuple[str, ...], form: str) -> None:
    """Show entries of the lexicon: those named, the members of a family, or all."""
    from pipeline.core.lexicon import load_lexicon
    from pipeline.explore.timelines.rollup import resolve_names

    found = load_lexicon(find_project(Path.cwd()).configs / "lexicon")
    wanted = resolve_names(names, found) if names else [one.id for one in found.concepts]
    for concept_id in wanted:
        concept = found.by_id[concept_id]
        if form == "json":
            click.echo(json.dumps(concept.model_dump(mode="json", exclude_defaults=True), ensure_ascii=False))
            continue
        click.echo(f"{concept.label}  {concept.label_en}  [{concept.id}, family {found.families[concept.family].label}]")
        if len(wanted) == 1 or names:
            click.echo("".join(f"  {line}\n" for line in _entry_lines(concept)), nl=False)


@lexicon.command()
@click.argument("old")
@click.argument("new", default="configs/lexicon")
@click.option("--sample", "samples", default=3, show_default=True, type=click.IntRange(0), help="Gained and lost sentences a concept.")
@CORPUS
@FORMAT
def diff(old: str, new: str, samples: int, name: str | None, form: str) -> None:
    """Show what a changed lexicon does to the corpus: mentions, works and periods gained and lost, with sentences to judge.

    OLD and NEW are lexicon folders, single files of one, or git revisions (`wenmai lexicon diff HEAD` shows what your uncommitted changes
    do). Nothing is written; words and sentences are those of the last run.
    """
    from pipeline.explore.lexicon.diff import compare, read_ground
    from pipeline.explore.lexicon.diff_output import change_lines
    from pipeline.explore.lexicon.revisions import lexicon_folder

    project = find_project(Path.cwd())
    with tempfile.TemporaryDirectory() as scratch:
        places = [Path(scratch) / side for side in ("old", "new")]
        for place in places:
            place.mkdir()
        folders = [lexicon_folder(_at_root(one, project), project.root, place) for one, place in zip((old, new), places, strict=True)]
        changes = compare(folders[0], folders[1], read_ground(project.corpus(name), project.configs), samples)
    for one in changes:
        click.echo(json.dumps(dataclasses.asdict(one), ensure_ascii=False) if form == "json" else "\n".join(change_lines(one)))
    gained, lost = (sum(len(getattr(one, side)) for one in changes) for side in ("gained_works", "lost_works"))
    click.echo(f"{len(changes)} concepts change; works gained {gained}, lost {lost}", err=True)


@lexicon.command()
@click.option("--english", is_flag=True, help="English renderings that authors print beside a concept's Chinese form.")
@click.option("--limit", default=60, show_default=True, type=click.IntRange(1), help="Candidates shown.")
@click.option("--min-count", default=3, show_default=True, type=click.IntRange(1), help="Places a phrase needs that nobody quotes.")
@click.option("--sentences", default=1, show_default=True, type=click.IntRange(0), help="Evidence sentences a candidate.")
@click.option("--accept", metavar="TERM", help="Write TERM into the lexicon instead: as concept --id of --file, or as a variant of it.")
@click.option("--id", "concept_id", metavar="ID", help="Id of the new concept, or of the one that gets a variant.")
@click.option("--file", "file", metavar="FILE", help="File of configs/lexicon, such as 60_zhili.yaml.")
@click.option("--en", "label_en", default="", metavar="TEXT", help="English label of the new concept.")
@CORPUS
@FORMAT
def suggest(*, english: bool, accept: str | None, name: str | None, form: str, **values: Any) -> None:
    """Propose terms of the corpus that the lexicon lacks, ranked, with evidence; write accepted ones into it.

    Candidates come from keyword lists, quotation marks “…”, and words that hold together (PMI and boundary entropy), also words that the
    segmenter splits.
    """
    project = find_project(Path.cwd())
    if accept:
        _accept(project, accept, values)
    elif english:
        _suggest_renderings(project, project.corpus(name), form, values["limit"])
    else:
        from pipeline.explore.lexicon.suggest_output import suggestions

        for line in suggestions(project, project.corpus(name), values, form):
            click.echo(line)


@lexicon.command("export")
@click.option("--format", "form", type=click.Choice(["skos"]), default="skos", show_default=True)
@click.argument("file", metavar="FILE.ttl", type=click.Path(path_type=Path, dir_okay=False))
def export_lexicon(form: str, file: Path) -> None:  # noqa: ARG001 - one format so far
    """Write the lexicon as a SKOS thesaurus in Turtle."""
    from pipeline.core.files import make_parent
    from pipeline.core.lexicon import load_lexicon
    from pipeline.explore.lexicon.skos import to_turtle

    found = load_lexicon(find_project(Path.cwd()).configs / "lexicon")
    make_parent(file)
    file.write_text(to_turtle(found), encoding="utf-8", newline="\n")
    click.echo(f"{len(found.concepts)} concepts written to {file}", err=True)


@lexicon.command("import")
@click.argument("file", metavar="FILE.ttl", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--file", "target", required=True, metavar="NAME.yaml", help="New file of configs/lexicon.")
@click.option("--family", required=True, metavar="FAMILY", help="Family of lexicon.yaml that the concepts belong to.")
def import_lexicon(file: Path, target: str, family: str) -> None:
    """Bring the concepts of a SKOS thesaurus (Turtle) into a new file of the lexicon.

    Concepts that the lexicon has already (by id or label) stay as they are and are named.
    """
    from pipeline.explore.lexicon.skos_import import import_thesaurus

    done = import_thesaurus(find_project(Path.cwd()).configs / "lexicon", file, target, family)
    for label in done.known:
        click.echo(f"{label}: in the lexicon already, left as it is", err=True)
    click.echo(f"{done.added} concepts written to configs/lexicon/{target}; look at them, then `wenmai lexicon check`", err=True)


def _at_root(name: str, project: Project) -> str:
    """Return a path from the project's root when there is none of that name here."""
    return str(project.root / name) if not Path(name).exists() and (project.root / name).exists() else name


def _entry_lines(concept: Any) -> list[str]:
    book = concept.codebook
    lines = [
        ("definition", book.definition),
        ("variants", "、".join(one.text + ("" if one.kind == "exact" else f" ({one.kind})") for one in concept.variants)),
        ("renderings", "; ".join(f"{one.text} ({one.status})" for one in concept.renderings)),
        ("senses", "; ".join(f"{one.id}: {one.label}" for one in concept.senses)),
        ("include", "；".join(book.include)),
        ("exclude", "；".join(book.exclude)),
        ("exclusions", "、".join(concept.exclusions)),
        *((key, ", ".join(getattr(concept, key))) for key in ("broader", "narrower", "related", "constituents")),
        ("policy marks", "; ".join(f"{mark.year} {mark.document}" for mark in concept.policy_marks)),
        ("changelog", "; ".join(f"{one.version} {one.change}" for one in concept.changelog)),
    ]
    return [f"{key}: {value}" for key, value in lines if value]


def _accept(project: Project, term: str, values: dict[str, Any]) -> None:
    from pipeline.explore.lexicon.editing import add_term

    if not values["concept_id"] or not values["file"]:
        raise click.UsageError("--accept needs --id and --file: which concept, in which file of configs/lexicon")
    done = add_term(project.configs / "lexicon", values["file"], term, values["concept_id"], values["label_en"])
    click.echo(f"{done}; `wenmai lexicon check`, then `wenmai run`", err=True)


def _suggest_renderings(project: Project, corpus: Corpus, form: str, limit: int) -> None:
    from pipeline.core.lexicon import load_lexicon
    from pipeline.core.tables import read_table
    from pipeline.explore.lexicon.english import MIN_POSTERIOR, new_renderings

    pairs, works = read_table(corpus.tables("align"), "term_pairs"), read_table(corpus.tables("catalog"), "works")
    rows = new_renderings(pairs, works, load_lexicon(project.configs / "lexicon"), MIN_POSTERIOR)
    for row in rows[:limit]:
        years = f"{row.years[0]}–{row.years[-1]}" if row.years else "n.d."
        other = f"  [also {row.elsewhere}]" if row.elsewhere else ""
        line = f"{row.concept}  {row.rendering}  {row.works} works, {years}{other}"
        click.echo(json.dumps(dataclasses.asdict(row), ensure_ascii=False) if form == "json" else line)
    click.echo(f"{len(rows)} renderings that the lexicon lacks", err=True)
