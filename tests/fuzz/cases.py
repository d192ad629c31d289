"""One case: a number gives a broken file, what the extractor makes of it, and what is wrong with that."""

import json
import random
import tempfile
import time
import traceback
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.core.errors import PipelineError
from pipeline.extract.document import extract_file
from pipeline.extract.records import MEDIA_TYPES
from pipeline.extract.settings import ExtractConfig
from pipeline.extract.sources import SourceFile
from pipeline.extract.stage import Rows, add
from tests.fuzz.markup import TEXT
from tests.fuzz.pdfspoil import PDF, bomb, rebuilt
from tests.fuzz.seeds import seed_files
from tests.fuzz.spoiling import ANY

STATUSES = frozenset({"ok", "ocr", "needs_ocr", "partial", "password", "corrupt", "empty", "not_pdf"})
CONFIG = ExtractConfig(ocr="off", max_pages=40, max_glyphs_per_page=6000, max_file_mb=10, max_problem_share=1.0)
BOMBS = 0.002
"""Share of cases that unpack to megabytes: they are slow."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a case."""

    status: str
    codes: tuple[str, ...]
    """Problem codes."""
    wrong: str
    """What no file may cause; empty when all is well."""
    seconds: float


def broken_file(number: int) -> tuple[str, bytes]:
    """Return (suffix, content) of a case; the same for a number each time."""
    rng = random.Random(number)  # noqa: S311 - to repeat, not to hide
    files = seed_files()
    suffix, content = rng.choice(files)
    ways = [*ANY, *(PDF * 2 if suffix == ".pdf" else TEXT * 3)]
    if suffix == ".pdf" and rng.random() < BOMBS:
        ways = [bomb]
    for _ in range(rng.choice((1, 1, 1, 2, 2, 3, 5))):
        content = rng.choice(ways)(rng, content, rng.choice(files)[1]) or b"%"
    if suffix == ".pdf" and rng.random() < 0.4:
        content = rebuilt(content)
    return (suffix if rng.random() < 0.98 else rng.choice(sorted(MEDIA_TYPES))), content


def try_case(number: int) -> Outcome:
    """Extract a case's file as a worker does, and look at what came of it."""
    suffix, content = broken_file(number)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{number}{suffix}"
        path.write_bytes(content)
        start = time.process_time()
        try:
            value = extract_file((str(path), suffix, CONFIG.limits()))
        except Exception as error:  # noqa: BLE001 - whatever escapes is what is looked for
            return Outcome("escaped", (), f"escaped: {_where(error)}", 0.0)
        spent = time.process_time() - start
        return Outcome(value["status"], tuple(sorted({code for _, code, _ in value["problems"]})), faults(value, path), spent)


def _where(error: Exception) -> str:
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__}: {error} ({Path(frame.filename).name}:{frame.lineno})"


def faults(value: dict[str, Any], path: Path) -> str:
    """Return what is wrong with an extracted document: a reader's fault, an illegal status, spans outside the text, rows that cannot be made."""
    crashes = [message for _, code, message in value["problems"] if code == "crash"]
    if crashes:
        return crashes[0]
    if value["status"] not in STATUSES:
        return f"status {value['status']}"
    if value["status"] not in ("ok", "ocr") and not value["problems"]:
        return f"{value['status']}, and no problem says why"
    spans = [(passage["start"], passage["end"]) for passage in value["passages"]]
    if any(not 0 <= start <= end <= len(value["text"]) for start, end in spans) or spans != sorted(spans):
        return "spans outside the text or out of order"
    return _row_fault(value, path)


def _row_fault(value: dict[str, Any], path: Path) -> str:
    """Return why the stage could not write the document's rows: a character that is none, a number that is none, a row refused."""
    rows = Rows()
    try:
        json.dumps(value, ensure_ascii=False, allow_nan=False).encode()
        add(rows, [SourceFile(path, path.name, path.suffix)], value)
    except (ValueError, TypeError, KeyError, PipelineError) as error:
        return f"rows: {type(error).__name__}: {error}"
    return "" if len(rows.documents) == 1 else "the document was lost"
