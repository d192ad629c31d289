"""Section 3 of the report: topics with terms, trend, and sentences that represent them."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from pipeline.core.records import Span
from pipeline.core.topic_labels import match_labels, read_labels
from pipeline.core.topic_records import TopicModel, TopicTerm, TopicTrend
from pipeline.explore.charts import Caption, Point, Series, draw_shares
from pipeline.explore.report.material import Material, Quote
from pipeline.explore.timeline import FEW, KIND_NAMES

ENGINE_NAMES_EN = {"nmf": "NMF over TF-IDF", "lda": "LDA", "association": "NMF of the words’ association (NPMI)"}
ENGINE_NAMES = {"nmf": "NMF（TF-IDF）", "lda": "LDA", "association": "NMF（词语关联 NPMI）"}
VERY_FEW_WORKS = 5


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence with the work it is from."""

    quote: Quote
    reference: str


@dataclass(frozen=True, slots=True)
class TopicSection:
    """One topic."""

    topic: int
    label: str
    is_named: bool
    """A person gave the label; else it is the first terms."""
    terms: list[TopicTerm]
    n_works: int
    chart: str | None
    trend: list[TopicTrend]
    examples: list[Example]


@dataclass(frozen=True, slots=True)
class Topics:
    """The whole section."""

    sections: list[TopicSection]
    chosen: TopicModel | None
    models: list[TopicModel]
    n_works: int


def make_topics(material: Material) -> Topics:
    """Return the topics in the model's order."""
    terms: dict[int, list[TopicTerm]] = defaultdict(list)
    for term in material.tables["topic_terms"]:
        terms[term.topic].append(term)
    words = {topic: [term.term for term in sorted(terms[topic], key=lambda term: term.rank)] for topic in sorted(terms)}
    labels = match_labels(read_labels(material.corpus.edits / "topic_labels.yaml"), list(words.values()))
    strongest = Counter(row.topic for row in material.tables["doc_topics"])
    models = material.tables["topic_models"]
    return Topics(
        sections=[_make_section(material, terms[topic], labels.get(position), strongest[topic]) for position, topic in enumerate(words)],
        chosen=next((model for model in models if model.chosen), None),
        models=models,
        n_works=len(material.tables["doc_topics"]),
    )


def _make_section(material: Material, terms: list[TopicTerm], named: str | None, n_works: int) -> TopicSection:
    topic = terms[0].topic
    words = [term.term for term in sorted(terms, key=lambda term: term.rank)]
    label = named or "·".join(words[:3])
    trend = [row for row in material.tables["topic_trend"] if row.topic == topic]
    examples = [row for row in material.tables["topic_examples"] if row.topic == topic and row.text_id in material.texts]
    return TopicSection(
        topic=topic,
        label=label,
        is_named=named is not None,
        terms=terms[: material.config.topic_terms],
        n_works=n_works,
        chart=_draw_trend(label, trend) if trend else None,
        trend=trend,
        examples=[
            Example(material.quote_sentence(row.text_id, Span(row.start, row.end), words), _reference(material, row.text_id))
            for row in examples[: material.config.topic_examples]
        ],
    )


def _reference(material: Material, text_id: str) -> str:
    work = material.work_of_text.get(text_id)
    return material.reference(work.work_id) if work else text_id


def _draw_trend(label: str, trend: list[TopicTrend]) -> str:
    kinds = sorted({row.kind for row in trend if row.kind != "all" and row.readable_works})
    series = [Series(KIND_NAMES.get(kind, kind), _points([row for row in trend if row.kind == kind], _periods(trend))) for kind in kinds]
    few = any(point.few for one in series for point in one.points)
    unit = "以该主题为首要主题的篇数占可读文献的份额，竖线为 95% Wilson 区间 · share of readable works"
    return draw_shares(Caption(f"主题“{label}”", unit, [FEW] if few else []), series)


def _point(row: TopicTrend) -> Point:
    return Point(row.period, row.share, row.low, row.high, row.works, row.readable_works, few=row.readable_works < VERY_FEW_WORKS)


def _points(rows: list[TopicTrend], periods: list[str]) -> list[Point]:
    found = {row.period: _point(row) for row in rows}
    return [found.get(period, Point(period, None, None, None, 0, 0)) for period in periods]


def _periods(trend: list[TopicTrend]) -> list[str]:
    """Return all periods from the first to the last, also those without works, of which the table has no row."""
    known = {row.period_start: row.period for row in trend}
    step = trend[0].period_end - trend[0].period_start + 1
    starts = range(min(known), max(known) + 1, step)
    return [known.get(start) or (str(start) if step == 1 else f"{start}-{start + step - 1}") for start in starts]
