"""The command `wenmai compare`."""

import re
from collections.abc import Sequence
from dataclasses import asdict, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.core.corpus import find_project
from pipeline.core.errors import InputError
from pipeline.core.wording import counted

if TYPE_CHECKING:
    from pipeline.core.periods import Period
    from pipeline.core.records import Work
    from pipeline.explore.beside.keyness import Keyness

PERIOD = re.compile(r"(\d{4})(?:\s*[-–—~～至]\s*(\d{4}))?")


@click.command()
@click.argument("first", metavar="PERIOD")
@click.argument("second", metavar="PERIOD")
@click.option("--of", type=click.Choice(["words", "concepts"]), default="words", show_default=True, help="What is compared.")
@click.option(
    "--kind", default="all", show_default=True, type=click.Choice(["article", "thesis", "web", "other", "all"]), help="Kind of works."
)
@click.option("--lang", type=click.Choice(["zh", "en", "all"]), default="zh", show_default=True, help="Language of the passages.")
@click.option("--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True)
@click.option(
    "--limit", default=20, show_default=True, type=click.IntRange(1), help="table: rows for each period, those with the greatest G2."
)
@click.option("--every", is_flag=True, help="table: also what neither period is said to use more.")
@click.option("--works", "with_works", is_flag=True, help="Name the works behind every row.")
@click.option("--corpus", "corpus_name", metavar="NAME", help="Corpus to ask (default: the first of configs/corpora.yaml).")
def compare(first: str, second: str, corpus_name: str | None, *, form: str, limit: int, **choice: Any) -> None:
    """Show which words or concepts two PERIODs (2010-2014 2020-2024) use differently, in abstract and body.

    G2 and log ratio say how often, among all words. A period is said to use a term more only when more of its works have it than works of the
    same kind and size would by chance (exact test, q < 0.05 over all terms), so that no single thesis carries it; and only from 20 works on.
    """
    from pipeline.core.tables import read_table
    from pipeline.explore.beside.keyness import FEW_WORKS
    from pipeline.explore.beside.keyness import compare as compare_usages
    from pipeline.explore.beside.usages import read_usages

    project = find_project(Path.cwd())
    corpus = project.corpus(corpus_name)
    periods = read_periods(first, second)
    asked = {name: choice[name] for name in ("of", "kind", "lang")}
    one, other = read_usages(corpus, project.configs, periods, **asked)
    labels = (periods[0].label, periods[1].label)
    rows = compare_usages(one, other, labels)
    few = min(len(one), len(other)) < FEW_WORKS
    shown = [row for label in (*labels, *([None] if few or choice["every"] else [])) for row in _top(rows, label, limit)]
    works = {work.work_id: work for work in read_table(corpus.tables("catalog"), "works")} if choice["with_works"] else {}
    names = _concept_labels(project.configs) if choice["of"] == "concepts" else {}
    click.echo(_text(shown if form == "table" else rows, names, works, labels, form), nl=False)
    readable = f"{labels[0]}: {counted(len(one), 'readable work')}; {labels[1]}: {counted(len(other), 'readable work')}"
    said = sum(row.more is not None for row in rows)
    rest = "" if choice["every"] or said == len(rows) else " (--every: also the others, whose difference may be a few works')"
    claim = f"{said} of {counted(len(rows), 'term')} used more in one{rest}"
    click.echo(f"{readable}; {f'under {FEW_WORKS} works in a period nothing is said to be used more' if few else claim}", err=True)


def read_periods(first: str, second: str) -> tuple["Period", "Period"]:
    """Return both periods.

    Raises:
        InputError: one is no period, or they share a year.
    """
    from pipeline.core.periods import Period

    found = []
    for text in (first, second):
        match = PERIOD.fullmatch(text.strip())
        if match is None or int(match[2] or match[1]) < int(match[1]):
            raise InputError(
                f"period {text[:40]!r}: a year or two years in order are expected\nexample: wenmai compare 2010-2014 2020-2024"
            )
        found.append(Period(int(match[1]), int(match[2] or match[1])))
    one, other = found
    if one.start <= other.end and other.start <= one.end:
        raise InputError(
            f"periods {one.label} and {other.label} share years: a work would be compared with itself\nname two that do not overlap"
        )
    return one, other


def _top(rows: Sequence["Keyness"], label: str | None, limit: int) -> list["Keyness"]:
    return [row for row in rows if row.more == label][:limit]


def _concept_labels(configs: Path) -> dict[str, str]:
    from pipeline.core.lexicon import load_lexicon

    return {concept.id: concept.label for concept in load_lexicon(configs / "lexicon").concepts}


def _text(rows: Sequence["Keyness"], names: dict[str, str], works: dict[str, "Work"], labels: tuple[str, str], form: str) -> str:
    from pipeline.explore.beside.keyness import Keyness
    from pipeline.explore.printing import csv_text, json_lines, table_text

    columns = [field.name for field in fields(Keyness) if works or not field.name.startswith("work_ids")]
    named = [
        {"label": names.get(row.term, row.term)} | {name: value for name, value in asdict(row).items() if name in columns} for row in rows
    ]
    if form == "json":
        return json_lines(named)
    if form == "csv":
        return csv_text(named, ["label", *columns])
    header = ("term", "more in", f"uses {labels[0]}", labels[1], "G2", "log ratio", f"works {labels[0]}", labels[1], "p", "q")
    lines = table_text(header, [_cells(row) for row in named], range(2, 10)).splitlines(keepends=True)
    if not works:
        return "".join(lines)
    return lines[0] + "".join(line + _works_text(row, works) for line, row in zip(lines[1:], rows, strict=True))


def _cells(row: dict[str, Any]) -> list[str]:
    works = (f"{row['works_first']}/{row['of_first']}", f"{row['works_second']}/{row['of_second']}")
    uses = (str(row["count_first"]), str(row["count_second"]))
    return [
        row["label"],
        row["more"] or "–",
        *uses,
        f"{row['g2']:.1f}",
        f"{row['log_ratio']:+.1f}",
        *works,
        f"{row['p']:.2g}",
        f"{row['q']:.2g}",
    ]


def _works_text(row: "Keyness", works: dict[str, "Work"]) -> str:
    from pipeline.explore.records_out.gbt7714 import gbt7714

    return "".join(f"    {gbt7714(works[work_id])}\n" for work_id in (*row.work_ids_first, *row.work_ids_second))
