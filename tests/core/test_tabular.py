import csv
from functools import partial

import pytest

from pipeline.core.errors import ConfigError
from pipeline.core.tabular import read_rows

COLUMNS = ("name", "note")


def read(path, divider="\t"):
    return read_rows(path, COLUMNS, divider, lambda line, cells: (line, cells["name"], cells["note"]))


def test_missing_file_and_missing_cells_are_empty(tmp_path):
    assert read(tmp_path / "none.tsv") == []
    (tmp_path / "a.tsv").write_text("name\tnote\n甲\n", encoding="utf-8")
    assert read(tmp_path / "a.tsv") == [(2, "甲", "")]


@pytest.mark.parametrize("encoding", ["gbk", "utf-16"])
def test_file_in_another_encoding_is_named(tmp_path, encoding):
    (tmp_path / "a.tsv").write_bytes("name\tnote\n甲\t社区\n".encode(encoding))
    with pytest.raises(ConfigError, match=r"a\.tsv: not UTF-8"):
        read(tmp_path / "a.tsv")


def test_more_cells_than_columns_are_named_and_not_dropped(tmp_path):
    (tmp_path / "a.tsv").write_text("name\tnote\n甲\t乙\t\t\n丙\t丁\t戊\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"^\S+a\.tsv:3: 3 cells, and there are 2 columns$"):
        read(tmp_path / "a.tsv")


def test_line_numbers_count_lines_inside_quotes(tmp_path):
    (tmp_path / "a.csv").write_bytes('name,note\r\n甲,"一\r\n二"\r\n乙,三\r\n'.encode())
    assert [row[0] for row in read(tmp_path / "a.csv", ",")] == [3, 4]


def test_cell_that_never_ends_is_named_whatever_limit_others_set(tmp_path, request):
    request.addfinalizer(partial(csv.field_size_limit, csv.field_size_limit(10_000_000)))
    (tmp_path / "a.csv").write_text(f'name,note\n甲,"{"乙" * 200_000}\n', encoding="utf-8")
    with pytest.raises(ConfigError, match=r"a\.csv:2: field larger"):
        read(tmp_path / "a.csv", ",")
