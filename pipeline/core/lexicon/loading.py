"""Read a lexicon folder; every fault is named at once, with file, line and key."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from pipeline.core.config import explain_fault, load_config, read_yaml
from pipeline.core.errors import ConfigError
from pipeline.core.lexicon.entries import (
    Change,
    Codebook,
    Concept,
    Context,
    DefinitionSource,
    Examples,
    FamilyFile,
    LexiconHead,
    PolicyMark,
    Rendering,
    Sense,
    Variant,
)
from pipeline.core.lexicon.faults import Entry, LexiconFile, deciding_faults, further_faults
from pipeline.core.lexicon.forms import Lexicon

HEAD_FILE = "lexicon.yaml"
# The keys that hold keys of their own, for the hint after a misspelt one.
MODELS: dict[str, type[BaseModel]] = {
    "changelog": Change,
    "codebook": Codebook,
    "concepts": Concept,
    "context": Context,
    "definition_source": DefinitionSource,
    "examples": Examples,
    "policy_marks": PolicyMark,
    "renderings": Rendering,
    "senses": Sense,
    "variants": Variant,
}


@dataclass
class Folder:
    """What was read of a lexicon folder, sound or not."""

    head: LexiconHead
    entries: list[Entry] = field(default_factory=list)
    """The entries that fit the schema."""
    known: set[str] = field(default_factory=set)
    """Ids of all entries, also of those that do not fit."""
    faults: list[str] = field(default_factory=list)

    def lexicon(self) -> Lexicon:
        """Return the entries that fit the schema as a lexicon."""
        concepts = tuple(entry.concept for entry in self.entries)
        return Lexicon(self.head.version, self.head.families, concepts, self.head.subject_words, self.head.other_fields)


def load_lexicon(folder: Path) -> Lexicon:
    """Return the lexicon of a folder.

    Raises:
        ConfigError: every fault at once, one a line: `file:line: concept.key: what is wrong`.
    """
    found = read_folder(folder)
    faults = [*found.faults, *deciding_faults(found.entries, found.known, found.head)]
    if faults:
        raise ConfigError("\n".join(faults))
    return found.lexicon()


def check_folder(folder: Path) -> Folder:
    """Return what a folder holds with all faults of its files, also those that do no harm to a run.

    Raises:
        ConfigError: lexicon.yaml is wrong, or a file is no YAML.
    """
    found = read_folder(folder)
    found.faults += [*deciding_faults(found.entries, found.known, found.head), *further_faults(found.entries)]
    return found


def read_folder(folder: Path) -> Folder:
    """Read the files of a folder in the order of their names; faults of the schema are kept, those between entries not looked for."""
    found = Folder(load_config(folder / HEAD_FILE, LexiconHead))
    for path in sorted(folder.glob("*.yaml"), key=lambda path: path.name):
        if path.name != HEAD_FILE:
            _read_file(LexiconFile(path), found)
    return found


def _read_file(file: LexiconFile, found: Folder) -> None:
    values = read_yaml(file.path)
    try:
        family, concepts = _validated(values)
    except ValidationError as error:
        found.faults += [_explain(file, values, fault) for fault in error.errors()]
        family, concepts = str(values.get("family", "")) if isinstance(values, dict) else "", _sound(values)
    if family and family not in found.head.families:
        found.faults.append(f"{file.at('family')}: family: {family!r} is not in {HEAD_FILE}")
    found.entries += [Entry(file, index, concept.model_copy(update={"family": family or "none"})) for index, concept in concepts]
    found.known |= {str(entry.get("id")) for entry in _raw_entries(values)}


def _validated(values: Any) -> tuple[str, list[tuple[int, Concept]]]:
    file = FamilyFile.model_validate(values)
    return file.family, list(enumerate(file.concepts))


def _sound(values: Any) -> list[tuple[int, Concept]]:
    """Return the entries of a faulty file that have no fault themselves, so that one fault hides no other."""
    sound = []
    for index, entry in enumerate(_raw_entries(values)):
        try:
            sound.append((index, Concept.model_validate(entry)))
        except ValidationError:
            continue
    return sound


def _raw_entries(values: Any) -> list[dict[str, Any]]:
    entries = values.get("concepts") if isinstance(values, dict) else None
    return [entry if isinstance(entry, dict) else {} for entry in entries] if isinstance(entries, list) else []


def _explain(file: LexiconFile, values: Any, fault: Any) -> str:
    loc = tuple(part for part in fault["loc"] if not str(part).startswith(("function-", "literal", "constrained")))
    holders = [MODELS[part] for part in loc[:-1] if part in MODELS]
    known = (holders[-1] if holders else FamilyFile).model_fields
    return f"{file.at(*loc)}: {_name_key(values, loc)}: {explain_fault(fault, known)}"


def _name_key(values: Any, loc: tuple[Any, ...]) -> str:
    if loc[:1] != ("concepts",) or not loc[1:]:
        return ".".join(map(str, loc)) or "the file"
    entry = values["concepts"][loc[1]]
    name = entry.get("label") or entry.get("id") if isinstance(entry, dict) else None
    return ".".join([str(name or loc[1]), *map(str, loc[2:])])
