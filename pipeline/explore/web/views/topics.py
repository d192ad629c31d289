"""Topics: the list of them with the map, and one with terms, trend, sentences and works."""

from dataclasses import dataclass
from functools import partial

from pipeline.core.topic_labels import match_labels, read_labels
from pipeline.core.topic_records import TopicConcept, TopicDrift, TopicGroup, TopicModel, TopicPlace, TopicTerm, TopicTrend
from pipeline.explore.web.reader import Reader
from pipeline.explore.web.views.parts import Sentence, WorkLine, sentence_of, work_line

SHOWN_WORKS = 10


@dataclass(frozen=True, slots=True)
class TopicLine:
    """A topic on one line."""

    topic: int
    label: str
    is_named: bool
    """A person gave the label."""
    terms: list[str]
    works: int
    readable_works: int
    share: float | None
    low: float | None
    high: float | None
    stability: float | None
    is_stable: bool | None
    npmi: float | None
    change: str | None
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class ConceptOfTopic:
    """A concept with how strongly it goes with the topic."""

    concept_id: str
    label: str
    label_en: str
    row: TopicConcept


@dataclass(frozen=True, slots=True)
class WorkOfTopic:
    """A work whose strongest topic it is."""

    work: WorkLine
    weight: float


@dataclass(frozen=True, slots=True)
class TopicPage:
    """One topic."""

    line: TopicLine
    terms: list[TopicTerm]
    trend: list[TopicTrend]
    groups: list[TopicGroup]
    concepts: list[ConceptOfTopic]
    drift: list[TopicDrift]
    examples: list[Sentence]
    works: list[WorkOfTopic]
    nearest: list[TopicLine]


@dataclass(frozen=True, slots=True)
class TopicList:
    """All topics, the map and the models compared."""

    topics: list[TopicLine]
    places: list[TopicPlace]
    models: list[TopicModel]


def list_topics(reader: Reader) -> list[TopicLine]:
    """Return the topics in the model's order."""
    return reader.keep("topic lines", partial(_list_topics, reader))


def make_topic_list(reader: Reader) -> TopicList:
    """Return what the page of all topics shows."""
    return TopicList(list_topics(reader), reader.table("topic_map"), reader.table("topic_models"))


def make_topic(reader: Reader, topic: int) -> TopicPage | None:
    """Return one topic, None when there is none of that number."""
    lines = {line.topic: line for line in list_topics(reader)}
    if topic not in lines:
        return None
    summary = next(row for row in reader.table("topic_summary") if row.topic == topic)
    return TopicPage(
        line=lines[topic],
        terms=reader.rows("topic_terms", "topic", topic),
        trend=reader.rows("topic_trend", "topic", topic),
        groups=reader.rows("topic_groups", "topic", topic),
        concepts=_concepts(reader, topic),
        drift=reader.rows("topic_drift", "topic", topic),
        examples=_examples(reader, topic),
        works=_works(reader, topic),
        nearest=[lines[other] for other in summary.nearest[:3] if other in lines],
    )


def _list_topics(reader: Reader) -> list[TopicLine]:
    terms: dict[int, list[str]] = {}
    for term in reader.table("topic_terms"):
        terms.setdefault(term.topic, []).append(term.term)
    order = sorted(terms)
    labels = match_labels(read_labels(reader.corpus.edits / "topic_labels.yaml"), [terms[topic] for topic in order])
    named = {order[position]: label for position, label in labels.items()}
    overall = {row.topic: row for row in reader.table("topic_groups") if row.grouping == "all"}
    lines = []
    for row in reader.table("topic_summary"):
        stable = None if row.stability is None else row.stability >= reader.stable_from
        change = overall[row.topic].change if row.topic in overall else None
        lines.append(
            TopicLine(
                row.topic, named.get(row.topic, row.label), row.topic in named, terms.get(row.topic, [])[:10], row.works, row.readable_works,
                row.share, row.low, row.high, row.stability, stable, row.npmi, change, row.x, row.y,
            )
        )  # fmt: skip
    return lines


def _concepts(reader: Reader, topic: int) -> list[ConceptOfTopic]:
    rows: list[TopicConcept] = reader.rows("topic_concepts", "topic", topic)
    rows.sort(key=lambda row: (row.blind_z is None, -(row.z if row.blind_z is None else row.blind_z), row.concept_id))
    return [ConceptOfTopic(row.concept_id, reader.label(row.concept_id), reader.label(row.concept_id, "en"), row) for row in rows[:12]]


def _examples(reader: Reader, topic: int) -> list[Sentence]:
    found = []
    for row in reader.rows("topic_examples", "topic", topic):
        reading = reader.reading(row.text_id)
        if reading:
            found.append(sentence_of(reading, row.start, row.end))
    return found


def _works(reader: Reader, topic: int) -> list[WorkOfTopic]:
    rows = sorted((row for row in reader.doc_topics if row.topic == topic), key=lambda row: (-row.weights[topic], row.text_id))
    works = [(reader.works[row.work_id], row.weights[topic]) for row in rows[:SHOWN_WORKS] if row.work_id in reader.works]
    return [WorkOfTopic(work_line(work), weight) for work, weight in works]
