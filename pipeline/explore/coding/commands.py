"""What people call: `wenmai code sample|import|agreement|precision|export`. Data on stdout, messages on stderr."""

import dataclasses
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.core.corpus import Corpus, Project, find_project

if TYPE_CHECKING:
    from pipeline.core.lexicon import Lexicon
    from pipeline.explore.coding.agreement import Agreement

CORPUS = click.option("--corpus", "name", metavar="NAME", help="The corpus (default: the first of configs/corpora.yaml).")
FORMAT = click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", help="json: one object a line.")
SEED = click.option("--seed", default=0, show_default=True, type=int, help="Another seed draws another sample.")


@click.group()
def code() -> None:
    """Code mentions by people: a sample out, codes in, agreement, precision per concept and period, REFI-QDA for NVivo and MAXQDA."""


@code.command()
@click.argument("files", metavar="FILE.xlsx...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--concept", "concepts", multiple=True, metavar="NAME", help="Only this concept or family (may be given several times).")
@click.option("--size", default=5, show_default=True, type=click.IntRange(1), help="Sentences a concept and period.")
@click.option("--fresh", is_flag=True, help="Only sentences that nobody has coded yet.")
@SEED
@CORPUS
def sample(files: tuple[Path, ...], concepts: tuple[str, ...], name: str | None, **values: Any) -> None:
    """Draw sentences by concept and period into each FILE: one copy a coder, such as A.xlsx B.xlsx, each with the codebook.

    Coders fill in code (yes: the concept is meant here; no; unsure), sense where the concept has senses, and reason, each on their own.
    `wenmai code import A.xlsx B.xlsx` reads them.
    """
    from pipeline.core.codes import read_codes
    from pipeline.explore.coding.sampling import draw_sample, read_ground
    from pipeline.explore.coding.sheets import write_samples
    from pipeline.explore.timelines.rollup import resolve_names

    project, corpus, lexicon = _project(name)
    ground = read_ground(corpus, project.configs, resolve_names(concepts, lexicon))
    done = [one.unit for one in read_codes(corpus.edits)] if values["fresh"] else []
    items = draw_sample(ground, values["size"], values["seed"], done)
    write_samples(files, items, lexicon)
    strata = len({(item.unit[1], item.period) for item in items})
    click.echo(f"{len(items)} sentences from {strata} strata (concept and period) in {', '.join(map(str, files))}", err=True)


@code.command("import")
@click.argument("files", metavar="A.xlsx [B.xlsx]...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--adjudicated", is_flag=True, help="The codes of FILE hold, whatever others said.")
@click.option("--by", metavar="NAME", help="Who coded (default: each file's name).")
@click.option("--on", default="", metavar="DATE", help="Date to note beside the codes, such as 2026-11-24.")
@CORPUS
def import_codes(files: tuple[Path, ...], by: str | None, name: str | None, *, adjudicated: bool, on: str) -> None:
    """Read coders' workbooks into edits/codes.tsv; a coder's newer word on a sentence replaces the older one.

    Codes hang on the sentence's text, not on the file: they survive a new download. `wenmai run` then applies the senses and prints the
    precision in the report.
    """
    from pipeline.core.codes import FILE, codes_text, read_codes
    from pipeline.explore.coding.agreement import disputed
    from pipeline.explore.coding.sheets import read_sheet

    if by and len(files) > 1:
        raise click.UsageError("--by names one coder: give one file with it")
    _, corpus, lexicon = _project(name)
    kept = {(one.unit, one.coder, one.adjudicated): one for one in read_codes(corpus.edits)}
    for file in files:
        coder = " ".join((by or file.stem).split())  # as codes.tsv keeps it
        said = read_sheet(file, coder, lexicon, adjudicated=adjudicated, on=on)
        kept |= {(one.unit, one.coder, one.adjudicated): one for one in said}
        click.echo(f"{file}: {len(said)} codes by {coder}", err=True)
    corpus.edits.mkdir(exist_ok=True)
    (corpus.edits / FILE).write_text(codes_text(kept.values()), encoding="utf-8", newline="\n")
    left = len(disputed(kept.values()))
    click.echo(f"{len(kept)} codes in corpora/{corpus.name}/edits/{FILE}; {left} sentences disputed", err=True)


@code.command()
@click.option("--disagreements", type=click.Path(path_type=Path), metavar="C.xlsx", help="Write the disputed sentences for adjudication.")
@SEED
@CORPUS
@FORMAT
def agreement(disagreements: Path | None, seed: int, name: str | None, form: str) -> None:
    """Say how far coders agree (Krippendorff's α, Cohen's κ, with 95 % intervals), and list what is left to adjudicate."""
    from pipeline.core.codes import read_codes
    from pipeline.explore.coding.agreement import disputed, measure
    from pipeline.explore.coding.sheets import write_disputed

    _, corpus, lexicon = _project(name)
    codes = read_codes(corpus.edits)
    for row in measure(codes, seed):
        click.echo(json.dumps(dataclasses.asdict(row), ensure_ascii=False) if form == "json" else _agreement_line(row, lexicon))
    left = disputed(codes)
    for said in left:
        words = {one.coder: f"{one.code} {one.sense}".strip() for one in said}
        facts = {"concept": _label(said[0].concept, lexicon), "sentence": said[0].text, "said": words}
        line = f"{facts['concept']}: {', '.join(f'{who} {word}' for who, word in words.items())}: {said[0].text}"
        click.echo(json.dumps(facts, ensure_ascii=False) if form == "json" else line)
    if disagreements:
        write_disputed(disagreements, left, lexicon)
        click.echo(f"fill in {disagreements}, then `wenmai code import --adjudicated {disagreements}`", err=True)
    click.echo(f"{len(codes)} codes, {len(left)} sentences disputed", err=True)


@code.command()
@CORPUS
@FORMAT
def precision(name: str | None, form: str) -> None:
    """Show how often a counted mention is one, by the coders' words: per concept and period, with 95 % intervals."""
    from pipeline.core.codes import read_codes
    from pipeline.explore.coding.precision import measure_precision
    from pipeline.explore.coding.sampling import read_ground

    project, corpus, lexicon = _project(name)
    codes = read_codes(corpus.edits)
    ground = read_ground(corpus, project.configs, {one.concept for one in codes}) if codes else None
    periods = {unit: ground.period(mentions[0]) for unit, mentions in ground.units().items()} if ground else {}
    for row in measure_precision(codes, periods.get):
        line = f"{_label(row.concept_id, lexicon)}  {row.period}  {row.right}/{row.n}  {row.share:.1%} ({row.low:.1%}–{row.high:.1%})"
        click.echo(json.dumps(dataclasses.asdict(row), ensure_ascii=False) if form == "json" else line)
    lost = len({one.unit for one in codes} - periods.keys())
    if lost:
        click.echo(f"{lost} coded sentences are not counted in the corpus (any more): they are in no number here", err=True)


@code.command("export")
@click.option("--format", "form", type=click.Choice(["qdpx"]), default="qdpx", show_default=True)
@click.option("--concept", "concepts", multiple=True, metavar="NAME", help="Only this concept or family (may be given several times).")
@click.argument("file", metavar="FILE.qdpx", type=click.Path(path_type=Path, dir_okay=False))
@CORPUS
def export_codes(form: str, concepts: tuple[str, ...], file: Path, name: str | None) -> None:  # noqa: ARG001 - one format so far
    """Write a REFI-QDA project for NVivo, MAXQDA or ATLAS.ti: texts, codebook, mentions and coders' words.

    It holds the full texts of the works with mentions: mind whose they are.
    """
    from pipeline.core.codes import read_codes
    from pipeline.core.files import make_parent
    from pipeline.explore.coding.qdpx import write_project
    from pipeline.explore.coding.sampling import read_ground
    from pipeline.explore.timelines.rollup import resolve_names

    project, corpus, lexicon = _project(name)
    ground = read_ground(corpus, project.configs, resolve_names(concepts, lexicon))
    make_parent(file)
    file.write_bytes(write_project(ground, read_codes(corpus.edits), lexicon, corpus.name))
    works = len({mention.text_id for mention in ground.mentions})
    click.echo(f"{len(ground.mentions)} mentions in {works} texts written to {file}", err=True)


def _project(name: str | None) -> tuple[Project, Corpus, "Lexicon"]:
    from pipeline.core.lexicon import load_lexicon

    project = find_project(Path.cwd())
    return project, project.corpus(name), load_lexicon(project.configs / "lexicon")


def _label(concept_id: str, lexicon: "Lexicon") -> str:
    return lexicon.label(concept_id) if concept_id in lexicon.by_id else concept_id


def _agreement_line(row: "Agreement", lexicon: "Lexicon") -> str:
    alpha, kappa = row.alpha, row.kappa
    parts = [f"{_label(row.concept, lexicon)}  {row.of}  {alpha.n} units, {row.coders} coders"]
    parts.append("α not defined" if alpha.alpha is None else f"α {alpha.alpha:.3f} ({alpha.low:.3f} to {alpha.high:.3f})")
    if kappa is not None:
        shown = "κ not defined" if kappa.kappa is None else f"κ {kappa.kappa:.3f} ({kappa.low:.3f} to {kappa.high:.3f})"
        parts.append(f"{kappa.agreement:.1%} alike, {shown}")
    return "  ".join(parts)
