"""Where a mention stands: its sentence, and whether its page was read by OCR."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.core.records import Document


@dataclass(frozen=True, slots=True)
class Ranges:
    """Words or sentences of a text, in order, none inside another."""

    starts: Sequence[int] = ()
    ends: Sequence[int] = ()

    def around(self, offset: int) -> tuple[int, int] | None:
        """Return the range that holds this code point, None when none does."""
        index = bisect_right(self.starts, offset) - 1
        return (self.starts[index], self.ends[index]) if index >= 0 and offset < self.ends[index] else None


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


def sentence_at(sentence_starts: Sequence[int], sentence_ends: Sequence[int], offset: int) -> int | None:
    """Return the 0-based sentence around a code point of the text."""
    index = bisect_right(sentence_starts, offset) - 1
    return index if index >= 0 and offset < sentence_ends[index] else None
