"""Records that several pages show: a work on one line, a sentence with its mark, one page of a list."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from pipeline.core.records import Work
from pipeline.explore.records_out.gbt7714 import gbt7714
from pipeline.explore.records_out.parts import title_of
from pipeline.explore.web.reader import Reading

ItemT = TypeVar("ItemT")
MAX_QUOTE_CHARS = 240


@dataclass(frozen=True, slots=True)
class WorkLine:
    """A work on one line."""

    work_id: str
    title: str
    title_en: str | None
    authors: list[str]
    year: int | None
    kind: str
    venue: str | None
    evidence: str
    reference: str
    """GB/T 7714."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a text with the place in it that is meant; offsets are code points of the text."""

    text_id: str
    work_id: str | None
    start: int
    end: int
    left: str
    match: str
    right: str
    lang: str
    scope: str
    page: int | None
    page_label: str | None
    flags: list[str]
    sense: str | None


@dataclass(frozen=True, slots=True)
class Slice(Generic[ItemT]):
    """One page of a longer list."""

    items: list[ItemT]
    total: int
    page: int
    """1-based."""
    pages: int


def cut(items: Sequence[ItemT], page: int, size: int) -> Slice[ItemT]:
    """Return page `page` (1-based) of the list; the last one where the number lies beyond."""
    number, pages = pages_of(len(items), page, size)
    return Slice(list(items[(number - 1) * size : number * size]), len(items), number, pages)


def pages_of(total: int, page: int, size: int) -> tuple[int, int]:
    """Return (the number of the page that is shown, how many there are); beyond the last the last is shown."""
    pages = max(-(-total // size), 1)
    return min(max(page, 1), pages), pages


def work_line(work: Work) -> WorkLine:
    """Return a work on one line."""
    return WorkLine(
        work.work_id, title_of(work), work.title_en, work.authors, work.year, work.kind, work.venue, work.evidence, gbt7714(work)
    )


@dataclass(frozen=True, slots=True)
class Place:
    """A range of a text, for quoting."""

    text_id: str
    start: int
    end: int


def sentence_of(reading: Reading, start: int, end: int, *, flags: Sequence[str] = (), sense: str | None = None) -> Sentence:
    """Return the sentence around start..end, cut to a readable length."""
    quote = reading.evidence.quote(Place(reading.text.text_id, start, end))
    passage = next((one for one in reading.text.passages if one.start <= start < one.end), None)
    return Sentence(
        quote.text_id,
        quote.work_id,
        start,
        end,
        _tail(quote.left),
        quote.match,
        _head(quote.right),
        passage.lang if passage else "zh",
        passage.role if passage else "",
        quote.page,
        quote.page_label,
        list(flags),
        sense,
    )


def _tail(text: str) -> str:
    return text if len(text) <= MAX_QUOTE_CHARS else f"…{text[-MAX_QUOTE_CHARS:]}"


def _head(text: str) -> str:
    return text if len(text) <= MAX_QUOTE_CHARS else f"{text[:MAX_QUOTE_CHARS]}…"
