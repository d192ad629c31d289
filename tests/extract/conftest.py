"""What the tests of stage extract share."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.extract.document import extract_content
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
