"""Concepts: the list of them, and one with its timeline, forms, definitions and renderings."""

import re
from collections import Counter
from dataclasses import dataclass

from pipeline.core.errors import InputError
from pipeline.core.records import ConceptWork, TimelinePoint
from pipeline.core.timeline_records import Burst
from pipeline.explore.beads.renderings import group_renderings
from pipeline.explore.timelines.points import DEFAULT_LANG, DEFAULT_SCOPE
from pipeline.explore.timelines.rollup import resolve_names
from pipeline.explore.web.reader import Reader
from pipeline.explore.web.views.beside import Beside, make_beside
from pipeline.explore.web.views.parts import Sentence, sentence_of

MAX_DEFINITIONS = 40
DIVIDERS = re.compile(r"[,，、;；]")
MAX_CURVES = 8
"""Series that charts draw in different shapes."""


@dataclass(frozen=True, slots=True)
class ConceptLine:
    """A concept on one line; works and mentions in abstract and body, Chinese unless said otherwise."""

    concept_id: str
    label: str
    label_en: str
    family: str
    works: int
    works_en: int
    mentions: int
    by_kind: dict[str, int]
    earliest: int | None
    """Earliest year in this corpus."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """An English rendering that works print."""

    en: str
    works: int
    years: list[tuple[int | None, int]]
    """(year, works)."""


@dataclass(frozen=True, slots=True)
class SenseCount:
    """Mentions by sense; `unknown` where no sense was recognised."""

    sense: str
    label: str
    mentions: int
    works: int


@dataclass(frozen=True, slots=True)
class Related:
    """Another concept that the lexicon ties to this one."""

    concept_id: str
    label: str
    label_en: str
    relation: str
    """broader, narrower, related or constituents."""


@dataclass(frozen=True, slots=True)
class Policy:
    """A policy document that the lexicon names for the concept."""

    year: int
    document: str


@dataclass(frozen=True, slots=True)
class ConceptPage:
    """One concept."""

    line: ConceptLine
    definition: str
    definition_source: str
    forms: list[str]
    related: list[Related]
    senses: list[SenseCount]
    renderings: list[Rendered]
    definitions: list[Sentence]
    """Sentences of the corpus that define it."""
    beside: Beside
    bursts: list[Burst]
    """In abstract and body, Chinese; of search terms none."""
    policy_marks: list[Policy]
    is_search_term: bool


def list_concepts(reader: Reader) -> list[ConceptLine]:
    """Return every concept that a counted work mentions, of most works first."""
    lines = [concept_line(reader, name) for name in reader.concept_works]
    return sorted((line for line in lines if line.works or line.works_en), key=lambda line: (-line.works, -line.mentions, line.concept_id))


def concept_line(reader: Reader, concept_id: str) -> ConceptLine:
    """Return one concept on a line."""
    rows = [row for row in reader.concept_works.get(concept_id, []) if row.scope == DEFAULT_SCOPE and row.counted]
    chinese = [row for row in rows if row.lang == DEFAULT_LANG]
    entry = reader.lexicon.by_id.get(concept_id)
    return ConceptLine(
        concept_id,
        reader.label(concept_id),
        reader.label(concept_id, "en"),
        entry.family if entry else "",
        len({row.work_id for row in chinese}),
        len({row.work_id for row in rows if row.lang == "en"}),
        sum(row.mentions for row in chinese),
        dict(sorted(Counter(row.kind for row in chinese).items())),
        min((row.year for row in chinese if row.year), default=None),
    )


def is_concept(reader: Reader, concept_id: str) -> bool:
    """Tell whether lexicon or tables know the concept."""
    return concept_id in reader.lexicon.by_id or concept_id in reader.concept_works


def make_concept(reader: Reader, concept_id: str) -> ConceptPage:
    """Return everything about one concept but its timeline."""
    entry = reader.lexicon.by_id.get(concept_id)
    source = entry.definition_source if entry else None
    return ConceptPage(
        line=concept_line(reader, concept_id),
        definition=entry.codebook.definition if entry else "",
        definition_source=" ".join(part for part in (source.text, source.page) if part) if source else "",
        forms=[variant.text for variant in entry.variants] if entry else [],
        related=_related(reader, concept_id),
        senses=_senses(reader, concept_id),
        renderings=_renderings(reader, concept_id),
        definitions=_definitions(reader, concept_id),
        beside=make_beside(reader, concept_id),
        bursts=bursts_of(reader, concept_id, DEFAULT_SCOPE, DEFAULT_LANG),
        policy_marks=[Policy(mark.year, mark.document) for mark in entry.policy_marks] if entry else [],
        is_search_term=any("search-term" in point.flags for point in reader.timeline(concept_id)[:1]),
    )


def concept_points(reader: Reader, concept_id: str, scope: str, lang: str, kind: str | None) -> list[TimelinePoint]:
    """Return the timeline's points, by kind and period; kind None: each kind by itself."""
    points = [
        point
        for point in reader.timeline(concept_id)
        if (point.scope, point.lang) == (scope, lang) and (point.kind == kind if kind else point.kind != "all")
    ]
    return sorted(points, key=lambda point: (point.kind, point.period_start))


@dataclass(frozen=True, slots=True)
class Curve:
    """One concept in a chart of several."""

    concept_id: str
    label: str
    label_en: str
    points: list[TimelinePoint]


def make_curves(reader: Reader, names: str, scope: str, lang: str, kind: str) -> list[Curve]:
    """Return the curves of the concepts that are named, divided by commas, or by spaces where there are none; at most MAX_CURVES.

    Raises:
        InputError: a name that no concept answers to, or more concepts than a chart can tell apart.
    """
    divided = names.split() if DIVIDERS.search(names) is None else [name.strip() for name in DIVIDERS.split(names) if name.strip()]
    concept_ids = resolve_names(divided, reader.lexicon)
    if len(concept_ids) > MAX_CURVES:
        raise InputError(f"{len(concept_ids)} concepts are more than a chart can tell apart\nname {MAX_CURVES} at most")
    return [
        Curve(name, reader.label(name), reader.label(name, "en"), concept_points(reader, name, scope, lang, kind)) for name in concept_ids
    ]


def bursts_of(reader: Reader, concept_id: str, scope: str, lang: str) -> list[Burst]:
    """Return the bursts of a concept by kind and time; nothing where the run has no such table."""
    rows: list[Burst] = reader.rows("bursts", "concept_id", concept_id) if reader.has("bursts") else []
    return [row for row in rows if (row.scope, row.lang) == (scope, lang)]


def works_behind(reader: Reader, concept_id: str, scope: str, lang: str) -> list[ConceptWork]:
    """Return the rows that count in a scope and language."""
    return [row for row in reader.concept_works.get(concept_id, []) if (row.scope, row.lang) == (scope, lang) and row.counted]


def _related(reader: Reader, concept_id: str) -> list[Related]:
    entry = reader.lexicon.by_id.get(concept_id)
    if entry is None:
        return []
    return [
        Related(name, reader.label(name), reader.label(name, "en"), relation)
        for relation in ("broader", "narrower", "related", "constituents")
        for name in getattr(entry, relation)
    ]


def _senses(reader: Reader, concept_id: str) -> list[SenseCount]:
    entry = reader.lexicon.by_id.get(concept_id)
    if entry is None or not entry.senses:
        return []
    names = {sense.id: sense.label for sense in entry.senses}
    mentions = reader.rows("mentions", "concept_id", concept_id)
    found = Counter(mention.sense or "unknown" for mention in mentions)
    works = {sense: {mention.text_id for mention in mentions if (mention.sense or "unknown") == sense} for sense in found}
    return [SenseCount(sense, names.get(sense, sense), n, len(works[sense])) for sense, n in sorted(found.items(), key=lambda one: -one[1])]


def _renderings(reader: Reader, concept_id: str) -> list[Rendered]:
    pairs = [pair for pair in reader.rows("term_pairs", "concept_id", concept_id) if pair.text_id in reader.work_of_text]
    years = {pair.text_id: reader.work_of_text[pair.text_id].year for pair in pairs}
    merged: dict[str, Rendered] = {}
    for row in group_renderings(pairs, years):
        merged.setdefault(row.en, Rendered(row.en, row.n_works, row.years))
    return sorted(merged.values(), key=lambda row: (-row.works, row.en))


def _definitions(reader: Reader, concept_id: str) -> list[Sentence]:
    defined = [mention for mention in reader.rows("mentions", "concept_id", concept_id) if "defined" in mention.flags]
    found = []
    for mention in defined[:MAX_DEFINITIONS]:
        reading = reader.reading(mention.text_id)
        if reading:
            found.append(sentence_of(reading, mention.start, mention.end, flags=mention.flags, sense=mention.sense))
    return found
