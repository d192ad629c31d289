"""What the demo corpus's texts say of themselves: documents, mentions, alignments."""

import re
from collections.abc import Iterator
from typing import Any

from typeset.markup import Marked, read_marks
from typeset.plan import PLANS, source_name
from typeset.texts import DemoText

Row = dict[str, Any]
STATUS = {"scan": "needs_ocr", "locked": "password", "damaged": "corrupt"}
# What a record export prints of a work, and the works whose record has no abstract.
EXPORTED = ("title_zh", "keywords_zh", "abstract_zh")
NO_ABSTRACT = ("t_locked",)
_PLAIN = ("title_zh", "title_en", "venue", "venue_en", "clc", "degree", "degree_type", "advisor", "fund", "doi", "pages")
_LISTS = ("authors", "authors_en", "affiliations", "affiliations_en", "keywords_zh", "keywords_en")
_NUMBERS = ("theme", "year", "issue", "volume", "defended", "posted")


def document_rows(texts: list[DemoText]) -> list[Row]:
    """Return one row per file in `sources/` that is drawn from a text, sorted by key."""
    return [_document(text) for text in texts if text.key in PLANS]


def bibliography(text: DemoText) -> Row:
    """Return every bibliographic field with marks removed; absent fields are left out."""
    row: Row = {"key": text.key, "kind": text.kind}
    row |= {name: text.field(name) for name in _PLAIN if text.field(name)}
    row |= {name: text.fields(name) for name in _LISTS if text.fields(name)}
    row |= {name: text.front[name] for name in _NUMBERS if text.front.get(name)}
    row |= {f"abstract_{lang}": text.abstract(lang).text for lang in ("zh", "en") if text.front.get(f"abstract_{lang}")}
    return row


def mention_rows(texts: list[DemoText]) -> list[Row]:
    """Return one row per planted mention, in order of key, part and place.

    `readable` says whether a file in `sources/` prints the part where a program can read it.
    """
    rows: list[Row] = []
    for text in texts:
        for part, index, marked in _parts(text):
            rows += [
                {
                    "key": text.key,
                    "part": part,
                    "index": index,
                    "concept": mark.concept,
                    "text": mark.text,
                    "start": mark.start,
                    "end": mark.end,
                    "readable": is_readable(text, part),
                }
                for mark in marked.marks
            ]
    return rows


def alignment_rows(texts: list[DemoText]) -> list[Row]:
    """Return one row per text with abstracts in both languages: sentences and beads."""
    return [
        {
            "key": text.key,
            "zh": text.fields("abstract_zh"),
            "en": text.fields("abstract_en"),
            "beads": text.front["beads"],
            "readable": is_readable(text, "abstract_en"),
        }
        for text in texts
        if text.front.get("beads")
    ]


def is_readable(text: DemoText, part: str) -> bool:
    """Say whether a part stands in a readable file; of the others a record prints title, keywords, abstract."""
    plan = PLANS.get(text.key)
    if plan and plan.producer not in STATUS:
        return True
    return part in EXPORTED and not (part == "abstract_zh" and text.key in NO_ABSTRACT)


def part_text(text: DemoText, part: str, index: int) -> str:
    """Return the text that a mention's start and end point into."""
    return next(marked.text for name, number, marked in _parts(text) if (name, number) == (part, index))


def _parts(text: DemoText) -> Iterator[tuple[str, int, Marked]]:
    """Yield each part with its index: 0 for single texts, table cells counted through all tables by row."""
    for name in ("title_zh", "title_en"):
        yield name, 0, read_marks(str(text.front.get(name) or ""))
    for language in ("zh", "en"):
        yield f"abstract_{language}", 0, text.abstract(language)
    for name in ("keywords_zh", "keywords_en"):
        yield from ((name, index, marked) for index, marked in enumerate(text.marked_list(name)))
    for kind in ("heading", "paragraph"):
        yield from ((kind, index, block.text) for index, block in enumerate(text.of_kind(kind)))
    yield from (("footnote", index, marked) for index, marked in enumerate(text.notes.values()))
    tables = text.of_kind("table")
    yield from (("caption", index, block.text) for index, block in enumerate(tables))
    cells = [cell for block in tables for row in block.rows for cell in row]
    yield from (("cell", index, cell) for index, cell in enumerate(cells))
    yield from (("reference", index, marked) for index, marked in enumerate(text.marked_list("references")))
    yield from (("thanks", index, block.text) for index, block in enumerate(text.of_kind("thanks")))


def _document(text: DemoText) -> Row:
    plan = PLANS[text.key]
    return {
        "source": source_name(text),
        "producer": plan.producer,
        "status": STATUS.get(plan.producer, "ok"),
        **bibliography(text),
        "headings": [{"level": block.level, "text": block.text.text} for block in text.of_kind("heading")],
        "paragraphs": [block.text.text for block in text.of_kind("paragraph")],
        "tables": [
            {"caption": block.text.text, "rows": [[cell.text for cell in row] for row in block.rows]} for block in text.of_kind("table")
        ],
        "footnotes": [note.text for note in text.notes.values()],
        "footnote_anchors": _anchors(text),
        "references": text.fields("references"),
        "acknowledgement": [block.text.text for block in text.of_kind("thanks")],
        "n_characters": sum(len(re.sub(r"\s", "", block.text.text)) for block in text.of_kind("paragraph")),
    }


def _anchors(text: DemoText) -> list[list[int]]:
    """Return [paragraph index, offset] of each footnote's printed sign, which the paragraph's text leaves out."""
    return [[index, offset] for index, block in enumerate(text.of_kind("paragraph")) for offset, _ in block.text.anchors]
