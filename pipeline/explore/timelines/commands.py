"""The commands about time: timelines with the works behind them, and bursts. Data on stdout, messages on stderr."""

import dataclasses
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.core.corpus import Corpus, Project, find_project
from pipeline.core.errors import InputError
from pipeline.core.wording import counted

if TYPE_CHECKING:
    from pipeline.concepts.config import ConceptsConfig
    from pipeline.core.lexicon import Lexicon
    from pipeline.core.lexicon.entries import PolicyMark
    from pipeline.core.records import ConceptWork
    from pipeline.core.timeline_records import Burst
    from pipeline.explore.timelines.points import Measure
    from pipeline.explore.timelines.question import Answer, Ground, Question
    from pipeline.explore.wording import Language

KINDS = ["article", "thesis", "web", "other", "all"]
EVIDENCE = ["full_text", "abstract_only", "record_only", "all"]
BYS = ["kind", "venue", "section", "lang", "sense", "none"]


@click.command()
@click.argument("concepts", nargs=-1, required=True, metavar="CONCEPT...")
@click.option("--format", "form", type=click.Choice(["json", "csv", "table", "svg"]), default="table", show_default=True)
@click.option("--corpus", "corpus_name", metavar="NAME", help="Corpus to ask (default: the first of configs/corpora.yaml).")
@click.option("--kind", type=click.Choice(KINDS), help="Works of one kind; all: every kind together (default: each by itself).")
@click.option("--scope", default="abstract+body", show_default=True, help="Part of the texts: title, abstract, keywords, body …")
@click.option("--lang", type=click.Choice(["zh", "en", "all"]), default="zh", show_default=True, help="Language of the passages.")
@click.option(
    "--by",
    type=click.Choice(BYS),
    default="kind",
    show_default=True,
    help="What has a curve of its own; lang: Chinese beside English; sense: shares of the mentions, stacked; none: all concepts in one chart.",
)
@click.option("--degree", metavar="NAME", help="Theses of one degree only: 博士, 硕士 (both), 学术硕士, 专业硕士.")
@click.option("--evidence", type=click.Choice(EVIDENCE), default="all", show_default=True, help="Works of which there is so much only.")
@click.option("--venue-level", metavar="NAME", help="Works of venues of this level only (CSSCI …; edits/venue_levels.csv).")
@click.option("--from", "first", type=int, metavar="YEAR", help="First year.")
@click.option("--to", "last", type=int, metavar="YEAR", help="Last year.")
@click.option("--period-years", type=click.IntRange(1, 50), help="Years pooled into a period (default: configs/concepts.yaml).")
@click.option(
    "--periods",
    type=click.Choice(["policy"]),
    help="policy: a period from one policy document to the next (policy_years of configs/concepts.yaml, else the concepts' policy marks).",
)
@click.option("--cumulative", is_flag=True, help="Everything up to each period; the chart shows the works so far.")
@click.option("--rate", is_flag=True, help="The chart shows mentions per 10,000 characters with their bootstrap interval.")
@click.option("--works", "show_works", is_flag=True, help="Print the works behind the points instead.")
@click.option("--period", metavar="PERIOD", help="With --works: one period, or the year within it.")
@click.option("--chart-lang", type=click.Choice(["zh", "en"]), default="zh", show_default=True, help="Language of the chart's own words.")
@click.option("--roll-up", is_flag=True, help="CONCEPT names families of the lexicon (联动): their concepts are added up, a curve each.")
def timeline(concepts: tuple[str, ...], form: str, corpus_name: str | None, **options: Any) -> None:
    """Show how a concept's share of the readable works moves over the years.

    CONCEPT is a concept's Chinese label, its id, or any form the lexicon has for it; a family's label stands for its concepts. A share is works that mention it / works that can be
    read, both printed, with a Wilson interval and the worst cases (none or all of the unreadable works mention it).
    """
    _check_options(form, options)
    project = find_project(Path.cwd())
    asked = _ask(project, project.corpus(corpus_name), concepts, options)
    if options["show_works"]:
        from pipeline.explore.timelines.output import works_text
        from pipeline.explore.timelines.works import works_behind

        works = works_behind(asked.ground(), asked.answer().curves, asked.question.by, options["period"])
        click.echo(works_text(works, asked.labels(options["chart_lang"]), form), nl=False)
        click.echo(f"{counted(len({work.work_id for work in works if work.counted}), 'work')} counted", err=True)
        return
    answer = asked.answer()
    click.echo(_drawn(asked, answer, form, options), nl=False)
    _tell(asked, answer)


@click.command()
@click.argument("concepts", nargs=-1, metavar="[CONCEPT]...")
@click.option("--format", "form", type=click.Choice(["json", "csv", "table"]), default="table", show_default=True)
@click.option("--corpus", "corpus_name", metavar="NAME", help="Corpus to ask (default: the first of configs/corpora.yaml).")
@click.option("--kind", type=click.Choice(KINDS), help="Works of one kind (default: each kind, and all together).")
def bursts(concepts: tuple[str, ...], form: str, corpus_name: str | None, kind: str | None) -> None:
    """List the periods in which a concept stands in more works than its share over all periods lets expect (Kleinberg 2003).

    Each burst comes with the number of corpora, their years shuffled among works of the same kind and venue, in which the concept bursts as
    strongly, and with the venues without which it is gone. Concepts of the search strings have none: their share is a product of the search.
    """
    from pipeline.core.lexicon import load_lexicon
    from pipeline.core.tables import iter_columns, read_table
    from pipeline.explore.timelines.output import bursts_text
    from pipeline.explore.timelines.rollup import resolve_names

    project = find_project(Path.cwd())
    tables = project.corpus(corpus_name).tables("concepts")
    lexicon = load_lexicon(project.configs / "lexicon")
    asked = resolve_names(concepts, lexicon)
    rows: list[Burst] = read_table(tables, "bursts")
    found = [row for row in rows if (not asked or row.concept_id in asked) and kind in {None, row.kind}]
    found.sort(key=lambda row: (asked.index(row.concept_id) if asked else 0, -row.weight, row.concept_id, row.kind))
    click.echo(bursts_text(found, {row.concept_id: _label(lexicon, row.concept_id, "zh") for row in found}, form), nl=False)
    flagged = {name for name, flags in iter_columns(tables, "timeline", ("concept_id", "flags")) if "search-term" in flags}
    claimless = "、".join(_label(lexicon, name, "zh") for name in sorted(flagged) if not asked or name in asked)
    if claimless:
        click.echo(f"no burst is claimed for search terms: {claimless}", err=True)
    click.echo(counted(len(found), "burst"), err=True)


def _check_options(form: str, options: dict[str, Any]) -> None:
    """Refuse switches that do not go together.

    Raises:
        click.UsageError: they do not.
    """
    wrong = {
        "--period goes with --works": options["period"] and not options["show_works"],
        "--works prints json, csv or table": options["show_works"] and form == "svg",
        "--works does not know the senses of works": options["show_works"] and options["by"] == "sense",
        "--periods and --period-years exclude each other": options["periods"] and options["period_years"],
        "--rate and --cumulative exclude each other": options["rate"] and options["cumulative"],
        "--by sense knows no --rate": options["rate"] and options["by"] == "sense",
        "--from lies behind --to": options["first"] and options["last"] and options["first"] > options["last"],
    }
    for message, holds in wrong.items():
        if holds:
            raise click.UsageError(message)


@dataclasses.dataclass(frozen=True)
class _Asked:
    """A question about concepts or families of one corpus."""

    corpus: Corpus
    lexicon: "Lexicon"
    config: "ConceptsConfig"
    question: "Question"
    members: dict[str, list[str]]
    """Concepts of each family asked for, by its id; a concept asked for by itself is its own member."""
    is_family: bool

    def ground(self) -> "Ground":
        """Read what the question counts from."""
        from pipeline.core.tables import read_table
        from pipeline.explore.timelines.question import read_ground
        from pipeline.explore.timelines.rollup import merge_rows

        rows: list[ConceptWork] = read_table(self.corpus.tables("concepts"), "concept_works")
        own = merge_rows(self.members, rows) if self.is_family else [row for row in rows if row.concept_id in self.members]
        ground = read_ground(self.corpus, self.config, self.question, own)
        terms = ground.marking.search_terms
        searched = frozenset(name for name, members in self.members.items() if terms.intersection(members))
        return dataclasses.replace(ground, marking=dataclasses.replace(ground.marking, search_terms=searched))

    def answer(self) -> "Answer":
        """Count, with the filters that the question has."""
        from pipeline.explore.timelines.question import answer

        return answer(self.corpus, self.ground(), self.question, list(self.members))

    def labels(self, lang: "Language") -> dict[str, str]:
        """Return the names of what was asked for."""
        if self.is_family:
            families = self.lexicon.families
            return {name: families[name].label_en if lang == "en" else families[name].label for name in self.members}
        return {name: _label(self.lexicon, name, lang) for name in self.members}

    def policy_marks(self) -> "dict[str, list[PolicyMark]]":
        """Return the documents that the lexicon names for what was asked for."""
        entries = self.lexicon.by_id
        return {name: [mark for one in members for mark in entries[one].policy_marks] for name, members in self.members.items()}


def _ask(project: Project, corpus: Corpus, concepts: Sequence[str], options: dict[str, Any]) -> _Asked:
    from pipeline.concepts.config import ConceptsConfig
    from pipeline.core.config import load_config
    from pipeline.core.lexicon import load_lexicon
    from pipeline.explore.timelines.question import Question
    from pipeline.explore.timelines.rollup import find_families, resolve_names

    lexicon = load_lexicon(project.configs / "lexicon")
    config = load_config(project.configs / "concepts.yaml", ConceptsConfig)
    if options["roll_up"]:
        members = find_families(concepts, lexicon)
    else:
        members = {concept_id: [concept_id] for concept_id in resolve_names(concepts, lexicon)}
    plain = {
        key: options[key] for key in ("scope", "lang", "kind", "by", "degree", "venue_level", "first", "last", "period_years", "cumulative")
    }
    evidence = None if options["evidence"] == "all" else options["evidence"]
    asked = _Asked(corpus, lexicon, config, Question(**plain, evidence=evidence), members, options["roll_up"])
    if not options["periods"]:
        return asked
    return dataclasses.replace(asked, question=dataclasses.replace(asked.question, breaks=_breaks(asked)))


def _breaks(asked: _Asked) -> tuple[int, ...]:
    years = asked.config.policy_years or {mark.year for marks in asked.policy_marks().values() for mark in marks}
    if not years:
        labels = "、".join(asked.labels("zh").values())
        raise InputError(
            f"{labels}: the lexicon names no policy mark\nset policy_years in configs/concepts.yaml, or add policy_marks to the entry"
        )
    return tuple(sorted(years))


def _drawn(asked: _Asked, answer: "Answer", form: str, options: dict[str, Any]) -> str:
    from pipeline.core.tables import read_table
    from pipeline.explore.timelines.charts import Drawing, sense_labels
    from pipeline.explore.timelines.output import timeline_text
    from pipeline.explore.wording import load_wording

    measure: Measure = "cumulative" if options["cumulative"] else "rate" if options["rate"] else "share"
    found: list[Burst] = read_table(asked.corpus.tables("concepts"), "bursts") if form == "svg" and asked.question.is_plain else []
    drawing = Drawing(
        asked.question,
        answer,
        asked.labels(options["chart_lang"]),
        load_wording(options["chart_lang"]),
        measure,
        asked.policy_marks(),
        [] if asked.is_family else [burst for burst in found if (burst.scope, burst.lang) == (asked.question.scope, asked.question.lang)],
        sense_labels(asked.lexicon, list(asked.members)),
    )
    return timeline_text(drawing, form)


def _tell(asked: _Asked, answer: "Answer") -> None:
    """Say on stderr what no point shows."""
    from pipeline.explore.timelines.charts import unreadable

    question = asked.question
    if not answer.points:
        narrowed = [
            f"scope {question.scope}",
            f"language {question.lang}",
            *([f"kind {question.kind}"] if question.kind else []),
            *question.filters,
        ]
        there = ", ".join(asked.config.scopes)
        click.echo(f"no rows for {', '.join(narrowed)} (there are the scopes {there})", err=True)
    if answer.undated:
        click.echo(f"{counted(answer.undated, 'work')} without a year on no timeline", err=True)
    if unread := unreadable(answer.curves, question):
        click.echo(f"{counted(unread, 'work')} without readable text in no denominator; worst case: all or none of them", err=True)
    if answer.hidden_venues:
        click.echo(f"{counted(answer.hidden_venues, 'venue')} with fewer works have no curve", err=True)


def _label(lexicon: "Lexicon", concept_id: str, lang: "Language") -> str:
    """Return a concept's name; an id that the lexicon has lost stands for itself."""
    entry = lexicon.by_id.get(concept_id)
    if entry is None:
        return concept_id
    return entry.label_en or entry.label if lang == "en" else entry.label
