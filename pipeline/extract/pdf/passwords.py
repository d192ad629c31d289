"""Passwords of protected files: a table of source name and password, for a corpus in edits/passwords.tsv."""

from collections.abc import Mapping
from pathlib import Path

from pipeline.core.errors import InputError
from pipeline.core.files import read_utf8

FILE = "passwords.tsv"
HEADING = "source\tpassword"
EMPTY = ""  # what most protected files open with: they forbid printing and copying only


def read_passwords(path: Path) -> dict[str, str]:
    """Return passwords by the name of their file, or by its path below sources/.

    Raises:
        InputError: the file is missing or not UTF-8, or lines have no tab; each is named.
    """
    try:
        lines = read_utf8(path, InputError).splitlines()
    except FileNotFoundError:
        raise InputError(f"{path}: there is no such file; it holds lines of `file name TAB password`") from None
    rows = [(number, line) for number, line in enumerate(lines, start=1) if line.strip() and line != HEADING]
    wrong = [str(number) for number, line in rows if "\t" not in line]
    if wrong:
        raise InputError(f"{path}: line {', '.join(wrong)}: no tab; expected `file name TAB password`")
    pairs = (line.split("\t", 1) for _, line in rows)
    return {name.strip(): password for name, password in pairs}


def passwords_for(name: str, listed: Mapping[str, str]) -> tuple[str, ...]:
    """Return what to try on a file: the empty password, then the one listed under its whole name or its file name."""
    given = listed.get(name, listed.get(name.rpartition("/")[2]))
    return (EMPTY,) if given is None else (EMPTY, given)
