"""The search database `library.sqlite`: opened for reading; `searching.writing` says how it is made."""

import sqlite3
from pathlib import Path

from pipeline.core.errors import SchemaError

FILE_NAME = "library.sqlite"
FORMAT = 2
MAPPED_BYTES = 2**30
"""Read through memory instead of calls: a count over 200,000 abstracts takes 4 ms less."""


def open_library(path: Path) -> sqlite3.Connection:
    """Open the database for reading only.

    Raises:
        SchemaError: it is missing or of another format.
    """
    if not path.is_file():
        raise SchemaError(f"{path}: the search database is missing\nrun `wenmai run` (stage index writes it)")
    base = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
    (found,) = base.execute("PRAGMA user_version").fetchone()
    if found != FORMAT:
        base.close()
        raise SchemaError(f"{path}: format {found}, expected {FORMAT}\nrun `wenmai run` (stage index writes it again)")
    base.execute(f"PRAGMA mmap_size = {MAPPED_BYTES:d}")
    base.row_factory = sqlite3.Row
    return base
