"""Markers in the text that cite entries: [9], [9-11], [9,12], 【9】, ①, （夏岚，2014；林若川，2010）, 夏岚（2014）."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from pipeline.core.records import Citation, Passage, Reference

NUMBERED = re.compile(r"[\[［【〔]\s*(?P<numbers>\d{1,3}(?:\s*[-—–~～,，、;；]\s*\d{1,3})*)\s*[\]］】〕](?!\s*[\[［]?[JMDCN]\b)")
CIRCLED = re.compile(r"[①-⑳]")
BRACKET = re.compile(r"[（(](?P<inside>[^（()）]{4,160})[)）]")
NAME = r"(?:[A-Z][A-Za-z'’\-]+(?:\s+(?:et\s+al\.?|(?:and|&)\s*[A-Z][A-Za-z'’\-]+))?|[\u4e00-\u9fff·]{2,12}(?:等人?)?(?:[、，,和与]\s*[\u4e00-\u9fff·]{2,6}(?:等人?)?)*)"
DATED = re.compile(
    rf"^\s*(?:参见|转引自|引自|参看|详见|见|如|例如|[Ss]ee|cf\.|e\.g\.,?)?\s*(?P<author>{NAME})\s*[,，:：]?\s*(?P<year>(?:18|19|20)\d{{2}})[a-z]?(?:\s*[:：,，]\s*(?:p+\.?\s*)?\d+(?:\s*[-–—]\s*\d+)?)?\s*$"
)
NARRATIVE = re.compile(r"[（(]\s*(?P<year>(?:18|19|20)\d{2})[a-z]?(?:\s*[:：,，]\s*\d+(?:\s*[-–—]\s*\d+)?)?\s*[)）]")
BEHIND_NAME = re.compile(r"(?:等人?|\s+et\s+al\.?|(?:和|与|、|\s+and\s+|\s*&\s*)[\u4e00-\u9fffA-Za-z]{2,12})?\s*$")
CITING = frozenset({"body", "footnote", "abstract_zh", "caption", "table"})
REACH = 40  # characters before a year in brackets in which its author's name ends


def link_citations(text_id: str, text: str, passages: Iterable[Passage], references: Sequence[Reference]) -> list[Citation]:
    """Return the markers of the text in its order, each linked to its entry; a range is one row with the first entry."""
    passages = list(passages)
    found: list[Citation] = []
    for passage in passages:
        if passage.role in CITING:
            found.extend(_numbered(text_id, text, passage, references))
            found.extend(_dated(text_id, text, passage, references))
    found.extend(_circled(text_id, text, passages, references))
    return sorted(found, key=lambda citation: (citation.start, citation.end))


def _numbered(text_id: str, text: str, passage: Passage, references: Sequence[Reference]) -> Iterator[Citation]:
    """Yield markers with numbers; of a list, each member is a row of its own."""
    by_number = {_plain(reference.number): reference.reference_index for reference in references if reference.number}
    if not by_number:
        return
    for match in NUMBERED.finditer(text, passage.start, passage.end):
        parts = list(re.finditer(r"\d{1,3}(?:\s*[-—–~～]\s*\d{1,3})?", match["numbers"]))
        for part in parts:
            index = by_number.get(re.split(r"\D", part.group())[0])
            start, end = match.start("numbers") + part.start(), match.start("numbers") + part.end()
            yield (
                Citation(text_id, start, end, part.group(), index)
                if parts[1:]
                else Citation(text_id, match.start(), match.end(), match.group(), index)
            )


def _plain(number: str | None) -> str:
    return unicodedata.normalize("NFKC", number or "")


def _dated(text_id: str, text: str, passage: Passage, references: Sequence[Reference]) -> Iterator[Citation]:
    """Yield markers with author and year, in brackets together, or the year in brackets behind a name that an entry has."""
    for match in BRACKET.finditer(text, passage.start, passage.end):
        parts = list(re.finditer(r"[^;；]+", match["inside"]))
        said = [DATED.match(part.group()) for part in parts]
        if not all(said):
            continue
        for part, one in zip(parts, said, strict=True):
            if one is not None:
                start, end = match.start("inside") + part.start(), match.start("inside") + part.end()
                start, end = (start, end) if parts[1:] else (match.start(), match.end())
                yield Citation(text_id, start, end, text[start:end], _by_author(one["author"], int(one["year"]), references))
    for match in NARRATIVE.finditer(text, passage.start, passage.end):
        index = _named_before(text[max(passage.start, match.start() - REACH) : match.start()], int(match["year"]), references)
        if index is not None:
            yield Citation(text_id, match.start(), match.end(), match.group(), index)


def _by_author(author: str, year: int, references: Sequence[Reference]) -> int | None:
    name = re.split(r"[、，,和与\s等&]", author)[0]
    return next((reference.reference_index for reference in references if reference.year == year and _is_by(name, reference)), None)


def _is_by(name: str, reference: Reference) -> bool:
    """Tell whether a name is that of one of an entry's authors: whole, or the surname of a Latin or transliterated one."""
    return any(name.casefold() in (author.casefold(), *re.split(r"[\s,·.]+", author.casefold())) for author in reference.authors)


def _named_before(before: str, year: int, references: Sequence[Reference]) -> int | None:
    bare = {before.rstrip(), BEHIND_NAME.sub("", before)}
    for reference in references:
        for author in reference.authors[:1] if reference.year == year else []:
            surname = re.split(r"[\s,]+", author)[0] if author.isascii() else author.split("·")[-1]
            if len(surname) > 1 and any(text.casefold().endswith(surname.casefold()) for text in bare):
                return reference.reference_index
    return None


def _circled(text_id: str, text: str, passages: list[Passage], references: Sequence[Reference]) -> Iterator[Citation]:
    """Yield ① and its like: the n-th of the text calls the n-th note that begins with it, if there are as many of both."""
    notes = _circled_notes(text, passages, references)
    calls: dict[str, list[re.Match[str]]] = defaultdict(list)
    for passage in passages:
        for match in CIRCLED.finditer(text, passage.start, passage.end) if passage.role in ("body", "abstract_zh") else ():
            calls[match.group()].append(match)
    pairs = [
        pair for symbol, waiting in notes.items() if len(calls[symbol]) == len(waiting) for pair in zip(calls[symbol], waiting, strict=True)
    ]
    for call, index in pairs:
        if index is not None:
            yield Citation(text_id, call.start(), call.end(), call.group(), index)


def _circled_notes(text: str, passages: list[Passage], references: Sequence[Reference]) -> dict[str, list[int | None]]:
    """Return, by their circled number, the entries that notes are, in reading order; None for a note that cites no work."""
    indexes: dict[str, list[int]] = defaultdict(list)
    for reference in references:
        indexes[reference.raw].append(reference.reference_index)
    notes: dict[str, list[int | None]] = defaultdict(list)
    for passage in passages:
        raw = text[passage.start : passage.end]
        if passage.role in ("footnote", "reference") and CIRCLED.match(raw):
            notes[raw[0]].append(indexes[raw].pop(0) if indexes[raw] else None)
    return notes
