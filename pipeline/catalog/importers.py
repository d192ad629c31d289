"""From an export file to records: recognise the format, read its entries, give every format's tags one meaning."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from pipeline.catalog import bibtex, csl, cssci, custom, endnote, noteexpress, record_tables, refworks, ris, values, workbooks
from pipeline.catalog.bibliography import Bibliography, RawRecord
from pipeline.catalog.entries import Entry, Grammar, Stray, read_entries
from pipeline.core.headings import heading_meaning
from pipeline.core.records import Problem
from pipeline.core.sources import decode_text, record_format, workbook_format


@dataclass(frozen=True, slots=True)
class Format:
    """How the entries of a text format are read, and what its tags mean."""

    read: Callable[[str], Iterable[Entry | Stray]]
    meaning: Callable[[str], str | None]
    is_cnki: bool = False
    """CNKI leaves year and issue out of works that are published online first."""


def _tagged(grammar: Grammar, fields: dict[str, str]) -> Format:
    return Format(partial(read_entries, grammar=grammar), fields.get, is_cnki=True)


FORMATS: dict[str, Format] = {
    "ris": _tagged(ris.GRAMMAR, ris.FIELDS),
    "noteexpress": _tagged(noteexpress.GRAMMAR, noteexpress.FIELDS),
    "endnote": _tagged(endnote.GRAMMAR, endnote.FIELDS),
    "refworks": _tagged(refworks.GRAMMAR, refworks.FIELDS),
    "cssci": Format(cssci.read, cssci.FIELDS.get),
    "custom": Format(custom.read, heading_meaning),
    "bibtex": Format(bibtex.read, bibtex.FIELDS.get),
    "csl-json": Format(csl.read, csl.FIELDS.get),
    "csv": Format(record_tables.read_csv, heading_meaning),
    "html": Format(record_tables.read_html, heading_meaning),
}
# What the formats call the kinds of works, folded; everything else is `other`.
KINDS = {
    **dict.fromkeys(
        (
            "jour", "mgzn", "ejour", "article", "journal article", "journalarticle", "article-journal", "article-magazine", "journal",
            "electronic article", "journal, electronic", "期刊", "期刊论文", "期刊文章", "学术期刊", "特色期刊", "学术辑刊", "辑刊", "中国期刊",
        ),
        "article",
    ),
    **dict.fromkeys(
        (
            "thes", "thesis", "dissertation", "dissertation/thesis", "phdthesis", "mastersthesis", "学位论文", "硕士论文", "博士论文",
            "硕士", "博士", "硕士学位论文", "博士学位论文", "中国硕士", "中国博士",
        ),
        "thesis",
    ),
    **dict.fromkeys(
        ("elec", "web", "blog", "web page", "webpage", "blog post", "blogpost", "post-weblog", "electronic source", "online", "网页"), "web"
    ),
}  # fmt: skip
# A record says each of these once; what is said twice belongs to another record, whose beginning is damaged.
SINGLE = frozenset({"type", "year", "venue", "doi", "volume", "issue", "pages", "first_page", "last_page"})
KEYWORDS_NOTE = "keywords:"
ONLINE_FIRST = "网络首发"


@dataclass(frozen=True, slots=True)
class Export:
    """What was read from one export file."""

    format: str
    records: list[RawRecord]
    problems: list[Problem]


def read_export(path: Path, file: str) -> Export | None:
    """Read an export file; None when the file is no record export. `file` is its name in records and problems.

    Text is recognised by its content, spreadsheets too. Every start of a record is either a record or a problem `record-unreadable` with file, line and reason.
    """
    content = path.read_bytes()
    workbook = workbook_format(content)
    if workbook is not None:
        export = collect(workbooks.read(content, workbook), file, workbook, Format(record_tables.read_csv, heading_meaning))
        return export if export.records or not export.problems or all("workbook" in one.message for one in export.problems) else None
    decoded = decode_text(content)
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
    form = FORMATS[format_name]
    return collect(form.read(text), file, format_name, form)


def collect(entries: Iterable[Entry | Stray], file: str, format_name: str, form: Format) -> Export:
    """Turn entries into records, and everything that is none into problems."""
    export = Export(format_name, [], [])
    for entry in entries:
        if isinstance(entry, Stray):
            export.problems.append(_unreadable(file, entry.line, entry.reason))
            continue
        record = to_record(entry, form, RawRecord(file, entry.line, format_name, "other", Bibliography()))
        if not record.bibliography.title:
            export.problems.append(_unreadable(file, entry.line, f"a {record.kind} record without title"))
            continue
        export.records.append(record)
        export.problems.extend(_doubled(record, entry, form))
    return export


def to_record(entry: Entry, form: Format, empty: RawRecord) -> RawRecord:
    """Give an entry's fields their meaning; tags that mean nothing here go to `unknown` with all their values."""
    found: dict[str, list[str]] = defaultdict(list)
    unknown: dict[str, list[str]] = defaultdict(list)
    for tag, value in entry.fields:
        meaning = form.meaning(tag)
        (found[meaning] if meaning else unknown[tag]).append(value)
    _read_notes(found, unknown)
    kind = _kind(found)
    unknown["type"] = found["type"]
    _place_degree(found, kind, unknown)
    bibliography = _bibliography(found, kind, _year_kind(found, kind, unknown, is_cnki=form.is_cnki))
    return RawRecord(empty.file, empty.line, empty.format, kind, bibliography, {tag: kept for tag, kept in unknown.items() if any(kept)})


def _kind(found: dict[str, list[str]]) -> str:
    """Return the kind of work that the record says; without a word on it, a degree or a journal tells."""
    said = _first(found["type"])
    if said is not None:
        return KINDS.get(said.lower(), "other")
    if _first(found["degree"]):
        return "thesis"
    return "article" if _first(found["venue"]) else "other"


def _read_notes(found: dict[str, list[str]], unknown: dict[str, list[str]]) -> None:
    """Take English keywords out of notes, where formats without a field for them keep them; other notes stay notes."""
    for note in found.pop("note", []):
        is_keywords = note.lower().startswith(KEYWORDS_NOTE)
        (found["keyword_en"] if is_keywords else unknown["note"]).append(note)


def _place_degree(found: dict[str, list[str]], kind: str, unknown: dict[str, list[str]]) -> None:
    """A thesis's kind may tell its degree (来源库: 博士), and it has no issue of its own; other works have no degree and no supervisor."""
    if kind != "thesis":
        for name in ("degree", "advisor"):
            unknown[name].extend(found.pop(name, []))
        return
    if not _first(found["degree"]):
        found["degree"] = [degree for degree in ("博士", "硕士") if any(degree in value for value in found["type"])]
    for name in ("volume", "issue"):
        unknown[name].extend(found.pop(name, []))


def _bibliography(found: dict[str, list[str]], kind: str, year_kind: str | None) -> Bibliography:
    titles = [values.one_line(title) for title in found["title"] + found["title_en"]]
    authors = [name for value in found["author"] for name in values.split_names(value)]
    abstracts = [values.clean_abstract(value) for value in found["abstract"] + found["abstract_en"]]
    keywords = [values.split_keywords(value) for value in found["keyword"]]
    title_zh, title_en = _by_language(titles)
    abstract_zh, abstract_en = _by_language(abstracts)
    keywords_zh, keywords_en = _keywords_by_language(keywords)
    keywords_en += [word for value in found["keyword_en"] for word in values.split_keywords(value)]
    degree = _first(found["degree"])
    return Bibliography(
        title_zh=title_zh,
        title_en=title_en,
        authors=list(dict.fromkeys(authors)),
        authors_en=[name for value in found["author_en"] for name in values.split_names(value)],
        affiliations=[name for value in found["affiliation"] for name in values.split_keywords(value)],
        advisor="；".join(name for value in found["advisor"] for name in values.split_names(value)) or None,
        year=_year(found),
        year_kind=year_kind,
        venue=_venue(found, kind),
        issue=_issue(found),
        pages=_pages(found),
        doi=values.find_doi(" ".join(found["doi"])),
        degree=degree,
        degree_type=values.degree_type(degree) if degree and kind == "thesis" else None,
        abstract_zh=abstract_zh,
        abstract_en=abstract_en,
        keywords_zh=keywords_zh,
        keywords_en=list(dict.fromkeys(keywords_en)),
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


def _year_kind(found: dict[str, list[str]], kind: str, unknown: dict[str, list[str]], *, is_cnki: bool) -> str | None:
    """An article is online-first when it says 网络首发, or when CNKI or a table's column leaves its year and issue empty."""
    if kind in {"thesis", "web"}:
        return {"thesis": "degree", "web": "posted"}[kind]
    if kind == "article" and any(ONLINE_FIRST in value for kept in unknown.values() for value in kept):
        return "online-first"
    told = [value for name in ("year", "issue", "volume") for value in found[name]]
    if kind == "article" and not any(told) and (told or is_cnki):
        return "online-first"
    return "issue" if _year(found) else None


def _venue(found: dict[str, list[str]], kind: str) -> str | None:
    order = ("publisher", "venue") if kind == "thesis" else ("venue", "publisher")
    return _first([value for name in order for value in found[name]])


def _issue(found: dict[str, list[str]]) -> str | None:
    volume, issue = (values.plain_number(_first(found[name]) or "") for name in ("volume", "issue"))
    return (f"{volume}({issue})" if volume and issue else volume or issue) or None


def _pages(found: dict[str, list[str]]) -> str | None:
    ends = [_first(found[name]) for name in ("first_page", "last_page")]
    return _first(found["pages"]) or "-".join(dict.fromkeys(filter(None, ends))) or None


def _doubled(record: RawRecord, entry: Entry, form: Format) -> Iterator[Problem]:
    """Report a record that says more than one record can: the one behind it has lost its beginning."""
    titles = {values.one_line(value) for tag, value in entry.fields if form.meaning(tag) == "title"}
    one_each = bool(record.bibliography.title_zh and record.bibliography.title_en and len(titles) == 2)  # noqa: PLR2004 - one title a language
    repeated = [tag for tag, count in Counter(tag for tag, _ in entry.fields if form.meaning(tag) in SINGLE).items() if count > 1]
    if (len(titles) > 1 and not one_each) or repeated:
        said = f"{len(titles)} titles" if len(titles) > 1 else f"{', '.join(repeated)} given twice"
        yield _unreadable(record.file, record.line, f"{said} in one record, only the first was read: is the start of the next one damaged?")


def _unreadable(file: str, line: int, reason: str) -> Problem:
    return Problem(f"{file}:{line}", None, None, "record-unreadable", f"line {line}: {reason}")
