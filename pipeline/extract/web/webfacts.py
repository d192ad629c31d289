"""What a web page says about the text it shows: year, journal, authors and original title, in labels and in set phrases."""

import re
from dataclasses import dataclass, field
from typing import Any

from pipeline.core.text import count_han
from pipeline.extract.fields import imprint, people
from pipeline.extract.structure import cover

ORIGINAL = re.compile(r"原\s*(?:标\s*题|题)\s*(?:为)?\s*[:：]?\s*(?P<rest>.{4,160})")
SOURCE = re.compile(r"(?:原文)?(?:载于|刊于|发表于|刊载于|原载|转载自|来源)\s*[:：]?\s*(?P<rest>[^。]{2,60})")
BOOK_TITLE = re.compile(r"《([^《》]{2,80})》")
JOURNAL_FIELD = re.compile(
    r"^(?P<venue>[《\u4e00-\u9fff][^,，.。\d]{1,30})[\s,，.。]*(?:(?P<year>(?:19|20)\d{2})\s*(?:年|[,，.])?\s*)?(?:\d{0,3}\s*[（(]\s*(?P<issue>\d{1,2})\s*[)）])?"
)
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
NUMBERED = re.compile(r"^(?:ISSN|年\s*[,，]\s*卷)")
NEAR = 8  # lines before its numbers in which a page names a journal
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
    _labelled(facts, said)
    for name in ("venue", "issue", "doi"):
        if name in said:
            facts.setdefault(name, said[name][0])
    facts["journal"] = bool(facts.get("issue") or facts.get("venue")) and not facts.get("thesis")
    if facts["journal"]:
        facts.setdefault("venue", _named_beside_number(page.lines))
    if "site" in said:
        facts.setdefault("venue", said["site"][0])
    _date(facts, said, page.lines)
    return facts


def _named_beside_number(lines: list[str]) -> str | None:
    """Return the journal of an abstract page that names it on a line of its own, twice, or once with a journal's word, near its ISSN or issue."""
    at = next((index for index, line in enumerate(lines) if NUMBERED.match(line)), None)
    near = [
        line for line in lines[max(0, (at or 0) - NEAR) : at or 0] if len(line) in imprint.VENUE_LENGTHS and count_han(line) == len(line)
    ]
    repeated = next((line for line in near if near.count(line) > 1), None)
    return repeated or next((line for line in near if imprint.JOURNAL.search(line)), None)


def _labelled(facts: dict[str, Any], said: dict[str, list[str]]) -> None:
    """Note what a database says in labelled fields: people, university, degree, journal, class and funds."""
    if "Degree" in said:
        facts.setdefault("degree", cover.degree_of(said["Degree"][0]) or said["Degree"][0])
    names = people.names(re.sub(r"\[\d[\d,，]*\]", " ", said["author_names"][0])) if "author_names" in said else []
    if names:
        facts.setdefault("authors", names)
    advisor = [*said.get("advisor", []), *said.get("Supervisor", [])]
    if advisor:
        facts["advisor"] = cover.advisor_of(advisor[0])
    university = [*said.get("university", []), *said.get("Institution", []), *said.get("University", [])]
    if university:
        facts["venue"], facts["thesis"] = university[0], True
    for key in ("journal", "issue_line"):
        _journal(facts, said.get(key, [""])[0])
    _classed(facts, said)


def _classed(facts: dict[str, Any], said: dict[str, list[str]]) -> None:
    if "degree_year" in said:
        facts["year"], facts["year_kind"] = imprint.find_year(said["degree_year"][0]), "degree"
    if "clc" in said:
        facts["clc"] = imprint.find_clc(f"分类号：{said['clc'][0]}")
    if "funds" in said:
        facts["funds"] = imprint.find_funds(f"基金：{said['funds'][0]}")
    if "place" in said:
        facts["affiliations"] = people.affiliations(said["place"][0])


def _journal(facts: dict[str, Any], value: str) -> None:
    """Note journal, year and issue of a labelled field: `里巷研究, 2019(4)`, `《里巷研究》2019年第4期12-20页`."""
    if not value:
        return
    found = imprint.journal_line(value)
    bare = JOURNAL_FIELD.match(value)
    if not found and bare:
        found = {"venue": bare["venue"].strip("《》 "), "year": bare["year"] or "", "issue": bare["issue"] or ""}
    facts.update({name: found[name] for name in ("venue", "issue") if found.get(name)})
    if found.get("year"):
        facts["year"], facts["year_kind"] = int(found["year"]), "issue"


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
    if (
        any(value.lower().startswith(("thesis", "dissertation")) for value in said.get("Type", []))
        or "Candidate" in said
        or facts.get("thesis")
        or facts.get("advisor")
    ):
        return "thesis"
    if facts["journal"] or any(re.search(r"ISSN|刊号", line) for line in page.lines if len(line) < HALF_LINE):
        return "article"
    return "web" if has_body else "other"
