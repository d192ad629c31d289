"""People's corrections: edits/catalog.tsv, one field of one work a line.

A correction names the work by the title as the record or the document gives it (or by the file's name where there is no title), never by
a doc_id: a file that is downloaded anew has another. An empty value empties the field. The fields merge, split and link decide on works as
wholes: see `decisions`.
"""

import csv
import dataclasses
import io
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pipeline.catalog.bibliography import LIST_FIELDS, Description
from pipeline.catalog.values import LIST_SEPARATOR
from pipeline.core.errors import ConfigError
from pipeline.core.files import read_utf8
from pipeline.core.records import Problem
from pipeline.core.text import title_key

COLUMNS = ("title", "field", "value", "by", "on", "reason")
CHOICES = {
    "kind": ("article", "thesis", "web", "other"),
    "year_kind": ("issue", "online-first", "degree", "posted"),
    "degree_type": ("博士", "学术硕士", "专业硕士"),
}
TEXT_FIELDS = ("title_zh", "title_en", "venue", "issue", "pages", "doi", "abstract_zh", "abstract_en")
DECISIONS = ("merge", "split", "link")
LINKS = ("duplicate_of", "version_of", "derived_from", "none")
CORRECTABLE = (*TEXT_FIELDS, "authors", "keywords_zh", "keywords_en", "year", *CHOICES, *DECISIONS)


@dataclass(frozen=True, slots=True)
class Correction:
    """One line of edits/catalog.tsv."""

    line: int
    title: str
    field: str
    value: object
    """A string, an int (year), a list (authors, keywords), or None to empty the field."""

    @property
    def is_decision(self) -> bool:
        """Tell whether the line decides on works as wholes instead of correcting a field."""
        return self.field in DECISIONS


def read_corrections(path: Path) -> list[Correction]:
    """Read the corrections, in the order of the file; a missing file has none.

    Raises:
        ConfigError: the file is not UTF-8, or lines name no field of a work or hold an impossible value; all such lines are named at once.
    """
    if not path.is_file():
        return []
    lines = io.StringIO(read_utf8(path, ConfigError), newline="")
    rows = list(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    if not rows or tuple(rows[0]) != COLUMNS:
        raise ConfigError(f"{path}:1: the first line must be the columns {' '.join(COLUMNS)}, divided by tabs")
    corrections: list[Correction] = []
    faults: list[str] = []
    for line, row in enumerate(rows[1:], start=2):
        if not any(cell.strip() for cell in row):
            continue
        try:
            corrections.append(_correction(line, row))
        except ValueError as error:
            faults.append(f"{path}:{line}: {error}")
    if faults:
        raise ConfigError("\n".join(faults))
    return corrections


def apply_corrections(
    descriptions: Iterable[Description], corrections: list[Correction], file: str
) -> tuple[list[Description], list[Problem]]:
    """Return the descriptions as corrected, and a problem for each correction that meets none; later lines overrule earlier ones."""
    by_title: dict[str, list[Correction]] = {}
    corrections = [correction for correction in corrections if not correction.is_decision]
    for correction in corrections:
        by_title.setdefault(title_key(correction.title), []).append(correction)
    used: set[int] = set()
    corrected = []
    for description in descriptions:
        meant = sorted({fix.line: fix for key in _names(description) for fix in by_title.get(key, [])}.values(), key=lambda fix: fix.line)
        used.update(fix.line for fix in meant)
        corrected.append(_apply(description, meant))
    return corrected, [_unused(fix, file) for fix in corrections if fix.line not in used]


def _apply(description: Description, corrections: list[Correction]) -> Description:
    for fix in corrections:
        fields = description.corrected | {fix.field}
        if fix.field == "kind":
            description = dataclasses.replace(description, kind=str(fix.value), corrected=fields)
        else:
            bibliography = dataclasses.replace(description.bibliography, **{fix.field: fix.value})  # type: ignore[arg-type] # checked by _value
            description = dataclasses.replace(description, bibliography=bibliography, corrected=fields)
    return description


def _names(description: Description) -> set[str]:
    titles = (description.bibliography.title_zh, description.bibliography.title_en)
    keys = {title_key(title) for title in titles if title}
    return keys or {title_key(description.source)}


def _correction(line: int, row: list[str]) -> Correction:
    title, field, value = (cell.strip() for cell in [*row, "", ""][:3])
    if not title_key(title):
        raise ValueError("the title is empty")
    if field not in CORRECTABLE:
        raise ValueError(f"no such field: {field!r} (there: {', '.join(CORRECTABLE)})")
    return Correction(line, title, field, _value(field, value))


def _value(field: str, value: str) -> object:
    if field in CHOICES and value not in CHOICES[field] and (value or field == "kind"):
        raise ValueError(f"{field} must be one of {', '.join(CHOICES[field])} (got {value!r})")
    if field in DECISIONS:
        return _decision(field, value)
    if field in LIST_FIELDS:
        return [part.strip() for part in LIST_SEPARATOR.split(value) if part.strip()]
    if field == "year" and value:
        if not (value.isascii() and value.isdigit() and len(value) == 4):  # noqa: PLR2004 - the digits of a year
            raise ValueError(f"year must have four digits (got {value!r})")
        return int(value)
    return value or None


def _decision(field: str, value: str) -> str:
    link, _, name = value.partition(" ")
    if field == "link" and (link not in LINKS or not name.strip()):
        raise ValueError(f"link must be one of {', '.join(LINKS)}, a space and the other work's title (got {value[:40]!r})")
    if not value:
        raise ValueError(f"{field} must name the other work")
    return value


def _unused(fix: Correction, file: str) -> Problem:
    message = (
        f"line {fix.line}: no record or document has the title 《{fix.title}》: write it as the works table or `wenmai search` shows it"
    )
    return Problem(file, None, None, "correction-unused", message)
