"""Sentence vectors of a model folder that a user has (LaBSE, for one), read by sentence-transformers: the one place that knows the package.

Nothing is ever downloaded: the folder must hold the model as `SentenceTransformer.save` writes it.
"""

import functools
import hashlib
import importlib.metadata
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from pipeline.core.errors import ConfigError

DISTRIBUTION = "sentence-transformers"
MODEL_FILE = "modules.json"


def check_folder(folder: Path) -> None:
    """Check that the package is installed and the folder holds a model.

    Raises:
        ConfigError: one of them is missing.
    """
    if not (folder / MODEL_FILE).is_file():
        raise ConfigError(
            f"embeddings: {folder}: no sentence-transformers model here ({MODEL_FILE} is missing)\n"
            "name the folder of a saved model, or set `embeddings: use` or `none` in the config"
        )
    try:
        importlib.metadata.version(DISTRIBUTION)
    except importlib.metadata.PackageNotFoundError:
        raise ConfigError(
            f"embeddings: {folder} needs {DISTRIBUTION}, which is not installed\n"
            f"install it with `python -m pip install {DISTRIBUTION}`, or set `embeddings: use` in the config"
        ) from None


@functools.cache
def folder_digest(folder: Path) -> str:
    """Return the sha256 over names and contents of the model's files: results depend on them."""
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def encode(sentences: Sequence[str], folder: Path) -> "np.ndarray[Any, np.dtype[np.float64]]":
    """Return one unit vector a sentence, shape (n, dimensions of the model)."""
    return np.asarray(_model(folder).encode(list(sentences), normalize_embeddings=True, show_progress_bar=False), dtype=np.float64)


@functools.cache
def _model(folder: Path) -> Any:
    check_folder(folder)
    from sentence_transformers import SentenceTransformer

    return SentenceTransformer(str(folder), device="cpu", local_files_only=True)
