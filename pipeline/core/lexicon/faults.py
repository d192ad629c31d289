"""Faults between entries of the lexicon, each with file, line and key.

`deciding_faults` stop a run: with them it is not clear what is meant. `further_faults` do a run no harm; `wenmai lexicon check` names them.
"""

import difflib
import functools
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from pipeline.core.errors import ConfigError
from pipeline.core.files import read_utf8
from pipeline.core.lexicon.entries import Concept, LexiconHead
from pipeline.core.lexicon.forms import forms_of
from pipeline.core.text import normalise

RELATIONS = ("broader", "narrower", "related", "constituents", "nested")


class LexiconFile:
    """A file of the lexicon that knows the lines of its keys."""

    def __init__(self, path: Path) -> None:
        """Keep the path; lines are looked up when a fault needs one."""
        self.path = path

    @functools.cached_property
    def _tree(self) -> Any:
        return YAML(typ="rt").load(read_utf8(self.path, ConfigError))

    def at(self, *loc: Any) -> str:
        """Return `file:line` of a key, 1-based; of the nearest key above it when it is absent."""
        node, line = self._tree, 0
        for part in loc:
            try:
                line = (node.lc.key if isinstance(part, str) else node.lc.item)(part)[0]
                node = node[part]
            except (KeyError, IndexError, TypeError, AttributeError):
                break
        return f"{self.path}:{line + 1}"


@dataclass(frozen=True, slots=True)
class Entry:
    """A concept and the place where the lexicon has it."""

    file: LexiconFile
    index: int
    concept: Concept

    def at(self, *keys: Any) -> str:
        """Return `file:line: label.key` of a key of the entry."""
        return f"{self.file.at('concepts', self.index, *keys)}: {'.'.join([self.concept.label, *map(str, keys)])}"


def deciding_faults(entries: Sequence[Entry], known: set[str], head: LexiconHead) -> list[str]:
    """Return ids and labels used twice, relations to no concept, unknown fields, and forms of several concepts that do not say so."""
    return [*_duplicates(entries), *_unknown_ids(entries, known), *_unknown_fields(entries, head), *_collisions(entries)]


def further_faults(entries: Sequence[Entry]) -> list[str]:
    """Return forms that one entry lists twice, circles of broader and narrower, and concepts related to themselves."""
    repeated = [fault for entry in entries for fault in _repeated_forms(entry)]
    return [*repeated, *_circles(entries), *_contradictions(entries)]


def _duplicates(entries: Iterable[Entry]) -> Iterator[str]:
    seen: dict[tuple[str, str], Concept] = {}
    for key in ("id", "label"):
        for entry in entries:
            value = getattr(entry.concept, key)
            if (key, value) in seen:
                yield f"{entry.at(key)}: {value!r} is used twice (also by {seen[key, value].label})"
            seen.setdefault((key, value), entry.concept)


def _unknown_ids(entries: Iterable[Entry], known: set[str]) -> Iterator[str]:
    for entry in entries:
        for key in RELATIONS:
            for position, name in enumerate(getattr(entry.concept, key)):
                if name not in known:
                    near = difflib.get_close_matches(name, sorted(known), n=1)
                    hint = f" (did you mean {near[0]}?)" if near else ""
                    yield f"{entry.at(key, position)}: {name!r} is no concept's id{hint}"


def _unknown_fields(entries: Iterable[Entry], head: LexiconHead) -> Iterator[str]:
    for entry in entries:
        forms = [(key, place, one) for key in ("variants", "renderings") for place, one in enumerate(getattr(entry.concept, key))]
        holders = [((), entry.concept), *(((key, place), one) for key, place, one in forms)]
        for keys, holder in holders:
            for position, name in enumerate(holder.context.other_fields if holder.context else ()):
                if name not in head.other_fields:
                    known = ", ".join(sorted(head.other_fields)) or "none"
                    yield f"{entry.at(*keys, 'context', 'other_fields', position)}: {name!r} is no field of lexicon.yaml (known: {known})"


def _collisions(entries: Iterable[Entry]) -> Iterator[str]:
    users: dict[tuple[str, str], list[tuple[Entry, bool]]] = defaultdict(list)
    for entry in entries:
        for form, shared in forms_of(entry.concept):
            users[form.lang, form.text].append((entry, shared))
    for (_, text), found in sorted(users.items()):
        concepts = {entry.concept.id: entry for entry, _ in found}
        if len(concepts) > 1 and not all(shared for _, shared in found):
            labels = "、".join(entry.concept.label for entry in concepts.values())
            yield (
                f"{found[-1][0].at(*_key_of(found[-1][0].concept, text))}: "
                f"form {text!r} belongs to several concepts ({labels}); declare `shared: true` in each"
            )


def _key_of(concept: Concept, text: str) -> tuple[str | int, ...]:
    """Return the key under which an entry lists a form, () when the form is derived (a plural)."""
    for key in ("variants", "renderings"):
        for position, form in enumerate(getattr(concept, key)):
            if normalise(form.text).text == text:
                return key, position
    return next(((key,) for key in ("label", "label_en") if normalise(getattr(concept, key)).text == text), ())


def _repeated_forms(entry: Entry) -> Iterator[str]:
    for key, before in (("variants", [entry.concept.label]), ("renderings", [])):
        seen = Counter(normalise(text).text for text in before)
        for position, form in enumerate(getattr(entry.concept, key)):
            text = normalise(form.text).text
            if seen[text]:
                yield f"{entry.at(key, position)}: {form.text!r} is listed already{' (it is the label)' if text in before else ''}"
            seen[text] += 1


def _circles(entries: Sequence[Entry]) -> Iterator[str]:
    """Yield each circle of broader concepts once, at its member with the smallest id."""
    above = _above(entries)
    by_id = {entry.concept.id: entry for entry in entries}
    for name in sorted(above):
        path = _way_back(name, above)
        if path and name == min(path):
            labels = " → ".join(by_id[one].concept.label if one in by_id else one for one in [*path, name])
            yield f"{by_id[name].at(_relation_key(by_id[name].concept))}: broader and narrower go in a circle: {labels}"


def _above(entries: Iterable[Entry]) -> dict[str, set[str]]:
    above: dict[str, set[str]] = defaultdict(set)
    names = {entry.concept.id for entry in entries}
    for entry in entries:
        above[entry.concept.id].update(name for name in entry.concept.broader if name in names)
        for name in entry.concept.narrower:
            if name in names:
                above[name].add(entry.concept.id)
    return above


def _way_back(start: str, above: dict[str, set[str]]) -> list[str]:
    """Return a shortest way from a concept over broader ones back to it, [] when there is none."""
    waiting, seen = [[start]], {start}
    while waiting:
        path = waiting.pop(0)
        for name in sorted(above.get(path[-1], ())):
            if name == start:
                return path
            if name not in seen:
                seen.add(name)
                waiting.append([*path, name])
    return []


def _relation_key(concept: Concept) -> str:
    return "broader" if concept.broader else "narrower"


def _contradictions(entries: Iterable[Entry]) -> Iterator[str]:
    for entry in entries:
        for key in ("related", "constituents", "nested"):
            if entry.concept.id in getattr(entry.concept, key):
                yield f"{entry.at(key)}: the concept names itself"
        both = {*entry.concept.broader, *entry.concept.narrower} & set(entry.concept.related)
        if both:
            yield f"{entry.at('related')}: {', '.join(sorted(both))} is broader or narrower already; related is for neither"
