"""What a web page says about the text it shows: year, journal, authors and original title, in labels and in set phrases."""

import re
from dataclasses import dataclass, field
from typing import Any

from pipeline.extract import imprint, people

ORIGINAL = re.compile(r"原\s*(?:标\s*题|题)\s*(?:为)?\s*[:：]?\s*(?P<rest>.{4,160})")
SOURCE = re.compile(r"(?:原文)?(?:载于|刊于|发表于|刊载于|原载|转载自|来源)\s*[:：]?\s*(?P<rest>[^。]{2,60})")
BOOK_TITLE = re.compile(r"《([^《》]{2,80})》")
ABRIDGED = re.compile(r"(?:转载|原载|原文|本文|本站|来源)[^。]{0,40}(?:删节|删减|删改|节选|摘编|摘录)")
POSTED = re.compile(
    r"(?:(?:posted|published|date|time|发布|发表|时间|日期|更新)\D{0,12})?(?P<year>(?:19|20)\d{2})\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}"
)
VOLUME = re.compile(
    r"年\s*[,，]\s*卷\s*[(（]\s*期\s*[)）]\s*[:：]\s*(?P<year>\d{4})\s*[.,，]?\s*(?P<volume>\d{1,3})?\s*[.,，]?\s*[(（]\s*(?P<issue>\d{1,3})\s*[)）]"
)
AUTHOR_SAID = re.compile(
    r"作者\s*[:：]?\s*(?P<names>[\u4e00-\u9fff·]{2,4}(?:[、，\s]+[\u4e00-\u9fff·]{2,4}){0,4})(?=\s*[:：(（,，。]|\s*$|\s*单位)"
)
INSTITUTION = re.compile(r"^(?:作者)?(?:单\s*位|机\s*构)\s*[:：]\s*(?P<value>\S.{1,60})$")
SHORT_LINE, MIDDLE_LINE, HALF_LINE, LONG_LINE = 30, 80, 200, 400  # characters


@dataclass(slots=True)
class Page:
    """A web page as clean lines, with what its markup and labels say."""

    lines: list[str]
    said: dict[str, list[str]] = field(default_factory=dict)


def read_facts(page: Page) -> dict[str, Any]:
    """Return what labels and known phrases say about year, venue, authors and the original title."""
    facts: dict[str, Any] = {}
    said = page.said
    abridged = "site" in said and any(ABRIDGED.search(line) for line in page.lines if len(line) < HALF_LINE)
    for line in page.lines:
        _facts_of_line(line, facts, whole=not abridged)
    if "Candidate" in said:
        facts.setdefault("authors_en", said["Candidate"][:1])
    if "author" in said:
        facts.setdefault("authors", said["author"])
    if "Degree" in said:
        facts.setdefault("degree", said["Degree"][0])
    for name in ("venue", "issue", "doi"):
        if name in said:
            facts.setdefault(name, said[name][0])
    facts["journal"] = bool(facts.get("issue") or facts.get("venue"))
    if "site" in said:
        facts.setdefault("venue", said["site"][0])
    _date(facts, said, page.lines)
    return facts


def _facts_of_line(line: str, facts: dict[str, Any], *, whole: bool) -> None:
    """Note what a line says; a site's abridgement (`whole` is false) is a text of the site, and no issue of the journal it names."""
    volume = VOLUME.search(line)
    if volume:
        facts["year"], facts["year_kind"] = int(volume["year"]), "issue"
        facts["issue"] = f"{volume['volume']}({volume['issue']})" if volume["volume"] else volume["issue"]
    source = SOURCE.search(line) if len(line) < LONG_LINE else None
    journal = imprint.journal_line(source["rest"]) if source and whole else {}
    if journal and "issue" not in facts:
        facts.update({name: value for name, value in journal.items() if name != "year"})
        if "year" in journal:
            facts["year"], facts["year_kind"] = int(journal["year"]), "issue"
    original = ORIGINAL.search(line)
    if original and "title" not in facts:
        books = BOOK_TITLE.findall(original["rest"])
        facts["title"] = books[-1] if books else original["rest"].strip(" ”“。")
        if len(books) > 1:
            facts.setdefault("venue", books[0])
    _author_of_line(line, facts)


def _author_of_line(line: str, facts: dict[str, Any]) -> None:
    institution = INSTITUTION.match(line)
    if institution:
        facts.setdefault("affiliations", []).append(institution["value"].strip())
    author = AUTHOR_SAID.search(line)
    if author and "authors" not in facts and len(line) < LONG_LINE:
        found = people.names(author["names"])
        if found:
            facts["authors"] = found


def _date(facts: dict[str, Any], said: dict[str, list[str]], lines: list[str]) -> None:
    if "year" in facts:
        return
    dates = [(value, "issue") for value in said.get("date", [])] + [
        (value, "posted") for value in [*said.get("posted", []), *said.get("Posted on", [])]
    ]
    dates += [(line, "posted") for line in lines[:15] if len(line) < MIDDLE_LINE and POSTED.search(line)]
    for value, kind in dates:
        year = imprint.find_year(value)
        if year:
            facts["year"], facts["year_kind"] = year, kind
            return


def tell_kind(page: Page, facts: dict[str, Any], *, has_body: bool) -> str:
    """Return the kind of work a page shows: thesis, article (a journal is named), web (a text of its own) or other."""
    said = page.said
    if any(value.lower().startswith(("thesis", "dissertation")) for value in said.get("Type", [])) or "Candidate" in said:
        return "thesis"
    if facts["journal"] or any(re.search(r"ISSN|刊号", line) for line in page.lines if len(line) < HALF_LINE):
        return "article"
    return "web" if has_body else "other"
