"""Recognise one page: render, turn upright, straighten, read. The function that a worker process calls; a page is a task of its own.

So a killed run loses one page at most, a scanned thesis is never past a document's deadline, and a change of the layout code recomputes none.
"""

import functools
from pathlib import Path
from typing import Any

import numpy as np

from pipeline.core.errors import PdfError
from pipeline.extract.ocr.deskew import straighten
from pipeline.extract.ocr.engines import Engine, ReadLine, engine
from pipeline.extract.ocr.ocr_text import mend_line
from pipeline.extract.pdf.opening import FAULTS, open_pdf
from pipeline.extract.pdf.rendering import Picture, Rendering

# A page is read a second to fourth time, turned by quarters, when less than this share of its characters is read surely in lying lines. Tuned
# on pages of 11 generated scans: upright pages score .93 and more, pages turned by 90, 180 or 270 degrees .31 at most.
UPRIGHT = 0.6
SURE = 0.8
FEW_CHARS = 15  # a page of fewer shows too little to turn it by
PageTask = tuple[str, int, str, tuple[str, ...]]
"""Path, page number (1-based), engine, passwords to try."""


def recognise_page(task: PageTask) -> dict[str, Any]:
    """Return what an engine reads on a page, as JSON values.

    `lines`: [text, score, x0, top, x1, bottom] in points of the upright, straightened page; `turn`: degrees by which the page's text is turned
    clockwise; `skew`: degrees by which its lines fell; `fault`: why nothing could be read, or None.
    """
    path, number, name, passwords = task
    try:
        picture, scale = _rendering(path, Path(path).stat().st_mtime_ns, passwords).picture(number)
        turn, skew, lines = read_upright(picture, engine(name))
    except (PdfError, *FAULTS) as error:  # one page that no engine can read costs that page
        return {"lines": [], "turn": 0, "skew": 0.0, "fault": f"{type(error).__name__}: {error}"}
    placed = [[mend_line(line.text), round(line.score, 4), *_points(line, scale)] for line in lines if line.text.strip()]
    return {"lines": placed, "turn": turn, "skew": skew, "fault": None}


def read_upright(picture: Picture, reader: Engine) -> tuple[int, float, list[ReadLine]]:
    """Return the turn of the page's text (0, 90, 180, 270 degrees clockwise), its skew, and the lines of the upright picture."""
    first = _read_turned(picture, 0, reader)
    if _n_chars(first[2]) < FEW_CHARS or _upright_share(first[2]) >= UPRIGHT:
        return first
    tries = [first, *(_read_turned(picture, turn, reader) for turn in (90, 270, 180))]
    return max(tries, key=lambda found: _weight(found[2]))


def _read_turned(picture: Picture, turn: int, reader: Engine) -> tuple[int, float, list[ReadLine]]:
    upright, skew = straighten(np.ascontiguousarray(np.rot90(picture, turn // 90)))
    return turn, skew, reader.read(upright)


def _n_chars(lines: list[ReadLine]) -> int:
    return sum(len(line.text) for line in lines)


def _upright_share(lines: list[ReadLine]) -> float:
    good = sum(len(line.text) for line in lines if line.score >= SURE and not line.stands)
    return good / max(_n_chars(lines), 1)


def _weight(lines: list[ReadLine]) -> float:
    return sum(len(line.text) * line.score for line in lines if line.score >= SURE and not line.stands)


def _points(line: ReadLine, scale: float) -> list[float]:
    return [round(float(value) / scale, 2) for value in (line.x0, line.top, line.x1, line.bottom)]


@functools.lru_cache(maxsize=1)
def _rendering(path: str, changed: int, passwords: tuple[str, ...]) -> Rendering:  # noqa: ARG001 - a file that was changed is another one
    """Return the open file; pages of one file come after each other."""
    opened = open_pdf(Path(path).read_bytes(), passwords)
    return Rendering(opened.content, opened.password)
