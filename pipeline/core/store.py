"""The per-document result store: content-addressed, atomic, verified.

A result's key names everything that decides it: the input's bytes, the sources of the stage and of the core modules it uses, the versions
of deciding libraries, and the settings that matter. So a stage rebuilds its tables whole on every run, and pays only for what changed.
"""

import contextlib
import hashlib
import importlib.metadata
import importlib.util
import json
import os
import tempfile
import time
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from platformdirs import user_cache_dir

VARIABLE = "WENMAI_STORE"
MAGIC = b"wenmai-store-1"
DEFAULT_MAX_BYTES = 20 * 2**30
# Names of entries being written; older than a day, they are a killed run's.
UNFINISHED = ".new-"
UNFINISHED_SECONDS = 86_400


def cache_folder() -> Path:
    """Return the per-user cache folder (absolute): segmenter weights, and the store unless WENMAI_STORE names another place."""
    return Path(user_cache_dir("wenmai", appauthor=False)).absolute()


def store_folder() -> Path:
    """Return where results are kept; absolute, so that `dvc exp run --temp` meets the same store."""
    chosen = os.environ.get(VARIABLE)
    return Path(chosen).absolute() if chosen else cache_folder() / "store"


@dataclass(frozen=True, slots=True)
class StoreSize:
    """How much the store holds."""

    entries: int
    n_bytes: int


class Store:
    """Results by key; every read is checked, and a damaged entry counts as absent."""

    def __init__(self, root: Path | None) -> None:
        """Keep results under `root`; None keeps nothing (an audit with `--no-store`)."""
        self.root = root
        self.damaged: list[str] = []
        self.fault: str | None = None
        """Why nothing more is kept: the disk is full, or the folder cannot be written."""

    def read(self, key: str) -> Any | None:
        """Return the value stored under `key`, or None when absent or damaged (its key is then added to `damaged`)."""
        path = self._path(key)
        if path is None:
            return None
        try:
            content = path.read_bytes()
        except OSError:  # absent, or not ours to read: computed anew
            return None
        value = _unpack(content)
        with contextlib.suppress(OSError):  # a store that cannot be written can still be read
            if value is None:
                self.damaged.append(key)
                path.unlink(missing_ok=True)
            else:
                os.utime(path)  # `gc` drops what was not used for longest
        return value

    def write(self, key: str, value: Any) -> None:
        """Store a value of JSON types; a kill at any moment leaves the old entry or none.

        A disk that is full or read-only ends nothing but the remembering: the reason is then in `fault`.
        """
        path = self._path(key)
        if path is None or self.fault:
            return
        try:
            _write_whole(path, _pack(value))
        except OSError as error:
            self.fault = f"{self.root}: {error.strerror or error}"

    def size(self) -> StoreSize:
        """Count entries and bytes."""
        sizes = [size for _, size, _ in self._entries()]
        return StoreSize(len(sizes), sum(sizes))

    def collect(self, max_bytes: int = DEFAULT_MAX_BYTES) -> StoreSize:
        """Drop the entries unused for longest until `max_bytes` hold, and what killed runs left half written; return what was dropped."""
        entries = sorted(self._entries())
        excess = sum(size for _, size, _ in entries) - max_bytes
        dropped = freed = 0
        for _, size, path in entries:
            if freed >= excess:
                break
            path.unlink(missing_ok=True)
            dropped, freed = dropped + 1, freed + size
        for changed, _, path in self._entries(f"{UNFINISHED}*"):
            if time.time() - changed > UNFINISHED_SECONDS:
                path.unlink(missing_ok=True)
        return StoreSize(dropped, freed)

    def note(self, **facts: Any) -> None:
        """Append a line to the store's journal: times and hits, which no table may hold; none when the store cannot be written."""
        if self.root is None:
            return
        line = json.dumps({"time": round(time.time()), **facts}, ensure_ascii=False)
        with contextlib.suppress(OSError):
            self.root.mkdir(parents=True, exist_ok=True)
            with (self.root / "journal.jsonl").open("a", encoding="utf-8") as stream:
                stream.write(line + "\n")

    def _path(self, key: str) -> Path | None:
        return None if self.root is None else self.root / key[:2] / key

    def _entries(self, pattern: str = "[!.]*") -> Iterator[tuple[float, int, Path]]:
        """Yield time of last use, size and path of the entries; one that another run drops meanwhile is passed over."""
        if self.root is None or not self.root.is_dir():
            return
        for path in self.root.glob(f"??/{pattern}"):
            with contextlib.suppress(FileNotFoundError):
                status = path.stat()
                yield status.st_mtime, status.st_size, path


def open_store(*, enabled: bool = True) -> Store:
    """Return the user's store, or one that keeps nothing."""
    return Store(store_folder() if enabled else None)


def result_key(*parts: str | bytes) -> str:
    """Return the sha256 over the parts, each preceded by its length, so that no two lists of parts meet."""
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        digest.update(f"{len(data)}:".encode())
        digest.update(data)
    return digest.hexdigest()


def code_digest(modules: Iterable[str], libraries: Iterable[str] = ()) -> str:
    """Return a digest of the sources of modules and packages (with all their .py files) and of library versions.

    Args:
        modules: dotted names, such as `pipeline.extract` and `pipeline.core.text`.
        libraries: distribution names whose version decides the result.
    """
    parts = [result_key(path.name, path.read_bytes().replace(b"\r\n", b"\n")) for module in sorted(modules) for path in _sources(module)]
    versions = [f"{name}=={importlib.metadata.version(name)}" for name in sorted(libraries)]
    return result_key(*parts, *versions)


def json_digest(value: Any) -> str:
    """Return the sha256 of a value of JSON types, independent of the order of keys."""
    return result_key(json.dumps(value, ensure_ascii=False, sort_keys=True))


def _sources(module: str) -> list[Path]:
    spec = importlib.util.find_spec(module)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(module)
    origin = Path(spec.origin)
    if spec.submodule_search_locations is None:
        return [origin]
    return sorted(origin.parent.rglob("*.py"))


def _write_whole(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=UNFINISHED)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise


def _pack(value: Any) -> bytes:
    body = zlib.compress(json.dumps(value, ensure_ascii=False).encode(), 1)
    return b" ".join([MAGIC, str(len(body)).encode(), hashlib.sha256(body).hexdigest().encode()]) + b"\n" + body


def _unpack(data: bytes) -> Any | None:
    head, _, body = data.partition(b"\n")
    expected = b" ".join([MAGIC, str(len(body)).encode(), hashlib.sha256(body).hexdigest().encode()])
    return json.loads(zlib.decompress(body)) if head == expected else None
