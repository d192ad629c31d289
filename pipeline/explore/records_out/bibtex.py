"""BibTeX in Unicode, written by bibtexparser; keys are work_ids."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from pipeline.core.records import Work
from pipeline.explore.records_out.parts import ONLINE_FIRST, joined_keywords, one_line, second_title, title_of, volume_and_issue

if TYPE_CHECKING:
    from bibtexparser.model import Entry

TYPES = {"article": "article", "thesis": "thesis", "web": "online", "other": "misc"}
THESES = {"博士": "phdthesis", "学术硕士": "mastersthesis", "专业硕士": "mastersthesis"}
SPECIALS = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\{",
        "}": r"\}",
        "%": r"\%",
        "&": r"\&",
        "#": r"\#",
        "$": r"\$",
        "_": r"\_",
        "~": r"\textasciitilde{}",
    }
)


def bibtex(works: Iterable[Work]) -> str:
    """Return BibTeX entries keyed by work_id."""
    from bibtexparser.library import Library
    from bibtexparser.writer import BibtexFormat, write

    layout = BibtexFormat()  # type: ignore[no-untyped-call]
    layout.indent = "  "
    layout.block_separator = "\n"
    layout.trailing_comma = True
    text: str = write(Library([_entry(work) for work in works]), layout)
    return text


def _entry(work: Work) -> "Entry":
    from bibtexparser.model import Entry, Field

    kind = THESES.get(work.degree_type or "", TYPES["thesis"]) if work.kind == "thesis" else TYPES[work.kind]
    return Entry(kind, work.work_id, [Field(name, f"{{{value}}}") for name, value in _fields(work) if value])


def _fields(work: Work) -> list[tuple[str, str]]:
    volume, issue = volume_and_issue(work)
    abstract = work.abstract_zh or work.abstract_en
    values = {
        "title": title_of(work),
        "translatedtitle": second_title(work),
        "school" if work.kind == "thesis" else "journal": work.venue,
        "type": work.degree_type,
        "year": work.year,
        "volume": volume,
        "number": issue,
        "pages": work.pages,
        "doi": work.doi,
        "keywords": joined_keywords(work.keywords_zh) if work.keywords_zh else None,
        "translatedkeywords": joined_keywords(work.keywords_en) if work.keywords_en else None,
        "abstract": abstract,
        "translatedabstract": work.abstract_en if work.abstract_zh else None,
        "note": ONLINE_FIRST if work.year_kind == "online-first" else None,
    }
    authors = " and ".join(map(_author, work.authors))
    return [("author", authors), *((name, _escaped(value)) for name, value in values.items() if value)]


def _author(name: str) -> str:
    """Return a name; braces keep `Institute of Arts and Letters` one author."""
    return f"{{{_escaped(name)}}}" if " and " in name else _escaped(name)


def _escaped(value: object) -> str:
    return one_line(value).translate(SPECIALS)
