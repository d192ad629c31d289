"""The adapter to rapidocr: PP-OCR models on onnxruntime. The wheel carries its models; nothing is ever fetched."""

import functools
import importlib.metadata
import importlib.util
from typing import Any

from pipeline.extract.ocr.engines import ReadLine
from pipeline.extract.pdf.rendering import Picture

PACKAGES = ("rapidocr", "onnxruntime")
# One thread: results do not depend on the machine, and the pool already uses every core. Side lengths above the default of 2,000 pixels keep
# an A4 page at 200 dpi as it is. Unsure lines are kept here and dropped, and counted, by `placing`.
SETTINGS = {
    "Global.log_level": "critical",
    "Global.max_side_len": 6000,
    "Global.text_score": 0.0,
    "Global.use_cls": False,  # it would read a page that lies upside down line by line, in the wrong order; `recognition` turns the page
    "EngineConfig.onnxruntime.intra_op_num_threads": 1,
    "EngineConfig.onnxruntime.inter_op_num_threads": 1,
}


def missing() -> str | None:
    """Return what is not installed, and what installs it."""
    absent = [name for name in PACKAGES if importlib.util.find_spec(name) is None]
    return f"the package {' and '.join(absent)} is not installed: run `make ocr`" if absent else None


def version() -> str:
    """Return the versions of the packages; the models are part of the first."""
    return " ".join(f"{name}=={importlib.metadata.version(name)}" for name in PACKAGES)


def read(picture: Picture) -> list[ReadLine]:
    """Return the lines of a picture in the engine's order (by rows)."""
    result = _reader()(picture)
    if result.boxes is None or result.txts is None:
        return []
    lines = []
    for corners, text, score in zip(result.boxes, result.txts, result.scores, strict=True):
        xs, ys = [float(x) for x, _ in corners], sorted(float(y) for _, y in corners)
        # The upper two corners' mean and the lower two's: a slanted box keeps the height of its text.
        lines.append(ReadLine(text, float(score), min(xs), (ys[0] + ys[1]) / 2, max(xs), (ys[2] + ys[3]) / 2))
    return lines


@functools.cache
def _reader() -> Any:
    from rapidocr import RapidOCR

    return RapidOCR(params=SETTINGS)
