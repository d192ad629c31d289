"""Breaking Chinese and English text into justified lines, with the rules for line starts and ends."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

# JIS X 4051 / CLREQ: signs that may not begin, and that may not end, a line.
NOT_FIRST = set("，。、；：？！）》”’】…—·,.;:?!)]%")
NOT_LAST = set("（《“‘【([")
_ATOM = re.compile(r"[A-Za-z0-9@#&'’./+_-]+|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Run:
    """A text in one style ("" or "B"), raised when it is a superscript."""

    text: str
    style: str = ""
    raised: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line's runs, its indent, and the space to add after each character (same unit as the widths)."""

    runs: list[Run]
    indent: float
    stretch: float


def break_lines(runs: list[Run], width: float, indent: float, measure: Callable[[Run], float]) -> Iterator[Line]:
    """Yield the lines of a paragraph; only the last one is not stretched to the width."""
    atoms = [replace(run, text=text) for run in runs for text in _split(run)]
    line: list[Run] = []
    room = width - indent
    for atom in atoms:
        if line and measure(atom) > room:
            line, carried = _carry(line, atom)
            yield _make_line(line, indent, sum(map(measure, line)), width)
            line, indent = carried, 0.0
            room = width - sum(map(measure, line))
        if line or atom.text != " ":
            line.append(atom)
            room -= measure(atom)
    if line:
        yield Line(_merge(line), indent, 0.0)


def _split(run: Run) -> list[str]:
    return [run.text] if run.raised else _ATOM.findall(run.text)


def _carry(line: list[Run], following: Run) -> tuple[list[Run], list[Run]]:
    """Move atoms to the next line until neither end breaks a rule."""
    cut = len(line)
    first = following
    while cut > 1 and (first.text[0] in NOT_FIRST or first.raised or line[cut - 1].text[-1] in NOT_LAST):
        cut -= 1
        first = line[cut]
    kept, carried = line[:cut], line[cut:]
    while kept and kept[-1].text == " ":
        kept.pop()
    return kept or line, carried if kept else []


def _make_line(atoms: list[Run], indent: float, used: float, width: float) -> Line:
    n_gaps = sum(len(atom.text) for atom in atoms) - 1
    stretch = max(0.0, width - indent - used) / max(n_gaps, 1)
    return Line(_merge(atoms), indent, 0.0 if _is_latin(atoms) else stretch)


def _is_latin(atoms: list[Run]) -> bool:
    """Say whether a line is English: it stays ragged, as letters must not be spaced."""
    text = "".join(atom.text for atom in atoms)
    return sum(sign.isascii() for sign in text) > len(text) / 2


def _merge(atoms: list[Run]) -> list[Run]:
    merged: list[Run] = []
    for atom in atoms:
        if merged and (merged[-1].style, merged[-1].raised) == (atom.style, atom.raised):
            merged[-1] = replace(atom, text=merged[-1].text + atom.text)
        else:
            merged.append(atom)
    return merged
