"""Families of concepts counted as one, at reading time: a work counts when its mentions of all members together are enough.

Nothing is merged in the lexicon or in a table. Where one member's form stands inside another's and both are reported (`nested`), the place
counts once for each.
"""

import dataclasses
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from pipeline.core.errors import InputError
from pipeline.core.lexicon import Lexicon
from pipeline.core.records import ConceptWork
from pipeline.core.text import normalise
from pipeline.explore.concept_names import find_concept, list_concepts, names_of


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


def find_families(names: Iterable[str], lexicon: Lexicon) -> dict[str, list[str]]:
    """Return the members of the families named, by family id.

    Raises:
        InputError: a name is no family.
    """
    found = {}
    for name in names:
        family_id = find_family(name, lexicon)
        if family_id is None:
            there = "、".join(family.label for family in lexicon.families.values())
            raise InputError(f"{name[:40]!r} is no family of the lexicon\nthere are: {there}")
        found[family_id] = members(family_id, lexicon)
    return found


def merge_rows(families: Mapping[str, Sequence[str]], rows: Iterable[ConceptWork]) -> list[ConceptWork]:
    """Return rows in which a work's mentions of a family's members are added up; the family's id stands as concept_id.

    Args:
        families: family id -> ids of its members.
        rows: the table concept_works.
    """
    counted: dict[tuple[str, str, str, str], int] = defaultdict(int)
    first: dict[tuple[str, str, str, str], ConceptWork] = {}
    owners = defaultdict(list)
    for family_id, concept_ids in families.items():
        for concept_id in concept_ids:
            owners[concept_id].append(family_id)
    for row in rows:
        for family_id in owners.get(row.concept_id, ()):
            key = family_id, row.work_id, row.scope, row.lang
            counted[key] += row.mentions
            first.setdefault(key, row)
    return [
        dataclasses.replace(first[key], concept_id=key[0], mentions=n, counted=n >= first[key].min_mentions)
        for key, n in sorted(counted.items())
    ]
