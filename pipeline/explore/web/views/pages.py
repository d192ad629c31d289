"""One page of a source PDF: its text, and the boxes of what is to be marked on its picture."""

import itertools
from dataclasses import dataclass

from pipeline.core.records import Box, Mention, Passage
from pipeline.explore.web.reader import Reader, Reading
from pipeline.explore.web.views.parts import Sentence, sentence_of

MAX_MARKED = 20_000
"""Code points that a link may ask to mark: more than any sentence has."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a page's text; marked or not."""

    text: str
    is_marked: bool
    concept_id: str | None


@dataclass(frozen=True, slots=True)
class Block:
    """What a passage prints on this page."""

    role: str
    level: int | None
    lang: str
    read_by: str
    pieces: list[Piece]


@dataclass(frozen=True, slots=True)
class PageOfDocument:
    """One page."""

    doc_id: str
    work_id: str | None
    title: str
    page: int
    page_label: str | None
    n_pages: int
    verdict: str
    boxes: list[Box]
    """What is marked, one box a printed line."""
    sentence: Sentence | None
    """The sentence that is marked."""
    blocks: list[Block]


def make_page(reader: Reader, doc_id: str, number: int, start: int | None, end: int | None) -> PageOfDocument | None:
    """Return page `number` (1-based) of a document, with the sentence around start..end marked; None when there is no such page."""
    source = reader.sources.get(doc_id)
    if source is None or not 1 <= number <= source.n_pages:
        return None
    reading = reader.reading(doc_id)
    work = reader.work_of_text.get(doc_id)
    document = reader.document(doc_id)
    verdicts = {quality.page: quality.verdict for quality in document.page_quality} if document else {}
    marked = _marked_range(reading, start, end) if reading else None
    passages = reading.text.passages if reading else []
    return PageOfDocument(
        doc_id=doc_id,
        work_id=work.work_id if work else None,
        title=(work.title_zh or work.title_en or "") if work else "",
        page=number,
        page_label=_label(passages, number),
        n_pages=source.n_pages,
        verdict=verdicts.get(number, ""),
        boxes=[box for passage in passages for box in marked_boxes(passage, number, marked)] if marked else [],
        sentence=sentence_of(reading, start, end) if reading and marked and start is not None and end is not None else None,
        blocks=[block for passage in passages if reading and (block := _block(reading, passage, number, marked))],
    )


def marked_boxes(passage: Passage, number: int, marked: tuple[int, int]) -> list[Box]:
    """Return the boxes of the passage's printed lines that hold a part of the range, on one page.

    A line's box is cut in proportion to the characters before and behind the range, which is exact for the even advance of Chinese print.
    """
    ends = [*passage.line_starts[1:], passage.end]
    boxes = []
    for start, end, box in zip(passage.line_starts, ends, passage.line_boxes, strict=False):
        first, last = max(start, marked[0]), min(end, marked[1])
        if box.page == number and first < last:
            wide = (box.x1 - box.x0) / max(end - start, 1)
            boxes.append(Box(box.page, box.page_label, box.x0 + wide * (first - start), box.y0, box.x1 - wide * (end - last), box.y1))
    return boxes


def _marked_range(reading: Reading, start: int | None, end: int | None) -> tuple[int, int] | None:
    if start is None or end is None or not 0 <= start < end <= len(reading.text.text) or end - start > MAX_MARKED:
        return None
    sentence = reading.sentence(start)
    return min(sentence.start, start), max(sentence.end, end)


def _label(passages: list[Passage], number: int) -> str | None:
    return next((box.page_label for passage in passages for box in passage.boxes if box.page == number and box.page_label), None)


def _block(reading: Reading, passage: Passage, number: int, marked: tuple[int, int] | None) -> Block | None:
    stretch = _on_page(passage, number)
    if stretch is None:
        return None
    mentions = [one for one in reading.mentions if one.passage_index == passage.passage_index and stretch[0] <= one.start < stretch[1]]
    return Block(passage.role, passage.level, passage.lang, passage.read_by, _pieces(reading.text.text, stretch, marked, mentions))


def _on_page(passage: Passage, number: int) -> tuple[int, int] | None:
    """Return the range of the passage's text that is printed on a page."""
    ends = [*passage.line_starts[1:], passage.end]
    lines = [(start, end) for start, end, box in zip(passage.line_starts, ends, passage.line_boxes, strict=False) if box.page == number]
    if lines:
        return lines[0][0], lines[-1][1]
    if not passage.line_boxes and any(box.page == number for box in passage.boxes):
        return passage.start, passage.end
    return None


def _pieces(text: str, stretch: tuple[int, int], marked: tuple[int, int] | None, mentions: list[Mention]) -> list[Piece]:
    """Divide a stretch at the ends of the marked range and of the mentions; of overlapping mentions the first counts."""
    cuts = {*stretch, *(offset for offset in marked or () if stretch[0] < offset < stretch[1])}
    spans: list[tuple[int, int, str]] = []
    for one in mentions:
        if not spans or one.start >= spans[-1][1]:
            spans.append((one.start, min(one.end, stretch[1]), one.concept_id))
            cuts |= {one.start, min(one.end, stretch[1])}
    order = sorted(cuts)
    pieces = []
    for start, end in itertools.pairwise(order):
        concept = next((name for first, last, name in spans if first <= start < last), None)
        pieces.append(Piece(text[start:end], bool(marked) and marked[0] <= start < marked[1], concept))  # type: ignore[index]
    return pieces
