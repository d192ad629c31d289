"""File names of CNKI's form `题名_作者.pdf`: often the only thing that is known of a scan, and good evidence for every other file."""

import re
from pathlib import PurePath

from pipeline.catalog.bibliography import FileName
from pipeline.core.text import is_han, title_key

CUT = "省略"
COPY_MARK = re.compile(r"\s*[(（]\d{1,2}[)）]$|\s+-\s*副本$")
MIN_TITLE_CHARS = 5
MAX_AUTHOR_CHARS = 12


def read_file_name(source: str) -> FileName | None:
    """Return title and first author, or None when the name is not of the form 题名_作者 (dates, numbers, plain words)."""
    stem = COPY_MARK.sub("", PurePath(source).stem).strip()
    title, _, author = stem.rpartition("_")
    pieces = tuple(key for part in title.split(CUT) if (key := title_key(part)))
    if not _is_author(author) or sum(map(len, pieces)) < MIN_TITLE_CHARS or not any(map(is_han, title)):
        return None
    return FileName(_printed(title), author, pieces)


def fits_title(name: FileName, key: str) -> bool:
    """Tell whether a title key is the one the file is named after, up to the cut middle."""
    if len(name.pieces) == 1:
        return name.pieces[0] == key
    first, *_, last = name.pieces
    return len(key) > len(first) + len(last) and key.startswith(first) and key.endswith(last)


def _is_author(author: str) -> bool:
    return 1 < len(author) <= MAX_AUTHOR_CHARS and all(is_han(char) or char in "·•" for char in author) and CUT not in author


def _printed(title: str) -> str:
    return " ".join(title.replace(f"_{CUT}_", "……").replace("_", " ").split())
