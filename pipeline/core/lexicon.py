"""The concept lexicon: what configs/lexicon/*.yaml says, checked; read by segment (words kept whole) and concepts (what is found).

`lexicon.yaml` gives version and families; every other file of the folder lists concepts of one family. All faults are reported at once, each
with file, line and key. Matching itself is not here: a form is what is looked for, not where.
"""

import functools
import itertools
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, ValidationError
from ruamel.yaml import YAML

from pipeline.core.config import Config, explain_fault, load_config, read_yaml
from pipeline.core.errors import ConfigError
from pipeline.core.files import read_utf8
from pipeline.core.inflection import english_forms
from pipeline.core.text import is_han, normalise

HEAD_FILE = "lexicon.yaml"
VariantKind = Literal["exact", "abbreviation", "quoted", "traditional", "elliptical", "loose"]
Status = Literal["preferred", "accepted", "seen", "rejected"]
Identifier = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
Year = Annotated[int, Field(ge=1900, le=2100)]


def _mapping(value: Any) -> Any:
    """Let people write `项目体制` for `{text: 项目体制}`."""
    return {"text": value} if isinstance(value, str) else value


class Context(Config):
    """What must, or must not, stand near a form for it to count."""

    needs: tuple[str, ...] = ()
    """At least one of these."""
    must_not: tuple[str, ...] = ()
    """None of these."""
    window: Literal["sentence"] | Annotated[int, Field(ge=1, le=500)] = "sentence"
    """The sentence, or so many code points on either side."""


class Variant(Config):
    """A Chinese form of a concept."""

    text: Annotated[str, Field(min_length=1)]
    kind: VariantKind = "exact"
    context: Context | None = None
    shared: bool = False
    """Declares that another concept has the form too: hits are ambiguous and never counted."""
    whole: bool = True
    """The segmenter keeps it in one piece."""
    note: str = ""


class Rendering(Config):
    """An English form of a concept; singular, plural, case and British spelling are derived."""

    text: Annotated[str, Field(min_length=1)]
    status: Status = "accepted"
    kind: Literal["exact", "abbreviation", "loose"] = "exact"
    context: Context | None = None
    shared: bool = False
    years: tuple[Year, ...] = ()
    note: str = ""


class Sense(Config):
    """One meaning of a concept whose word has several."""

    id: Identifier
    label: str
    cues: tuple[str, ...] = ()
    """Words in the sentence that speak for this sense; the sense with most cues wins."""
    counted: bool = True
    """False: another field's meaning, flagged `other-sense` and left out of counts."""


class Codebook(Config):
    """What two coders need to agree; may be empty."""

    definition: str = ""
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    typical_case: str = ""
    border_case: str = ""
    decided_by: str = ""
    decided_on: str = ""


class PolicyMark(Config):
    """A line on a timeline; never evidence that a paper uses the concept."""

    year: Year
    document: str


class Change(Config):
    """What changed in an entry, for the methods paragraph."""

    version: str
    change: str


class Examples(Config):
    """Sentences that the tests run: the concept must (yes) or must not (no) be found and counted."""

    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()


class Concept(Config):
    """An entry of the lexicon."""

    id: Identifier
    label: Annotated[str, Field(min_length=1)]
    label_en: str
    family: Identifier = "none"
    broader: tuple[Identifier, ...] = ()
    narrower: tuple[Identifier, ...] = ()
    related: tuple[Identifier, ...] = ()
    constituents: tuple[Identifier, ...] = ()
    """Concepts it contains by definition: left out of co-occurrence."""
    roll_up: Literal["none", "family"] = "none"
    variants: tuple[Annotated[Variant, BeforeValidator(_mapping)], ...] = ()
    renderings: tuple[Annotated[Rendering, BeforeValidator(_mapping)], ...] = ()
    exclusions: tuple[str, ...] = ()
    """Longer strings inside which no form of this concept is one."""
    context: Context | None = None
    nested: tuple[Identifier, ...] = ()
    """Concepts whose forms are reported inside this concept's forms too (else the longest form wins)."""
    senses: tuple[Sense, ...] = ()
    codebook: Codebook = Codebook()
    definition_source: str = ""
    policy_marks: tuple[PolicyMark, ...] = ()
    coinage: bool = False
    """One author's term."""
    examples: Examples = Examples()
    changelog: tuple[Change, ...] = ()


class Family(Config):
    """Concepts that teams sometimes count as one, at reading time."""

    label: str
    label_en: str


class LexiconHead(Config):
    """lexicon.yaml."""

    version: Annotated[str, Field(pattern=r"^\d+\.\d+\.\d+$")]
    families: dict[Identifier, Family]


class FamilyFile(Config):
    """Any other file of the folder."""

    family: Identifier
    concepts: tuple[Concept, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """A string to look for."""

    text: str
    """Normalised (see core.text.normalise)."""
    lang: str
    kind: str
    concept_ids: tuple[str, ...]
    """Sorted; more than one when the form is declared shared."""
    variant_id: str
    """The normalised form as the lexicon writes it (the singular for an English plural)."""
    context: Context | None = None


@dataclass(frozen=True)
class Lexicon:
    """All concepts, in the order of files and entries."""

    version: str
    families: dict[str, Family]
    concepts: tuple[Concept, ...]
    by_id: dict[str, Concept] = field(init=False)

    def __post_init__(self) -> None:
        """Index the concepts."""
        object.__setattr__(self, "by_id", {concept.id: concept for concept in self.concepts})

    def concept(self, name: str) -> Concept:
        """Return the concept with this id or label (Chinese or English, any case).

        Raises:
            ConfigError: there is none.
        """
        wanted = normalise(name).text
        for concept in self.concepts:
            if wanted in {concept.id, normalise(concept.label).text, normalise(concept.label_en).text}:
                return concept
        raise ConfigError(f"concept {name!r} is not in the lexicon\nlook at configs/lexicon, or search the text: `wenmai search {name}`")

    def label(self, concept_id: str) -> str:
        """Return the Chinese label; of an ambiguous `a/b` both labels."""
        return "/".join(self.by_id[part].label for part in concept_id.split("/"))

    @functools.cached_property
    def forms(self) -> tuple[Form, ...]:
        """Return every form of every concept, each string once per language, sorted."""
        return tuple(sorted(_merge(_forms(self.concepts)), key=lambda form: (form.lang, form.text)))

    @functools.cached_property
    def words(self) -> tuple[str, ...]:
        """Return the Chinese forms that a segmenter keeps whole (normalised, without loose and elliptical ones), sorted."""
        loose = {normalise(v.text).text for c in self.concepts for v in c.variants if not v.whole or v.kind in {"loose", "elliptical"}}
        return tuple(sorted(form.text for form in self.forms if form.lang == "zh" and form.text not in loose and form.text.isalnum()))

    @functools.cached_property
    def exclusions(self) -> tuple[tuple[str, str], ...]:
        """Return `(normalised exclusion, concept_id)`, sorted."""
        return tuple(sorted((normalise(text).text, concept.id) for concept in self.concepts for text in concept.exclusions))


def load_lexicon(folder: Path) -> Lexicon:
    """Return the lexicon of a folder.

    Raises:
        ConfigError: every fault at once, one a line: `file:line: concept.key: what is wrong`.
    """
    head = load_config(folder / HEAD_FILE, LexiconHead)
    files = [path for path in sorted(folder.glob("*.yaml"), key=lambda path: path.name) if path.name != HEAD_FILE]
    faults: list[str] = []
    concepts: list[tuple[Path, int, Concept]] = []
    for path in files:
        concepts += _read_file(path, head, faults)
    faults += _cross_faults(concepts)
    if faults:
        raise ConfigError("\n".join(faults))
    return Lexicon(head.version, head.families, tuple(concept for _, _, concept in concepts))


def _read_file(path: Path, head: LexiconHead, faults: list[str]) -> list[tuple[Path, int, Concept]]:
    values = read_yaml(path)
    try:
        file = FamilyFile.model_validate(values)
    except ValidationError as error:
        faults += [_explain(path, values, fault) for fault in error.errors()]
        return []
    if file.family not in head.families:
        faults.append(f"{path}:{_line(path, ('family',))}: family: {file.family!r} is not in {HEAD_FILE}")
    return [(path, index, concept.model_copy(update={"family": file.family})) for index, concept in enumerate(file.concepts)]


def _explain(path: Path, values: Any, fault: Any) -> str:
    loc = tuple(part for part in fault["loc"] if not str(part).startswith(("function-", "literal", "constrained")))
    return f"{path}:{_line(path, loc)}: {_name_key(values, loc)}: {explain_fault(fault, Concept.model_fields)}"


def _name_key(values: Any, loc: tuple[Any, ...]) -> str:
    if loc[:1] != ("concepts",) or not loc[1:]:
        return ".".join(map(str, loc)) or "the file"
    entry = values["concepts"][loc[1]]
    name = entry.get("label") or entry.get("id") if isinstance(entry, dict) else None
    return ".".join([str(name or loc[1]), *map(str, loc[2:])])


def _line(path: Path, loc: tuple[Any, ...]) -> int:
    """Return the 1-based line of a key; the nearest line above it when the key is absent."""
    node: Any = YAML(typ="rt").load(read_utf8(path, ConfigError))
    line = 0
    for part in loc:
        try:
            line = (node.lc.key if isinstance(part, str) else node.lc.item)(part)[0]
            node = node[part]
        except (KeyError, IndexError, TypeError, AttributeError):
            break
    return line + 1


def _cross_faults(entries: list[tuple[Path, int, Concept]]) -> list[str]:
    known = {concept.id for _, _, concept in entries}
    return [*_duplicates(entries), *_unknown_ids(entries, known), *_collisions(entries)]


def _at(entry: tuple[Path, int, Concept], *keys: Any) -> str:
    path, index, concept = entry
    return f"{path}:{_line(path, ('concepts', index, *keys))}: {'.'.join([concept.label, *map(str, keys)])}"


def _duplicates(entries: list[tuple[Path, int, Concept]]) -> list[str]:
    faults = []
    for key in ("id", "label"):
        seen: dict[str, Concept] = {}
        for entry in entries:
            value = getattr(entry[2], key)
            if value in seen:
                faults.append(f"{_at(entry, key)}: {value!r} is used twice (also by {seen[value].label})")
            seen.setdefault(value, entry[2])
    return faults


def _unknown_ids(entries: list[tuple[Path, int, Concept]], known: set[str]) -> list[str]:
    keys = ("broader", "narrower", "related", "constituents", "nested")
    return [
        f"{_at(entry, key, position)}: {name!r} is no concept's id"
        for entry in entries
        for key in keys
        for position, name in enumerate(getattr(entry[2], key))
        if name not in known
    ]


def _collisions(entries: list[tuple[Path, int, Concept]]) -> list[str]:
    users: dict[tuple[str, str], list[tuple[tuple[Path, int, Concept], bool]]] = defaultdict(list)
    for entry in entries:
        for form, shared in _forms_of(entry[2]):
            users[form.lang, form.text].append((entry, shared))
    faults = []
    for (_, text), found in sorted(users.items()):
        concepts = {entry[2].id: entry for entry, _ in found}
        if len(concepts) > 1 and not all(shared for _, shared in found):
            labels = "、".join(entry[2].label for entry in concepts.values())
            faults.append(f"{_at(found[-1][0])}: form {text!r} belongs to several concepts ({labels}); declare `shared: true` in each")
    return faults


def _forms(concepts: tuple[Concept, ...]) -> list[Form]:
    return [form for concept in concepts for form, _ in _forms_of(concept)]


def _forms_of(concept: Concept) -> list[tuple[Form, bool]]:
    """Return each form with whether it is declared shared; the label comes first, and a string counts once."""
    found: dict[tuple[str, str], tuple[Form, bool]] = {}
    for variant in (Variant(text=concept.label), *concept.variants):
        text = normalise(variant.text).text
        form = Form(text, language_of(text), variant.kind, (concept.id,), text, variant.context or concept.context)
        found.setdefault((form.lang, text), (form, variant.shared))
    label_en = Rendering(text=concept.label_en, status="preferred") if concept.label_en else None
    for rendering in (*concept.renderings, *([label_en] if label_en else [])):
        name = normalise(rendering.text).text
        for text in english_forms(name) if rendering.kind != "abbreviation" else [name]:
            form = Form(text, "en", rendering.kind, (concept.id,), name, rendering.context or concept.context)
            found.setdefault(("en", text), (form, rendering.shared))
    rejected = {normalise(rendering.text).text for rendering in concept.renderings if rendering.status == "rejected"}
    return [pair for pair in found.values() if pair[0].variant_id not in rejected]


def _merge(forms: list[Form]) -> list[Form]:
    """Join forms that several concepts share into one with all their ids."""
    ordered = sorted(forms, key=lambda form: (form.lang, form.text))
    merged = []
    for _, group in itertools.groupby(ordered, key=lambda form: (form.lang, form.text)):
        same = sorted(group, key=lambda form: form.concept_ids)  # the first one's kind and context hold, in whatever order files stand
        ids = tuple(sorted({name for form in same for name in form.concept_ids}))
        first = same[0]
        merged.append(Form(first.text, first.lang, first.kind, ids, first.variant_id, first.context))
    return merged


def language_of(text: str) -> str:
    """Return zh when a Han character is in it, else en."""
    return "zh" if any(map(is_han, text)) else "en"
