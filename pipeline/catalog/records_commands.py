"""What people call: `wenmai records explain` and `wenmai records conflicts`."""

import json
from pathlib import Path

import click

from pipeline.core.corpus import find_project
from pipeline.core.wording import counted

FORMAT = click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", help="json: one object a line.")
CORPUS = click.option("--corpus", "name", metavar="NAME", help="The corpus (default: the first of configs/corpora.yaml).")


@click.group()
def records() -> None:
    """See how works were made of records and files: why merged or linked, and where the sources differ."""


@records.command()
@click.argument("work")
@CORPUS
@FORMAT
def explain(work: str, name: str | None, form: str) -> None:
    """Say what WORK is made of, and why: the records and files, the rule that joined each, the origin of each field, its links.

    WORK is a title or a part of it, a work_id, a file of sources/ or file:line of an export. What is wrong is mended in edits/catalog.tsv:
    a field by its name, the work as a whole by the fields merge, split and link.
    """
    from pipeline.catalog.explain import explain_work, explanation_lines, find_works, load_accounts

    accounts = load_accounts(find_project(Path.cwd()).corpus(name))
    for found in find_works(accounts, work):
        explained = explain_work(accounts, found)
        click.echo(json.dumps(explained, ensure_ascii=False) if form == "json" else "\n".join(explanation_lines(explained)))


@records.command()
@click.option("--field", "fields", metavar="NAME", multiple=True, help="Only this field (may be given several times).")
@CORPUS
@FORMAT
def conflicts(fields: tuple[str, ...], name: str | None, form: str) -> None:
    """List the fields in which the sources of one work differ; ✓ marks the value that became the work's."""
    from pipeline.catalog.explain import conflict_lines, conflict_object, load_accounts

    accounts = load_accounts(find_project(Path.cwd()).corpus(name))
    listed = [conflict_object(accounts, row) for rows in accounts.conflicts.values() for row in rows if not fields or row.field in fields]
    for line in [json.dumps(row, ensure_ascii=False) for row in listed] if form == "json" else conflict_lines(listed):
        click.echo(line)
    n_works = len({row["work_id"] for row in listed})
    click.echo(f"{counted(n_works, 'work')} with sources that differ; correct what is wrong in edits/catalog.tsv", err=True)
