"""Which files below sources/ are texts to extract, which belong to other stages, and which are unknown."""

import hashlib
import os
import re
from dataclasses import dataclass
from pathlib import Path

from pipeline.core.records import Problem
from pipeline.core.sources import RECORD_SUFFIXES, is_hidden, recognise
from pipeline.extract.records import MEDIA_TYPES

# Files that lie among sources and are no literature: protocol.yaml, notes, DVC's own.
OTHER_SUFFIXES = frozenset({".yaml", ".yml", ".md", ".dvc"})
ASSETS = re.compile(r"(?:_files|\.files|_文件)$")
READ_AS = {"pdf": ".pdf", "caj": ".pdf", "html": ".html", "text": ".txt"}
CONVERT = {
    ".doc": "open it in a word processor and save it as PDF",
    ".docx": "open it in a word processor and save it as PDF",
    ".wps": "open it in WPS and save it as PDF",
    ".zip": "unpack it and add the files",
    ".rar": "unpack it and add the files",
    ".7z": "unpack it and add the files",
    ".epub": "convert it to PDF or HTML",
    ".mht": "save the page again as HTML",
    ".mhtml": "save the page again as HTML",
}


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to extract."""

    path: Path
    name: str
    """Path below sources/, with forward slashes."""
    suffix: str
    """What it is read as: .pdf, .html, .htm or .txt."""

    @property
    def media_type(self) -> str:
        """Return the media type it is read as."""
        return MEDIA_TYPES[self.suffix]

    @property
    def doc_id(self) -> str:
        """Return the first 16 hex digits of the sha256 of the file."""
        return hashlib.sha256(self.path.read_bytes()).hexdigest()[:16]


def read_as(path: Path) -> str | None:
    """Return the suffix under which a file is read (.pdf, .html, .txt), told by its content; None for records and unknown types."""
    suffix = path.suffix.lower()
    if suffix in RECORD_SUFFIXES or suffix in CONVERT:
        return None
    kind = recognise(path)
    if kind == "empty":
        return suffix if suffix in MEDIA_TYPES else None
    return READ_AS.get(kind)


def list_sources(folder: Path, max_file_mb: int, problems: list[Problem]) -> list[SourceFile]:
    """Return the files to extract, sorted by name; what is unknown, too large or cannot be read is added to `problems`."""
    found: list[SourceFile] = []
    for path in sorted(_files(folder), key=lambda path: path.relative_to(folder).as_posix()):
        name = path.relative_to(folder).as_posix()
        if path.suffix.lower() in OTHER_SUFFIXES or is_hidden(path):
            continue
        try:
            source = _recognised(path, name, max_file_mb)
        except OSError as error:
            source = Problem(name, None, None, "unreadable", f"{error.strerror}: close the file in other programs, check its permissions")
        if isinstance(source, SourceFile):
            found.append(source)
        elif source:
            problems.append(source)
    return found


def _recognised(path: Path, name: str, max_file_mb: int) -> SourceFile | Problem | None:
    """Return a file to extract, what is wrong with it, or None when it belongs to stage catalog."""
    if path.stat().st_size > max_file_mb * 2**20:
        return Problem(name, None, None, "too-large", f"larger than {max_file_mb} MB (max_file_mb in configs/extract.yaml): not read")
    suffix = read_as(path)
    if suffix:
        return SourceFile(path, name, suffix)
    return None if _is_for_catalog(path) else Problem(name, None, None, "unknown-type", _advice(path))


def _is_for_catalog(path: Path) -> bool:
    return path.suffix.lower() in RECORD_SUFFIXES or recognise(path) in ("records", "spreadsheet")


def _advice(path: Path) -> str:
    suffix = path.suffix.lower()
    return f"{suffix or 'a file without extension'} is not read: {CONVERT.get(suffix, 'add a PDF, an HTML page or a text file')}"


def _files(folder: Path) -> list[Path]:
    """Return all files; folders of pictures and scripts that browsers save beside a page are passed over."""
    found: list[Path] = []
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not ASSETS.search(name) and not name.startswith("."))
        found.extend(Path(root) / name for name in names)
    return found
