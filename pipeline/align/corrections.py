"""What people decided about beads: `edits/alignment.tsv`, keyed by the sentences' text, taken as given in every later run.

Columns: field, zh, en, by, on, reason. `zh` and `en` hold the sentences of one bead as `beads.tsv` prints them; one of them may be empty
(this sentence has no counterpart). Only letters, digits and Han count when sentences are compared, so a newer extraction still matches.
"""

import csv
import dataclasses
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.core.errors import InputError
from pipeline.core.files import read_utf8
from pipeline.core.text import title_key

COLUMNS = ("field", "zh", "en", "by", "on", "reason")
# Fields whose beads can be corrected; keywords are paired one by one.
FIELDS = ("title", "abstract")


@dataclass(frozen=True, slots=True)
class Correction:
    """One decided bead; both sides as comparison keys."""

    field: str
    zh: str
    en: str
    line: int = dataclasses.field(default=0, compare=False)
    """Of the file; decides nothing."""

    def key(self) -> tuple[str, str, str]:
        """Return what decides a result."""
        return self.field, self.zh, self.en


@dataclass(frozen=True, slots=True)
class Fixed:
    """A bead that the search must take; an empty range is a side without counterpart."""

    zh: range
    en: range


def read_corrections(path: Path) -> list[Correction]:
    """Return the corrections in the order of the file; none when there is no file.

    Raises:
        InputError: the file is not UTF-8, the header lacks a column, or a line has neither side or another field than title and abstract.
    """
    if not path.is_file():
        return []
    # A quotation mark in a cell is the sentence's own: beads.tsv quotes nothing.
    lines = read_utf8(path).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    lacking = [name for name in COLUMNS[:3] if name not in (rows.fieldnames or [])]
    if lacking:
        raise InputError(f"{path}:1: column {', '.join(lacking)} is missing\nthe first line must be: {' '.join(COLUMNS)} (with tabs)")
    return [_correction(path, rows.reader.line_num, row) for row in rows if any(row[name] for name in COLUMNS[:3])]


def _correction(path: Path, line: int, row: dict[str, str | None]) -> Correction:
    name, zh, en = ((row[column] or "").strip() for column in COLUMNS[:3])
    if name not in FIELDS:
        raise InputError(f"{path}:{line}: field {name[:40]!r}: must be {' or '.join(FIELDS)}")
    correction = Correction(name, title_key(zh), title_key(en), line)
    if not correction.zh and not correction.en:
        raise InputError(f"{path}:{line}: neither zh nor en holds a sentence\nfill one of them, or delete the line")
    return correction


def unused(corrections: Sequence[Correction], beads: Collection[tuple[str, str, str]]) -> list[Correction]:
    """Return the corrections that are none of the corrected beads; `beads` holds (field, zh, en) as printed."""
    taken = {(name, title_key(zh), title_key(en)) for name, zh, en in beads}
    return [correction for correction in corrections if correction.key() not in taken]


def present_corrections(text: str, corrections: Sequence[Correction]) -> tuple[Correction, ...]:
    """Return the corrections whose sentences stand in the text: the others cannot change it."""
    key = title_key(text)
    return tuple(correction for correction in corrections if correction.zh in key and correction.en in key)


def fixed_beads(zh: Sequence[str], en: Sequence[str], corrections: Sequence[Correction]) -> list[Fixed]:
    """Return where the corrected beads lie among these sentences; a correction whose sentences are divided otherwise is passed over."""
    zh_keys, en_keys = [title_key(sentence) for sentence in zh], [title_key(sentence) for sentence in en]
    found = []
    for correction in corrections:
        left, right = _place(zh_keys, correction.zh), _place(en_keys, correction.en)
        if left is not None and right is not None:
            found.append(Fixed(left, right))
    return found


def _place(keys: Sequence[str], wanted: str) -> range | None:
    """Return the run of sentences that together say `wanted`; an empty range for an empty string."""
    if not wanted:
        return range(0)
    for start in range(len(keys)):
        joined = ""
        for end in range(start, len(keys)):
            joined += keys[end]
            if joined == wanted:
                return range(start, end + 1)
            if not wanted.startswith(joined):
                break
    return None
