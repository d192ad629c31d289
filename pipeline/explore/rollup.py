"""Families of concepts counted as one, at reading time: a work counts when its mentions of all members together are enough.

Nothing is merged in the lexicon or in a table. Where one member's form stands inside another's and both are reported (`nested`), the place
counts once for each.
"""

import dataclasses
from collections import defaultdict
from collections.abc import Iterable, Sequence

from pipeline.core.corpus import Corpus
from pipeline.core.counting import ALL_KINDS, repeated_works
from pipeline.core.errors import InputError
from pipeline.core.lexicon import Lexicon
from pipeline.core.records import ConceptWork, TimelinePoint, Work
from pipeline.core.statistics import wilson_interval
from pipeline.core.tables import read_table
from pipeline.core.text import normalise
from pipeline.explore.concept_names import find_concept, list_concepts, names_of

PER_CHARACTERS = 10_000


def find_family(name: str, lexicon: Lexicon) -> str | None:
    """Return the id of the family with this id or label, None when there is none."""
    wanted = normalise(name).text
    for family_id, family in lexicon.families.items():
        if wanted in {family_id, normalise(family.label).text, normalise(family.label_en).text}:
            return family_id
    return None


def members(family_id: str, lexicon: Lexicon) -> list[str]:
    """Return the concepts that are added up for a family: those with `roll_up: family`, or all when none says so."""
    own = [concept for concept in lexicon.concepts if concept.family == family_id]
    marked = [concept.id for concept in own if concept.roll_up == "family"]
    return marked or [concept.id for concept in own]


def resolve_names(names: Iterable[str], lexicon: Lexicon) -> list[str]:
    """Return the ids of the concepts named, each once; a family stands for all its concepts.

    Raises:
        InputError: a name is neither a concept nor a family.
    """
    known = names_of(list_concepts(lexicon))
    found: list[str] = []
    for name in names:
        family_id = find_family(name, lexicon)
        try:
            found.append(find_concept(name, known))
        except InputError:
            if family_id is None:
                raise
            found += [concept.id for concept in lexicon.concepts if concept.family == family_id]
    return list(dict.fromkeys(found))


def rolled_up(names: Iterable[str], lexicon: Lexicon, corpus: Corpus) -> tuple[dict[str, str], list[TimelinePoint]]:
    """Return the labels of the families named, and their points.

    Raises:
        InputError: a name is no family.
    """
    points = read_table(corpus.tables("concepts"), "timeline")
    concept_works = read_table(corpus.tables("concepts"), "concept_works")
    works = read_table(corpus.tables("catalog"), "works")
    labels, found = {}, []
    for name in names:
        family_id = find_family(name, lexicon)
        if family_id is None:
            there = "、".join(family.label for family in lexicon.families.values())
            raise InputError(f"{name[:40]!r} is no family of the lexicon\nthere are: {there}")
        labels[family_id] = lexicon.families[family_id].label
        found += roll_up(family_id, members(family_id, lexicon), points, concept_works, works)
    return labels, found


def roll_up(
    family_id: str, concept_ids: Sequence[str], points: Sequence[TimelinePoint], concept_works: Iterable[ConceptWork], works: Iterable[Work]
) -> list[TimelinePoint]:
    """Return a family's points, over the denominators that every concept's points have.

    Args:
        family_id: stands as concept_id of the points.
        concept_ids: the members.
        points: the table timeline.
        concept_works: the table concept_works.
        works: the table works.
    """
    grounds = {(p.period_start, p.kind, p.scope, p.lang): p for p in points}
    dated = [work for work in works if work.year is not None]
    repeated = repeated_works(dated)
    counted: dict[tuple[str, str, str], int] = defaultdict(int)
    rows: dict[tuple[str, str, str], ConceptWork] = {}
    for row in concept_works:
        if row.concept_id in concept_ids and row.year is not None:
            counted[row.work_id, row.scope, row.lang] += row.mentions
            rows[row.work_id, row.scope, row.lang] = row
    found = [(rows[key], n) for key, n in sorted(counted.items())]
    is_searched = any("search-term" in point.flags for point in points if point.concept_id in concept_ids)
    return [
        _point(dataclasses.replace(ground, concept_id=family_id, flags=_flags(ground, is_searched)), _behind(ground, found, repeated))
        for _, ground in sorted(grounds.items())
    ]


def _flags(ground: TimelinePoint, is_searched: bool) -> list[str]:
    return sorted({flag for flag in ground.flags if flag != "search-term"} | ({"search-term"} if is_searched else set()))


def _behind(ground: TimelinePoint, found: Sequence[tuple[ConceptWork, int]], repeated: frozenset[str]) -> list[tuple[ConceptWork, int]]:
    return [
        (row, n)
        for row, n in found
        if (row.scope, row.lang) == (ground.scope, ground.lang)
        and ground.period_start <= (row.year or 0) <= ground.period_end
        and (ground.kind == row.kind or (ground.kind == ALL_KINDS and row.work_id not in repeated))
    ]


def _point(ground: TimelinePoint, behind: Sequence[tuple[ConceptWork, int]]) -> TimelinePoint:
    works = sum(n >= row.min_mentions for row, n in behind)
    mentions = sum(n for _, n in behind)
    interval = wilson_interval(works, ground.readable_works)
    return dataclasses.replace(
        ground,
        works=works,
        mentions=mentions,
        share=works / ground.readable_works if ground.readable_works else None,
        low=interval[0] if interval else None,
        high=interval[1] if interval else None,
        per_10k=mentions / ground.characters * PER_CHARACTERS if ground.characters else None,
    )
