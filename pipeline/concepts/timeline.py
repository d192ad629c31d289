"""From mentions to works: which work mentions which concept, and what share of each period's readable works that is."""

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.concepts.config import ConceptsConfig
from pipeline.core.counting import counted_works, repeated_works
from pipeline.core.records import ConceptWork, Mention, TimelinePoint, Work
from pipeline.core.statistics import wilson_interval
from pipeline.core.texts import Text

ALL = "all"
LANGS = ("zh", "en", ALL)
FULL_SCOPE = "body"
PER_CHARACTERS = 10_000
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
    langs = LANGS[:2] if lang == ALL else (lang,)
    is_full = FULL_SCOPE in config.scopes[scope] and any(extents[work.text_id or "", FULL_SCOPE, one] for one in langs)
    if not is_full:
        return config.min_mentions_abstract
    return config.min_mentions_thesis if work.kind == "thesis" else config.min_mentions_article


def make_timeline(
    concept_works: Sequence[ConceptWork], works: Iterable[Work], extents: Extents, config: ConceptsConfig, search: Search
) -> list[TimelinePoint]:
    """Return a point for each mentioned concept, period, kind (and all kinds together), scope and language; undated works have none.

    Where all kinds are taken together an article drawn from a thesis is left out: its thesis counts (see `core.counting`).
    """
    dated = [work for work in counted_works(works) if work.year is not None]
    if not dated:
        return []
    repeated = repeated_works(dated)
    grounds = _grounds(dated, repeated, extents, config)
    found = _found(concept_works, repeated, config.period_years)
    concept_ids = sorted({row.concept_id for row in concept_works})
    return [
        _point(concept_id, ground, found.get((concept_id, *ground.key()), _NOTHING), config, search)
        for concept_id in concept_ids
        for ground in grounds
    ]


def period_of(year: int, period_years: int) -> int:
    """Return the first year of the period a year falls into."""
    return year - year % period_years


def period_label(start: int, period_years: int) -> str:
    """Return `2016`, or `2016-2017` when periods pool years."""
    return str(start) if period_years == 1 else f"{start}-{start + period_years - 1}"


@dataclass(frozen=True, slots=True)
class _Ground:
    """The denominators of one period, kind, scope and language."""

    period_start: int
    kind: str
    scope: str
    lang: str
    readable_works: int
    unreadable_works: int
    characters: int

    def key(self) -> tuple[int, str, str, str]:
        return self.period_start, self.kind, self.scope, self.lang


@dataclass(slots=True)
class _Found:
    """What was found over one ground."""

    works: int = 0
    mentions: int = 0


_NOTHING = _Found()


def _mentions_by_text(mentions: Iterable[Mention], config: ConceptsConfig) -> dict[str, Counter[tuple[str, str, str]]]:
    uncounted = set(config.uncounted_flags)
    by_text: dict[str, Counter[tuple[str, str, str]]] = defaultdict(Counter)
    for mention in mentions:
        if uncounted.intersection(mention.flags):
            continue
        for name, scopes in config.scopes.items():
            if mention.scope in scopes:
                by_text[mention.text_id][mention.concept_id, name, mention.lang] += 1
                by_text[mention.text_id][mention.concept_id, name, ALL] += 1
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


def _grounds(dated: list[Work], repeated: frozenset[str], extents: Extents, config: ConceptsConfig) -> list[_Ground]:
    once = [work for work in dated if work.work_id not in repeated]
    years = [work.year for work in dated if work.year is not None]
    step = config.period_years
    periods = range(period_of(min(years), step), period_of(max(years), step) + 1, step)
    kinds = sorted({work.kind for work in dated})
    return [
        _ground(_works_in(once if kind == ALL else dated, start, step, kind), (start, kind, scope, lang), extents, config)
        for start, kind, scope, lang in itertools.product(periods, [*kinds, ALL], config.scopes, LANGS)
    ]


def _works_in(works: list[Work], start: int, step: int, kind: str) -> list[Work]:
    return [work for work in works if work.year is not None and period_of(work.year, step) == start and kind in {work.kind, ALL}]


def _ground(works: list[Work], key: tuple[int, str, str, str], extents: Extents, config: ConceptsConfig) -> _Ground:
    start, kind, scope, lang = key
    sizes = [_characters(work, scope, lang, extents, config) for work in works]
    # Without English a work is no evidence for the English curve, but it is not unreadable.
    unreadable = sum(not _characters(work, scope, ALL, extents, config) for work in works)
    return _Ground(start, kind, scope, lang, sum(size > 0 for size in sizes), unreadable, sum(sizes))


def _characters(work: Work, scope: str, lang: str, extents: Extents, config: ConceptsConfig) -> int:
    if work.text_id is None:
        return 0
    langs: Iterator[str] = iter(LANGS[:2] if lang == ALL else (lang,))
    return sum(extents[work.text_id, part, one] for one in langs for part in config.scopes[scope])


def _found(concept_works: Iterable[ConceptWork], repeated: frozenset[str], step: int) -> dict[tuple[str, int, str, str, str], _Found]:
    found: dict[tuple[str, int, str, str, str], _Found] = defaultdict(_Found)
    for row in concept_works:
        if row.year is None:
            continue
        for kind in (row.kind,) if row.work_id in repeated else (row.kind, ALL):
            here = found[row.concept_id, period_of(row.year, step), kind, row.scope, row.lang]
            here.works += row.counted
            here.mentions += row.mentions
    return found


def _point(concept_id: str, ground: _Ground, found: _Found, config: ConceptsConfig, search: Search) -> TimelinePoint:
    interval = wilson_interval(found.works, ground.readable_works)
    return TimelinePoint(
        concept_id=concept_id,
        period=period_label(ground.period_start, config.period_years),
        period_start=ground.period_start,
        period_end=ground.period_start + config.period_years - 1,
        kind=ground.kind,
        scope=ground.scope,
        lang=ground.lang,
        works=found.works,
        readable_works=ground.readable_works,
        unreadable_works=ground.unreadable_works,
        share=found.works / ground.readable_works if ground.readable_works else None,
        low=interval[0] if interval else None,
        high=interval[1] if interval else None,
        mentions=found.mentions,
        characters=ground.characters,
        per_10k=found.mentions / ground.characters * PER_CHARACTERS if ground.characters else None,
        flags=_flags(concept_id, ground, config, search),
    )


def _flags(concept_id: str, ground: _Ground, config: ConceptsConfig, search: Search) -> list[str]:
    last = ground.period_start + config.period_years - 1
    flags = {
        "search-term": concept_id in search.concept_ids,
        "incomplete-period": search.year is not None and search.year <= last,
        "few-works": ground.readable_works < config.few_works,
        "very-few-works": ground.readable_works < config.very_few_works,
    }
    return sorted(name for name, holds in flags.items() if holds)
