"""Reading the marks of one piece of text: planted concepts, footnote anchors, reference markers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_TOKEN = re.compile(r"⟦(?P<printed>[^⟦⟧|]+)(?:\|(?P<concept>[^⟦⟧|]+))?⟧|\[\^(?P<note>[^\]\s]+)\]")
_CITE = re.compile(r"\[\d+(?:\s*[-–—,，、]\s*\d+)*\]")


@dataclass(frozen=True, slots=True)
class Mark:
    """A planted mention: concept label and half-open span in code points of the printed text."""

    concept: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Marked:
    """A printed text with its mentions and footnote anchors; `text` holds neither marks nor anchors."""

    text: str
    marks: tuple[Mark, ...] = ()
    anchors: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """A run for a typesetter: `kind` is text, cite (printed as superscript) or note (the footnote's name)."""

    kind: str
    text: str


def read_marks(raw: str) -> Marked:
    """Take marks and anchors out of a raw text; a bracket without partner stays and fails `check`.

    >>> read_marks("论⟦“三社”联动|三社联动⟧[^1]").marks
    (Mark(concept='三社联动', text='“三社”联动', start=1, end=7),)
    """
    parts: list[str] = []
    marks: list[Mark] = []
    anchors: list[tuple[int, str]] = []
    length = last = 0
    for match in _TOKEN.finditer(raw):
        parts.append(raw[last : match.start()])
        length += match.start() - last
        last = match.end()
        printed = match["printed"]
        if printed is None:
            anchors.append((length, match["note"]))
            continue
        marks.append(Mark(match["concept"] or printed, printed, length, length + len(printed)))
        parts.append(printed)
        length += len(printed)
    parts.append(raw[last:])
    return Marked("".join(parts), tuple(marks), tuple(anchors))


def join_marked(items: list[Marked], separator: str) -> Marked:
    """Join texts and move the mentions of each to where it now stands (used for abstracts)."""
    marks: list[Mark] = []
    offset = 0
    for item in items:
        marks += [Mark(m.concept, m.text, m.start + offset, m.end + offset) for m in item.marks]
        offset += len(item.text) + len(separator)
    return Marked(separator.join(item.text for item in items), tuple(marks))


def cut_pieces(marked: Marked, *, cites: bool = True) -> Iterator[Piece]:
    """Yield the runs of a paragraph in order; with `cites` the markers [1], [2-3] are runs of their own."""
    last = 0
    for offset, name in marked.anchors:
        yield from _cut_cites(marked.text[last:offset], cites=cites)
        yield Piece("note", name)
        last = offset
    yield from _cut_cites(marked.text[last:], cites=cites)


def cited_numbers(text: str) -> list[int]:
    """Return every reference number a text cites, ranges written out, in order of appearance."""
    numbers: list[int] = []
    for match in _CITE.finditer(text):
        for part in re.split(r"[,，、]", match[0][1:-1]):
            ends = [int(number) for number in re.split(r"[-–—]", part)]
            numbers += range(ends[0], ends[-1] + 1)
    return numbers


def _cut_cites(text: str, *, cites: bool) -> Iterator[Piece]:
    last = 0
    for match in _CITE.finditer(text) if cites else ():
        if match.start() > last:
            yield Piece("text", text[last : match.start()])
        yield Piece("cite", match[0])
        last = match.end()
    if last < len(text):
        yield Piece("text", text[last:])
