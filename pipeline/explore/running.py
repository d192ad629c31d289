"""`wenmai run`: `dvc repro` with the project's Python, and the report to open at the end."""

import os
import subprocess
import sys
from pathlib import Path

import click

from pipeline.catalog.adding import write_missing_edits
from pipeline.core.corpus import Project, find_project
from pipeline.core.errors import PipelineError


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("dvc_arguments", nargs=-1, type=click.UNPROCESSED, metavar="[DVC ARGUMENTS]...")
def run(dvc_arguments: tuple[str, ...]) -> None:
    """Run the pipeline (dvc repro) and name the report to open.

    Arguments go to `dvc repro`: a stage such as report@demo, or --force. Only what has changed is computed.
    """
    project = find_project(Path.cwd())
    for name in project.corpus_names():
        write_missing_edits(project.corpus(name))
    command = [sys.executable, "-m", "dvc", "repro", *dvc_arguments]
    if run_to_its_end(command, project.root, stage_environment(os.environ)) != 0:
        raise PipelineError(
            "the run stopped at the stage named above; finished work is kept\nmend what its message says, then `wenmai run` again; `wenmai doctor` checks the set-up"
        )
    for line in report_lines(project):
        click.echo(line)


def run_to_its_end(command: list[str], folder: Path, environment: dict[str, str]) -> int:
    """Run a command and return its exit code.

    Ctrl-C reaches the command too: it gets the time to close its locks and to say what it says, before this function raises.

    Raises:
        KeyboardInterrupt: the user stopped it.
    """
    stopped = False
    with subprocess.Popen(command, cwd=folder, env=environment) as process:  # noqa: S603 - the user's own arguments to dvc
        while True:
            try:
                code = process.wait()
                break
            except KeyboardInterrupt:
                stopped = True
    if stopped:
        raise KeyboardInterrupt
    return code


def stage_environment(environment: "os._Environ[str] | dict[str, str]") -> dict[str, str]:
    """Return the environment in which the stages' `python` is this one, and text is UTF-8 on every system."""
    path = os.pathsep.join([str(Path(sys.executable).parent), environment.get("PATH", "")])
    return {**environment, "PATH": path, "PYTHONUTF8": "1"}


def report_lines(project: Project) -> list[str]:
    """Return one line for each corpus whose report exists."""
    pages = [(name, project.corpus(name).report / "index.html") for name in project.corpus_names()]
    return [f"report of {name}: {page}" for name, page in pages if page.is_file()]
