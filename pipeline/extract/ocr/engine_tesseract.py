"""The adapter to the program tesseract (by pytesseract), with its Simplified Chinese and English models."""

import functools
import hashlib
import importlib.util
import os
import re
import shutil
import statistics
import subprocess
from pathlib import Path
from typing import Any

from pipeline.extract.ocr.engines import ReadLine
from pipeline.extract.pdf.rendering import Picture

LANGUAGES = ("chi_sim", "eng")
# Page segmentation 3: blocks, columns and lines without turning the page; engine 1: the neural one.
OPTIONS = "--psm 3 --oem 1"
MAX_SECONDS = 300  # for one page; the program is then ended
INSTALL = "on Debian and Ubuntu: sudo apt install tesseract-ocr tesseract-ocr-chi-sim"


def missing() -> str | None:
    """Return what is not installed, and what installs it."""
    if importlib.util.find_spec("pytesseract") is None:
        return "the package pytesseract is not installed: run `make ocr`"
    if shutil.which("tesseract") is None:
        return f"the program tesseract is not installed; {INSTALL}"
    absent = [name for name in LANGUAGES if name not in _languages()]
    return f"tesseract has no model {' and '.join(absent)}; {INSTALL}" if absent else None


def version() -> str:
    """Return the program's version and digests of its models, where they can be found."""
    import pytesseract

    folder = _model_folder()
    models = [folder / f"{name}.traineddata" for name in LANGUAGES] if folder else []
    digests = [hashlib.sha256(path.read_bytes()).hexdigest() for path in models if path.is_file()]
    return " ".join([f"tesseract {pytesseract.get_tesseract_version()}", *digests])


def read(picture: Picture) -> list[ReadLine]:
    """Return the lines of a picture, block by block.

    Raises:
        RuntimeError: the program failed or took too long.
    """
    import pytesseract

    os.environ["OMP_THREAD_LIMIT"] = "1"  # the program's only way to be told; the pool already uses every core
    found = pytesseract.image_to_data(
        picture, lang="+".join(LANGUAGES), config=OPTIONS, output_type=pytesseract.Output.DICT, timeout=MAX_SECONDS
    )
    words: dict[tuple[int, int, int], list[int]] = {}
    for index, text in enumerate(found["text"]):
        if text.strip():
            words.setdefault((found["block_num"][index], found["par_num"][index], found["line_num"][index]), []).append(index)
    return [_line(found, indexes) for indexes in words.values()]


def _line(found: dict[str, list[Any]], indexes: list[int]) -> ReadLine:
    left, top, width, height = (found[name] for name in ("left", "top", "width", "height"))
    return ReadLine(
        text=" ".join(found["text"][index] for index in indexes),
        score=statistics.fmean(max(float(found["conf"][index]), 0.0) for index in indexes) / 100,
        x0=min(left[index] for index in indexes),
        top=min(top[index] for index in indexes),
        x1=max(left[index] + width[index] for index in indexes),
        bottom=max(top[index] + height[index] for index in indexes),
    )


@functools.cache
def _listed() -> str:
    program = shutil.which("tesseract") or "tesseract"
    done = subprocess.run([program, "--list-langs"], capture_output=True, text=True, encoding="utf-8", errors="replace", check=False)  # noqa: S603 - found on PATH
    return done.stdout + done.stderr


def _languages() -> list[str]:
    return _listed().split()


def _model_folder() -> Path | None:
    """Return the folder that `--list-langs` names in its first line."""
    named = re.search(r'"([^"]+)"', _listed())
    return Path(named[1]) if named else None
