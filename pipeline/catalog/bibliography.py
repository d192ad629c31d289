"""The records of this stage: what one source says about one work."""

import dataclasses
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Bibliography:
    """Bibliographic fields, cleaned and of one form whatever they were read from; an empty field is None or an empty list."""

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
    degree_type: str | None = None
    abstract_zh: str | None = None
    abstract_en: str | None = None
    keywords_zh: list[str] = field(default_factory=list)
    keywords_en: list[str] = field(default_factory=list)

    @property
    def title(self) -> str | None:
        """Return the Chinese title, or else the English one."""
        return self.title_zh or self.title_en

    def n_filled(self) -> int:
        """Count the fields that say something."""
        return sum(bool(getattr(self, name)) for name in FIELDS)


FIELDS = tuple(column.name for column in dataclasses.fields(Bibliography))
LIST_FIELDS = frozenset(column.name for column in dataclasses.fields(Bibliography) if column.default_factory is list)


@dataclass(frozen=True, slots=True)
class RawRecord:
    """One record of an export file."""

    file: str
    """The file's path below sources/."""
    line: int
    """1-based line on which the record starts."""
    format: str
    """`ris`, `noteexpress`, `refworks` …: a key of `importers.FORMATS`, `xlsx` or `xls`."""
    kind: str
    """`article`, `thesis`, `web` or `other`."""
    bibliography: Bibliography
    unknown: dict[str, list[str]] = field(default_factory=dict)
    """Fields of the export that have no place in a bibliography, by their tag, as printed."""

    @property
    def place(self) -> str:
        """Return `file:line`."""
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """What the merge needs to know of a source file that stage extract has read."""

    doc_id: str
    media_type: str
    status: str
    n_body_chars: int
    """Characters of headings and paragraphs, without abstract, notes and references."""
    readable_share: float
    """Share of pages whose text can be trusted, 0 to 1."""
    head: str
    """The first characters of the text, as a title key: where a title page or first page names title and authors."""


@dataclass(frozen=True, slots=True)
class Description:
    """What one source (a record, a document or a file's name) says about a work."""

    origin: str
    """`record:<file>:<line>` or `extracted:<doc_id>`."""
    source: str
    """The file, or file:line, for messages."""
    kind: str
    bibliography: Bibliography
    corrected: frozenset[str] = frozenset()
    """Fields that edits/catalog.tsv has set."""
    by_name: frozenset[str] = frozenset()
    """Fields of a document that its file's name alone gives."""
    document: ReadDocument | None = None
    named: "FileName | None" = None
    """What the file's name says, when it is of the form 题名_作者."""

    def origin_of(self, name: str) -> str:
        """Return the origin of a field's value."""
        if name in self.corrected:
            return "corrected"
        return self.origin.replace("extracted:", "filename:") if name in self.by_name else self.origin

    @property
    def has_own_title(self) -> bool:
        """Tell whether the title is the record's or the document's own, and not the file's name."""
        return "title_zh" not in self.by_name and self.bibliography.title is not None


@dataclass(frozen=True, slots=True)
class FileName:
    """A file name of CNKI's form `题名_作者`; CNKI puts _ for punctuation and cuts the middle out of long titles (_省略_)."""

    title: str
    author: str
    pieces: tuple[str, ...]
    """Title keys of the parts on either side of the cut, one when nothing was cut."""
