"""The domain's records: frozen dataclasses that mirror the rows of the tables in `schemas.py`.

Offsets are half-open, 0-based and count Unicode code points of the text they point into. `text_id` names that text: the `doc_id` of a
source file, or the `work_id` of a work that is known from records alone (its text is then title, abstract and keywords of the record).
"""

import dataclasses
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of code points.

    Raises:
        ValueError: start is negative or lies behind end.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        """Refuse a range that cannot be."""
        if not 0 <= self.start <= self.end:
            raise ValueError(f"span {self.start}..{self.end}: 0 <= start <= end is required")

    def overlaps(self, other: "Span") -> bool:
        """Tell whether the two ranges share a code point."""
        return self.start < other.end and other.start < self.end

    def shift(self, offset: int) -> "Span":
        """Return the range moved by `offset` code points."""
        return Span(self.start + offset, self.end + offset)


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a PDF page, in points of 1/72 inch from the page's upper left corner."""

    page: int
    """1-based number of the page in the file."""
    page_label: str | None
    """The page number as printed, if one was found."""
    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class PageQuality:
    """The verdict on one page of a source file."""

    page: int
    verdict: str
    """`text`, `needs_ocr`, `ocr`, `blank` or `damaged`."""
    n_chars: int
    image_share: float
    """Share of the page's area that images cover, 0 to 1."""
    suspicious_share: float
    """Share of characters that cannot be trusted: (cid:), private use, U+FFFD, improbable Hanzi."""


@dataclass(frozen=True, slots=True)
class Document:
    """A source file: its text (stored once, here) and the bibliographic fields found in it."""

    doc_id: str
    sources: list[str]
    media_type: str
    n_pages: int
    status: str
    kind: str
    text: str = ""
    title_zh: str | None = None
    title_en: str | None = None
    authors: list[str] = dataclasses.field(default_factory=list)
    authors_en: list[str] = dataclasses.field(default_factory=list)
    affiliations: list[str] = dataclasses.field(default_factory=list)
    advisor: str | None = None
    year: int | None = None
    year_kind: str | None = None
    venue: str | None = None
    issue: str | None = None
    pages: str | None = None
    doi: str | None = None
    degree: str | None = None
    clc: str | None = None
    funds: list[str] = dataclasses.field(default_factory=list)
    abstract_zh: str | None = None
    abstract_en: str | None = None
    keywords_zh: list[str] = dataclasses.field(default_factory=list)
    keywords_en: list[str] = dataclasses.field(default_factory=list)
    page_quality: list[PageQuality] = dataclasses.field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Passage:
    """A block of a text with its role; the slice of the text is the clean paragraph, without line breaks."""

    text_id: str
    passage_index: int
    start: int
    end: int
    role: str
    level: int | None = None
    """Heading level 1 to 3; None for other roles."""
    lang: str = "zh"
    boxes: list[Box] = dataclasses.field(default_factory=list)
    """Where the block is printed, one box a column or page it runs through."""
    line_starts: list[int] = dataclasses.field(default_factory=list)
    """Offsets in the text at which a new printed line begins, in step with `line_boxes`."""
    line_boxes: list[Box] = dataclasses.field(default_factory=list)
    read_by: str = "text"
    """`text`: the characters of the file; `ocr`: recognised from the page's picture."""


@dataclass(frozen=True, slots=True)
class Reference:
    """An entry of a reference list, as printed and parsed."""

    text_id: str
    reference_index: int
    number: str | None
    raw: str
    authors: list[str] = dataclasses.field(default_factory=list)
    title: str | None = None
    ref_kind: str | None = None
    """The letter of GB/T 7714: J, M, D, C, N, EB/OL …"""
    source: str | None = None
    year: int | None = None
    issue: str | None = None
    pages: str | None = None
    work_key: str | None = None
    """Key for counting the same work over lists: normalised title, first author, year."""


@dataclass(frozen=True, slots=True)
class Citation:
    """A marker in the text that points to the reference list."""

    text_id: str
    start: int
    end: int
    marker: str
    reference_index: int | None = None


@dataclass(frozen=True, slots=True)
class RecordText:
    """The text of a work that is known from records alone: title, abstract and keywords, a passage each."""

    text_id: str
    text: str


@dataclass(frozen=True, slots=True)
class Work:
    """A work of the literature (not a file), merged from documents and records."""

    work_id: str
    doc_ids: list[str]
    text_id: str | None
    """The one text that is counted for this work: a doc_id, or the work_id itself for record text; None without any text."""
    title_zh: str | None
    title_en: str | None
    authors: list[str]
    year: int | None
    year_kind: str | None
    """`issue`, `online-first`, `degree` or `posted`."""
    kind: str
    """`article`, `thesis`, `web` or `other`."""
    degree_type: str | None
    venue: str | None
    issue: str | None
    pages: str | None
    doi: str | None
    abstract_zh: str | None
    abstract_en: str | None
    keywords_zh: list[str]
    keywords_en: list[str]
    evidence: str
    """`full_text`, `abstract_only` or `record_only`."""
    duplicate_of: str | None = None
    """The work that is counted instead of this repost, reprint or second entry; `core.counting` says what counts."""
    origins: list[str] = dataclasses.field(default_factory=list)
    """`field=origin` for every field that is filled: `title_zh=extracted:<doc_id>`, `year=record:cnki.ris:12`."""
    version_of: str | None = None
    """The work that is counted instead of this version (online-first of a printed article)."""
    derived_from: str | None = None
    """The thesis that this article was drawn from; both are counted, each among its kind."""
    venue_levels: list[str] = dataclasses.field(default_factory=list)
    """Levels of the venue in the year of publication, by edits/venue_levels.csv: CSSCI, 北大核心 …"""
    screening: str | None = None
    """`included`, `excluded`, `undecided` (not screened yet, or screeners disagree); None in a corpus without screening."""
    exclusion: str | None = None
    """Why the work was excluded."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """The words and sentences of one text; parallel lists, sorted, not overlapping."""

    text_id: str
    token_start: list[int]
    token_end: list[int]
    sentence_start: list[int]
    sentence_end: list[int]
    sentence_passage: list[int]
    """passage_index of each sentence; a sentence never crosses a passage."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A concept found at a place."""

    text_id: str
    mention_index: int
    concept_id: str
    variant_id: str
    start: int
    end: int
    surface: str
    lang: str
    scope: str
    """title, abstract, keywords, body, heading, footnote, reference, acknowledgement, … (from the passage's role)."""
    passage_index: int
    sentence_index: int | None
    page: int | None
    page_label: str | None
    sense: str | None = None
    sense_origin: str | None = None
    flags: list[str] = dataclasses.field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ConceptWork:
    """How often one work mentions one concept in one scope and language: the rows behind every timeline point."""

    concept_id: str
    work_id: str
    text_id: str
    year: int | None
    kind: str
    scope: str
    lang: str
    mentions: int
    min_mentions: int
    """What this work needs to count (by its kind and evidence)."""
    counted: bool


@dataclass(frozen=True, slots=True)
class TimelinePoint:
    """One concept in one period: works and mentions with their denominators."""

    concept_id: str
    period: str
    """`2016`, `2016-2017` when periods pool years, `≤2017` for everything up to a year."""
    period_start: int
    period_end: int
    kind: str
    scope: str
    lang: str
    works: int
    readable_works: int
    unreadable_works: int
    share: float | None
    low: float | None
    """Wilson interval at 95 %."""
    high: float | None
    coverage_low: float | None
    """The share if none of the unreadable works mentioned the concept; None without any work."""
    coverage_high: float | None
    """The share if all of them did."""
    mentions: int
    characters: int
    per_10k: float | None
    per_10k_low: float | None
    """Bootstrap over works, venues as clusters, at 95 %; None with fewer than two clusters."""
    per_10k_high: float | None
    flags: list[str] = dataclasses.field(default_factory=list)
    """search-term, incomplete-period, few-works (under 20), very-few-works (under 5), earliest (in this corpus)."""


@dataclass(frozen=True, slots=True)
class Bead:
    """A group of Chinese and English sentences that render each other; offsets point into the text named by text_id."""

    text_id: str
    field: str
    """title, abstract or keywords."""
    bead_index: int
    zh_start: list[int]
    zh_end: list[int]
    en_start: list[int]
    en_end: list[int]
    kind: str
    """`1-1`, `2-1`, `0-1` … Chinese sentences first."""
    posterior: float
    state: str
    """auto, check or review."""
    flags: list[str] = dataclasses.field(default_factory=list)


@dataclass(frozen=True, slots=True)
class TermPair:
    """A Chinese term and an English rendering of it, found in one work."""

    text_id: str
    pair_index: int
    zh: str
    en: str
    zh_start: int
    zh_end: int
    en_start: int
    en_end: int
    source: str
    """`keywords` (paired by position), `lexicon` (both sides found in one bead) or `text` (found together in several works' beads)."""
    concept_id: str | None
    posterior: float


@dataclass(frozen=True, slots=True)
class Problem:
    """Something a reader must know about an input."""

    source: str
    """Source file or record, as `sources/` names it; `` when the run as a whole is meant."""
    text_id: str | None
    page: int | None
    code: str
    message: str
