"""Reading a few columns of a table."""

from pathlib import Path

from pipeline.core.records import RecordText
from pipeline.core.tables import iter_columns, write_table


def test_columns_come_in_the_order_asked_for_and_rows_in_key_order(tmp_path: Path) -> None:
    write_table(tmp_path, "record_texts", [RecordText("w2", "二"), RecordText("w1", "一")])
    assert list(iter_columns(tmp_path, "record_texts", ("text", "text_id"))) == [("一", "w1"), ("二", "w2")]
