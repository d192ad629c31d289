import sqlite3

import numpy as np
import pytest

from pipeline.explore.searching.columns import Columns, ColumnWriter


@pytest.fixture
def columns():
    writer = ColumnWriter()
    for year in (2016, None, 20161231):
        writer.add_work(year, 2)
    for work_no in (1, 1, None):
        writer.add_text(work_no)
    for text_no, role, lang in ((1, "title", "zh"), (2, "body", "zh"), (2, "body", "en"), (3, "title", "en")):
        writer.add_passage(text_no, role, lang)
    base = sqlite3.connect(":memory:")
    base.execute("CREATE TABLE columns (name TEXT, content BLOB)")
    base.executemany("INSERT INTO columns VALUES (?,?)", writer.rows())
    yield Columns(base)
    base.close()


def test_passages_are_told_by_role_and_language(columns):
    assert np.flatnonzero(columns.passages_with("role", ("body", "heading"))).tolist() == [2, 3]
    assert np.flatnonzero(columns.passages_with("lang", ("en",))).tolist() == [3, 4]


def test_texts_of_one_work_are_one_work(columns):
    texts = columns.texts_of(np.array([1, 3]))
    assert np.flatnonzero(texts).tolist() == [1, 2]
    assert np.flatnonzero(columns.works_of(texts)).tolist() == [1]


def test_text_without_work_is_no_work(columns):
    assert not columns.works_of(columns.texts_of(np.array([4]))).any()


def test_number_that_is_no_year_counts_as_none(columns):
    assert columns.year_of.tolist() == [0, 2016, 0, 0]
