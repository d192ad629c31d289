"""Sentences as evidence: a place of a text with its sentence, title, year and page, for people to judge."""

import hashlib
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from pipeline.core.pages import box_at
from pipeline.core.records import Passage, Span, Tokens, Work
from pipeline.core.texts import Text, TextsById
from pipeline.explore.chain_rows import owners_of_texts


class Place(Protocol):
    """Anything that stands at a place of a text, such as a mention."""

    @property
    def text_id(self) -> str:
        """The text."""

    @property
    def start(self) -> int:
        """First code point."""

    @property
    def end(self) -> int:
        """Behind the last one."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """A place in its sentence; offsets are code points of the text."""

    text_id: str
    work_id: str | None
    title: str
    year: int | None
    page: int | None
    page_label: str | None
    start: int
    end: int
    left: str
    match: str
    right: str


class Evidence:
    """The texts of a corpus, ready to quote from."""

    def __init__(self, texts: Iterable[Text], tokens: dict[str, Tokens], works: Iterable[Work]) -> None:
        """Index texts and works."""
        self.texts = TextsById(texts)
        self.tokens = tokens
        self.work_of_text = owners_of_texts(works)

    def sentence(self, text_id: str, start: int) -> Span:
        """Return the sentence at a code point; without sentences, the passage."""
        cut = self.tokens.get(text_id)
        position = bisect_right(cut.sentence_start, start) - 1 if cut else -1
        if cut and position >= 0 and start < cut.sentence_end[position]:
            return Span(cut.sentence_start[position], cut.sentence_end[position])
        passage = self._passage(text_id, start)
        return Span(passage.start, passage.end) if passage else Span(start, start)

    def quote(self, place: Place) -> Quoted:
        """Return a place with its whole sentence and where it is printed."""
        text = self.texts[place.text_id].text
        sentence = self.sentence(place.text_id, place.start)
        passage = self._passage(place.text_id, place.start)
        box = box_at(passage, place.start) if passage else None
        work = self.work_of_text.get(place.text_id)
        return Quoted(
            text_id=place.text_id,
            work_id=work.work_id if work else None,
            title=(work.title_zh or work.title_en or "") if work else "",
            year=work.year if work else None,
            page=box.page if box else None,
            page_label=box.page_label if box else None,
            start=place.start,
            end=place.end,
            left=_on_one_line(text[sentence.start : place.start]).lstrip(),
            match=_on_one_line(text[place.start : place.end]),
            right=_on_one_line(text[place.end : max(sentence.end, place.end)]).rstrip(),
        )

    def sample(self, places: Sequence[Place], size: int) -> list[Quoted]:
        """Return up to `size` places, from as many texts as possible, by year; the same places give the same sample."""
        chosen = spread(places, size)
        return sorted((self.quote(place) for place in chosen), key=lambda one: (one.year or 0, one.text_id, one.start))

    def _passage(self, text_id: str, offset: int) -> Passage | None:
        passages = self.texts[text_id].passages
        position = bisect_right(passages, offset, key=lambda passage: passage.start) - 1
        return passages[position] if position >= 0 and offset < passages[position].end else None


def spread(places: Sequence[Place], size: int) -> list[Place]:
    """Return up to `size` places in an order by chance that the places alone decide, one of each text before the second of any."""
    ordered = sorted(places, key=lambda place: hashlib.sha256(f"{place.text_id} {place.start}".encode()).digest())
    seen: dict[str, int] = {}
    ranked = []
    for place in ordered:
        seen[place.text_id] = seen.get(place.text_id, 0) + 1
        ranked.append((seen[place.text_id], place))
    return [place for _, place in sorted(ranked, key=lambda pair: pair[0])[:size]]


def quoted_line(quote: Quoted) -> str:
    """Return a quote for the terminal: the sentence with its term in brackets, title, year and page."""
    page = f", p. {quote.page_label or quote.page}" if quote.page else ""
    return f"{quote.left}【{quote.match}】{quote.right}  《{quote.title}》 {quote.year or 'n.d.'}{page}"


def _on_one_line(text: str) -> str:
    return " ".join(text.split("\n"))
