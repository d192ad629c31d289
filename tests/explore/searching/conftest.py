"""A library of difficulties, opened."""

import contextlib

import pytest

from pipeline.explore.searching.library import open_library
from pipeline.explore.searching.writing import write_library
from tests.explore.searching.queries import make_scan


@pytest.fixture(scope="session")
def hard_library(tmp_path_factory):
    path = tmp_path_factory.mktemp("library") / "library.sqlite"
    write_library(path, make_scan().content, 4096)
    return path


@pytest.fixture
def hard(hard_library):
    with contextlib.closing(open_library(hard_library)) as base:
        yield base
