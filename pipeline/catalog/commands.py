"""What people call: `wenmai add`."""

import json
from pathlib import Path

import click

from pipeline.core.corpus import find_project
from pipeline.core.errors import InputError
from pipeline.core.wording import counted


@click.command()
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--corpus", "name", required=True, metavar="NAME", help="The corpus to add to; a new name makes a new corpus.")
@click.option("--replace", is_flag=True, help="Overwrite files of the same name.")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", help="json: one object a line.")
def add(paths: tuple[Path, ...], name: str, replace: bool, form: str) -> None:
    """Copy PDFs, saved web pages, texts and record exports (files or folders) into a corpus.

    Files are recognised by what is in them. What cannot be read is named with what to do, and everything else is added.
    """
    from pipeline.catalog.adding import add as add_files
    from pipeline.catalog.adding import check_name, inspect

    project = find_project(Path.cwd())
    check_name(name)
    findings = inspect(paths)
    for finding in findings:
        click.echo(_line(finding.target, finding.kind, finding.note, refused=finding.refused, form=form))
    for message in add_files(project, findings, name, replace=replace):
        click.echo(message, err=True)
    refused = sum(finding.refused for finding in findings)
    click.echo(
        f"{len(findings) - refused} of {counted(len(findings), 'file')} added to corpora/{name}/sources; `wenmai run` builds the corpus",
        err=True,
    )
    if refused:
        raise InputError(f"{counted(refused, 'file')} not added, see above")


def _line(target: str, kind: str, note: str, *, refused: bool, form: str) -> str:
    if form == "json":
        return json.dumps({"file": target, "kind": kind, "added": not refused, "note": note}, ensure_ascii=False)
    return f"{'refused' if refused else 'ok':8}{target}: {note}"
