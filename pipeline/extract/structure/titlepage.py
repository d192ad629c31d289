"""The bibliographic fields of a document, as printed: what title page, cover, heads and notes fill in."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Front:
    """The bibliographic fields of a document, as printed, and which block gave them."""

    kind: str = "other"
    title_zh: str | None = None
    title_en: str | None = None
    authors: list[str] = field(default_factory=list)
    authors_en: list[str] = field(default_factory=list)
    affiliations: list[str] = field(default_factory=list)
    advisor: str | None = None
    year: int | None = None
    year_kind: str | None = None
    venue: str | None = None
    issue: str | None = None
    pages: str | None = None
    doi: str | None = None
    degree: str | None = None
    clc: str | None = None
    funds: list[str] = field(default_factory=list)
    roles: dict[int, str] = field(default_factory=dict)
    """id of block → role of its passage."""
