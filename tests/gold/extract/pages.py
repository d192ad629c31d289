"""Text set into pages: strings at points, for whatever writes them. Lengths in points; y is a baseline's distance from the upper edge."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from tests.gold.extract.prose import Block

NOT_FIRST = set("，。、；：？！）》”’】…—·,.;:?!)]%")
NOT_LAST = set("（《“‘【([")
ATOM = re.compile(r"[A-Za-z0-9@#&'\x22./+\-]+|.", re.DOTALL)
SIGNS = "①②③④⑤⑥⑦⑧⑨⑩"
FIRST_MARK = 0xE000  # a footnote's place in running text while it is set
MARK = re.compile("([\ue000-\ue0ff])")
RAISED = 0.65
SYLLABLE = re.compile(r"(?<=[a-z]{2}[aeiou])(?=[bcdfglmnprstv][aeiouy][a-z]{2})")


def mono(text: str, size: float) -> float:
    """Width where ASCII takes half an em and everything else one."""
    return sum(size / 2 if char < "\x7f" else size for char in text)


@dataclass(frozen=True, slots=True)
class Run:
    """A string at a point."""

    x: float
    y: float
    size: float
    text: str
    font: str = "song"
    spacing: float = 0.0
    """Added after each character."""
    turn: float = 0.0
    """Degrees, counter-clockwise."""


@dataclass(slots=True)
class Sheet:
    """A page."""

    width: float
    height: float
    runs: list[Run] = field(default_factory=list)
    rules: list[tuple[float, float, float, float]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Style:
    """How a block is set; `first` and `hang` are indents in ems."""

    size: float = 10.5
    leading: float = 17.0
    first: float = 2.0
    hang: float = 0.0
    align: str = "justify"
    before: float = 0.0
    after: float = 0.0
    font: str = "song"


@dataclass(frozen=True, slots=True)
class Design:
    """A page's measures (by default B5, as journals have), and what stands outside its text."""

    width: float = 499.0
    height: float = 709.0
    left: float = 62.0
    top: float = 88.0
    right: float = 437.0
    bottom: float = 640.0
    columns: int = 1
    gutter: float = 16.0
    outside: Callable[[int], list[Run]] = lambda _page: []
    """Running head and page number of a page, counted from 1."""
    head_rule: bool = True
    measure: Callable[[str, float], float] = mono
    hyphens: bool = False
    words: bool = False
    """Justified Latin lines are set word by word, without characters for the spaces."""


class Typesetter:
    """Fills pages from top to bottom, column after column."""

    def __init__(self, design: Design) -> None:
        self.design = design
        self.sheets: list[Sheet] = []
        self.columns = 1
        self.notes: list[str] = []
        self.start_page()

    @property
    def column_width(self) -> float:
        """Width of the present columns."""
        design = self.design
        return (design.right - design.left - design.gutter * (self.columns - 1)) / self.columns

    @property
    def x(self) -> float:
        """Left edge of the present column."""
        return self.design.left + self.column * (self.column_width + self.design.gutter)

    def start_page(self) -> None:
        """Begin a page."""
        self._close_notes()
        design = self.design
        sheet = Sheet(design.width, design.height, design.outside(len(self.sheets) + 1))
        if sheet.runs and design.head_rule:
            sheet.rules.append((design.left, design.top - 28, design.right, design.top - 28))
        self.sheets.append(sheet)
        self.column, self.column_top, self.y = 0, design.top, design.top
        self.n_signs = 0

    def start_columns(self) -> None:
        """Set what follows in the design's columns, below what stands on the page."""
        self.columns, self.column_top = self.design.columns, self.y + 12
        self.y = self.column_top

    def finish(self) -> list[Sheet]:
        """Return the pages."""
        self._close_notes()
        return self.sheets

    def text(self, text: str, style: Style, notes: tuple[tuple[int, str], ...] = (), room: int = 1) -> None:
        """Set a paragraph; `room` lines of it and what follows must fit below each other."""
        for offset, _ in reversed(notes):
            text = text[:offset] + chr(FIRST_MARK + [o for o, _ in notes].index(offset)) + text[offset:]
        self.y += style.before if self.y > self.column_top else 0
        lines = list(break_lines(text, self.column_width, style, self.design))
        for index, (line, indent) in enumerate(lines):
            wanted = [notes[ord(mark) - FIRST_MARK][1] for mark in MARK.findall(line)]
            self._make_room(style.leading * (room if index == 0 else 1) + sum(map(self._note_height, wanted)))
            self._place(line, indent, style, last=index == len(lines) - 1)
            self.notes.extend(wanted)
            self.y += style.leading
        self.y += style.after

    def table(self, block: Block, *, rules: str) -> None:
        """Set a table; rules: three (over, under the head and below), grid, or none."""
        size, leading = 9.0, 18.0
        self._make_room(leading * (len(block.rows) + 2) + 20)
        self.y += 8
        self.text(block.text, Style(size=size, leading=leading, first=0, align="centre", font="hei"))
        top = self.y - 11
        step = self.column_width / len(block.rows[0])
        for row in block.rows:
            for index, cell in enumerate(row):
                x = self.x + step * index + (step - self.design.measure(cell, size)) / 2
                self.sheets[-1].runs.append(Run(x, self.y + 1.5, size, cell))
            self.y += leading
        self._rule_table(rules, top, leading, len(block.rows), step)
        self.y += 12

    def _rule_table(self, rules: str, top: float, leading: float, n_rows: int, step: float) -> None:
        left, right = self.x, self.x + self.column_width
        levels = {"three": [0, 1, n_rows], "grid": range(n_rows + 1), "none": []}[rules]
        drawn = self.sheets[-1].rules
        drawn.extend((left, top + leading * level, right, top + leading * level) for level in levels)
        if rules == "grid":
            n_columns = round((right - left) / step)
            drawn.extend((left + step * index, top, left + step * index, top + leading * n_rows) for index in range(n_columns + 1))

    def _make_room(self, height: float) -> None:
        if self.y + height - 4 > self.design.bottom - sum(map(self._note_height, self.notes)):
            self._next_column()

    def _next_column(self) -> None:
        if self.column + 1 < self.columns:
            self._close_notes()
            self.column, self.y = self.column + 1, self.column_top
        else:
            self.start_page()

    def _note_height(self, note: str) -> float:
        return len(list(break_lines(f"① {note}", self.column_width, NOTE, self.design))) * NOTE.leading + 5

    def _close_notes(self) -> None:
        notes, self.notes = self.notes, []
        if not notes:
            return
        y = self.design.bottom - sum(map(self._note_height, notes)) + 14
        self.sheets[-1].rules.append((self.x, y - 11, self.x + self.column_width / 3, y - 11))
        for sign, note in zip(SIGNS[self.n_signs - len(notes) :], notes, strict=False):
            for line, indent in break_lines(f"{sign} {note}", self.column_width, NOTE, self.design):
                self.sheets[-1].runs.append(Run(self.x + indent, y, NOTE.size, line))
                y += NOTE.leading

    def _place(self, line: str, indent: float, style: Style, *, last: bool) -> None:
        natural = self._width(line, style.size)
        spare = self.column_width - indent - natural
        x = self.x + indent + (spare / 2 if style.align == "centre" else 0)
        stretched = style.align == "justify" and not last and spare > 0
        if stretched and is_latin(line):
            self._place_words(line.split(" "), x, spare, style)
            return
        spacing = spare / max(len(line) - 1, 1) if stretched else 0.0
        for piece in filter(None, MARK.split(line)):
            if MARK.match(piece):
                sign = SIGNS[self.n_signs]
                self.n_signs += 1
                self.sheets[-1].runs.append(Run(x, self.y - style.size * 0.35, style.size * RAISED, sign, style.font))
            else:
                self.sheets[-1].runs.append(Run(x, self.y, style.size, piece, style.font, spacing))
            x += self._width(piece, style.size) + spacing * len(piece)

    def _place_words(self, words: list[str], x: float, spare: float, style: Style) -> None:
        blank = self.design.measure(" ", style.size)
        gap = spare / max(len(words) - 1, 1)
        for word in words:
            shown = word if self.design.words or word is words[-1] else f"{word} "
            self.sheets[-1].runs.append(Run(x, self.y, style.size, shown, style.font))
            x += self.design.measure(word, style.size) + blank + gap

    def _width(self, text: str, size: float) -> float:
        marks = len(MARK.findall(text))
        return self.design.measure(MARK.sub("", text), size) + marks * size * RAISED


NOTE = Style(size=8, leading=12, first=0)


def is_latin(line: str) -> bool:
    """Tell whether a line is English."""
    return sum(char.isascii() for char in line) > 0.7 * len(line)


def break_lines(text: str, width: float, style: Style, design: Design) -> Iterator[tuple[str, float]]:
    """Yield (line, indent in points)."""
    line: list[str] = []
    indent = style.first * style.size
    atoms = ATOM.findall(text)
    while atoms:
        atom = atoms.pop(0)
        room = width - indent - _measured("".join([*line, atom]), style, design)
        if room >= 0 or not line:
            line.append(atom)
            continue
        head, tail = _hyphenated(line, atom, width - indent, style, design) if design.hyphens else ("", "")
        line, carried = ([*line, head], [tail]) if head else _carried([*line], atom)
        yield "".join(line).strip(" "), indent
        indent = style.hang * style.size
        atoms = [*carried, *atoms]
        line = []
        while atoms and atoms[0] == " ":
            atoms.pop(0)
    yield "".join(line), indent


def _measured(text: str, style: Style, design: Design) -> float:
    marks = len(MARK.findall(text))
    return design.measure(MARK.sub("", text).rstrip(" "), style.size) + marks * style.size * RAISED


def _carried(line: list[str], atom: str) -> tuple[list[str], list[str]]:
    """Move atoms to the next line until neither end breaks a rule."""
    carried = [atom]
    while line[1:] and (carried[0][0] in NOT_FIRST or MARK.match(carried[0]) or line[-1] in NOT_LAST):
        carried.insert(0, line.pop())
    return line, carried


def _hyphenated(line: list[str], atom: str, width: float, style: Style, design: Design) -> tuple[str, str]:
    """Return an atom's part that still fits with its hyphen, and the rest; a compound is divided behind its own hyphen."""
    cuts = [match.start() for match in SYLLABLE.finditer(atom)] if "-" not in atom else [atom.index("-") + 1]
    for cut in reversed(cuts):
        head = atom[:cut] if atom[cut - 1] == "-" else f"{atom[:cut]}-"
        if _measured("".join([*line, head]), style, design) <= width:
            return head, atom[cut:]
    return "", ""


def struck(sheets: list[Sheet], times: int, shift: float) -> list[Sheet]:
    """Print every bold run several times, a little to the right: how bold is imitated."""
    return [
        replace(
            sheet,
            runs=[
                replace(run, x=run.x + shift * n, font="song") if run.font == "hei" else run
                for run in sheet.runs
                for n in range(times if run.font == "hei" else 1)
            ],
        )
        for sheet in sheets
    ]
