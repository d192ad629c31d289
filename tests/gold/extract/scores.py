"""How near an extraction comes to the truth: one number a measure and file, 1 the best (leaks: 0)."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import Any

from rapidfuzz.distance import Levenshtein

from tests.gold.extract.truth import Truth

NUMBER = re.compile(r"\[?\d+[].]?|[ivx]+", re.IGNORECASE)
ENTRY_NUMBER = re.compile(r"^\[\d+\]")
LABEL = re.compile(r"\W*(?:参考文献|注释|References)\W*")
QUOTES = str.maketrans("“”‘’", "\"\"''")
EXACT = ("title", "title_en", "authors", "abstract_zh", "abstract_en")
SAME_ENTRY = 0.9
NEAR = 1
"""Characters by which a paragraph's end may lie off: a stop that was lost is another measure's matter."""


def plain(text: str) -> str:
    """Return the letters without white space, width and the direction of quotation marks, which typesetters change."""
    return "".join(unicodedata.normalize("NFKC", text).translate(QUOTES).split())


def measure(truth: Truth, found: dict[str, Any]) -> dict[str, float]:
    """Return the measures that apply to a file.

    Args:
        truth: what should be there.
        found: the object that `wenmai extract --format json` prints; `waiting`, its pages that wait for OCR, beside it.
    """
    scores = {"status": float(found["status"] in truth.status)}
    if truth.waiting or "needs_ocr" in truth.status:
        scores["waiting"] = float(tuple(found["waiting"]) == truth.waiting)
    if truth.kept:
        scores["kept"] = _kept(truth.kept, found["paragraphs"])
    if not truth.fields:
        return scores
    wanted, paragraphs = truth.fields, list(map(plain, found["paragraphs"]))
    expected = list(map(plain, wanted["paragraphs"]))
    scores["chars"] = Levenshtein.normalized_similarity("".join(expected), "".join(paragraphs))
    scores["boundaries"] = boundary_f1(expected, paragraphs)
    scores["leaks"] = leaks(truth, paragraphs) / max(found["pages"], 1)
    scores |= {name: float(_plain_value(wanted[name]) == _plain_value(found[name])) for name in EXACT if name in wanted}
    for name in ("keywords_zh", "keywords_en"):
        if name in wanted:
            scores[name] = f1(map(plain, wanted[name]), map(plain, found[name]))
    scores["headings"] = f1(map(plain, wanted.get("headings", [])), _headings(found["headings"]))
    for name, score in (("footnotes", _notes), ("tables", _cells), ("references", _entries)):
        if name in wanted:
            scores[name] = score(wanted[name], found[name])
    return scores


def _headings(rows: Sequence[dict[str, Any]]) -> list[str]:
    """Return the headings of the text; those of notes and references are the list's own."""
    return [text for text in (plain(row["text"]) for row in rows) if not LABEL.fullmatch(text)]


def _plain_value(value: Any) -> Any:
    return [plain(item) for item in value] if isinstance(value, list) else plain(value or "")


def f1(wanted: Iterable[str], found: Iterable[str]) -> float:
    """Return the F1 of two multisets; 1 when both are empty."""
    wanted, found = Counter(wanted), Counter(found)
    both = wanted.total() + found.total()
    return 2 * (wanted & found).total() / both if both else 1.0


def boundary_f1(wanted: Sequence[str], found: Sequence[str]) -> float:
    """Return the F1 of the places between paragraphs, the found ones carried over to the wanted text by its alignment."""
    places = _carried([len("".join(found[:index])) for index in range(1, len(found))], "".join(wanted), "".join(found))
    right = list(accumulate(map(len, wanted[:-1])))
    if not right and not places:
        return 1.0
    hits = sum(any(abs(place - other) <= NEAR for other in places) for place in right)
    exact = sum(any(abs(place - other) <= NEAR for other in right) for place in places)
    precision, recall = exact / len(places) if places else 0.0, hits / len(right) if right else 0.0
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _carried(places: list[int], wanted: str, found: str) -> list[int]:
    """Carry offsets in the found text over to the wanted one; those inside text that is not wanted lie off by its length."""
    carried = []
    steps = list(Levenshtein.opcodes(found, wanted))
    for place in places:
        step = next((step for step in steps if step.src_start < place <= step.src_end), None)
        if step is not None:
            inside = step.tag in ("equal", "replace")
            carried.append(step.dest_start + place - step.src_start if inside else -place)
    return carried


def leaks(truth: Truth, paragraphs: Sequence[str]) -> int:
    """Count what stands in the body and does not belong there: heads, watermarks, page numbers, notes, references, contents."""
    body, wanted = "\n".join(paragraphs), "\n".join(map(plain, truth.fields["paragraphs"]))
    marks = [plain(text) for text in truth.outside]
    marks += [plain(note)[:20] for note in truth.fields.get("footnotes", [])]
    marks += [plain(entry)[:20] for entry in truth.fields.get("references", [])]
    strays = sum(max(body.count(mark) - wanted.count(mark), 0) for mark in marks)
    return strays + sum(bool(NUMBER.fullmatch(paragraph)) for paragraph in paragraphs) + body.count("......")


def _kept(kept: str, paragraphs: Sequence[str]) -> float:
    """Return the share of a text's characters that are there in order."""
    wanted = plain(kept)
    found = "".join(map(plain, paragraphs))[: len(wanted) * 2]
    equal = sum(step.src_end - step.src_start for step in Levenshtein.opcodes(wanted, found) if step.tag == "equal")
    return equal / len(wanted)


def _notes(wanted: Sequence[str], found: Sequence[str]) -> float:
    body = "\n".join(map(plain, found))
    return sum(plain(note) in body for note in wanted) / len(wanted)


def _cells(wanted: Sequence[Any], found: Sequence[dict[str, Any]]) -> float:
    """Return the F1 of cells with their places in rows: a row that is shifted or split is wrong."""
    return f1((_row(row) for table in wanted for row in table), (_row(row) for table in found for row in table["rows"]))


def _row(cells: Sequence[str]) -> str:
    return "|".join(map(plain, cells))


def _entries(wanted: Sequence[str], found: Sequence[str]) -> float:
    entries = [ENTRY_NUMBER.sub("", plain(entry)) for entry in found]
    hits = sum(any(Levenshtein.normalized_similarity(plain(entry), other) > SAME_ENTRY for other in entries) for entry in wanted)
    return hits / len(wanted)
