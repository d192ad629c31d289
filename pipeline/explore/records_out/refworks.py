"""CNKI's RefWorks form, which CiteSpace takes for a download from CNKI when the file is called `download_….txt`."""

from collections.abc import Iterable

from pipeline.core.records import Work
from pipeline.explore.records_out.parts import joined_keywords, notes_of, second_title, tagged_lines, title_of, volume_and_issue

TYPES = {"article": "Journal Article", "thesis": "Dissertation/Thesis", "web": "Web Page", "other": "Generic"}


def refworks(works: Iterable[Work]) -> str:
    """Return RefWorks records, numbered from 1, authors and keywords in one line each as CNKI writes them."""
    return "\n".join(_record(number, work) for number, work in enumerate(works, start=1))


def _record(number: int, work: Work) -> str:
    volume, issue = volume_and_issue(work)
    keywords = work.keywords_zh or work.keywords_en
    notes = notes_of(work) if work.keywords_zh else [note for note in notes_of(work) if not note.startswith("Keywords:")]
    fields: list[tuple[str, object]] = [
        ("RT", TYPES[work.kind]),
        ("SR", number),
        ("A1", ";".join(work.authors)),
        ("PB" if work.kind == "thesis" else "JF", work.venue),
        ("T1", title_of(work)),
        ("OT", second_title(work)),
        ("CL", work.degree_type),
        ("YR", work.year),
        ("VO", volume),
        ("IS", issue),
        ("OP", work.pages),
        ("K1", joined_keywords(keywords).replace("; ", ";") if keywords else None),
        ("AB", work.abstract_zh or work.abstract_en),
        ("AB", work.abstract_en if work.abstract_zh else None),
        ("DO", work.doi),
        *(("NO", note) for note in notes),
        ("DS", "CNKI"),
    ]
    return "\n".join(tagged_lines(fields, " ")) + "\n"
