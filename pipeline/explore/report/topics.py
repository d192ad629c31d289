"""Section 3 of the report: topics with terms, trend, and sentences that represent them."""

from collections import defaultdict
from dataclasses import dataclass

from pipeline.core.records import Span
from pipeline.core.statistics import Z_95
from pipeline.core.topic_labels import match_labels, read_labels
from pipeline.core.topic_records import TopicConcept, TopicDrift, TopicGroup, TopicModel, TopicSummary, TopicTerm, TopicTrend
from pipeline.explore.drawings.charts import Caption, Point, Series, draw_shares
from pipeline.explore.drawings.sweep_chart import draw_sweep
from pipeline.explore.drawings.topic_chart import Circle, draw_map, trend_point
from pipeline.explore.report.material import Material, Quote
from pipeline.explore.report.matrix import Matrix, make_matrix
from pipeline.explore.wording import Wording

NEAREST = 3


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence with the work it is from."""

    quote: Quote
    work_id: str | None
    reference: str


@dataclass(frozen=True, slots=True)
class Document:
    """A work that represents a topic."""

    work_id: str | None
    reference: str
    weight: float


@dataclass(frozen=True, slots=True)
class Association:
    """A concept that goes with a topic."""

    name: str
    """The concept's, in the report's language."""
    row: TopicConcept


@dataclass(frozen=True, slots=True)
class Drift:
    """What a topic's words did between two periods."""

    early: str
    late: str
    gained: list[TopicDrift]
    lost: list[TopicDrift]


@dataclass(frozen=True, slots=True)
class TopicSection:
    """One topic."""

    topic: int
    label: str
    is_named: bool
    """A person gave the label; else it is the first terms."""
    summary: TopicSummary
    is_stable: bool | None
    """None: nothing to judge it by."""
    nearest: list[int]
    terms: list[TopicTerm]
    n_works: int
    overall: TopicGroup | None
    """The topic among all works: share, test."""
    groups: list[TopicGroup]
    """The topic in each kind and venue."""
    concepts: list[Association]
    drift: Drift | None
    chart: str | None
    trend: list[TopicTrend]
    documents: list[Document]
    examples: list[Example]


@dataclass(frozen=True, slots=True)
class Topics:
    """The whole section."""

    sections: list[TopicSection]
    chosen: TopicModel | None
    models: list[TopicModel]
    n_works: int
    map: str | None
    matrix: Matrix
    stable_from: float
    sweep: str | None
    """The chart of the compared models."""


def make_topics(material: Material, wording: Wording) -> Topics:
    """Return the topics in the model's order."""
    terms: dict[int, list[TopicTerm]] = defaultdict(list)
    for term in material.tables["topic_terms"]:
        terms[term.topic].append(term)
    words = {topic: [term.term for term in sorted(terms[topic], key=lambda term: term.rank)] for topic in sorted(terms)}
    labels = match_labels(read_labels(material.corpus.edits / "topic_labels.yaml"), list(words.values()))
    summaries = {row.topic: row for row in material.tables["topic_summary"]}
    sections = [
        _make_section(material, terms[topic], labels.get(position), summaries[topic], wording)
        for position, topic in enumerate(words)
        if topic in summaries
    ]
    models = material.tables["topic_models"]
    return Topics(
        sections=sections,
        chosen=next((model for model in models if model.chosen), None),
        models=models,
        n_works=len(material.tables["doc_topics"]),
        map=_draw_map(sections, material, wording) if len(sections) > 1 else None,
        matrix=make_matrix(material, [section.topic for section in sections], wording),
        stable_from=material.config.stable_from,
        sweep=draw_sweep(models, wording),
    )


def _make_section(material: Material, terms: list[TopicTerm], named: str | None, summary: TopicSummary, wording: Wording) -> TopicSection:
    topic = summary.topic
    label = named or summary.label
    trend = [row for row in material.tables["topic_trend"] if row.topic == topic]
    groups = [row for row in material.tables["topic_groups"] if row.topic == topic]
    return TopicSection(
        topic=topic,
        label=label,
        is_named=named is not None,
        summary=summary,
        is_stable=None if summary.stability is None else summary.stability >= material.config.stable_from,
        nearest=summary.nearest[:NEAREST],
        terms=terms[: material.config.topic_terms],
        n_works=sum(row.topic == topic for row in material.tables["doc_topics"]),
        overall=next((row for row in groups if row.grouping == "all"), None),
        groups=[row for row in groups if row.grouping != "all"],
        concepts=_concepts(material, topic, wording),
        drift=_drift(material, topic),
        chart=_draw_trend(label, trend, wording) if trend else None,
        trend=trend,
        documents=_documents(material, topic),
        examples=_examples(material, topic, [term.term for term in terms]),
    )


def _examples(material: Material, topic: int, words: list[str]) -> list[Example]:
    rows = [row for row in material.tables["topic_examples"] if row.topic == topic and row.text_id in material.texts]
    return [
        Example(material.quote_sentence(row.text_id, Span(row.start, row.end), words), *_reference(material, row.text_id))
        for row in rows[: material.config.topic_examples]
    ]


def _concepts(material: Material, topic: int, wording: Wording) -> list[Association]:
    """Return the concepts beyond chance, by the figure that the lexicon's terms cannot have caused; those without one come last."""
    rows = [row for row in material.tables["topic_concepts"] if row.topic == topic and _evidence(row) >= Z_95]
    ordered = sorted(rows, key=lambda row: (row.blind_z is None, -_evidence(row), row.concept_id))
    return [Association(material.name(row.concept_id, wording.lang), row) for row in ordered[: material.config.topic_concepts]]


def _evidence(row: TopicConcept) -> float:
    return row.z if row.blind_z is None else row.blind_z


def _documents(material: Material, topic: int) -> list[Document]:
    """Return the works in which the topic weighs most, of those whose strongest topic it is; ties by text_id."""
    rows = sorted((row for row in material.tables["doc_topics"] if row.topic == topic), key=lambda row: (-row.weights[topic], row.text_id))
    return [Document(*_reference(material, row.text_id), row.weights[topic]) for row in rows[: material.config.topic_examples]]


def _drift(material: Material, topic: int) -> Drift | None:
    rows = sorted((row for row in material.tables["topic_drift"] if row.topic == topic), key=lambda row: (-abs(row.z), row.term))
    if not rows:
        return None
    return Drift(rows[0].early, rows[0].late, [row for row in rows if row.z > 0], [row for row in rows if row.z < 0])


def _draw_map(sections: list[TopicSection], material: Material, wording: Wording) -> str:
    circles = [
        Circle(one.topic + 1, one.label, one.n_works, one.summary.x, one.summary.y, is_stable=one.is_stable is not False)
        for one in sections
    ]
    return draw_map(wording("report_topics.map_title"), wording("report_topics.map_unit"), circles, material.tables["topic_map"])


def _reference(material: Material, text_id: str) -> tuple[str | None, str]:
    work = material.work_of_text.get(text_id)
    return (work.work_id, material.reference(work.work_id)) if work else (None, text_id)


def _draw_trend(label: str, trend: list[TopicTrend], wording: Wording) -> str:
    kinds = sorted({row.kind for row in trend if row.kind != "all" and row.readable_works})
    series = [Series(wording.name("kinds", kind), _points([row for row in trend if row.kind == kind], _periods(trend))) for kind in kinds]
    few = any(point.few for one in series for point in one.points)
    warnings = [wording("report_topics.few_points")] if few else []
    return draw_shares(Caption(wording("report_topics.trend_title", label=label), wording("report_topics.trend_unit"), warnings), series)


def _points(rows: list[TopicTrend], periods: list[str]) -> list[Point]:
    found = {row.period: trend_point(row) for row in rows}
    return [found.get(period, Point(period, None, None, None, 0, 0)) for period in periods]


def _periods(trend: list[TopicTrend]) -> list[str]:
    """Return all periods from the first to the last, also those without works, of which the table has no row."""
    known = {row.period_start: row.period for row in trend}
    step = trend[0].period_end - trend[0].period_start + 1
    starts = range(min(known), max(known) + 1, step)
    return [known.get(start) or (str(start) if step == 1 else f"{start}-{start + step - 1}") for start in starts]
