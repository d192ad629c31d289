"""From extract's documents to descriptions of works."""

import dataclasses
from collections.abc import Iterable, Mapping
from typing import Any

from pipeline.catalog.bibliography import Bibliography, Description, FileName, RawRecord, ReadDocument
from pipeline.catalog.filenames import fits_title, read_file_name
from pipeline.catalog.values import degree_type
from pipeline.core.records import Document
from pipeline.core.text import title_key

# Title pages and first pages name title and authors within this many characters.
HEAD_CHARS = 2000
READABLE_VERDICTS = frozenset({"text", "ocr", "blank"})
READABLE_STATUSES = frozenset({"ok", "ocr"})
BODY_ROLES = frozenset({"body", "heading"})
PROFESSIONAL_MARK = "专业学位"


def describe_document(document: Document, n_body_chars: int) -> Description:
    """Return what a source file says about its work; where it names no title or no authors, its name may."""
    named = next((name for source in document.sources if (name := read_file_name(source))), None)
    bibliography = _bibliography(document)
    by_name = _said_by_name(bibliography, named)
    read = ReadDocument(
        document.doc_id, document.media_type, document.status, n_body_chars, readable_share(document), title_key(document.text[:HEAD_CHARS])
    )
    return Description(
        f"extracted:{document.doc_id}",
        document.sources[0] if document.sources else document.doc_id,
        document.kind,
        dataclasses.replace(bibliography, **by_name),
        by_name=frozenset(by_name),
        document=read,
        named=named,
    )


def describe_record(record: RawRecord) -> Description:
    """Return what a record says about its work."""
    return Description(f"record:{record.place}", record.place, record.kind, record.bibliography)


def readable_share(document: Document) -> float:
    """Return the share of pages whose text can be trusted; a file without pages counts by its status."""
    if not document.page_quality:
        return float(document.status in READABLE_STATUSES)
    readable = sum(page.verdict in READABLE_VERDICTS for page in document.page_quality)
    return readable / max(document.n_pages, len(document.page_quality))


def count_body_chars(passages: Iterable[tuple[str, str, int, int]]) -> Mapping[str, int]:
    """Sum the lengths of headings and paragraphs by text; rows are text_id, role, start, end."""
    counts: dict[str, int] = {}
    for text_id, role, start, end in passages:
        if role in BODY_ROLES:
            counts[text_id] = counts.get(text_id, 0) + end - start
    return counts


def _said_by_name(bibliography: Bibliography, named: FileName | None) -> dict[str, Any]:
    """Return the fields that the file's name adds: its author only to a title that is the name's own."""
    if named is None:
        return {}
    added: dict[str, Any] = {} if bibliography.title else {"title_zh": named.title}
    fits = not bibliography.title or fits_title(named, title_key(bibliography.title))
    return {**added, "authors": [named.author]} if fits and not bibliography.authors else added


def _bibliography(document: Document) -> Bibliography:
    # A web page's title may be the site's; so may its author. They are kept: a wrong title matches no record.
    return Bibliography(
        title_zh=document.title_zh or None,
        title_en=document.title_en or None,
        authors=list(document.authors),
        authors_en=list(document.authors_en),
        affiliations=list(document.affiliations),
        advisor=document.advisor,
        year=document.year,
        year_kind=document.year_kind,
        venue=document.venue,
        issue=document.issue,
        pages=document.pages,
        doi=document.doi,
        degree=document.degree,
        degree_type=_degree_type(document),
        abstract_zh=document.abstract_zh,
        abstract_en=document.abstract_en,
        keywords_zh=list(document.keywords_zh),
        keywords_en=list(document.keywords_en),
    )


def _degree_type(document: Document) -> str | None:
    """A cover that says plain 硕士学位论文 is academic: professional theses have to say 专业学位 there (国务院学位委员会)."""
    if document.kind != "thesis" or not document.degree:
        return None
    decided = degree_type(document.degree)
    if decided is None and "硕士" in document.degree:
        return "专业硕士" if PROFESSIONAL_MARK in document.text[:HEAD_CHARS] else "学术硕士"
    return decided
