"""A file of the gold set, and the register that its makers enter."""

import functools
from collections.abc import Callable
from dataclasses import dataclass

from tests.gold.extract.truth import Truth


@dataclass(frozen=True, slots=True)
class Case:
    """A file of the gold set."""

    name: str
    content: bytes
    truth: Truth
    suffix: str


MAKERS: dict[str, Callable[[], tuple[bytes, Truth]]] = {}
SUFFIXES = {"saved_page": ".html", "saved_repost": ".html", "database_text": ".txt"}
"""What files are read as; the others are PDFs, or named so."""


def case(function: Callable[[], tuple[bytes, Truth]]) -> Callable[[], tuple[bytes, Truth]]:
    """Enter a maker of a file and its truth into the list, under its name."""
    MAKERS[function.__name__] = function
    return function


@functools.cache
def make_case(name: str) -> Case:
    """Return a file by its name."""
    return Case(name, *MAKERS[name](), SUFFIXES.get(name, ".pdf"))


def waiting(content: bytes) -> Truth:
    """Return the truth of a file none of whose pages can be read."""
    import pypdfium2

    with pypdfium2.PdfDocument(content) as document:
        return Truth(("needs_ocr",), waiting=tuple(range(1, len(document) + 1)))
