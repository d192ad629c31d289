"""What layout works on: characters, lines and pages, in points from the page's upper left corner."""

from dataclasses import dataclass, field

# The em box around a Han glyph: share of the size above and below the baseline (fonts' own ascent and descent cannot be trusted).
ASCENT = 0.86
DESCENT = 0.14
SAME_TYPE = 0.3  # points within which two sizes are one


@dataclass(slots=True)
class Char:
    """A printed character."""

    text: str
    x0: float
    x1: float
    base: float
    """Baseline, downwards from the top."""
    size: float
    font: int
    """Index into the document's fonts."""
    bold: bool = False
    turn: int = 0
    """Rotation of the glyph in degrees (0, 90, 180, 270), or -1 for any other angle."""
    upright_column: bool = False
    """Set in a vertical writing mode."""
    hidden: bool = False
    """Drawn invisibly, as the text layer of a scan is."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line or thin rectangle that is drawn on the page."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def horizontal(self) -> bool:
        """Tell whether it lies rather than stands."""
        return self.x1 - self.x0 >= self.bottom - self.top


@dataclass(slots=True)
class PageGlyphs:
    """Everything that is drawn on one page."""

    number: int
    """1-based."""
    width: float
    height: float
    chars: list[Char] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    image_area: float = 0.0
    cid_chars: int = 0
    """Characters without a Unicode value: pdfminer's (cid:N)."""
    truncated: bool = False
    """The glyph limit was reached."""


@dataclass(slots=True)
class Segment:
    """Characters of one baseline without a wide gap."""

    chars: list[Char]
    x0: float
    x1: float
    base: float
    size: float
    blank_before: bool = False
    """A space is printed before the first character."""
    blank_after: bool = False

    @property
    def top(self) -> float:
        """Return the upper edge of the em box."""
        return self.base - ASCENT * self.size

    @property
    def bottom(self) -> float:
        """Return the lower edge of the em box."""
        return self.base + DESCENT * self.size


@dataclass(slots=True)
class Line:
    """A printed line of one column."""

    text: str
    page: int
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    bold: bool
    lead: float
    """Width of what could not have been divided at its start: a word, or a Han character with the closing marks behind it."""
    column: int = 0
    """0: the full width, 1: left, 2: right."""
    left: float = 0.0
    """Left and right edge of the text column the line stands in."""
    right: float = 0.0
    band: int = 0
    """Number of the layout region on the page; lines of one band and column follow each other."""
    role: str = ""
    """Set by `furniture`: head, page_number, watermark, toc, footnote; empty for the text itself."""
    starts_raised: bool = False
    """Begins with a raised small character, as a footnote does."""
    spaced: str = ""
    """The text with every printed space, where that differs."""
    blank_before: bool = False
    """A space is printed before the first character, or behind the last."""
    blank_after: bool = False

    @property
    def width(self) -> float:
        """Return the printed width."""
        return self.x1 - self.x0


@dataclass(slots=True)
class Table:
    """A ruled table: its cells by row, in reading order."""

    page: int
    rows: list[list[str]]
    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(slots=True)
class PageLines:
    """A page as lines in reading order."""

    number: int
    width: float
    height: float
    lines: list[Line]
    tables: list[Table]
    rules: list[Rule]
    turn: int = 0
    """How the text runs on the printed page: 90 downwards (vertical writing too), 180 upside down, 270 upwards; coordinates are turned."""
    label: str | None = None
    """Page number as printed."""
