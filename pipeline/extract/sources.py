"""Which files below sources/ are texts to extract, which belong to other stages, and which are unknown."""

import hashlib
import os
import re
from dataclasses import dataclass
from pathlib import Path

from pipeline.core.records import Problem
from pipeline.extract.records import MEDIA_TYPES

CAJ_SUFFIXES = frozenset({".caj", ".kdh", ".nh", ".hn"})
RECORD_SUFFIXES = frozenset({".ris", ".bib", ".net", ".enw", ".csv", ".tsv", ".xls", ".xlsx", ".json", ".xml", ".nbib", ".ciw", ".isi"})
OTHER_SUFFIXES = frozenset({".yaml", ".yml", ".md", ".dvc", ".gitignore"})
IGNORED_NAMES = frozenset({".DS_Store", "Thumbs.db", "desktop.ini", ".gitignore", ".gitkeep", ".gitattributes", ".dvcignore"})
ASSETS = re.compile(r"(?:_files|\.files|_文件)$")
# How exports of records begin: RefWorks, EndNote, NoteExpress, RIS, CNKI custom, BibTeX, Web of Science.
RECORD_START = re.compile(
    r"^[\s\ufeff]*(?:RT\s|%[0A-Z]\s|\{Reference Type\}|TY\s{1,2}-|【来源篇名】|SrcDatabase-|@\w+\s*\{|FN\s|PT\s+[JBCS]\s|Title-|来源库-|\{题名\}|题名[-－:：])"
)
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


def list_sources(folder: Path, max_file_mb: int, problems: list[Problem]) -> list[SourceFile]:
    """Return the files to extract, sorted by name; unknown types and files that are too large are added to `problems`."""
    found: list[SourceFile] = []
    for path in sorted(_files(folder), key=lambda path: path.relative_to(folder).as_posix()):
        name = path.relative_to(folder).as_posix()
        suffix = path.suffix.lower()
        if suffix in RECORD_SUFFIXES or suffix in OTHER_SUFFIXES or path.name in IGNORED_NAMES or path.name.startswith(("._", "~$", ".")):
            continue
        kind = ".pdf" if suffix in CAJ_SUFFIXES else suffix
        if kind not in MEDIA_TYPES:
            problems.append(
                Problem(
                    name,
                    None,
                    None,
                    "unknown-type",
                    f"{suffix or 'a file without extension'} is not read: {CONVERT.get(suffix, 'add a PDF, an HTML page or a text file')}",
                )
            )
        elif path.stat().st_size > max_file_mb * 2**20:
            problems.append(
                Problem(name, None, None, "too-large", f"larger than {max_file_mb} MB (max_file_mb in configs/extract.yaml): not read")
            )
        elif not (kind == ".txt" and is_record_export(path)):
            found.append(SourceFile(path, name, kind))
    return found


def _files(folder: Path) -> list[Path]:
    """Return all files; folders of pictures and scripts that browsers save beside a page are passed over."""
    found: list[Path] = []
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not ASSETS.search(name) and not name.startswith("."))
        found.extend(Path(root) / name for name in names)
    return found


def is_record_export(path: Path) -> bool:
    """Tell whether a text file is an export of bibliographic records, which the stage `catalog` reads."""
    from pipeline.extract.web import decode

    with path.open("rb") as stream:
        start = stream.read(4096)
    return RECORD_START.match(decode(_whole_characters(start))) is not None


def _whole_characters(start: bytes) -> bytes:
    """Cut a beginning of a file behind its last line, so that no character is divided."""
    end = start.rfind(b"\n")
    return start[:end] if end > 0 else start
