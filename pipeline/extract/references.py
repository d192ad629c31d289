"""Reference lists: entries, their fields after GB/T 7714, and the markers in the text that cite them."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from pipeline.core.records import Citation, Passage, Reference
from pipeline.core.text import count_han, title_key

ENTRY_START = re.compile(r"^\s*(?:[\[［【〔]\s*\d{1,3}\s*[\]］】〕]|[（(]\s*\d{1,3}\s*[)）]|\d{1,3}\s*[.．、](?!\d)|[①-⑳])")
NUMBER = re.compile(r"^\s*(?P<printed>[\[［【〔（(]?\s*(?P<number>\d{1,3}|[①-⑳])\s*[\]］】〕)）]?\s*[.．、]?)\s*")
# The document type of GB/T 7714-2015, annex B: [J], [M], [D], [EB/OL] …; printed brackets vary.
TYPE = re.compile(
    r"[\[［【〔]\s*(?P<kind>[JMDCNRSPGAZ](?:\s*/\s*OL)?|EB\s*/\s*OL|DB\s*/\s*OL|CP\s*/\s*OL|DB|CP|EB|OL)\s*[\]］】〕]", re.IGNORECASE
)
NAME_LENGTHS = range(2, 41)  # characters
SOURCE_LENGTHS = range(2, 81)
MAX_STEP = 3  # numbers that a list may skip (an entry that could not be read)
CHINESE_CUT = re.compile(r"[.．。](?!\s*[.．])\s*")
# Between authors and title: a stop before a title's first words, not before a surname with initials.
ENGLISH_CUT = re.compile(r"[.．]\s+(?=[\"“]?[A-Z0-9][\w'’-]*[\s:,]+[a-zA-Z]{2})(?![A-Z][a-z]+,?\s+[A-Z]\b)")
YEAR = re.compile(r"(?<!\d)((?:18|19|20)\d{2})(?!\d)")
ISSUE = re.compile(r"(?P<year>(?:19|20)\d{2})\s*[,，]?\s*(?P<volume>\d{1,3})?\s*[（(]\s*(?P<issue>[\dSs增刊\-—–]{1,6})\s*[)）]")
YEAR_NTH = re.compile(r"(?P<year>(?:19|20)\d{2})\s*年\s*第\s*(?P<issue>\d{1,2})\s*期")
PAGES = re.compile(r"[:：]\s*(?P<pages>[A-Z]?\d{1,5}\s*(?:[-—–－~～+]\s*\d{1,5})?(?:\s*[,，]\s*\d{1,5})*)\s*[.。]?\s*$")
BOOK = re.compile(r"《(?P<title>[^》]+(?:》[^《》，,。]{0,4}《[^》]+)?)》")
MARKER = re.compile(
    r"""[\[［【〔]\s*(?P<numbers>\d{1,3}(?:\s*[-—–~～,，、]\s*\d{1,3})*)\s*[\]］】〕](?!\s*[JMDCN])
    |[（(]\s*(?P<author>[A-Z][A-Za-z\-]+(?:\s+(?:et\s+al\.?|and|&)\s*[A-Za-z\-]*)?|[\u4e00-\u9fff·]{2,12}(?:等)?(?:[、，,和与][\u4e00-\u9fff·]{2,6})*)\s*[,，:：]?\s*(?P<year>(?:19|20)\d{2})[a-z]?(?:\s*[:：,，]\s*\d+(?:\s*[-–]\s*\d+)?)?\s*[)）]""",
    re.VERBOSE,
)


def starts_entry(text: str) -> bool:
    """Tell whether a line begins with an entry's number."""
    return ENTRY_START.match(text) is not None


def is_typed_entry(text: str) -> bool:
    """Tell whether a paragraph is an entry of a reference list beyond doubt: a bracketed number and a document type."""
    return starts_entry(text) and text.lstrip()[0] in "[［【〔" and TYPE.search(text) is not None


def continues_numbering(first: str, text: str) -> bool:
    """Tell whether `text` begins the entry behind the one that begins with `first`: same brackets, a higher number.

    >>> continues_numbering("[2] 夏岚.社区[M]", "[3] 林若川.网络[J]"), continues_numbering("[2] 夏岚.社区[M]", "36.")
    (True, False)
    """
    before, after = NUMBER.match(first), NUMBER.match(text)
    if before is None or after is None or not starts_entry(text):
        return False
    if not (before["number"].isdecimal() and after["number"].isdecimal()):  # ① is a digit for isdigit, but no number for int
        return True
    same_form = before["printed"][0].isdecimal() == after["printed"][0].isdecimal()
    return same_form and int(before["number"]) < int(after["number"]) <= int(before["number"]) + MAX_STEP


def split_entries(text: str) -> list[str]:
    """Return the entries of a paragraph that holds several: `[1] … [2] …` with rising numbers.

    >>> split_entries("[1]王砚秋.联动的边界[J].评论,2014(2):5-14.[2]夏岚.社区[M].2015.")
    ['[1]王砚秋.联动的边界[J].评论,2014(2):5-14.', '[2]夏岚.社区[M].2015.']
    """
    marks = list(re.finditer(r"[\[［【〔]\s*(\d{1,3})\s*[\]］】〕]", text))
    starts: list[int] = []
    expected = 0
    for mark in marks:
        number = int(mark.group(1))
        if not starts and text[: mark.start()].strip():
            break
        if not starts or number == expected:
            starts.append(mark.start())
            expected = number + 1
    if not starts[1:]:
        return [text.strip()]
    return [text[start:end].strip() for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]


def parse_reference(text_id: str, index: int, raw: str) -> Reference:
    """Return an entry with the fields that could be read; what could not stays None."""
    match = NUMBER.match(raw) if starts_entry(raw) else None
    rest = raw[match.end() :] if match else raw
    authors, title, kind, tail = _divide(rest)
    year, issue = _year_and_issue(tail or rest)
    pages = PAGES.search(tail)
    return Reference(
        text_id=text_id,
        reference_index=index,
        number=match["number"] if match else None,
        raw=raw,
        authors=authors,
        title=title,
        ref_kind=kind,
        source=_source(tail),
        year=year,
        issue=issue,
        pages="".join(pages["pages"].split()) if pages else None,
        work_key=work_key(title, authors, year),
    )


def work_key(title: str | None, authors: Sequence[str], year: int | None) -> str | None:
    """Return the key under which one cited work is counted over all lists; None without a title."""
    if not title:
        return None
    first = title_key(authors[0]) if authors else ""
    return f"{title_key(title)}|{first}|{year or ''}"


def _divide(rest: str) -> tuple[list[str], str | None, str | None, str]:
    """Return authors, title, document type and what follows the type."""
    mark = TYPE.search(rest)
    if mark is None:
        book = BOOK.search(rest)
        if book:
            return _authors(rest[: book.start()]), book["title"], None, rest[book.end() :]
        return _without_type(rest)
    head, tail = rest[: mark.start()], rest[mark.end() :]
    authors, title = _authors_and_title(head)
    return authors, title, "".join(mark["kind"].split()).upper(), tail


def _authors_and_title(head: str) -> tuple[list[str], str | None]:
    head = head.strip()
    chinese = count_han(head) > 0
    cut = (CHINESE_CUT if chinese else ENGLISH_CUT).search(head)
    if cut is None or cut.end() >= len(head):
        comma = re.match(r"^(?P<authors>[^:：]{2,30}?)[:：](?P<title>.+)$", head)
        return (_authors(comma["authors"]), comma["title"].strip()) if comma else ([], head or None)
    return _authors(head[: cut.start()]), head[cut.end() :].strip(" .．。") or None


def _without_type(rest: str) -> tuple[list[str], str | None, str | None, str]:
    parts = re.split(r"[.．。]\s+|(?<=[\u4e00-\u9fff）)])[.．。]", rest, maxsplit=2)
    if not parts[1:]:
        return [], rest.strip(" .。") or None, None, ""
    return _authors(re.sub(r"[（(]?\d{4}[a-z]?[)）]?", "", parts[0])), parts[1].strip() or None, None, "".join(parts[2:])


def _authors(text: str) -> list[str]:
    text = re.sub(r"[\[［【(（〔][^\]］】)）〕]{1,4}[\]］】)）〕]", "", text).strip(" .．。:：,，")
    parts = re.split(r"\s*[,，、;；]\s*|\s+(?:and|&)\s+", text) if count_han(text) else _latin_authors(text)
    cleaned = [re.sub(r"(?:等|主编|编著|编译|编|著|译|et al\.?)$", "", part.strip()).strip() for part in parts]
    return [part for part in cleaned if len(part) in NAME_LENGTHS]


def _latin_authors(text: str) -> list[str]:
    """Return authors printed as `Ostrom E, Walker J`, or as `Ostrom, E., & Walker, J.`."""
    parts = [part.strip() for part in re.split(r"[,;]|\band\b|&", text) if part.strip()]
    joined: list[str] = []
    for part in parts:
        if joined and re.fullmatch(r"(?:[A-Z][.\s-]*){1,3}", part):
            joined[-1] = f"{joined[-1]}, {part}"
        else:
            joined.append(part)
    return joined


def _year_and_issue(text: str) -> tuple[int | None, str | None]:
    for pattern in (ISSUE, YEAR_NTH):
        match = pattern.search(text)
        if match:
            volume = match.groupdict().get("volume")
            return int(match["year"]), f"{volume}({match['issue']})" if volume else match["issue"]
    years = YEAR.findall(text)
    return (int(years[0]) if years else None), None


def _source(tail: str) -> str | None:
    """Return journal or publisher: what stands between the type mark and the year."""
    source = YEAR.split(tail.strip(" .．。:：,，"))[0].strip(" .．。,，:：;；（(")
    return source if len(source) in SOURCE_LENGTHS and any(char.isalpha() for char in source) else None


def link_citations(text_id: str, text: str, passages: Iterable[Passage], references: Sequence[Reference]) -> list[Citation]:
    """Return the citation markers of the body, each number linked to its entry; a range is one row with the first entry."""
    by_number = {_plain(reference.number): reference.reference_index for reference in references if reference.number}
    citations: list[Citation] = []
    for passage in passages:
        if passage.role not in ("body", "footnote", "abstract_zh"):
            continue
        for match in MARKER.finditer(text, passage.start, passage.end):
            index = by_number.get(re.split(r"\D", match["numbers"])[0]) if match["numbers"] else _by_author(match, references)
            if index is None and match["numbers"] and not by_number:
                continue
            citations.append(Citation(text_id, match.start(), match.end(), match.group(), index))
    return citations


def _plain(number: str | None) -> str:
    return unicodedata.normalize("NFKC", number or "")


def _by_author(match: re.Match[str], references: Sequence[Reference]) -> int | None:
    name = re.split(r"[、，,和与\s等]", match["author"])[0].casefold()
    year = int(match["year"])
    for reference in references:
        if reference.year == year and any(author.casefold().startswith(name) for author in reference.authors):
            return reference.reference_index
    return None
