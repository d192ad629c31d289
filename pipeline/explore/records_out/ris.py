"""RIS, written by rispy."""

from collections.abc import Iterable
from typing import Any

import rispy

from pipeline.core.records import Work
from pipeline.explore.records_out.parts import notes_of, one_keyword, one_line, second_title, title_of, volume_and_issue

TYPES = {"article": "JOUR", "thesis": "THES", "web": "ELEC", "other": "GEN"}


class _Writer(rispy.RisWriter):  # type: ignore[misc]
    """RIS without the numbers that rispy puts above records, which other readers take for text."""

    def set_header(self, count: int) -> str:  # noqa: ARG002 - rispy's signature
        return ""


def ris(works: Iterable[Work]) -> str:
    """Return RIS records, each behind an empty line."""
    text: str = rispy.dumps([_entry(work) for work in works], implementation=_Writer)
    return text


def _entry(work: Work) -> dict[str, Any]:
    volume, issue = volume_and_issue(work)
    first, _, last = (work.pages or "").partition("-")
    ends = (work.pages, None) if first == last or not first else (first, last)
    # One-word fields are told apart by no tag: English keywords stand in a note when there are Chinese ones.
    keywords = work.keywords_zh or work.keywords_en
    notes = notes_of(work) if work.keywords_zh else [note for note in notes_of(work) if not note.startswith("Keywords:")]
    fields: dict[str, Any] = {
        "title": title_of(work),
        "translated_title": second_title(work),
        "authors": [one_line(author) for author in work.authors],
        "publisher" if work.kind == "thesis" else "secondary_title": work.venue,
        "type_of_work": work.degree_type,
        "year": work.year,
        "volume": volume,
        "number": issue,
        "start_page": ends[0],
        "end_page": ends[1],
        "doi": work.doi,
        "keywords": [one_line(one_keyword(keyword)) for keyword in keywords],
        "abstract": work.abstract_zh or work.abstract_en,
        "notes_abstract": work.abstract_en if work.abstract_zh else None,
        "notes": notes,
    }
    said = {name: value if isinstance(value, list) else one_line(value) for name, value in fields.items() if value}
    return {"type_of_reference": TYPES[work.kind], **said}
