"""Where a mention stands: its page and printed page number, its sentence, and whether the page was read by OCR."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.core.records import Box, Document, Passage


@dataclass(frozen=True, slots=True)
class OcrPages:
    """The pages of a document whose text was recognised, not read."""

    whole: bool
    pages: frozenset[int]

    def has(self, page: int | None) -> bool:
        """Tell whether this page's text comes from OCR."""
        return page in self.pages if self.pages else self.whole


def ocr_pages(document: Document) -> OcrPages:
    """Return which pages of a document were recognised."""
    pages = frozenset(quality.page for quality in document.page_quality if quality.verdict == "ocr")
    return OcrPages(document.status == "ocr", pages)


def box_at(passage: Passage, offset: int) -> Box | None:
    """Return the printed line's box at a code point of the text, or the passage's first box when lines are not known."""
    line = bisect_right(passage.line_starts, offset) - 1
    if 0 <= line < len(passage.line_boxes):
        return passage.line_boxes[line]
    return passage.boxes[0] if passage.boxes else None


def sentence_at(sentence_starts: Sequence[int], sentence_ends: Sequence[int], offset: int) -> int | None:
    """Return the 0-based sentence around a code point of the text."""
    index = bisect_right(sentence_starts, offset) - 1
    return index if index >= 0 and offset < sentence_ends[index] else None
