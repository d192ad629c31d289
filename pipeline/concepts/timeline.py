"""From mentions to works: which work mentions which concept, and what share of each period's readable works that is."""

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.concepts.config import ConceptsConfig
from pipeline.core.counting import ALL_KINDS, counted_works
from pipeline.core.periods import Period, regular_periods
from pipeline.core.records import ConceptWork, Mention, TimelinePoint, Work
from pipeline.core.texts import Text
from pipeline.core.timeline_records import WorkSize
from pipeline.core.timelines import ALL_LANGS, LANGS, Cell, Library, count_timeline

FULL_SCOPE = "body"
# Roles of passages that share a scope; every other role is its own.
SCOPES = {
    "title_en": "title",
    "abstract_zh": "abstract",
    "abstract_en": "abstract",
    "keywords_zh": "keywords",
    "keywords_en": "keywords",
}

Extents = Counter[tuple[str, str, str]]
"""(text_id, scope of mentions, lang) -> code points."""


@dataclass(frozen=True, slots=True)
class Search:
    """What the corpus's search protocol says: concepts in the search strings, and the year of the (first) search."""

    concept_ids: frozenset[str] = frozenset()
    year: int | None = None


def scope_of(role: str) -> str:
    """Return the scope of a mention in a passage of this role."""
    return SCOPES.get(role, role)


def measure_extents(texts: Iterable[Text]) -> Extents:
    """Count code points of each text by scope and language."""
    extents: Extents = Counter()
    for text in texts:
        for passage in text.passages:
            extents[text.text_id, scope_of(passage.role), passage.lang] += passage.end - passage.start
    return extents


def count_concept_works(works: Iterable[Work], mentions: Iterable[Mention], extents: Extents, config: ConceptsConfig) -> list[ConceptWork]:
    """Return a row for each concept that a counted work mentions, by scope and language (and both languages together)."""
    by_text = _mentions_by_text(mentions, config)
    rows = []
    for work in counted_works(works):
        counts = by_text.get(work.text_id or "", Counter())
        for (concept_id, scope, lang), n_mentions in sorted(counts.items()):
            needed = needed_mentions(work, scope, lang, extents, config)
            rows.append(_concept_work(work, (concept_id, scope, lang), n_mentions, needed))
    return rows


def needed_mentions(work: Work, scope: str, lang: str, extents: Extents, config: ConceptsConfig) -> int:
    """Return how many mentions a work needs: more where a thesis is read in full in this scope and language."""
    langs = LANGS[:2] if lang == ALL_LANGS else (lang,)
    is_full = FULL_SCOPE in config.scopes[scope] and any(extents[work.text_id or "", FULL_SCOPE, one] for one in langs)
    if not is_full:
        return config.min_mentions_abstract
    return config.min_mentions_thesis if work.kind == "thesis" else config.min_mentions_article


def measure_works(works: Iterable[Work], extents: Extents, config: ConceptsConfig) -> list[WorkSize]:
    """Return how much of each counted work can be read in each scope of the timelines; none where there is nothing."""
    sizes = [
        WorkSize(work.work_id, name, *(sum(extents[work.text_id or "", part, lang] for part in parts) for lang in LANGS[:2]))
        for work in counted_works(works)
        for name, parts in config.scopes.items()
    ]
    return [size for size in sizes if size.characters_zh or size.characters_en]


def make_timeline(library: Library, config: ConceptsConfig, search: Search) -> list[TimelinePoint]:
    """Return a point for each mentioned concept, period, kind (and all kinds together), scope and language; undated works have none."""
    if not library.works:
        return []
    concept_ids = sorted({row.concept_id for works in library.rows.values() for rows in works.values() for row in rows})
    kinds = [*sorted({work.kind for work in library.works}), ALL_KINDS]
    cells = itertools.starmap(Cell, itertools.product(kinds, config.scopes, LANGS))
    return count_timeline(library, concept_ids, yearly(library, config), cells, config.marking(search.concept_ids, search.year))


def yearly(library: Library, config: ConceptsConfig) -> list[Period]:
    """Return the periods of the table: years, or as many together as the config says, from the first dated work to the last."""
    years = [work.year for work in library.works if work.year is not None]
    return regular_periods(min(years), max(years), config.period_years) if years else []


def _mentions_by_text(mentions: Iterable[Mention], config: ConceptsConfig) -> dict[str, Counter[tuple[str, str, str]]]:
    uncounted = set(config.uncounted_flags)
    by_text: dict[str, Counter[tuple[str, str, str]]] = defaultdict(Counter)
    for mention in mentions:
        if uncounted.intersection(mention.flags):
            continue
        for name, scopes in config.scopes.items():
            if mention.scope in scopes:
                by_text[mention.text_id][mention.concept_id, name, mention.lang] += 1
                by_text[mention.text_id][mention.concept_id, name, ALL_LANGS] += 1
    return by_text


def _concept_work(work: Work, key: tuple[str, str, str], n_mentions: int, needed: int) -> ConceptWork:
    concept_id, scope, lang = key
    return ConceptWork(
        concept_id=concept_id,
        work_id=work.work_id,
        text_id=work.text_id or "",
        year=work.year,
        kind=work.kind,
        scope=scope,
        lang=lang,
        mentions=n_mentions,
        min_mentions=needed,
        counted=n_mentions >= needed,
    )
