"""Straighten the picture of a page that lay askew in the scanner."""

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from pipeline.extract.pdf.rendering import Picture

MAX_DEGREES = 6.0
COARSE, FINE = 0.5, 0.05  # degrees between the angles that are tried
WORK_HEIGHT = 1000  # pixels: a line of text keeps about ten
LEAST = 0.1  # degrees: less than two pixels over a line of an A4 page at 200 dpi
MIN_INK = 500  # pixels below which a page shows no lines
MAX_INK = 60_000
WHITE = 255


def skew_angle(picture: Picture) -> float:
    """Return by how many degrees lines of text fall to the right (0 where the page shows no lines).

    Method: the projection profile. Ink is summed along lines of each angle; where they run along the text, rows of ink and white follow each
    other most sharply, so the squared steps of the profile are largest (Postl 1986; ours sums over ink pixels instead of whole pictures).
    """
    rows, columns = _ink(picture)
    if len(rows) < MIN_INK:
        return 0.0
    coarse = _sharpest(rows, columns, np.arange(-MAX_DEGREES, MAX_DEGREES + COARSE / 2, COARSE))
    angle = _sharpest(rows, columns, coarse + np.arange(-COARSE, COARSE + FINE / 2, FINE))
    return round(float(angle), 2)


def straighten(picture: Picture) -> tuple[Picture, float]:
    """Return the picture turned so that its lines lie level, of the same size, and the angle it had."""
    angle = skew_angle(picture)
    if abs(angle) < LEAST:
        return picture, 0.0
    turned = Image.fromarray(picture).rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor=WHITE)
    return np.asarray(turned, dtype=np.uint8), angle


def _ink(picture: Picture) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return rows and columns of dark pixels of a smaller picture, a bounded number of them."""
    step = max(picture.shape[0] // WORK_HEIGHT, 1)
    height, width = picture.shape[0] // step * step, picture.shape[1] // step * step
    small = picture[:height, :width].reshape(height // step, step, width // step, step).mean(axis=(1, 3))
    # Halfway between paper and ink: scans are grey.
    paper, ink = np.percentile(small, 90), small.min()
    rows, columns = np.nonzero(small < (float(paper) + float(ink)) / 2)
    thin = max(len(rows) // MAX_INK, 1)
    return rows[::thin].astype(float), columns[::thin].astype(float)


def _sharpest(rows: NDArray[np.float64], columns: NDArray[np.float64], angles: NDArray[np.float64]) -> float:
    return float(max(angles, key=lambda angle: _sharpness(rows, columns, float(angle))))


def _sharpness(rows: NDArray[np.float64], columns: NDArray[np.float64], angle: float) -> float:
    level = rows - columns * np.tan(np.radians(angle))
    profile = np.bincount(np.round(level - level.min()).astype(np.int64))
    return float(np.square(np.diff(profile.astype(np.float64))).sum())
