"""Fields of one entry of a reference list: GB/T 7714 with its document types, footnote style with 《》, APA and Chicago."""

import re
from dataclasses import dataclass, field

from pipeline.core.text import count_han

# Full-width letters, digits, stops and brackets are read as their plain forms; commas and colons stay as printed in titles.
PLAIN = str.maketrans(
    {
        chr(code): chr(code - 0xFEE0)
        for code in [
            *range(0xFF10, 0xFF1A),
            *range(0xFF21, 0xFF3B),
            *range(0xFF41, 0xFF5B),
            0xFF0E,
            0xFF0D,
            0xFF3B,
            0xFF3D,
            0xFF08,
            0xFF09,
            0xFF0F,
        ]
    }
)
# The document type of GB/T 7714-2015, annex B: [J], [M], [D], [EB/OL] …; printed brackets vary.
TYPE = re.compile(
    r"[\[［【〔]\s*(?P<kind>[JMDCNRSPGAZ](?:\s*/\s*(?:OL|CD|MT|DK))?|EB\s*/\s*OL|DB\s*/\s*OL|DS\s*/\s*OL|CP\s*/\s*OL|CM|DS|DB|CP|EB|OL)\s*[\]］】〕]",
    re.IGNORECASE,
)
NAME_LENGTHS = range(2, 41)  # characters
SOURCE_LENGTHS = range(2, 81)
CHINESE_CUT = re.compile(r"[.．。](?!\s*[.．])\s*")
# Between authors and title: a stop before a title's first words, not before a surname with initials.
ENGLISH_CUT = re.compile(r"[.．]\s+(?=[\"“]?[A-Z0-9][\w'’-]*[\s:,]+[a-zA-Z]{2})(?![A-Z][a-z]+,?\s+[A-Z]\b)")
YEAR = re.compile(r"(?<!\d)((?:18|19|20)\d{2})(?!\d)")
ISSUE = re.compile(
    r"(?P<year>(?:19|20)\d{2})\s*年?\s*[,，]?\s*(?:Vol\.?\s*)?(?P<volume>\d{1,3})?\s*[（(]\s*(?P<issue>[\dSsZ增刊\-—–/]{1,6})\s*[)）]"
)
YEAR_NTH = re.compile(
    r"(?P<year>(?:19|20)\d{2})\s*年?\s*[,，]?\s*(?:第\s*(?P<volume>\d{1,3})\s*卷\s*[,，]?\s*)?第\s*(?P<issue>\d{1,2}(?:\s*[-—～、]\s*\d{1,2})?)\s*期"
)
NTH = re.compile(r"(?:第\s*(?P<volume>\d{1,3})\s*卷\s*[,，]?\s*)?第?\s*(?P<issue>\d{1,2}(?:\s*[-—～]\s*\d{1,2})?)\s*期")
VOLUME_ISSUE = re.compile(
    r"(?<![\d.])(?P<volume>\d{1,3})\s*[（(]\s*(?:No\.?\s*)?(?P<issue>\d{1,3}(?:[-–]\d{1,3})?)\s*[)）]|[Vv]ol\.?\s*(?P<vol>\d{1,3})\s*[,，]?\s*[Nn]o\.?\s*(?P<no>\d{1,3})"
)
PAGES = re.compile(
    r"[:：]\s*(?P<pages>[A-Z]?\d{1,5}\s*(?:[-—–－~～+]\s*[A-Z]?\d{1,5})?(?:\s*[,，]\s*\d{1,5}(?:\s*[-—–]\s*\d{1,5})?)*)\s*[.。]?\s*$"
)
PAGES_SAID = re.compile(
    r"第\s*(?P<zh>\d{1,5}(?:\s*[-—–－~～、]\s*\d{1,5})?)\s*页|(?:\bpp?\.\s*|[)）]\s*[,，]\s*)(?P<en>\d{1,5}(?:\s*[-—–－~～]\s*\d{1,5})?)\s*[.。]?\s*$"
)
BOOK = re.compile(r"《(?P<title>[^《》]*(?:《[^》]*》[^《》]*)*(?:》[^《》，,。]{0,4}《[^》]+)?)》")
QUOTED = re.compile(r"[“\"](?P<title>[^”\"]{2,150})[”\"]\s*[,，.。]?\s*(?:载|见|in\s+)?\s*(?P<rest>.+)")
DATED = re.compile(
    r"^(?P<authors>[^《“\"\d]{2,250}?)\s*(?:[（(]\s*(?P<bracketed>(?:18|19|20)\d{2})[a-z]?\s*[)）]\s*[.,，．。:：]?|[.,，．。]\s*(?P<bare>(?:18|19|20)\d{2})[a-z]?\s*[.,，．。:：])\s*(?P<rest>\S.+)$"
)
LINK = re.compile(r"\[\s*\d{4}-\d{1,2}-\d{1,2}\s*\]|https?://\S+|(?:DOI|doi)\s*[:：]?\s*10\.\S+|(?<!\S)10\.\d{4,}/\S+")
EDITION = re.compile(
    r"^\s*(?:第?\s*[\d一二三四五六七八九十]+\s*版|(?:修订|增订)\S{0,2}版|\d+(?:st|nd|rd|th)\s+ed\.?|Rev\.?\s+ed\.?)\s*[.．,，。]\s*",
    re.IGNORECASE,
)
TRANSLATED = re.compile(r"^[\s,，.．。]*(?:[\u4e00-\u9fff·\s、,，]{2,30}(?:译|校译|译校|编译|主编|编|校)(?:[\s,，.．。]+|(?=《)))+")
TRANSLATOR = re.compile(r"[\u4e00-\u9fff·]{2,9}\s*(?:编译|译校|校译|译|校)$")
SAME = re.compile(r"^(?:同上|同前|见前|前引|Ibid\b|op\.\s*cit)", re.IGNORECASE)


@dataclass(slots=True)
class Entry:
    """What an entry says; what could not be read stays empty."""

    authors: list[str] = field(default_factory=list)
    title: str | None = None
    kind: str | None = None
    source: str | None = None
    year: int | None = None
    issue: str | None = None
    pages: str | None = None


def read_entry(text: str) -> Entry:
    """Return the fields of an entry without its number.

    >>> entry = read_entry("夏岚、林若川，2014，《社区的边界》，《里巷评论》第6期。")
    >>> entry.authors, entry.title, entry.source, entry.year, entry.issue
    (['夏岚', '林若川'], '社区的边界', '里巷评论', 2014, '6')
    """
    plain = text.translate(PLAIN).strip()
    if SAME.match(plain):
        return Entry()
    mark = TYPE.search(plain)
    if mark:
        return _typed(plain[: mark.start()], "".join(mark["kind"].split()).upper(), plain[mark.end() :])
    dated = DATED.match(plain)
    if dated:
        return _dated(dated)
    book = BOOK.search(plain)
    return _footnote_style(plain, book) if book else _untyped(plain)


def _typed(head: str, kind: str, tail: str) -> Entry:
    authors, title = _authors_and_title(head)
    tail = LINK.sub(" ", tail).strip()
    year, issue = _year_and_issue(tail or head)
    container = re.match(r"\s*//\s*(?P<in>.+)", tail)
    source = _container(container["in"]) if container else _source(EDITION.sub("", tail.lstrip(" .．。,，:：")))
    return Entry(authors, title, kind, source, year, issue, _pages(tail))


def _container(text: str) -> str | None:
    """Return the title of the volume that an article is in: between its editors and its place."""
    parts = [part.strip() for part in re.split(r"[.．。]\s*", YEAR.split(text)[0]) if part.strip(" ,，")]
    named = [part for part in parts if not re.search(r"[:：]", part)] or parts
    title = named[1] if named[1:] else named[0] if named else None
    return _cleaned(TYPE.split(title)[0]) if title else None


def _dated(match: re.Match[str]) -> Entry:
    """Read an entry whose year stands behind the authors (APA, Chicago and the Chinese styles after them)."""
    year, rest = int(match["bracketed"] or match["bare"]), match["rest"]
    authors = _authors(match["authors"])
    quoted = QUOTED.match(rest)
    book = BOOK.match(rest)
    if quoted or book:
        found = quoted or book
        title = found["title"].strip(" .,，。") if found else None
        tail = quoted["rest"] if quoted else rest[book.end() :] if book else ""
    else:
        parts = re.split(r"(?<=[a-z)\]\u4e00-\u9fff）?？!！])[.．。]\s*(?=[A-Z\u4e00-\u9fff《])|(?<=[?？])\s+(?=[A-Z])", rest, maxsplit=1)
        title, tail = parts[0].strip(" .．。,，"), parts[1] if parts[1:] else ""
    tail = LINK.sub(" ", tail).strip()
    return Entry(authors, title or None, None, _source(tail), year, _issue_alone(tail), _pages(tail))


def _footnote_style(text: str, book: re.Match[str]) -> Entry:
    """Read `作者：《题名》，《刊名》2014年第6期`, also with a title that stands bare or in “” before the journal."""
    head, tail = text[: book.start()], text[book.end() :]
    bare = re.match(r"^(?P<authors>[^:：“]{2,40}?)\s*[:：]\s*[“\"]?(?P<title>[^:：“”\"]{2,80}?)[”\"]?\s*[,，.。]?\s*(?:载|见)?\s*$", head)
    year, issue = _year_and_issue(tail)
    if bare and count_han(bare["title"]) > 1:
        return Entry(_authors(bare["authors"]), bare["title"], None, _cleaned(book["title"]), year, issue, _pages(tail))
    return Entry(_authors(head), book["title"], None, _source(tail), year, issue or _issue_alone(tail), _pages(tail))


def _untyped(text: str) -> Entry:
    parts = re.split(r"[.．。]\s+|(?<=[\u4e00-\u9fff）)])[.．。]", text, maxsplit=2)
    if not parts[1:]:
        return Entry(title=text.strip(" .。") or None, year=_year_and_issue(text)[0])
    tail = LINK.sub(" ", "".join(parts[2:])).strip()
    year, issue = _year_and_issue(tail or text)
    authors = _authors(re.sub(r"[（(]?\d{4}[a-z]?[)）]?", "", parts[0]))
    return Entry(authors, parts[1].strip() or None, None, _source(tail), year, issue or _issue_alone(tail), _pages(tail))


def _authors_and_title(head: str) -> tuple[list[str], str | None]:
    head = head.strip()
    cut = (CHINESE_CUT if count_han(head) else ENGLISH_CUT).search(head)
    if cut is None or cut.end() >= len(head):
        colon = re.match(r"^(?P<authors>[^:：]{2,30}?)[:：](?P<title>.+)$", head)
        return (_authors(colon["authors"]), colon["title"].strip()) if colon else ([], head.strip(" .．。") or None)
    return _authors(head[: cut.start()]), head[cut.end() :].strip(" .．。") or None


def _authors(text: str) -> list[str]:
    text = re.sub(r"[\[［【(（〔][^\]］】)）〕]{1,4}[\]］】)）〕]", "", text).strip(" .．。:：,，")
    parts = (
        re.split(r"\s*[,，、;；]\s*|\s+(?:and|&)\s+|(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff]{2})|(?<=著)\s*", text)
        if count_han(text)
        else _latin_authors(text)
    )
    kept = [part for part in parts if not TRANSLATOR.search(part.strip())] or parts
    cleaned = [re.sub(r"(?:等|主编|编著|编译|编|著|译|et al\.?)$", "", part.strip()).strip() for part in kept]
    return [part for part in cleaned if len(part) in NAME_LENGTHS and not part.isdecimal()]


def _latin_authors(text: str) -> list[str]:
    """Return authors printed as `Ostrom E, Walker J`, or as `Ostrom, E., & Walker, J.`, or as `Ostrom, Elinor`."""
    parts = [part.strip() for part in re.split(r"[,;]|\band\b|&", text) if part.strip()]
    joined: list[str] = []
    inverted = len(parts) > 1 and all(" " not in part for part in parts[:2])
    for part in parts:
        given = re.fullmatch(r"(?:[A-Z][.\s-]*){1,3}", part) or (
            inverted and len(joined) == 1 and re.fullmatch(r"[A-Z][a-z]+(?:\s[A-Z]\.?)?", part)
        )
        if joined and given and "," not in joined[-1]:
            joined[-1] = f"{joined[-1]}, {part}"
        else:
            joined.append(part)
    return joined


def _year_and_issue(text: str) -> tuple[int | None, str | None]:
    for pattern in (ISSUE, YEAR_NTH):
        match = pattern.search(text)
        if match:
            return int(match["year"]), _numbered(match["volume"], match["issue"])
    years = YEAR.findall(text)
    return (int(years[0]) if years else None), None


def _issue_alone(text: str) -> str | None:
    match = VOLUME_ISSUE.search(text)
    if match:
        return _numbered(match["volume"] or match["vol"], match["issue"] or match["no"])
    match = NTH.search(text)
    return _numbered(match["volume"], match["issue"]) if match else None


def _numbered(volume: str | None, issue: str) -> str:
    issue = "".join(issue.split())
    return f"{volume}({issue})" if volume else issue


def _pages(text: str) -> str | None:
    match = PAGES.search(text)
    if match:
        return "".join(match["pages"].split())
    said = PAGES_SAID.search(text)
    return "".join((said["zh"] or said["en"]).split()) if said else None


def _source(tail: str) -> str | None:
    """Return journal or publisher: what stands before year, volume and issue."""
    tail = TRANSLATED.sub("", tail).strip(" .．。:：,，")
    book = BOOK.match(tail)
    if book:
        return _cleaned(book["title"])
    tail = YEAR.split(tail)[0]
    tail = re.split(
        r"[,，]?\s*(?:第\s*\d+\s*[卷期页]|[Vv]ol\.?\s*\d|\bpp?\.\s*\d|\d{1,3}\s*[（(]\s*\d|[（(]\s*\d{1,3}\s*[)）]|\d{1,3}\s*:\s*\d|[,，]\s*\d+\b)",
        tail,
    )[0]
    return _cleaned(tail)


def _cleaned(source: str) -> str | None:
    source = source.strip(" .．。,，:：;；（(《》/")
    return source if len(source) in SOURCE_LENGTHS and any(char.isalpha() for char in source) else None
