"""The list: every file of the gold set with its truth."""

from tests.gold.extract import files, layouts
from tests.gold.extract.registry import MAKERS, Case, make_case

SOURCES = (layouts, files)
"""Modules that enter their files when they are imported."""


def all_cases() -> list[Case]:
    """Return all files."""
    return [make_case(name) for name in MAKERS]
