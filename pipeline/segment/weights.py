"""The wheel with the segmenter's weights: `python -m pipeline.segment.weights` fetches it once into the per-user cache.

The weights lie inside the wheel of pkuseg on PyPI, built for an old Python on Linux.
"""

import sys
from pathlib import Path

from pipeline.core.wheels import PinnedWheel, fetch_command

REQUIREMENTS = Path("models/weights.txt")
# The wheel is the same data for every system; these options make pip take it on Windows and macOS too.
PLATFORM = ("--python-version", "3.7", "--platform", "manylinux1_x86_64", "--implementation", "cp", "--abi", "cp37m")


def weights_wheel(requirements: Path = REQUIREMENTS) -> PinnedWheel:
    """Return the wheel that the file pins."""
    return PinnedWheel(requirements, "weights", "the segmenter's weights", 50, "python -m pipeline.segment.weights", PLATFORM)


if __name__ == "__main__":
    sys.exit(fetch_command(weights_wheel()))
