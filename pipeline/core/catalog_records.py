"""Rows in which the catalog accounts for its works: why descriptions were merged and works linked, what differs, who decided what."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Merge:
    """One description (record or document) of a work, and why it is this work's."""

    work_id: str
    item: str
    """`record:<file>:<line>` or `extracted:<doc_id>`."""
    item_key: str
    """The description's name in edits/catalog.tsv: r and ten hex digits of what it says."""
    source: str
    """The file, or file:line."""
    matched: str | None
    """The description of the same work that it was matched with; None for the first."""
    rule: str
    """`first`, `edit` (people said so), doi, title, file-name, subtitle, abstract or text."""
    because: str


@dataclass(frozen=True, slots=True)
class Link:
    """A work that stands for another, or that another was drawn from."""

    work_id: str
    link: str
    """`duplicate_of`, `version_of` or `derived_from`."""
    target: str
    rule: str
    because: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """One value that a description gives for a field in which the descriptions of a work differ."""

    work_id: str
    field: str
    item: str
    source: str
    value: str
    believed: bool


@dataclass(frozen=True, slots=True)
class Screening:
    """What two screeners decided on one work; a row of edits/screening.tsv."""

    screening_key: str
    work_id: str | None
    """None when the catalog knows no such work (any more)."""
    title: str
    screener_a: str | None
    """`include`, `exclude` or `unsure`; None when nothing was said."""
    screener_b: str | None
    decision: str | None
    """The decision that holds: both agree, or adjudicated; None while it is open."""
    reason: str | None


@dataclass(frozen=True, slots=True)
class FlowStep:
    """One number of the flow from the search to the works that are counted (PRISMA 2020)."""

    step: str
    """identified, duplicates, added (works without a record), screened, excluded, undecided, included, full_text, abstract_only, record_only or pdfs."""
    part: str
    """A search string, export file or reason of exclusion; empty for the step's total."""
    n: int
    origin: str
    """`protocol`, `decisions` or `counted`."""
    counted_n: int | None
    """What the catalog counts where the protocol says the number; None when it cannot know."""
