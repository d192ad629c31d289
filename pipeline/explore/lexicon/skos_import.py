"""Entries of the lexicon from a SKOS thesaurus; see `skos` for what becomes what.

Order has no place in SKOS: several values of a property come back sorted. What SKOS says in other properties or languages, or of concepts
outside the file, is kept in the entry's key `skos` and written out again.
"""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from pydantic import ValidationError

from pipeline.core.errors import InputError
from pipeline.core.files import read_utf8
from pipeline.core.lexicon import Concept, load_lexicon
from pipeline.core.text import normalise
from pipeline.explore.lexicon.editing import dump, write_checked
from pipeline.explore.lexicon.skos import BASE, RELATIONS

if TYPE_CHECKING:
    from rdflib import Graph

# Statements that every export makes anew.
MADE_ANEW = frozenset({"inScheme", "topConceptOf"})
CHINESE = ("zh", "zh-hans", "zh-cn", "")
NUMBERED = re.compile(r"(\d+\.\d+\.\d+): (.+)", re.DOTALL)
DATED = re.compile(r"((?:19|20)\d\d|2100): (.+)", re.DOTALL)
Statements = dict[str, list[str]]
"""`property@language` (or `property`) -> values; links stand in angle brackets."""


@dataclass
class Thesaurus:
    """What a file holds."""

    concepts: list[Concept] = field(default_factory=list)
    dropped: int = 0
    """Statements about nodes without name, which no entry can hold."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did."""

    added: int
    known: list[str]


def import_thesaurus(folder: Path, file: Path, target: str, family: str) -> Imported:
    """Write the concepts that the lexicon lacks into a new file of it.

    Raises:
        InputError: no Turtle, no concept in it, or the target is there already.
        ConfigError: the lexicon would have a fault; nothing is written.
    """
    lexicon = load_lexicon(folder)
    path = folder / target
    if path.exists() or path.parent.resolve() != folder.resolve() or path.suffix != ".yaml":
        raise InputError(f"{path}: name a new .yaml file of configs/lexicon; a file that is there is never overwritten")
    if family not in lexicon.families:
        raise InputError(f"--family {family}: not in lexicon.yaml (there: {', '.join(lexicon.families)})")
    found = from_graph(parse_turtle(file))
    owners = {name: one.id for one in lexicon.concepts for name in (normalise(one.label).text, one.id)}
    ids = {one.id: owner for one in found.concepts if (owner := owners.get(one.id) or owners.get(normalise(one.label).text))}
    known = [one.label for one in found.concepts if one.id in ids]
    new = [_with_ids(one, ids) for one in found.concepts if one.id not in ids]
    if new:
        entries = [one.model_dump(mode="json", exclude_defaults=True, exclude={"family"}) | {"label_en": one.label_en} for one in new]
        write_checked(folder, path, dump({"family": family, "concepts": entries}), None)
    return Imported(len(new), known)


def _with_ids(concept: Concept, ids: dict[str, str]) -> Concept:
    """Let relations to concepts that the lexicon has already point to those."""
    return concept.model_copy(update={key: tuple(ids.get(name, name) for name in getattr(concept, key)) for key in RELATIONS})


def parse_turtle(path: Path) -> "Graph":
    """Return the file's graph.

    Raises:
        InputError: the file is missing or no Turtle.
    """
    from rdflib import Graph
    from rdflib.exceptions import ParserError
    from rdflib.plugins.parsers.notation3 import BadSyntax

    if not path.is_file():
        raise InputError(f"{path}: there is no such file")
    try:
        return Graph().parse(data=read_utf8(path), format="turtle")
    except (BadSyntax, ParserError) as fault:
        line = getattr(fault, "lines", None)
        where = f" (line {line + 1})" if isinstance(line, int) else ""
        raise InputError(f"{path}: not valid Turtle{where}; export the thesaurus as Turtle (.ttl)") from None


def from_graph(graph: "Graph") -> Thesaurus:
    """Return the graph's concepts, by id.

    Raises:
        InputError: there is none, or one has no label.
    """
    from rdflib import RDF
    from rdflib.namespace import SKOS

    nodes = sorted(set(graph.subjects(RDF.type, SKOS.Concept)), key=str)
    if not nodes:
        raise InputError("no skos:Concept in the file: is it a SKOS thesaurus?")
    found = Thesaurus()
    ids: dict[str, str] = {}
    for node in nodes:
        ids[str(node)] = _identifier(str(node), set(ids.values()))
    for node in nodes:
        statements, dropped = _statements(graph, node, ids)
        found.dropped += dropped
        found.concepts.append(_concept(str(node), ids[str(node)], statements))
    found.concepts.sort(key=lambda concept: concept.id)
    return found


def _identifier(uri: str, taken: set[str]) -> str:
    own = unquote(uri.removeprefix(BASE)) if uri.startswith(BASE) else re.sub(r"[^a-z0-9_]+", "_", re.split(r"[/#:]", uri)[-1].lower())
    name = own if own[:1].isascii() and own[:1].isalpha() else f"c_{own.strip('_') or 'concept'}"
    number = 2
    while name in taken:
        name, number = f"{name.rstrip('0123456789')}{number}", number + 1
    return name


def _statements(graph: "Graph", node: Any, ids: dict[str, str]) -> tuple[Statements, int]:
    """Return what SKOS says of a concept, values sorted, and how many statements name a node without name."""
    from rdflib import BNode, Literal
    from rdflib.namespace import SKOS

    said: Statements = defaultdict(list)
    dropped = 0
    for predicate, value in graph.predicate_objects(node):
        name = str(predicate).removeprefix(str(SKOS))
        if name == str(predicate) or name in MADE_ANEW:
            continue
        if isinstance(value, BNode):
            dropped += 1
        elif isinstance(value, Literal):
            said[f"{name}@{value.language}" if value.language else name].append(str(value))
        else:
            said[name].append(ids[str(value)] if name in RELATIONS and str(value) in ids else f"<{value}>")
    return {key: sorted(values) for key, values in said.items()}, dropped


def _concept(uri: str, concept_id: str, said: Statements) -> Concept:
    rest = {key: list(values) for key, values in said.items()}
    label = next(filter(None, (_take(rest, f"prefLabel@{lang}".rstrip("@")) for lang in (*CHINESE, "en"))), None)
    label_en = _take(rest, "prefLabel@en") or ""
    if label is None:
        raise InputError(f"{uri}: no skos:prefLabel in Chinese or English; an entry needs one")
    if not uri.startswith(BASE):
        rest.setdefault("exactMatch", []).append(f"<{uri}>")
    _drop(rest, "notation", concept_id)
    relations = {key: _take_ids(rest, key) for key in RELATIONS}
    values = {
        "id": concept_id,
        "label": label,
        "label_en": label_en,
        "variants": [*_forms(rest, "altLabel@zh", "exact"), *_forms(rest, "hiddenLabel@zh", "loose")],
        "renderings": [*_forms(rest, "altLabel@en", "exact"), *_forms(rest, "hiddenLabel@en", "loose")],
        "codebook": {
            "definition": _take(rest, "definition@zh") or "",
            "include": rest.pop("scopeNote@zh", []),
            "typical_case": _take(rest, "example@zh") or "",
            "border_case": _take(rest, "editorialNote@zh") or "",
        },
        "policy_marks": [{"year": int(one[1]), "document": one[2]} for one in _matching(rest, "historyNote@zh", DATED)],
        "changelog": [{"version": one[1], "change": one[2]} for one in _matching(rest, "changeNote@en", NUMBERED)],
        **relations,
    }
    try:
        return Concept.model_validate(values | {"skos": {key: tuple(texts) for key, texts in sorted(rest.items()) if texts}})
    except ValidationError as fault:
        raise InputError(f"{uri}: {fault.errors()[0]['msg']} ({'.'.join(map(str, fault.errors()[0]['loc']))})") from None


def _take(said: Statements, key: str) -> str | None:
    values = said.get(key)
    return values.pop(0) if values else None


def _drop(said: Statements, key: str, value: str) -> None:
    if value in said.get(key, ()):
        said[key].remove(value)


def _take_ids(said: Statements, key: str) -> list[str]:
    values = said.pop(key, [])
    outside = [value for value in values if value.startswith("<")]
    if outside:
        said[key] = outside
    return [value for value in values if not value.startswith("<")]


def _forms(said: Statements, key: str, kind: str) -> list[dict[str, str]]:
    return [{"text": text} if kind == "exact" else {"text": text, "kind": kind} for text in said.pop(key, []) if text]


def _matching(said: Statements, key: str, pattern: re.Pattern[str]) -> list[re.Match[str]]:
    """Take the values that have our form; others stay where they are."""
    values = said.pop(key, [])
    found = {value: match for value in values if (match := pattern.fullmatch(value))}
    if len(found) < len(values):
        said[key] = [value for value in values if value not in found]
    return list(found.values())
