"""The kinds of figures: each is drawn and described in one language from the tables that the report reads."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, fields

from pipeline.core.catalog_records import FlowStep
from pipeline.core.concept_records import Cooccurrence
from pipeline.core.errors import InputError
from pipeline.core.tables import read_table
from pipeline.core.topic_records import TopicPlace, TopicTrend
from pipeline.explore.beside.neighbours import ALL_PERIODS
from pipeline.explore.beside.network import NetworkChoice, NetworkSource, make_networks
from pipeline.explore.beside.network_output import title_of
from pipeline.explore.drawings.coverage import YearCoverage
from pipeline.explore.drawings.network_chart import draw_network
from pipeline.explore.figure.record import NOTHING, Ask, Figure, with_years
from pipeline.explore.figure.timelines import draw_timeline
from pipeline.explore.report.overview import make_overview
from pipeline.explore.report.topics import TopicSection, make_topics
from pipeline.explore.wording import Wording

NETWORK_COLUMNS = ("label_a", "label_b", *(one.name for one in fields(Cooccurrence)))


def draw_figure(kind: str, ask: Ask) -> Figure:
    """Return the figure.

    Raises:
        InputError: a name is unknown, missing or one too many, or the corpus has nothing to draw.
    """
    if kind not in {*NAMED, "network"} and ask.names:
        raise InputError(f"figure {kind} takes no name (got {' '.join(ask.names)})")
    if kind in NAMED and not ask.names:
        raise InputError(f"figure {kind}: name {NAMED[kind]}")
    return KINDS[kind](ask)


def _coverage(ask: Ask) -> Figure:
    say, overview = ask.wording, make_overview(ask.material, ask.wording)
    return Figure(
        drawing=_drawn(overview.coverage_chart),
        columns=[one.name for one in fields(YearCoverage)],
        rows=[asdict(row) for row in overview.coverage],
        title=with_years(say("figure.coverage_title"), [row.year for row in overview.coverage], say),
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
        title=with_years(say("figure.works_title"), [int(year) for year, _, _ in overview.years], say),
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
        title=with_years(say("figure.trend_title", label=section.label), [row.period_start for row in section.trend], say),
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


def _network(ask: Ask) -> Figure:
    say, material = ask.wording, ask.material
    names = {concept.id: material.name(concept.id, say.lang) for concept in material.lexicon.concepts}
    pairs = read_table(material.corpus.tables("concepts"), "cooccurrence")
    source = NetworkSource(pairs, material.tables["concept_works"], material.tables["works"], names)
    choice = NetworkChoice()
    networks = make_networks(source, choice, ask.question.scope, ask.setting("cooccurrence.lang"))
    period = ask.names[0] if ask.names else ALL_PERIODS
    if period not in networks or len(ask.names) > 1:
        raise InputError(f"no network of {' '.join(ask.names) or ALL_PERIODS}: name one period\nthere are: {', '.join(networks) or 'none'}")
    network = networks[period]
    if not network.edges:
        raise InputError(NOTHING)
    return Figure(
        drawing=draw_network(network, say, title_of(network, say)),
        columns=NETWORK_COLUMNS,
        rows=[{"label_a": names[edge.concept_a], "label_b": names[edge.concept_b], **asdict(edge)} for edge in network.edges],
        title=title_of(network, say),
        size=[say("figure.readable_all", n=network.readable_works)],
        notes=[say("figure.network_note", n=choice.min_works)],
    )


def _drawn(drawing: str | None) -> str:
    if drawing is None:
        raise InputError(NOTHING)
    return drawing


KINDS: dict[str, Callable[[Ask], Figure]] = {
    "timeline": draw_timeline,
    "coverage": _coverage,
    "works-by-year": _works_by_year,
    "flow": _flow,
    "topic-trend": _topic_trend,
    "topic-map": _topic_map,
    "network": _network,
}
NAMED = {"timeline": "one or more concepts (三社联动 五社联动)", "topic-trend": "the number of a topic (1 is the first on the page)"}
"""Kinds that need a name, and of what; a network may have one, its period."""
