"""Write into the lexicon's files so that comments, order and layout of all other lines stay as they are (ruamel round trip)."""

import io
import re
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from pipeline.core.errors import ConfigError, InputError
from pipeline.core.files import read_utf8
from pipeline.core.lexicon import load_lexicon

WIDTH = 1_000_000  # lines are as long as people make them
IDENTIFIER = re.compile(r"[a-z][a-z0-9_]*")


def add_term(folder: Path, name: str, term: str, concept_id: str, label_en: str = "") -> str:
    """Add a term to a file of the lexicon and return what was done: a variant of the concept of that id, or a new entry.

    Args:
        folder: such as configs/lexicon.
        name: the file in it, such as 60_zhili.yaml.
        term: the Chinese form.
        concept_id: a new id, or that of a concept in the file.
        label_en: English label of a new entry; may be empty.

    Raises:
        InputError: no such file, or no id.
        ConfigError: the lexicon has a fault, or would then have one; the file stays as it was.
    """
    path = folder / name
    there = sorted(one.name for one in folder.glob("*.yaml") if one.name != "lexicon.yaml")
    if name not in there:
        raise InputError(f"{path}: there is no such file of concepts in the lexicon (there: {', '.join(there)})")
    if not IDENTIFIER.fullmatch(concept_id):
        raise InputError(f"--id {concept_id!r}: an id is lower-case letters, digits and _, such as zhili_jinbiaosai")
    load_lexicon(folder)
    before = read_utf8(path, ConfigError)
    tree = round_trip().load(before)
    entry = next((one for one in tree["concepts"] if one.get("id") == concept_id), None)
    if entry is None:
        tree["concepts"].append({"id": concept_id, "label": term, "label_en": label_en})
        done = f"{term} is a concept now ({concept_id}); give it a definition and examples"
    else:
        entry.setdefault("variants", []).append(term)
        done = f"{term} is a variant of {entry['label']} now"
    write_checked(folder, path, dump(tree), before)
    return done


def write_checked(folder: Path, path: Path, text: str, before: str | None) -> None:
    """Write a file of the lexicon, unless the lexicon would then be faulty.

    Raises:
        ConfigError: it would; the file stays as it was (`before`, None: absent).
    """
    path.write_text(text, encoding="utf-8", newline="\n")
    try:
        load_lexicon(folder)
    except ConfigError as fault:
        if before is None:
            path.unlink()
        else:
            path.write_text(before, encoding="utf-8", newline="\n")
        raise ConfigError(f"nothing was written: the lexicon would have a fault\n{fault}") from None


def round_trip() -> YAML:
    """Return the reader and writer that keeps what it does not change."""
    yaml = YAML(typ="rt")
    yaml.width = WIDTH
    yaml.preserve_quotes = True
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def dump(tree: Any) -> str:
    """Return the YAML text."""
    out = io.StringIO()
    round_trip().dump(tree, out)
    return out.getvalue()
