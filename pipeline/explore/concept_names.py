"""The names under which people ask for a concept: id, label, English label, variants and renderings, in any printing."""

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pipeline.core.errors import InputError
from pipeline.core.lexicon import Lexicon
from pipeline.core.text import normalise
from pipeline.explore.searching.grams import fold_marks


@dataclass(frozen=True, slots=True)
class Concept:
    """A concept with every name it answers to."""

    concept_id: str
    label: str
    label_en: str
    names: tuple[str, ...]
    """As the lexicon writes them; the label first."""


def name_key(name: str) -> str:
    """Return what two printings of a name share; quotation marks do not count (“三社”联动 is 三社联动)."""
    return "".join(char for char in fold_marks(normalise(name).text) if char not in "\"'").strip()


def list_concepts(lexicon: Lexicon) -> list[Concept]:
    """Return the lexicon's concepts, in its order; forms that several concepts share name none of them."""
    shared = {form.text for form in lexicon.forms if len(form.concept_ids) > 1}
    concepts = []
    for entry in lexicon.concepts:
        forms = [variant.text for variant in entry.variants] + [rendering.text for rendering in entry.renderings]
        own = [form for form in forms if normalise(form).text not in shared]
        names = dict.fromkeys([entry.label, entry.id, *([entry.label_en] if entry.label_en else []), *own])
        concepts.append(Concept(entry.id, entry.label, entry.label_en, tuple(names)))
    return concepts


def names_of(concepts: Iterable[Concept]) -> dict[str, str]:
    """Return name key → concept_id; labels and ids win over variants."""
    found: dict[str, str] = {}
    ordered = list(concepts)
    for concept in ordered:
        for name in (concept.label, concept.concept_id):
            found.setdefault(name_key(name), concept.concept_id)
    for concept in ordered:
        for name in concept.names:
            found.setdefault(name_key(name), concept.concept_id)
    return found


def find_concept(name: str, names: Mapping[str, str]) -> str:
    """Return the id of the concept that answers to `name`.

    Raises:
        InputError: none does; the message lists the names that look most like it.
    """
    key = name_key(name)
    if key in names:
        return names[key]
    near = [known for known in names if key and (key in known or known in key)]
    near += difflib.get_close_matches(key, names, n=5, cutoff=0.5)
    hint = "、".join(list(dict.fromkeys(sorted(near, key=len)))[:5])
    lines = [f"concept {name[:40]!r} is not in the lexicon", *([f"did you mean: {hint}"] if hint else [])]
    raise InputError("\n".join([*lines, f"any phrase can be searched: wenmai search {name[:40]}"]))
