"""Read exports that put one tagged field on a line: the grammar that RIS, NoteExpress, EndNote, RefWorks, CSSCI and CNKI's lists share.

An entry starts at its format's first tag; a line without a tag goes on with the field above it. What stands outside of entries is
reported and not dropped. rispy reads the strict form of RIS alone (`TY  - ` with two spaces, continuation lines glued to lists), CNKI
writes `TY - ` with one, and the place of a record in its file is wanted here: hence a reader of our own. rispy checks it in the tests.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

QUOTED_CHARS = 40


@dataclass(frozen=True, slots=True)
class Grammar:
    """How a format writes a field."""

    line: re.Pattern[str]
    """Groups: tag, and the value, which may be missing."""
    first_tag: str
    last_tag: str | None = None
    skipped: re.Pattern[str] | None = None
    """Lines that say nothing: rules between records, the banner of a database."""


@dataclass(slots=True)
class Entry:
    """A record as written: tags and values in order; a value keeps its line breaks."""

    line: int
    fields: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Stray:
    """Text that belongs to no record."""

    line: int
    reason: str


def read_entries(text: str, grammar: Grammar) -> Iterator[Entry | Stray]:
    """Yield the entries of an export in the order of the file, and one `Stray` for each run of lines outside of entries."""
    entry: Entry | None = None
    strays: list[tuple[int, str]] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if grammar.skipped and grammar.skipped.match(line):
            continue
        tag, value = _tagged(line, grammar)
        if tag == grammar.first_tag:
            yield from _finish(entry, strays)
            entry = Entry(number, [(tag, value)])
        elif entry is None:
            strays.append((number, line))
        elif tag is not None and tag == grammar.last_tag:
            yield from _finish(entry, strays)
            entry = None
        elif tag is not None:
            entry.fields.append((tag, value))
        else:
            last_tag, so_far = entry.fields[-1]
            entry.fields[-1] = (last_tag, f"{so_far}\n{value}")
    yield from _finish(entry, strays)


def _tagged(line: str, grammar: Grammar) -> tuple[str | None, str]:
    match = grammar.line.match(line)
    return (match[1].upper(), (match[2] or "").strip()) if match else (None, line.strip())


def _finish(entry: Entry | None, strays: list[tuple[int, str]]) -> Iterator[Entry | Stray]:
    printed = [(number, line.strip()) for number, line in strays if line.strip()]
    strays.clear()
    if printed:
        number, line = printed[0]
        yield Stray(number, f"{len(printed)} line(s) outside of any record, from {line[:QUOTED_CHARS]!r}")
    if entry is not None:
        entry.fields = [(tag, value.strip()) for tag, value in entry.fields]
        yield entry
