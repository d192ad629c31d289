"""Pages of source PDFs as pictures: rendered one at a time in a worker process with limits, the last ones kept.

A file is found by its doc_id: the tables name the sources of the document, and the file's sha256 must begin with the doc_id. PDFs are hostile
input: the worker may die or hang, the server goes on.
"""

import functools
import hashlib
import io
import multiprocessing
import threading
from collections import OrderedDict
from concurrent.futures import TimeoutError as FutureTimeoutError
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.core.errors import InputError

DPI = 110
"""An A4 page is then 910 pixels wide: 5 mm characters are read without zooming, and a page of print takes 60 to 150 kB."""
MAX_SECONDS = 20
MAX_MEMORY_MB = 2048
MAX_WAITING = 24
"""Requests that may wait for the worker; one more is told to come back."""
KEPT_BYTES = 64 << 20


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page as PNG."""

    png: bytes
    width: float
    """In points of 1/72 inch."""
    height: float


class PageImages:
    """Renders pages on request."""

    def __init__(self) -> None:
        """Start nothing yet: the worker comes with the first page."""
        self._kept: OrderedDict[tuple[str, int], PageImage] = OrderedDict()
        self._pool: Any = None
        self._lock = threading.Lock()
        self._waiting = threading.BoundedSemaphore(MAX_WAITING)

    def page(self, doc_id: str, path: Path, passwords: tuple[str, ...], number: int) -> PageImage:
        """Return a page (1-based) of the file.

        Raises:
            InputError: it cannot be rendered within the limits.
        """
        key = (doc_id, number)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        if not self._waiting.acquire(blocking=False):
            raise InputError("many pages are being drawn at this moment\ntry again in a few seconds")
        try:
            image = self._render(path, passwords, number)
        finally:
            self._waiting.release()
        with self._lock:
            self._kept[key] = image
            while sum(len(one.png) for one in self._kept.values()) > KEPT_BYTES:
                self._kept.popitem(last=False)
        return image

    def close(self) -> None:
        """Stop the worker."""
        with self._lock:
            if self._pool is not None:
                self._pool.stop()
                self._pool.join()
                self._pool = None

    def _render(self, path: Path, passwords: tuple[str, ...], number: int) -> PageImage:
        from pebble import ProcessExpired

        future = self._worker().schedule(render_page, args=[str(path), passwords, number], timeout=MAX_SECONDS)
        try:
            return PageImage(*future.result())
        except FutureTimeoutError:
            raise InputError(f"page {number} takes longer than {MAX_SECONDS} seconds to draw") from None
        except (ProcessExpired, MemoryError, ImportError):  # ImportError: no memory is left for a library
            raise InputError(f"page {number} cannot be drawn: the file may be damaged") from None
        except ValueError as error:
            raise InputError(f"page {number} cannot be drawn: {error}") from None

    def _worker(self) -> Any:
        from pebble import ProcessPool

        with self._lock:
            if self._pool is None:
                context = multiprocessing.get_context("spawn")
                self._pool = ProcessPool(max_workers=1, max_tasks=500, context=context, initializer=limit_memory, initargs=[MAX_MEMORY_MB])
            return self._pool


def limit_memory(max_memory_mb: int) -> None:
    """Bound the worker's address space (not on Windows, where the deadline alone protects)."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (max_memory_mb << 20, max_memory_mb << 20))


def render_page(path: str, passwords: tuple[str, ...], number: int) -> tuple[bytes, float, float]:
    """Return (PNG, width, height in points) of a page; runs in the worker.

    Raises:
        ValueError: no password opens the file, or PDFium cannot draw the page.
    """
    from PIL import Image

    from pipeline.extract.pdf.rendering import Rendering

    content = Path(path).read_bytes()
    for password in passwords:
        try:
            rendering = Rendering(content, password)
        except ValueError as error:
            fault = error
            continue
        try:
            picture, scale = rendering.picture(number, DPI)
        finally:
            rendering.close()
        stream = io.BytesIO()
        Image.fromarray(picture).save(stream, "PNG")
        return stream.getvalue(), picture.shape[1] / scale, picture.shape[0] / scale
    raise ValueError(str(fault))


@functools.lru_cache(maxsize=4096)
def _is_file_of(doc_id: str, path: str, changed: int, size: int) -> bool:  # noqa: ARG001 - a file that was changed is another one
    with Path(path).open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest().startswith(doc_id)


def find_source(folder: Path, doc_id: str, names: list[str]) -> Path | None:
    """Return the file of a document below the folder of sources; None when it is not there any more or has changed."""
    for name in names:
        path = (folder / name).resolve()
        if path.is_file() and path.is_relative_to(folder.resolve()):
            state = path.stat()
            if _is_file_of(doc_id, str(path), state.st_mtime_ns, state.st_size):
                return path
    return None
