"""What people decided about beads: `edits/alignment.tsv`, keyed by the sentences' text, taken as given in every later run.

Columns: field, zh, en, by, on, reason. `zh` and `en` hold the sentences of one bead as `beads.tsv` prints them; one of them may be empty
(this sentence has no counterpart). Only letters, digits and Han count when sentences are compared, so a newer extraction still matches.
"""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.core.errors import InputError
from pipeline.core.text import title_key

COLUMNS = ("field", "zh", "en", "by", "on", "reason")


@dataclass(frozen=True, slots=True)
class Correction:
    """One decided bead; both sides as comparison keys."""

    field: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Fixed:
    """A bead that the search must take; an empty range is a side without counterpart."""

    zh: range
    en: range


def read_corrections(path: Path) -> list[Correction]:
    """Return the corrections in the order of the file; none when there is no file.

    Raises:
        InputError: the header lacks a column, or a line has neither side.
    """
    if not path.is_file():
        return []
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = csv.DictReader(stream, delimiter="\t")
        lacking = [name for name in COLUMNS[:3] if name not in (rows.fieldnames or [])]
        if lacking:
            raise InputError(f"{path}:1: column {', '.join(lacking)} is missing\nthe first line must be: {' '.join(COLUMNS)} (with tabs)")
        corrections = [Correction(row["field"] or "", title_key(row["zh"] or ""), title_key(row["en"] or "")) for row in rows]
    for number, correction in enumerate(corrections, start=2):
        if not correction.zh and not correction.en:
            raise InputError(f"{path}:{number}: neither zh nor en holds a sentence\nfill one of them, or delete the line")
    return corrections


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
