"""What people call: `wenmai screen sheet` and `wenmai screen import`."""

import json
from pathlib import Path

import click

from pipeline.catalog.records_commands import CORPUS, FORMAT
from pipeline.core.corpus import find_project
from pipeline.core.wording import counted


@click.group()
def screen() -> None:
    """Screen works by two people: sheets out, decisions in, agreement, disagreements to adjudicate."""


@screen.command()
@click.argument("files", metavar="FILE.xlsx...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--disagreements", is_flag=True, help="Only works on which the screeners differ or are unsure, with what both said.")
@click.option("--all", "everything", is_flag=True, help="Also works that are decided already.")
@CORPUS
def sheet(files: tuple[Path, ...], disagreements: bool, everything: bool, name: str | None) -> None:
    """Write the works to decide on into each FILE: one copy a screener, such as A.xlsx B.xlsx.

    The screeners fill in decision (include, exclude, unsure) and reason, each on their own. `wenmai screen import A.xlsx B.xlsx` reads both.
    """
    from pipeline.catalog.screening import open_works, read_screening
    from pipeline.catalog.sheets import write_sheet
    from pipeline.core.tables import read_table

    corpus = find_project(Path.cwd()).corpus(name)
    rows = read_screening(corpus.edits)
    works = open_works(read_table(corpus.tables("catalog"), "works"), rows, disputed=disagreements, everything=everything)
    for file in files:
        write_sheet(file, works, {row.key: row for row in rows} if disagreements else None)
    click.echo(f"{counted(len(works), 'work')} in {', '.join(map(str, files))}", err=True)


@screen.command("import")
@click.argument("files", metavar="A.xlsx [B.xlsx]", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--adjudicated", type=click.Path(path_type=Path), metavar="C.xlsx", help="A sheet of disagreements with the decisions that hold."
)
@click.option("--by", default="adjudication", metavar="NAME", help="Who adjudicated.")
@CORPUS
@FORMAT
def import_sheets(files: tuple[Path, ...], adjudicated: Path | None, by: str, name: str | None, form: str) -> None:
    """Read the screeners' sheets into edits/screening.tsv, say how far they agree and list what is left to adjudicate.

    Only included works enter the shares; `wenmai run` then counts anew.
    """
    from pipeline.catalog.screening import FILE, adjudicate, agreement_line, combine, read_screening, screening_text
    from pipeline.catalog.sheets import read_sheet
    from pipeline.core.tables import read_table

    if len(files) > 2:  # noqa: PLR2004 - two screeners
        raise click.UsageError("give the sheets of one or two screeners; adjudicated decisions come with --adjudicated")
    corpus = find_project(Path.cwd()).corpus(name)
    works = {work.work_id: work for work in read_table(corpus.tables("catalog"), "works")}
    sheets = [read_sheet(file) for file in files]
    rows = combine(sheets[0], sheets[1] if len(sheets) > 1 else [], works, read_screening(corpus.edits))
    rows = adjudicate(rows, read_sheet(adjudicated), by) if adjudicated else rows
    corpus.edits.mkdir(exist_ok=True)
    (corpus.edits / FILE).write_text(screening_text(rows), encoding="utf-8", newline="\n")
    left = sorted((row for row in rows if row.is_open), key=lambda row: (row.year, row.title))
    for row in left:
        facts = {
            "key": row.key,
            "title": row.title,
            "a": row.screener_a,
            "reason_a": row.reason_a,
            "b": row.screener_b,
            "reason_b": row.reason_b,
        }
        click.echo(json.dumps(facts, ensure_ascii=False) if form == "json" else _line(facts))
    click.echo(agreement_line(rows), err=True)
    numbers = {decision: sum(row.decision == decision for row in rows) for decision in ("include", "exclude")}
    click.echo(
        f"{numbers['include']} included, {numbers['exclude']} excluded, {len(left)} open; written to corpora/{corpus.name}/edits/{FILE}",
        err=True,
    )
    if left:
        click.echo(
            "adjudicate: `wenmai screen sheet --disagreements C.xlsx`, fill it in, and import again with --adjudicated C.xlsx", err=True
        )


def _line(facts: dict[str, str]) -> str:
    said = "; ".join(
        f"{name} {facts[name] or 'nothing'}{' (' + facts[f'reason_{name}'] + ')' if facts[f'reason_{name}'] else ''}" for name in ("a", "b")
    )
    return f"《{facts['title']}》 {facts['key']}: {said}"
