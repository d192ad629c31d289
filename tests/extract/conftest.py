"""What the tests of stage extract share."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.extract.document import extract_content
from pipeline.extract.pdf.characters import read_pages
from pipeline.extract.pdf.opening import open_pdf
from pipeline.extract.pdf.repair import repair_page
from pipeline.extract.records import Extracted
from tests.extract.factories import LIMITS


@pytest.fixture
def extract_pdf() -> Callable[[bytes], Extracted]:
    """Return a function that extracts a PDF's bytes."""
    return lambda content: extract_content(content, ".pdf", LIMITS)


@pytest.fixture
def extract_text() -> Callable[[str], Extracted]:
    """Return a function that extracts a text file's content."""
    return lambda text: extract_content(text.encode(), ".txt", LIMITS)


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """Return an empty folder for source files."""
    folder = tmp_path / "corpora" / "test" / "sources"
    folder.mkdir(parents=True)
    return folder


@pytest.fixture
def read_pdf_chars() -> Callable[[bytes], str]:
    """Return a function that reads the characters of a PDF's pages as they are drawn, repaired."""

    def read(content: bytes) -> str:
        pages = read_pages(open_pdf(content).document, max_pages=50, max_glyphs=5000)
        return "".join(char.text for page in pages for char in repair_page(page.chars))

    return read
