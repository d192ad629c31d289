"""From an export file to records: recognise the format, read its entries, give every format's tags one meaning."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.catalog import endnote, noteexpress, ris, values
from pipeline.catalog.bibliography import Bibliography, RawRecord
from pipeline.catalog.entries import Entry, Grammar, Stray, read_entries
from pipeline.core.records import Problem
from pipeline.core.sources import decode_text, record_format

FORMATS: dict[str, tuple[Grammar, dict[str, str]]] = {
    "ris": (ris.GRAMMAR, ris.FIELDS),
    "noteexpress": (noteexpress.GRAMMAR, noteexpress.FIELDS),
    "endnote": (endnote.GRAMMAR, endnote.FIELDS),
}
# What the three formats call the kinds of works; everything else is `other`.
KINDS = {
    **dict.fromkeys(("jour", "mgzn", "ejour", "journal article", "electronic article", "journal", "期刊文章", "期刊"), "article"),
    **dict.fromkeys(("thes", "thesis", "dissertation", "学位论文", "硕士论文", "博士论文"), "thesis"),
    **dict.fromkeys(("elec", "web", "blog", "web page", "blog post", "electronic source", "网页"), "web"),
}
ONLINE_FIRST = "网络首发"


@dataclass(frozen=True, slots=True)
class Export:
    """What was read from one export file."""

    format: str
    records: list[RawRecord]
    problems: list[Problem]


def read_export(path: Path, file: str) -> Export | None:
    """Read an export file; None when the file is no record export. `file` is its name in records and problems.

    Every start of a record is either a record or a problem `record-unreadable` with file, line and reason.
    """
    decoded = decode_text(path.read_bytes())
    name = record_format(decoded.text)
    if name is None:
        return None
    export = read_text(decoded.text, file, name)
    if decoded.n_damaged:
        message = f"{decoded.n_damaged} character(s) are no {decoded.encoding}: export the file again, or save it as UTF-8"
        export.problems.append(Problem(file, None, None, "encoding-damaged", message))
    return export


def read_text(text: str, file: str, format_name: str) -> Export:
    """Read an export's text in a known format."""
    grammar, tags = FORMATS[format_name]
    export = Export(format_name, [], [])
    for entry in read_entries(text, grammar):
        if isinstance(entry, Stray):
            export.problems.append(_unreadable(file, entry.line, entry.reason))
            continue
        record = to_record(entry, tags, RawRecord(file, entry.line, format_name, "other", Bibliography()))
        if not record.bibliography.title:
            export.problems.append(_unreadable(file, entry.line, f"a {record.kind} record without title"))
            continue
        export.records.append(record)
        export.problems.extend(_doubled(record, entry, tags))
    return export


def to_record(entry: Entry, tags: dict[str, str], empty: RawRecord) -> RawRecord:
    """Give an entry's fields their meaning; tags that mean nothing here go to `unknown` with all their values."""
    found: dict[str, list[str]] = defaultdict(list)
    unknown: dict[str, list[str]] = defaultdict(list)
    for tag, value in entry.fields:
        (found[tags[tag]] if tag in tags else unknown[tag]).append(value)
    kind = KINDS.get(values.one_line(found["type"][0]).lower(), "other")
    unknown["type"] = found["type"]
    bibliography = _bibliography(found, kind, unknown)
    return RawRecord(empty.file, empty.line, empty.format, kind, bibliography, {tag: kept for tag, kept in unknown.items() if kept})


def _bibliography(found: dict[str, list[str]], kind: str, unknown: dict[str, list[str]]) -> Bibliography:
    titles = [values.one_line(title) for title in found["title"] + found["title_en"]]
    authors = [name for value in found["author"] for name in values.split_names(value)]
    abstracts = [values.clean_abstract(value) for value in found["abstract"]]
    keywords = [values.split_keywords(value) for value in found["keyword"]]
    title_zh, title_en = _by_language(titles)
    abstract_zh, abstract_en = _by_language(abstracts)
    keywords_zh, keywords_en = _keywords_by_language(keywords)
    degree = _first(found["degree"])
    return Bibliography(
        title_zh=title_zh,
        title_en=title_en,
        authors=list(dict.fromkeys(authors)),
        authors_en=[name for value in found["author_en"] for name in values.split_names(value)],
        affiliations=[name for value in found["affiliation"] for name in values.split_keywords(value)],
        advisor="；".join(name for value in found["advisor"] for name in values.split_names(value)) or None,
        year=_year(found),
        year_kind=_year_kind(found, kind, unknown),
        venue=_venue(found, kind),
        issue=_issue(found),
        pages=_pages(found),
        doi=values.find_doi(" ".join(found["doi"])),
        degree=degree,
        degree_type=values.degree_type(degree) if degree and kind == "thesis" else None,
        abstract_zh=abstract_zh,
        abstract_en=abstract_en,
        keywords_zh=keywords_zh,
        keywords_en=keywords_en,
    )


def _first(found: list[str]) -> str | None:
    return next((line for value in found if (line := values.one_line(value))), None)


def _by_language(texts: list[str]) -> tuple[str | None, str | None]:
    chinese = next((text for text in texts if values.is_chinese(text)), None)
    other = next((text for text in texts if text and not values.is_chinese(text)), None)
    return chinese, other


def _keywords_by_language(fields: list[list[str]]) -> tuple[list[str], list[str]]:
    """Divide keywords by field, not by word: Word2Vec stands among Chinese keywords. One-word fields (RIS) are one list."""
    lists = [[word for field in fields for word in field]] if all(len(field) <= 1 for field in fields) else fields
    chinese = [word for field in lists if _mostly_chinese(field) for word in field]
    other = [word for field in lists if not _mostly_chinese(field) for word in field]
    return list(dict.fromkeys(chinese)), list(dict.fromkeys(other))


def _mostly_chinese(words: list[str]) -> bool:
    return values.is_chinese("".join(words))


def _year(found: dict[str, list[str]]) -> int | None:
    return next((year for value in found["year"] + found["date"] if (year := values.find_year(value))), None)


def _year_kind(found: dict[str, list[str]], kind: str, unknown: dict[str, list[str]]) -> str | None:
    """A record without year and issue is online-first in CNKI's exports; so is one that says 网络首发."""
    if kind in {"thesis", "web"}:
        return {"thesis": "degree", "web": "posted"}[kind]
    said = any(ONLINE_FIRST in value for kept in unknown.values() for value in kept)
    undated = not any(found[name] for name in ("year", "issue", "volume"))
    return "online-first" if kind == "article" and (said or undated) else "issue"


def _venue(found: dict[str, list[str]], kind: str) -> str | None:
    order = ("publisher", "venue") if kind == "thesis" else ("venue", "publisher")
    return _first([value for name in order for value in found[name]])


def _issue(found: dict[str, list[str]]) -> str | None:
    volume, issue = (values.plain_number(_first(found[name]) or "") for name in ("volume", "issue"))
    return (f"{volume}({issue})" if volume and issue else volume or issue) or None


def _pages(found: dict[str, list[str]]) -> str | None:
    ends = [_first(found[name]) for name in ("first_page", "last_page")]
    return _first(found["pages"]) or "-".join(dict.fromkeys(filter(None, ends))) or None


def _doubled(record: RawRecord, entry: Entry, tags: dict[str, str]) -> Iterator[Problem]:
    titles = {values.one_line(value) for tag, value in entry.fields if tags.get(tag) == "title"}
    if len(titles) > 1 and not (record.bibliography.title_zh and record.bibliography.title_en and len(titles) == 2):  # noqa: PLR2004 - one title a language
        yield _unreadable(
            record.file, record.line, f"{len(titles)} titles in one record, only the first was read: is the start of the next one damaged?"
        )


def _unreadable(file: str, line: int, reason: str) -> Problem:
    return Problem(f"{file}:{line}", None, None, "record-unreadable", f"line {line}: {reason}")
