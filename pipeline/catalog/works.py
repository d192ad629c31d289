"""From a cluster of descriptions to a work: which source is believed for which field, and what does not agree.

People's corrections come first. Year, venue, issue, pages, DOI, titles and names are believed from records, then from the document (a
record is typed in by the database, a printed page has to be understood). Where the document says the same it is believed instead: its
abstract has a place on the page, its title the printed signs. Among several records the fullest speaks first, among several documents
the best readable.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.catalog import agreement
from pipeline.catalog.bibliography import Bibliography, Description, ReadDocument
from pipeline.catalog.config import CatalogConfig
from pipeline.catalog.conflicts import find_conflicts
from pipeline.catalog.documents import READABLE_STATUSES
from pipeline.catalog.merge import Cluster
from pipeline.core.records import Problem, Work
from pipeline.core.store import result_key
from pipeline.core.text import title_key

WORK_FIELDS = (
    "title_zh", "title_en", "authors", "year", "year_kind", "degree_type", "venue", "issue", "pages", "doi",
    "abstract_zh", "abstract_en", "keywords_zh", "keywords_en",
)  # fmt: skip
# Of a repost and its article the article is the work.
KIND_ORDER = ("thesis", "article", "web", "other")
MEDIA_ORDER = ("application/pdf", "text/html", "text/plain")
# Abstracts that share this much are two printings of one; with less, the page was misread or the export cut.
SAME_ABSTRACT = 0.9
WORK_ID_DIGITS = 15


@dataclass(frozen=True, slots=True)
class Chosen:
    """A field's value and where it is from."""

    value: object
    origin: str


def make_work_of_each(clusters: Iterable[Cluster], config: CatalogConfig) -> tuple[list[tuple[Work, Cluster]], list[Problem]]:
    """Return each work with its cluster, sorted by id, and what does not agree within them."""
    made: list[tuple[Work, Cluster]] = []
    problems: list[Problem] = []
    taken: set[str] = set()
    for cluster in clusters:
        if _is_nameless(cluster):
            problems.append(_nameless(cluster.members[0]))
            continue
        work = make_work(cluster, config, taken)
        taken.add(work.work_id)
        made.append((work, cluster))
        problems.extend(find_conflicts(cluster.members, work, config.min_title_similarity))
    return sorted(made, key=lambda pair: pair[0].work_id), problems


def make_work(cluster: Cluster, config: CatalogConfig, taken: Iterable[str] = ()) -> Work:
    """Merge one cluster; `taken` are the ids of other works."""
    ranked = rank(cluster.members, config)
    chosen = {name: choice for name in WORK_FIELDS if (choice := choose(ranked, name))}
    values = {name: chosen[name].value if name in chosen else getattr(Bibliography(), name) for name in WORK_FIELDS}
    documents = [member.document for member in ranked if member.document is not None]
    kind = choose_kind(ranked)
    work_id = make_work_id(values, kind, ranked, taken)
    text_id, evidence = find_evidence(ranked, work_id, config)
    return Work(
        work_id=work_id,
        doc_ids=[document.doc_id for document in sorted(documents, key=lambda document: _document_rank(document, config))],
        text_id=text_id,
        kind=kind,
        evidence=evidence,
        origins=sorted(f"{name}={choice.origin}" for name, choice in chosen.items()),
        **values,  # type: ignore[arg-type] # the values come from fields of the same names and types
    )


def rank(members: Iterable[Description], config: CatalogConfig) -> list[Description]:
    """Order descriptions by how far they are believed: records, the fullest first, then documents, then bare file names."""
    return sorted(members, key=lambda member: _rank(member, config))


def choose(ranked: list[Description], name: str) -> Chosen | None:
    """Return the value of a field from the first description that has one, or None when none has."""
    corrected = next((member for member in ranked if name in member.corrected), None)
    if corrected is not None:
        value = getattr(corrected.bibliography, name)
        return Chosen(value, "corrected") if value else None
    holders = [member for member in ranked if getattr(member.bibliography, name)]
    if name == "year_kind":
        holders = [member for member in holders if member.bibliography.year] or holders
    if not holders:
        return None
    holder = PREFERENCES[name](holders, name) if name in PREFERENCES and len(holders) > 1 else holders[0]
    return Chosen(getattr(holder.bibliography, name), holder.origin_of(name))


def choose_kind(ranked: list[Description]) -> str:
    """Return a work's kind: as corrected, as a record says, or else the weightiest that a document looks like."""
    corrected = [member.kind for member in ranked if "kind" in member.corrected]
    recorded = [member.kind for member in ranked if member.document is None and member.kind != "other"]
    seen = sorted((member.kind for member in ranked), key=lambda kind: KIND_ORDER.index(kind) if kind in KIND_ORDER else len(KIND_ORDER))
    return next(iter([*corrected, *recorded, *seen]))


def find_evidence(ranked: list[Description], work_id: str, config: CatalogConfig) -> tuple[str | None, str]:
    """Return the id of the one text that is counted and the work's evidence; see `records.Work`."""
    read = sorted(filter(None, (member.document for member in ranked)), key=lambda document: _document_rank(document, config))
    full = next((document for document in read if is_full_text(document, config)), None)
    if full is not None:
        return full.doc_id, "full_text"
    with_abstract = [member.document for member in ranked if member.document is not None and _has_abstract(member)]
    abstract_page = _readable_text(with_abstract)
    if abstract_page is not None:
        return abstract_page, "abstract_only"
    records = [member for member in ranked if member.document is None]
    evidence = "abstract_only" if any(map(_has_abstract, records)) else "record_only"
    return (work_id if records else _readable_text(read)), evidence


def is_full_text(document: ReadDocument, config: CatalogConfig) -> bool:
    """Tell whether a file's text is the work's: enough of it beyond the abstract, and trusted on enough pages."""
    return document.n_body_chars >= config.min_body_chars and document.readable_share >= config.min_readable_share


def make_work_id(values: dict[str, object], kind: str, ranked: list[Description], taken: Iterable[str]) -> str:
    """Return `w` and 15 hex digits of title, first author and kind; a second work with all three alike adds year and origin."""
    title = title_key(str(values["title_zh"] or values["title_en"] or ""))
    authors = values["authors"]
    first = agreement.name_key(authors[0]) if isinstance(authors, list) and authors else ""
    work_id = _work_id(title, first, kind)
    if title and work_id not in taken:
        return work_id
    return _work_id(title, first, kind, str(values["year"]), ranked[0].origin)


def _work_id(*parts: str) -> str:
    return "w" + result_key("work", *parts)[:WORK_ID_DIGITS]


def _rank(member: Description, config: CatalogConfig) -> tuple[object, ...]:
    if member.document is None:
        return (0, -member.bibliography.n_filled(), member.origin)
    return (1 if member.has_own_title else 2, *_document_rank(member.document, config), member.origin)


def _document_rank(document: ReadDocument, config: CatalogConfig) -> tuple[object, ...]:
    media = MEDIA_ORDER.index(document.media_type) if document.media_type in MEDIA_ORDER else len(MEDIA_ORDER)
    return (not is_full_text(document, config), media, document.status != "ok", -document.n_body_chars, document.doc_id)


def _prefer_document(holders: list[Description], name: str) -> Description:
    """Return the document whose abstract says what the first holder's says; else the first holder."""
    first = holders[0]
    if not any(member.document for member in holders):
        return first
    printed = agreement.grams(title_key(getattr(first.bibliography, name)))
    for member in holders:
        if member.document is not None and _same_text(printed, getattr(member.bibliography, name)):
            return member
    return first


def _prefer_printed(holders: list[Description], name: str) -> Description:
    """Return the document that prints the first holder's title, else the record that spoils it least with ASCII signs and blanks."""
    key = title_key(getattr(holders[0].bibliography, name))
    alike = [member for member in holders if title_key(getattr(member.bibliography, name)) == key]
    return min(
        alike, key=lambda member: (member.document is None or not member.has_own_title, *_spoilt(getattr(member.bibliography, name)))
    )


def _spoilt(title: str) -> tuple[int, int]:
    return sum(char.isascii() and not char.isalnum() for char in title), len(title)


def _same_text(printed: frozenset[str], abstract: str) -> bool:
    return agreement.similarity(printed, agreement.grams(title_key(abstract))) >= SAME_ABSTRACT


def _has_abstract(member: Description) -> bool:
    return bool(member.bibliography.abstract_zh or member.bibliography.abstract_en)


def _readable_text(documents: list[ReadDocument]) -> str | None:
    return next((document.doc_id for document in documents if document.status in READABLE_STATUSES), None)


def _is_nameless(cluster: Cluster) -> bool:
    """A file without readable text that neither a record nor its own name names."""
    return all(
        member.document is not None
        and (member.document.status not in READABLE_STATUSES or not member.document.head)
        and not member.bibliography.title
        for member in cluster.members
    )


def _nameless(member: Description) -> Problem:
    status = member.document.status if member.document else ""
    message = f"no text can be read (status {status}) and nothing names the work: name the file 题名_作者.pdf or add its record; it is not counted"
    return Problem(member.source, member.document.doc_id if member.document else None, None, "nameless-document", message)


PREFERENCES = {
    "abstract_zh": _prefer_document,
    "abstract_en": _prefer_document,
    "title_zh": _prefer_printed,
    "title_en": _prefer_printed,
}
