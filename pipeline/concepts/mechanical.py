"""Pairs of concepts that stand together because of their words, not because somebody brings them together."""

import itertools
from collections.abc import Iterable

from pipeline.core.lexicon import Concept, Lexicon
from pipeline.core.lexicon.forms import forms_of


def mechanical_pairs(lexicon: Lexicon) -> frozenset[tuple[str, str]]:
    """Return the pairs, each in the order of ids, that are never counted as co-occurring.

    A concept and what it contains by definition (`constituents`, also at one remove), and two concepts of which one is broader than the
    other, or which are added up in one family (`roll_up`), when a form of one contains a form of the other.
    """
    pairs = {_ordered(concept.id, part) for concept in lexicon.concepts for part in _parts(concept.id, lexicon)}
    related = ((one, other) for one, other in itertools.combinations(lexicon.concepts, 2) if _are_kin(one, other))
    return frozenset(pairs | {_ordered(one.id, other.id) for one, other in related if _contain(one, other)})


def _parts(concept_id: str, lexicon: Lexicon) -> Iterable[str]:
    found: set[str] = set()
    waiting = [concept_id]
    while waiting:
        concept = lexicon.by_id.get(waiting.pop())
        new = set(concept.constituents) - found if concept else set()
        found |= new
        waiting += sorted(new)
    return found - {concept_id}


def _are_kin(one: Concept, other: Concept) -> bool:
    in_line = other.id in {*one.broader, *one.narrower} or one.id in {*other.broader, *other.narrower}
    return in_line or (one.family == other.family and one.roll_up == other.roll_up == "family")


def _contain(one: Concept, other: Concept) -> bool:
    mine, theirs = ({form.text for form, _ in forms_of(concept)} for concept in (one, other))
    return any(a in b or b in a for a in mine for b in theirs)


def _ordered(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one < other else (other, one)
