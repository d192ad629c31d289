"""Section 2 of the report: the concepts, their timelines, and the works and sentences behind every point."""

from collections import Counter, defaultdict
from dataclasses import dataclass, replace

from pipeline.core.records import ConceptWork, Mention, TimelinePoint
from pipeline.explore.coding.precision import Precision
from pipeline.explore.report.audit import make_audits
from pipeline.explore.report.material import Material, Quote
from pipeline.explore.timelines.output import draw_timelines
from pipeline.explore.timelines.points import DEFAULT_LANG, DEFAULT_SCOPE, Choice, choose_points
from pipeline.explore.wording import Wording


@dataclass(frozen=True, slots=True)
class WorkEvidence:
    """A work behind a point, with sentences that mention the concept."""

    work_id: str
    reference: str
    mentions: int
    min_mentions: int
    quotes: list[Quote]
    n_more: int
    """Mentions that are not quoted."""


@dataclass(frozen=True, slots=True)
class PointEvidence:
    """One point of a timeline with the works behind it."""

    anchor: str
    point: TimelinePoint
    kind_name: str
    works: list[WorkEvidence]
    n_more: int
    """Works that are not listed."""


@dataclass(frozen=True, slots=True)
class ConceptRow:
    """A line of the overview of all concepts."""

    concept_id: str
    label: str
    """In Chinese."""
    label_en: str
    name: str
    """The label in the report's language."""
    other_name: str
    """The label in the other language; empty where there is none."""
    by_kind: dict[str, int]
    works: int
    works_en: int
    mentions: int
    earliest: int | None
    is_search_term: bool


@dataclass(frozen=True, slots=True)
class ConceptSection:
    """A concept with its chart and evidence."""

    row: ConceptRow
    chart: str
    points: list[PointEvidence]
    has_few: bool
    precision: list[Precision]
    """By coders' words, over all periods first; empty: unaudited."""


@dataclass(frozen=True, slots=True)
class Concepts:
    """The whole section."""

    rows: list[ConceptRow]
    sections: list[ConceptSection]
    absent: list[str]
    """Names of concepts that no work mentions."""
    kinds: list[tuple[str, str]]
    """(kind, its name) of the columns."""


def make_concepts(material: Material, wording: Wording) -> Concepts:
    """Return all mentioned concepts, most works first, the first ones with chart and evidence."""
    counted: dict[str, list[ConceptWork]] = defaultdict(list)
    for row in material.tables["concept_works"]:
        if row.scope == DEFAULT_SCOPE and row.counted:
            counted[row.concept_id].append(row)
    search_terms = {point.concept_id for point in material.tables["timeline"] if "search-term" in point.flags}
    rows = [_concept_row(material, name, found, wording) for name, found in counted.items()]
    rows = [replace(row, is_search_term=row.concept_id in search_terms) for row in rows]
    rows.sort(key=lambda row: (-row.works, -row.mentions, row.concept_id))
    kinds = sorted({row.kind for found in counted.values() for row in found})
    audits = make_audits(material)
    return Concepts(
        rows=rows,
        sections=[
            _make_section(material, row, counted[row.concept_id], audits.get(row.concept_id, []), wording)
            for row in rows[: material.config.top_concepts]
        ],
        absent=[material.name(concept.id, wording.lang) for concept in material.lexicon.concepts if concept.id not in counted],
        kinds=[(kind, wording.name("kinds", kind)) for kind in kinds],
    )


def _concept_row(material: Material, concept_id: str, found: list[ConceptWork], wording: Wording) -> ConceptRow:
    chinese = [row for row in found if row.lang == DEFAULT_LANG]
    return ConceptRow(
        concept_id,
        material.label(concept_id),
        material.name(concept_id, "en"),
        *material.names(concept_id, wording.lang),
        dict(Counter(row.kind for row in chinese)),
        len({row.work_id for row in chinese}),
        len({row.work_id for row in found if row.lang == "en"}),
        sum(row.mentions for row in chinese),
        min((row.year for row in chinese if row.year), default=None),
        is_search_term=False,
    )


def _make_section(
    material: Material, row: ConceptRow, found: list[ConceptWork], precision: list[Precision], wording: Wording
) -> ConceptSection:
    points = choose_points(material.tables["timeline"], [row.concept_id], Choice())
    behind = [one for one in found if one.lang == DEFAULT_LANG]
    return ConceptSection(
        row=row,
        chart=_draw_timeline(material, row, points, wording),
        points=[_point_evidence(material, point, behind, wording) for point in points if point.readable_works or point.works],
        has_few=any("few-works" in point.flags or "very-few-works" in point.flags for point in points),
        precision=precision,
    )


def _draw_timeline(material: Material, row: ConceptRow, points: list[TimelinePoint], wording: Wording) -> str:
    """Return the chart of a concept's shares, over the lexicon's policy documents and the bursts of the kinds drawn."""
    entry = material.lexicon.by_id.get(row.concept_id)
    documents = {row.concept_id: entry.policy_marks if entry else ()}
    labels = {row.concept_id: row.name}
    return draw_timelines(points, labels, DEFAULT_SCOPE, wording, policy_marks=documents, bursts=material.tables["bursts"])


def _point_evidence(material: Material, point: TimelinePoint, behind: list[ConceptWork], wording: Wording) -> PointEvidence:
    rows = [row for row in behind if row.kind == point.kind and row.year and point.period_start <= row.year <= point.period_end]
    rows.sort(key=lambda row: (-row.mentions, row.work_id))
    shown = rows[: material.config.evidence_works]
    return PointEvidence(
        anchor=f"{point.concept_id.replace('/', '-')}-{point.kind}-{point.period}",
        point=point,
        kind_name=wording.name("kinds", point.kind),
        works=[_work_evidence(material, row) for row in shown],
        n_more=len(rows) - len(shown),
    )


def _work_evidence(material: Material, row: ConceptWork) -> WorkEvidence:
    mentions = [mention for mention in material.mentions_of_text.get(row.text_id, []) if _is_evidence(material, mention, row)]
    quoted = _first_in_each_sentence(material, mentions)[: material.config.evidence_sentences]
    quotes = [material.quote(mention.text_id, mention.start, mention.end) for mention in quoted]
    return WorkEvidence(
        row.work_id, material.reference(row.work_id), row.mentions, row.min_mentions, quotes, max(row.mentions - len(quotes), 0)
    )


def _is_evidence(material: Material, mention: Mention, row: ConceptWork) -> bool:
    return (mention.concept_id, mention.lang) == (row.concept_id, row.lang) and material.is_evidence(mention)


def _first_in_each_sentence(material: Material, mentions: list[Mention]) -> list[Mention]:
    """Return body mentions before those of the abstract: the body has the argument and the page to cite."""
    first: dict[tuple[int, int], Mention] = {}
    for mention in mentions:
        first.setdefault(material.sentence_at(mention.text_id, mention.start), mention)
    return sorted(first.values(), key=lambda mention: (mention.scope != "body", mention.start))
