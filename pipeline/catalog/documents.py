"""From extract's documents to descriptions of works."""

from collections.abc import Iterable, Mapping

from pipeline.catalog.bibliography import Bibliography, Description, RawRecord, ReadDocument
from pipeline.catalog.filenames import read_file_name
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
    """Return what a source file says about its work; a file without any title speaks by its name, if that is of CNKI's form."""
    named = next((name for source in document.sources if (name := read_file_name(source))), None)
    bibliography = _bibliography(document)
    origin = f"extracted:{document.doc_id}"
    if bibliography.title is None and named is not None:
        bibliography = Bibliography(title_zh=named.title, authors=[named.author])
        origin = f"filename:{document.doc_id}"
    read = ReadDocument(
        document.doc_id, document.media_type, document.status, n_body_chars, readable_share(document), title_key(document.text[:HEAD_CHARS])
    )
    source = document.sources[0] if document.sources else document.doc_id
    return Description(origin, source, document.kind, bibliography, document=read, named=named)


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
