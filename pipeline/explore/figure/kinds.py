"""The kinds of figures: each is drawn and described in one language from the tables that the report reads."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from pipeline.core.catalog_records import FlowStep
from pipeline.core.errors import InputError
from pipeline.core.records import TimelinePoint
from pipeline.core.topic_records import TopicPlace, TopicTrend
from pipeline.explore.charts import draw_shares, stack_drawings
from pipeline.explore.concept_names import find_concept, list_concepts, names_of
from pipeline.explore.coverage import YearCoverage
from pipeline.explore.report.material import Material
from pipeline.explore.report.methods import read_settings
from pipeline.explore.report.overview import make_overview
from pipeline.explore.report.topics import TopicSection, make_topics
from pipeline.explore.timeline import NOTES, Choice, choose_points, make_caption, make_series
from pipeline.explore.wording import Wording


@dataclass(frozen=True, slots=True)
class Ask:
    """What is to be drawn."""

    material: Material
    names: Sequence[str]
    """Concepts of a timeline, or the number of a topic."""
    choice: Choice
    wording: Wording


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing with its numbers and what its caption says, in one language."""

    drawing: str
    columns: Sequence[str]
    rows: list[dict[str, Any]]
    title: str
    size: list[str]
    """What n is, clause by clause."""
    notes: list[str] = field(default_factory=list)
    settings: list[str] = field(default_factory=list)


def draw_figure(kind: str, ask: Ask) -> Figure:
    """Return the figure.

    Raises:
        InputError: a name is unknown, missing or one too many, or the corpus has nothing to draw.
    """
    if kind not in NAMED and ask.names:
        raise InputError(f"figure {kind} takes no name (got {' '.join(ask.names)})")
    if kind in NAMED and not ask.names:
        raise InputError(f"figure {kind}: name {NAMED[kind]}")
    return KINDS[kind](ask)


def _timeline(ask: Ask) -> Figure:
    lexicon, say = ask.material.lexicon, ask.wording
    names = names_of(list_concepts(lexicon))
    found = list(dict.fromkeys(find_concept(name, names) for name in ask.names))
    points = choose_points(ask.material.tables["timeline"], found, ask.choice)
    if not points:
        raise InputError(f"no rows for {', '.join(ask.names)} with scope {ask.choice.scope}, language {ask.choice.lang}")
    labels = {concept_id: ask.material.name(concept_id, say.lang) for concept_id in found}
    title = say(
        "figure.timeline_title",
        labels=say("figure.join").join(labels.values()),
        scope=say.name("scopes", ask.choice.scope),
    )
    flags = {flag for point in points for flag in point.flags}
    return Figure(
        drawing=stack_drawings([_panel(points, concept_id, label, ask) for concept_id, label in labels.items()]),
        columns=("concept", *(one.name for one in fields(TimelinePoint))),
        rows=[{"concept": labels[point.concept_id], **asdict(point)} for point in points],
        title=_with_years(title, [point.period_start for point in points] + [point.period_end for point in points], say),
        size=[_readable(points, say), *_mentioning(points, labels, say)],
        notes=[say("figure.timeline_note"), *(say(key) for flag, key in NOTES.items() if flag in flags)],
        settings=_counting(ask),
    )


def _panel(points: Sequence[TimelinePoint], concept_id: str, label: str, ask: Ask) -> str:
    own = [point for point in points if point.concept_id == concept_id]
    return draw_shares(make_caption(label, own, ask.choice.scope, ask.wording), make_series(own, ask.wording))


def _readable(points: Sequence[TimelinePoint], say: Wording) -> str:
    """Return the denominators by kind; they are those of every concept."""
    first = [point for point in points if point.concept_id == points[0].concept_id]
    totals: dict[str, int] = defaultdict(int)
    for point in first:
        totals[point.kind] += point.readable_works
    kinds = [say("figure.of_kind", kind=say.name("kinds", kind), n=n) for kind, n in totals.items() if n]
    return say("figure.readable", kinds=say("figure.join").join(kinds))


def _mentioning(points: Sequence[TimelinePoint], labels: dict[str, str], say: Wording) -> list[str]:
    return [
        say("figure.mentioning", label=label, n=sum(point.works for point in points if point.concept_id == concept_id))
        for concept_id, label in labels.items()
    ]


def _counting(ask: Ask) -> list[str]:
    """Return the settings that decide which works count."""
    say, settings = ask.wording, {row.key: row.value for row in read_settings(ask.material.configs, "concepts")}
    least = {kind: settings.get(f"min_mentions_{kind}", "–") for kind in ("thesis", "article", "abstract")}
    return [
        say("figure.scope", scope=say.name("scopes", ask.choice.scope)),
        say("figure.period", n=settings.get("period_years", "–")),
        say("figure.minimum", **least),
    ]


def _coverage(ask: Ask) -> Figure:
    say, overview = ask.wording, make_overview(ask.material, ask.wording)
    return Figure(
        drawing=_drawn(overview.coverage_chart),
        columns=[one.name for one in fields(YearCoverage)],
        rows=[asdict(row) for row in overview.coverage],
        title=_with_years(say("figure.coverage_title"), [row.year for row in overview.coverage], say),
        size=_dated(overview.n_works, overview.n_undated, say),
        notes=[say("figure.counted_note")],
    )


def _works_by_year(ask: Ask) -> Figure:
    say, overview = ask.wording, make_overview(ask.material, ask.wording)
    rows = [
        {"year": year, "kind": kind, "works": n}
        for year, counts, _ in overview.years
        for kind, n in zip(overview.kinds, counts, strict=True)
    ]
    return Figure(
        drawing=_drawn(overview.chart),
        columns=("year", "kind", "works"),
        rows=rows,
        title=_with_years(say("figure.works_title"), [int(year) for year, _, _ in overview.years], say),
        size=_dated(overview.n_works, overview.n_undated, say),
        notes=[say("figure.counted_note")],
    )


def _dated(n_works: int, n_undated: int, say: Wording) -> list[str]:
    return [say("figure.works", n=n_works - n_undated), *([say("figure.undated", n=n_undated)] if n_undated else [])]


def _flow(ask: Ask) -> Figure:
    say, steps = ask.wording, ask.material.tables["flow"]
    totals = {step.step: step.n for step in steps if not step.part}
    if "included" not in totals:
        raise InputError(NOTHING)
    identified = totals.get("identified")
    size = say("figure.records", n=identified, included=totals["included"]) if identified else say("figure.included", **totals)
    return Figure(
        drawing=make_overview(ask.material, say).flow,
        columns=[one.name for one in fields(FlowStep)],
        rows=[asdict(step) for step in steps],
        title=say("figure.flow_title"),
        size=[size],
        notes=[say("figure.flow_note")],
    )


def _topic_trend(ask: Ask) -> Figure:
    say, topics = ask.wording, make_topics(ask.material, ask.wording)
    section = _topic(ask.names, topics.sections)
    return Figure(
        drawing=_drawn(section.chart),
        columns=("label", *(one.name for one in fields(TopicTrend))),
        rows=[{"label": section.label, **asdict(row)} for row in section.trend],
        title=_with_years(say("figure.trend_title", label=section.label), [row.period_start for row in section.trend], say),
        size=[say("figure.texts", n=topics.n_works)],
        notes=[say("figure.trend_note")],
        settings=_model(ask),
    )


def _topic_map(ask: Ask) -> Figure:
    say, topics = ask.wording, make_topics(ask.material, ask.wording)
    return Figure(
        drawing=_drawn(topics.map),
        columns=[one.name for one in fields(TopicPlace)],
        rows=[asdict(row) for row in ask.material.tables["topic_map"]],
        title=say("figure.map_title"),
        size=[say("figure.texts", n=topics.n_works)],
        notes=[say("figure.map_note")],
        settings=_model(ask),
    )


def _model(ask: Ask) -> list[str]:
    chosen = next((model for model in ask.material.tables["topic_models"] if model.chosen), None)
    if chosen is None:
        return []
    engine = ask.wording.name("engines", chosen.engine)
    return [ask.wording("figure.model", engine=engine, topics=chosen.topics, seed=chosen.seed)]


def _topic(names: Sequence[str], sections: Sequence[TopicSection]) -> TopicSection:
    """Return the topic that is numbered as on the page, from 1."""
    if len(names) == 1 and names[0].isdecimal():
        found = [section for section in sections if section.topic + 1 == int(names[0])]
        if found:
            return found[0]
    there = "; ".join(f"{section.topic + 1} {section.label}" for section in sections)
    raise InputError(f"no topic {' '.join(names)}: name one number\nthere are: {there or 'none'}")


def _with_years(title: str, years: Sequence[int], say: Wording) -> str:
    return say("figure.years", title=title, first=min(years), last=max(years)) if years else title


def _drawn(drawing: str | None) -> str:
    if drawing is None:
        raise InputError(NOTHING)
    return drawing


NOTHING = "the corpus has nothing to draw for this figure\nrun `wenmai run` on a corpus with works, or choose another figure"
KINDS: dict[str, Callable[[Ask], Figure]] = {
    "timeline": _timeline,
    "coverage": _coverage,
    "works-by-year": _works_by_year,
    "flow": _flow,
    "topic-trend": _topic_trend,
    "topic-map": _topic_map,
}
NAMED = {"timeline": "one or more concepts (三社联动 五社联动)", "topic-trend": "the number of a topic (1 is the first on the page)"}
"""Kinds that need a name, and of what."""
