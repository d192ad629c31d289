"""Read the text files that people edit (UTF-8, as every editor can save it, with or without byte-order mark), make room for new files."""

from pathlib import Path

from pipeline.core.errors import ConfigError, InputError


def read_utf8(path: Path, error: type[ConfigError | InputError] = InputError, *, keep_mark: bool = False) -> str:
    """Return a file's text with its line ends as they are.

    Args:
        path: the file.
        error: what to raise when it is in another encoding.
        keep_mark: leave a byte-order mark where it is, as U+FEFF, so that offsets count it.

    Raises:
        ConfigError, InputError: the file is not UTF-8.
    """
    try:
        return path.read_bytes().decode("utf-8" if keep_mark else "utf-8-sig")
    except UnicodeDecodeError as fault:
        raise error(f"{path}: not UTF-8 (byte {fault.start})\nsave it as UTF-8 and try again") from None


def make_parent(path: Path) -> None:
    """Create the folder in which a file will be written.

    Raises:
        InputError: a file stands where a folder should.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        raise InputError(f"{path}: cannot be written: part of its path is a file\nname another folder") from None
