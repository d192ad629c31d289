"""Measuring the gold set, its digest, and the floors pinned beside it."""

import dataclasses
import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from statistics import mean
from typing import Any

from pipeline.extract.commands import plain_object
from pipeline.extract.document import Limits, extract_content
from tests.gold.extract.registry import Case
from tests.gold.extract.scores import measure

FLOORS = Path(__file__).parent / "floors.json"
LIMITS = Limits(max_pages=400, max_glyphs=60000)
NOISE = 0.002
"""By so much a figure may fall: one character in five hundred."""

Scores = dict[str, dict[str, float]]


def measured(cases: Iterable[Case]) -> Scores:
    """Return the measures of each file."""
    return {case.name: measure(case.truth, extracted(case)) for case in cases}


def extracted(case: Case) -> dict[str, Any]:
    """Return what the command prints for a file, and its pages that wait for OCR."""
    value = dataclasses.asdict(extract_content(case.content, case.suffix, LIMITS))
    waiting = [quality["page"] for quality in value["page_quality"] if quality["verdict"] == "needs_ocr"]
    return plain_object(case.name, value) | {"waiting": waiting}


def digest(cases: Iterable[Case]) -> str:
    """Return a digest of names and truth; the files themselves differ with the versions of what writes them."""
    truth = {case.name: dataclasses.asdict(case.truth) for case in cases}
    return hashlib.sha256(json.dumps(truth, ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:16]


def pinned() -> dict[str, Any]:
    """Return the pinned floors."""
    return dict(json.loads(FLOORS.read_text(encoding="utf-8")))


def best(name: str) -> float:
    """Return the best value of a measure."""
    return 0.0 if name == "leaks" else 1.0


def fell(name: str, value: float, before: float) -> bool:
    """Tell whether a measure is worse than it was."""
    return value > before + NOISE if name == "leaks" else value < before - NOISE


def unsolved(scores: Scores) -> Scores:
    """Return the figures that are not the best ones, by file: what this extractor cannot do yet."""
    short = {file: {name: round(value, 3) for name, value in row.items() if fell(name, value, best(name))} for file, row in scores.items()}
    return {file: row for file, row in short.items() if row}


def means(scores: Scores) -> dict[str, float]:
    """Return the mean of every measure over the files it applies to."""
    names = dict.fromkeys(name for row in scores.values() for name in row)
    return {name: round(mean(row[name] for row in scores.values() if name in row), 3) for name in names}


def falls(scores: Scores, floors: dict[str, Any]) -> Iterator[str]:
    """Yield a line for each figure that is worse than pinned; a file's measure that is not on the list was the best."""
    for file, row in scores.items():
        before = floors["unsolved"].get(file, {})
        for name, value in row.items():
            if fell(name, value, before.get(name, best(name))):
                yield f"{file}: {name} {value:.3f}, was {before.get(name, best(name)):.3f}"
