"""A fitted model on disk, without pickle: `model.json`, `term_weights.npy` and `idf.npy`; the adapter of numpy's files.

The same model gives the same bytes: the files hold no times. A hash over all three tells a damaged or mixed folder.
"""

import hashlib
import io
import json
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from pipeline.core.errors import ModelError
from pipeline.topics.factors import Weights

VERSION = 1
HEAD, TERMS, IDF = "model.json", "term_weights.npy", "idf.npy"
FOLDER = "model"


@dataclass(frozen=True, slots=True)
class Settings:
    """What decides how a new text is read: the settings of the fit."""

    engine: str
    seed: int
    min_chars: int
    phrases: bool
    stop_words: list[str]


@dataclass(frozen=True, slots=True)
class Reach:
    """How well the works fit that the model was fitted on."""

    known: float
    """Share of known words that 95 % of the works reach."""
    cosine: float
    """Cosine between a work and its topics that 95 % of the works reach."""
    agreement: float
    """Share of the works that get the same strongest topic when they are placed again from the files alone."""


@dataclass(frozen=True, slots=True)
class SavedModel:
    """A fitted model, ready to place texts."""

    vocabulary: list[str]
    term_weights: Weights
    """Shape (topics, words); each row sums to 1."""
    idf: list[float]
    """log((1 + works) / (1 + works with the word)) + 1, for each word."""
    labels: list[str]
    settings: Settings
    reach: Reach


def save_model(folder: Path, model: SavedModel) -> None:
    """Write a model; the folder is there whole or as it was."""
    head = {"vocabulary": model.vocabulary, "labels": model.labels, "settings": asdict(model.settings), "reach": asdict(model.reach)}
    arrays = {TERMS: _array_bytes(model.term_weights, len(model.vocabulary)), IDF: _array_bytes(model.idf, None)}
    text = json.dumps({"version": VERSION, "sha256": _digest(head, arrays), **head}, ensure_ascii=False, indent=1, sort_keys=True)
    building = folder.with_name(f".{folder.name}.new")
    shutil.rmtree(building, ignore_errors=True)
    building.mkdir(parents=True)
    (building / HEAD).write_text(text + "\n", encoding="utf-8", newline="\n")
    for name, content in arrays.items():
        (building / name).write_bytes(content)
    shutil.rmtree(folder, ignore_errors=True)
    building.rename(folder)


def load_saved(folder: Path) -> SavedModel:
    """Return the model that `save_model` wrote.

    Raises:
        ModelError: the folder is missing, damaged, or of another version of Wenmai.
    """
    try:
        head: Any = json.loads((folder / HEAD).read_text(encoding="utf-8"))
        arrays = {name: (folder / name).read_bytes() for name in (TERMS, IDF)}
    except FileNotFoundError as error:
        raise ModelError(f"{error.filename}: the fitted topics are missing\nrun `wenmai run` (stage topics writes them)") from None
    except (ValueError, UnicodeDecodeError):
        raise ModelError(f"{folder / HEAD}: not JSON\nrun `wenmai run` so that stage topics writes it again") from None
    _check(folder, head, arrays)
    return SavedModel(
        vocabulary=head["vocabulary"],
        term_weights=_array(arrays[TERMS]),
        idf=_array(arrays[IDF]),
        labels=head["labels"],
        settings=Settings(**head["settings"]),
        reach=Reach(**head["reach"]),
    )


def _check(folder: Path, head: Any, arrays: dict[str, bytes]) -> None:
    version = head.get("version") if isinstance(head, dict) else None
    if version != VERSION:
        raise ModelError(
            f"{folder / HEAD}: version {version}, and {VERSION} is expected\nrun `wenmai run` so that stage topics writes it again"
        )
    rest = {key: value for key, value in head.items() if key not in {"version", "sha256"}}
    if head.get("sha256") != _digest(rest, arrays):
        raise ModelError(
            f"{folder}: the files are damaged or of two models (sha256)\nrun `wenmai run` so that stage topics writes them again"
        )


def _digest(head: dict[str, Any], arrays: dict[str, bytes]) -> str:
    digest = hashlib.sha256(json.dumps(head, ensure_ascii=False, sort_keys=True).encode())
    for name in sorted(arrays):
        digest.update(arrays[name])
    return digest.hexdigest()


def _array_bytes(values: Any, width: int | None) -> bytes:
    import numpy as np

    array = np.array(values, dtype="<f8")
    out = io.BytesIO()
    np.save(out, array if width is None else array.reshape(len(values), width), allow_pickle=False)
    return out.getvalue()


def _array(content: bytes) -> Any:
    import numpy as np

    return np.load(io.BytesIO(content), allow_pickle=False).tolist()
