"""What the extractor should print for a file of the gold set: the fields of `wenmai extract --format json`, and what must not be there."""

from dataclasses import dataclass, field
from typing import Any

from tests.gold.extract.prose import Prose

UNREAD = ("not_pdf", "empty", "password", "corrupt")


@dataclass(slots=True)
class Truth:
    """One file's truth; a field that is None is not scored (the file does not print it)."""

    status: tuple[str, ...] = ("ok",)
    """Any of these is right."""
    fields: dict[str, Any] = field(default_factory=dict)
    """Fields as printed by the command, those of them that the file shows."""
    outside: list[str] = field(default_factory=list)
    """Running heads and watermarks, which must not stand in the text."""
    waiting: tuple[int, ...] = ()
    """Pages that wait for OCR, counted from 1."""
    kept: str = ""
    """Text that must be there whatever else was lost: of damaged and mixed files, whose other fields are not scored."""


def truth_of(prose: Prose, *, outside: list[str] | None = None, english: bool = True) -> Truth:
    """Return the truth of a text that is printed whole; without English, its parallel title and abstract are not on the page."""
    wanted = {
        "title": prose.fact("title_zh") or prose.fact("title_en"),
        "authors": prose.facts_of("authors") or prose.facts_of("authors_en"),
        "abstract_zh": prose.fact("abstract_zh"),
        "keywords_zh": prose.facts_of("keywords_zh"),
        "headings": [block.text for block in prose.of_kind("heading")],
        "paragraphs": [block.text for block in prose.of_kind("paragraph")],
        "footnotes": [note for block in prose.blocks for _, note in block.notes],
        "tables": [[list(row) for row in block.rows] for block in prose.of_kind("table")],
        "references": [reference.strip() for reference in prose.facts_of("references")],
    }
    if english:
        wanted |= {name: prose.fact(name) for name in ("title_en", "abstract_en")} | {"keywords_en": prose.facts_of("keywords_en")}
    return Truth(fields={name: value for name, value in wanted.items() if value}, outside=outside or [])
