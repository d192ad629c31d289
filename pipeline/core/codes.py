"""What coders said of mentions (edits/codes.tsv), read by stage concepts and by the report.

A line is one coder's word on one concept in one sentence. The sentence is named by the hash of its text, so that a code survives a
downloaded-again PDF, a moved page and a new segmentation; the same sentence in two files has one code.
"""

import dataclasses
import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pipeline.core.tabular import read_rows, table_text
from pipeline.core.text import normalise

FILE = "codes.tsv"
COLUMNS = ("sentence", "concept", "coder", "code", "sense", "adjudicated", "on", "reason", "text")
YES, NO, UNSURE = "yes", "no", "unsure"
CODES = (YES, NO, UNSURE)
KEY_CHARS = 16


@dataclass(frozen=True, slots=True)
class Code:
    """One coder's word on a concept in a sentence."""

    sentence: str
    """Its key, see `sentence_key`."""
    concept: str
    coder: str
    code: str
    """yes: the concept is meant here; no: it is not; unsure."""
    sense: str = ""
    adjudicated: bool = False
    """This word goes before those of all coders."""
    on: str = ""
    reason: str = ""
    text: str = ""
    """The sentence, for people."""

    @property
    def unit(self) -> tuple[str, str]:
        """Return what is coded: (sentence, concept)."""
        return self.sentence, self.concept


def sentence_key(text: str) -> str:
    """Return the key of a sentence: 16 hex digits of the sha256 of its normalised text without white space."""
    return hashlib.sha256("".join(normalise(text).text.split()).encode()).hexdigest()[:KEY_CHARS]


def read_codes(edits: Path) -> list[Code]:
    """Read the codes, in the order of the file; a missing or empty file has none.

    Raises:
        ConfigError: another heading, or a code that is none; all such rows at once.
    """
    return read_rows(edits / FILE, COLUMNS, "\t", lambda _line, cells: _code(cells))


def codes_text(codes: Iterable[Code]) -> str:
    """Return the file's content: rows sorted by concept, sentence and coder."""
    ordered = sorted(codes, key=lambda code: (code.concept, code.sentence, code.adjudicated, code.coder))
    return table_text(COLUMNS, map(_cells, ordered))


def decided(codes: Iterable[Code]) -> dict[tuple[str, str], Code]:
    """Return the word that holds for each unit: the adjudicated one, else the coders' where all say the same code and sense."""
    units: dict[tuple[str, str], list[Code]] = defaultdict(list)
    for code in codes:
        units[code.unit].append(code)
    found = {}
    for unit, said in units.items():
        last = [code for code in said if code.adjudicated] or said
        if len({(code.code, code.sense) for code in last}) == 1:
            found[unit] = last[0]
    return found


def _cells(code: Code) -> list[str]:
    cells = dataclasses.asdict(code) | {"adjudicated": YES if code.adjudicated else ""}
    return [cells[name] for name in COLUMNS]


def _code(cells: dict[str, str]) -> Code:
    if not cells["sentence"] or not cells["concept"]:
        raise ValueError("sentence and concept must be filled")
    if cells["code"] not in CODES:
        raise ValueError(f"code must be yes, no or unsure (got {cells['code'][:40]!r})")
    if cells["adjudicated"] not in {"", YES}:
        raise ValueError(f"adjudicated must be yes or empty (got {cells['adjudicated'][:40]!r})")
    return Code(**(cells | {"adjudicated": cells["adjudicated"] == YES}))  # type: ignore[arg-type]
