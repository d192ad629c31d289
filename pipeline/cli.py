"""The console command `wenmai`: subcommands import their code when called; user errors become one line.

Exit codes: 0 done (no hits is done), 1 the user can mend it (one to three lines say how), 2 wrong usage.
"""

import importlib
import sys

import click

from pipeline import __version__
from pipeline.core.errors import PipelineError, disk_fault

# name: (where the command lives, the line that `wenmai --help` shows)
COMMANDS: dict[str, tuple[str, str]] = {
    "run": ("pipeline.explore.running:run", "Run the pipeline (dvc repro) and name the report to open."),
    "add": ("pipeline.catalog.commands:add", "Copy PDFs, web pages and record exports into a corpus."),
    "records": ("pipeline.catalog.records_commands:records", "See why records and files are one work, and where they differ."),
    "screen": ("pipeline.catalog.screen_commands:screen", "Screen works by two people: sheets, agreement, decisions."),
    "search": ("pipeline.explore.commands:search", "Find a phrase or a concept, with page and context."),
    "timeline": ("pipeline.explore.timelines.commands:timeline", "Show how a concept's share of works moves over the years."),
    "bursts": ("pipeline.explore.timelines.commands:bursts", "List the periods in which a concept bursts, and how sure that is."),
    "network": ("pipeline.explore.beside.network_command:network", "Show which concepts stand together more than by chance."),
    "compare": ("pipeline.explore.beside.compare_command:compare", "Show which words or concepts two periods use differently."),
    "cited": ("pipeline.explore.beside.cited_command:cited", "Show who is cited where a concept is used."),
    "figure": ("pipeline.explore.figure.commands:figure", "Write one figure for a thesis: drawing, picture, print file, caption."),
    "serve": ("pipeline.explore.web.commands:serve", "Show the corpus as pages on this machine."),
    "report": ("pipeline.explore.commands:report", "Write the topic report of a corpus."),
    "export": ("pipeline.explore.commands:export", "Write the tables for datasets, spreadsheets and other tools."),
    "extract": ("pipeline.extract.commands:extract", "Show what is read from PDF, HTML or text files."),
    "segment": ("pipeline.segment.commands:segment", "Divide lines of Chinese text into words."),
    "segmenter": ("pipeline.segment.commands:segmenter", "Adapt the segmenter to text of your own."),
    "concepts": ("pipeline.concepts.commands:concepts", "Find the lexicon's concepts in a text file."),
    "lexicon": ("pipeline.explore.lexicon.commands:lexicon", "Check, compare, extend and exchange the concept lexicon."),
    "code": ("pipeline.explore.coding.commands:code", "Code mentions by people: samples, agreement, precision, QDA export."),
    "align": ("pipeline.align.commands:align", "Align Chinese and English sentences."),
    "align-review": ("pipeline.explore.commands:align_review", "Write the page on which people correct alignments."),
    "topics": ("pipeline.explore.topics.commands:topics", "Fit topics on your own documents, place new ones, see what moved."),
    "store": ("pipeline.explore.store_commands:store", "Look at the result store, or make it smaller."),
    "doctor": ("pipeline.explore.doctor:doctor", "Check that everything the pipeline needs is there."),
}


class LazyGroup(click.Group):
    """A command group that imports a subcommand's module only when it is called, so that `--help` stays quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the names in the order in which people need them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """Import and return one subcommand, or None when there is none of that name."""
        if cmd_name not in COMMANDS:
            return None
        module, _, attribute = COMMANDS[cmd_name][0].partition(":")
        command: click.Command = getattr(importlib.import_module(module), attribute)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's signature
        """Write the overview without importing any subcommand."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="wenmai")
def wenmai() -> None:
    """Wenmai 文脉: from a folder of Chinese PDFs to concepts, topics and timelines whose every number opens its evidence.

    `wenmai run` builds everything; the other commands look at what was built or try one step on files of your own.
    """


def main(argv: list[str] | None = None) -> int:
    """Run the command line and return the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        outcome = wenmai.main(args=argv, prog_name="wenmai", standalone_mode=False)
    except PipelineError as error:
        return _stop(str(error))
    except OSError as error:
        fault = disk_fault(error)
        if fault is None:
            raise
        return _stop(fault)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        return _stop("stopped; finished work is kept", 130)
    return outcome if isinstance(outcome, int) else 0


def _stop(message: str, code: int = 1) -> int:
    click.echo(f"wenmai: {message}", err=True)
    return code


if __name__ == "__main__":
    sys.exit(main())
