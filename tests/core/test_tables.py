import hashlib

import duckdb
import pytest

from pipeline.core.errors import SchemaError
from pipeline.core.records import Box, Document, PageQuality, Passage, Problem
from pipeline.core.schemas import MEANINGS, TABLES
from pipeline.core.tables import find_rows, read_table, round_float, shard_of, write_table


def make_document(doc_id="a1b2", **fields):
    return Document(doc_id, ["x.pdf"], "application/pdf", 1, "ok", "article", **fields)


def bytes_of(root, name):
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted((root / name).glob("*.parquet"))}


def test_records_read_back_equal(tmp_path):
    quality = [PageQuality(1, "text", 900, 0.25, 0.0)]
    document = make_document(text="三社联动🙂", title_zh="题名", page_quality=quality, year=2016)
    write_table(tmp_path, "documents", [document])
    assert read_table(tmp_path, "documents") == [document]


def test_nested_records_read_back_equal(tmp_path):
    passage = Passage("a1", 0, 0, 4, "body", None, "zh", [Box(3, "13", 1.0, 2.0, 3.0, 4.0)])
    write_table(tmp_path, "passages", [passage])
    assert read_table(tmp_path, "passages") == [passage]


@pytest.mark.parametrize(("column", "value"), [("doc_id", "a1"), ("doc_id", "c1"), ("status", "ok"), ("status", "corrupt"), ("n_pages", 1)])
def test_rows_with_a_value_are_those_of_the_whole_table(tmp_path, column, value):
    write_table(tmp_path, "documents", [make_document("a1"), make_document("a2"), make_document("b1")])
    assert find_rows(tmp_path, "documents", column, value) == [
        row for row in read_table(tmp_path, "documents") if getattr(row, column) == value
    ]


def test_order_of_rows_does_not_change_bytes(tmp_path):
    documents = [make_document(f"{digit}0") for digit in "0123456789abcdef"]
    write_table(tmp_path / "one", "documents", documents)
    write_table(tmp_path / "two", "documents", reversed(documents))
    assert bytes_of(tmp_path / "one", "documents") == bytes_of(tmp_path / "two", "documents")


def test_unchanged_shard_keeps_its_bytes(tmp_path):
    before = [make_document("a1"), make_document("b1")]
    write_table(tmp_path / "one", "documents", before)
    write_table(tmp_path / "two", "documents", [*before, make_document("b2")])
    assert bytes_of(tmp_path / "one", "documents")["a.parquet"] == bytes_of(tmp_path / "two", "documents")["a.parquet"]


def test_deleted_document_leaves_no_shard_behind(tmp_path):
    write_table(tmp_path, "documents", [make_document("a1"), make_document("b1")])
    write_table(tmp_path, "documents", [make_document("b1")])
    assert [document.doc_id for document in read_table(tmp_path, "documents")] == ["b1"]


def test_two_rows_of_one_key_are_refused(tmp_path):
    with pytest.raises(SchemaError, match=r"documents.*two rows.*a1"):
        write_table(tmp_path, "documents", [make_document("a1"), make_document("a1")])


def test_missing_table_names_the_stage_to_run(tmp_path):
    with pytest.raises(SchemaError, match=r"passages.*missing\n.*extract"):
        read_table(tmp_path, "passages")


def test_table_of_another_schema_names_the_column(tmp_path):
    folder = tmp_path / "problems"
    folder.mkdir()
    duckdb.sql("select 'x' as source").write_parquet(str(folder / "all.parquet"))
    with pytest.raises(SchemaError, match="columns text_id, page, code, message"):
        read_table(tmp_path, "problems")


def test_empty_table_can_be_read(tmp_path):
    write_table(tmp_path, "mentions", [])
    assert read_table(tmp_path, "mentions") == []


def test_problem_without_page_sorts_beside_one_with_page(tmp_path):
    problems = [Problem("b.pdf", None, 2, "x", "m"), Problem("b.pdf", None, None, "x", "m")]
    write_table(tmp_path, "problems", problems)
    assert [problem.page for problem in read_table(tmp_path, "problems")] == [None, 2]


@pytest.mark.parametrize("table", TABLES.values(), ids=list(TABLES))
def test_every_column_has_a_meaning(table):
    assert all(field.metadata[b"meaning"] for field in table.schema)


def test_every_meaning_belongs_to_a_column():
    assert set(MEANINGS) == {field.name for table in TABLES.values() for field in table.schema}


def test_floats_keep_six_significant_digits():
    assert round_float(0.123456789) == 0.123457


def test_work_ids_are_sharded_by_their_first_hex_digit():
    assert (shard_of("wf0"), shard_of("0f")) == ("f", "0")
