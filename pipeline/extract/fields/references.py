"""Reference lists: where entries begin, which notes are entries, and the rows of the table; `entryfields` parses, `citations` links."""

import re
from collections.abc import Sequence

from pipeline.core.records import Passage, Reference
from pipeline.core.text import title_key
from pipeline.extract.fields.entryfields import TYPE, read_entry

ENTRY_START = re.compile(r"^\s*(?:[\[［【〔]\s*\d{1,3}\s*[\]］】〕]|[（(]\s*\d{1,3}\s*[)）](?!\s*[:：])|\d{1,3}\s*[.．、](?!\d)|[①-⑳])")
NUMBER = re.compile(r"^\s*(?P<printed>[\[［【〔（(]?\s*(?P<number>\d{1,3}|[①-⑳])\s*[\]］】〕)）]?\s*[.．、]?)\s*")
MAX_NOTE = 160  # characters: longer ones discuss
MAX_AUTHORS = 6
MAX_STEP = 3  # numbers that a list may skip (an entry that could not be read)


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
    entry = read_entry(raw[match.end() :] if match else raw)
    return Reference(
        text_id=text_id,
        reference_index=index,
        number=match["number"] if match else None,
        raw=raw,
        authors=entry.authors,
        title=entry.title,
        ref_kind=entry.kind,
        source=entry.source,
        year=entry.year,
        issue=entry.issue,
        pages=entry.pages,
        work_key=work_key(entry.title, entry.authors, entry.year),
    )


def work_key(title: str | None, authors: Sequence[str], year: int | None) -> str | None:
    """Return the key under which one cited work is counted over all lists; None without a title."""
    if not title:
        return None
    first = title_key(authors[0]) if authors else ""
    return f"{title_key(title)}|{first}|{year or ''}"


def cited_texts(text: str, passages: Sequence[Passage]) -> list[str]:
    """Return the entries of a document: those of its list of references, or of its notes where it has none (footnote style)."""
    entries = [text[passage.start : passage.end] for passage in passages if passage.role == "reference"]
    if entries:
        return entries
    notes = (text[passage.start : passage.end] for passage in passages if passage.role == "footnote")
    return [note for note in notes if is_cited_work(note)]


def is_cited_work(note: str) -> bool:
    """Tell whether a note is the entry of a work: a title in 《》 or a document type, with author and year."""
    match = NUMBER.match(note) if starts_entry(note) else None
    entry = read_entry(note[match.end() :] if match else note)
    formal = entry.kind is not None or "《" in note
    return formal and bool(entry.authors and entry.title and entry.year) and len(note) <= MAX_NOTE and len(entry.authors) <= MAX_AUTHORS
