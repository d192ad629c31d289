"""A record as databases print it, in the forms CNKI exports (RIS, NoteExpress, EndNote) and in Zotero's strict RIS."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from typeset.texts import DemoText
from typeset.truth import NO_ABSTRACT

Pairs = list[tuple[str, str]]
_JOURNAL_NUMBER = "1000-0000"


@dataclass(frozen=True, slots=True)
class Record:
    """What one export prints of one work; empty fields are left out."""

    key: str
    kind: str
    title: str
    authors: tuple[str, ...]
    affiliations: tuple[str, ...]
    venue: str
    year: str
    issue: str = ""
    pages: str = ""
    keywords: tuple[str, ...] = ()
    abstract: str = ""
    doi: str = ""
    degree: str = ""
    advisor: str = ""


def make_record(text: DemoText) -> Record:
    """Return a text's record: what it does not have (an article published online first: issue and pages) stays empty."""
    number = text.field("issue")
    return Record(
        key=text.key,
        kind=text.kind if text.kind in ("thesis", "web") else "article",
        title=text.field("title_zh"),
        authors=tuple(text.fields("authors")),
        affiliations=tuple(text.fields("affiliations")),
        venue=text.field("venue"),
        year=text.field("year"),
        issue=f"{int(number):02}" if number.isdecimal() else number,
        pages=text.field("pages"),
        keywords=tuple(text.fields("keywords_zh")),
        abstract="" if text.key in NO_ABSTRACT else text.abstract("zh").text,
        doi=text.field("doi"),
        degree=text.field("degree"),
        advisor=text.field("advisor"),
    )


def ris_file(records: Iterable[Record]) -> str:
    """Return CNKI's RIS: `TY - ` with one blank before the hyphen."""
    return _join(records, _ris, "{} - {}", "\n\n\n")


def zotero_file(records: Iterable[Record]) -> str:
    """Return RIS as Zotero writes it: `TY  - ` with two blanks."""
    return _join(records, _zotero, "{}  - {}", "\n\n")


def net_file(records: Iterable[Record]) -> str:
    """Return the NoteExpress export."""
    return _join(records, _net, "{{{}}}: {}", "\n\n")


def endnote_file(records: Iterable[Record]) -> str:
    """Return the EndNote export."""
    return _join(records, _endnote, "%{} {}", "\n")


FORMS: dict[str, Callable[[Iterable[Record]], str]] = {
    "ris": ris_file,
    "net": net_file,
    "endnote": endnote_file,
    "zotero": zotero_file,
}


def _join(records: Iterable[Record], form: Callable[[Record], Pairs], line: str, between: str) -> str:
    printed = ([(tag, value) for tag, value in form(record) if value or tag == "ER"] for record in records)
    return between.join("".join(f"{line.format(tag, value)}\n" for tag, value in pairs) for pairs in printed)


def _ris(record: Record) -> Pairs:
    thesis = record.kind == "thesis"
    pages = (record.pages.split("-") * 2)[:2]
    pairs = [("TY", "THES" if thesis else "JOUR"), ("PB" if thesis else "JO", record.venue)]
    pairs += [("A1", name) for name in record.authors]
    pairs += [("AD", place) for place in record.affiliations]
    pairs += [("AB", record.abstract), ("T1", record.title), ("Y1", record.year)]
    pairs += [("M3", record.degree), ("A3", record.advisor), ("IS", record.issue), ("SP", pages[0]), ("EP", pages[-1])]
    pairs += [("SN", "" if thesis else _JOURNAL_NUMBER)]
    pairs += [("KW", word) for word in record.keywords]
    return [*pairs, ("DO", record.doi), ("UR", f"https://kns.example.org/detail?id={record.key}"), ("ER", "")]


def _zotero(record: Record) -> Pairs:
    pairs = [("TY", "ELEC"), ("TI", record.title)]
    pairs += [("AU", name) for name in record.authors]
    pairs += [("T2", record.venue), ("AB", record.abstract), ("DA", record.year), ("PY", record.year)]
    pairs += [("KW", word) for word in record.keywords]
    return [*pairs, ("ER", "")]


def _net(record: Record) -> Pairs:
    thesis = record.kind == "thesis"
    pairs = [("Reference Type", "Thesis" if thesis else "Journal Article"), ("Title", record.title)]
    pairs += [("Author", ";".join(record.authors) + ";"), ("Author Address", ";".join(record.affiliations))]
    pairs += [("Tertiary Author", record.advisor), ("Publisher" if thesis else "Journal", record.venue), ("Year", record.year)]
    pairs += [("Type of Work", record.degree), ("Issue", record.issue), ("Pages", record.pages)]
    pairs += [("Keywords", ";;".join(record.keywords)), ("Abstract", record.abstract)]
    return [*pairs, ("ISBN/ISSN", "" if thesis else _JOURNAL_NUMBER), ("DOI", record.doi), ("Database Provider", "CNKI")]


def _endnote(record: Record) -> Pairs:
    thesis = record.kind == "thesis"
    pairs = [("0", "Thesis" if thesis else "Journal Article")]
    pairs += [("A", name) for name in record.authors]
    pairs += [("Y", record.advisor), ("+", "".join(f"{place};" for place in record.affiliations)), ("T", record.title)]
    pairs += [("9", record.degree), ("I" if thesis else "J", record.venue), ("D", record.year), ("N", record.issue)]
    pairs += [("K", ";;".join(record.keywords)), ("X", record.abstract), ("P", record.pages)]
    return [*pairs, ("@", "" if thesis else _JOURNAL_NUMBER), ("R", record.doi), ("W", "CNKI")]
