"""Read and write tables: Parquet folders whose unchanged shards keep their bytes.

`write_table` checks every row against the schema, sorts by the table's key, writes into a temporary sibling folder and renames it, so that
a table is there whole or not at all. Floats are rounded to 6 significant digits: last-bit differences of libraries then do not change bytes.
"""

import dataclasses
import functools
import itertools
import shutil
import typing
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.core.errors import SchemaError
from pipeline.core.schemas import TABLES, Table

SIGNIFICANT_DIGITS = 6
# Settings that decide the bytes of a shard; a new pyarrow may still change them, which is why the lock is a dependency of every stage.
WRITER = {
    "compression": "zstd",
    "compression_level": 3,
    "version": "2.6",
    "data_page_version": "1.0",
    "use_dictionary": False,
    "write_statistics": False,
    "store_schema": True,
}


def round_float(value: float) -> float:
    """Round to 6 significant digits, as every float in a table or metric is."""
    return float(f"{value:.{SIGNIFICANT_DIGITS}g}")


def shard_of(identifier: str) -> str:
    """Return the shard of a doc_id or work_id: its first hex digit (a work_id's leading w is passed over)."""
    return identifier.removeprefix("w")[0]


def write_table(root: Path, name: str, rows: Iterable[Any]) -> int:
    """Write `root/<name>/*.parquet` from records of the table's type, in any order, and return their number.

    Raises:
        SchemaError: two rows have the same key, or a value does not fit its column.
    """
    table = TABLES[name]
    plain = sorted((_plain(row) for row in rows), key=lambda row: _sort_key(table, row))
    _check_unique(table, plain)
    target = root / name
    building = root / f".{name}.new"
    shutil.rmtree(building, ignore_errors=True)
    building.mkdir(parents=True)
    for shard, part in _shards(table, plain).items():
        pq.write_table(_arrow(table, part), building / f"{shard}.parquet", **WRITER)
    shutil.rmtree(target, ignore_errors=True)
    building.rename(target)
    return len(plain)


def read_table(root: Path, name: str) -> list[Any]:
    """Read `root/<name>` whole, as records in key order.

    Raises:
        SchemaError: the table is missing or has another schema; the message says which column and which stage to run.
    """
    return list(iter_table(root, name))


def iter_table(root: Path, name: str) -> Iterator[Any]:
    """Yield the table's records shard by shard, in key order within a shard."""
    table = TABLES[name]
    for path in shard_paths(root, name):
        part = pq.read_table(path)
        _check_schema(table, part.schema, path)
        for row in part.to_pylist():
            yield _record(table.record, row)


def iter_columns(root: Path, name: str, columns: tuple[str, ...]) -> Iterator[tuple[Any, ...]]:
    """Yield some columns of the table as tuples, in key order within a shard: much quicker than records with boxes."""
    table = TABLES[name]
    for path in shard_paths(root, name):
        _check_schema(table, pq.read_schema(path), path)
        part = pq.read_table(path, columns=list(columns))
        yield from zip(*(part.column(column).to_pylist() for column in columns), strict=True)


def shard_paths(root: Path, name: str) -> list[Path]:
    """Return the table's Parquet files, sorted.

    Raises:
        SchemaError: there are none.
    """
    paths = sorted((root / name).glob("*.parquet"))
    if not paths:
        raise SchemaError(f"{root / name}: the table is missing\nrun `wenmai run` (stage {TABLES[name].stage} writes it)")
    return paths


def _plain(row: Any) -> dict[str, Any]:
    """Return a record as a dict; `dataclasses.asdict` copies every value and takes three times as long."""
    return {name: _plain_value(getattr(row, name)) for name in _field_names(row.__class__)}


def _plain_value(value: Any) -> Any:
    if isinstance(value, float):
        return round_float(value)
    if isinstance(value, list):
        return [_plain_value(item) for item in value]
    return _plain(value) if dataclasses.is_dataclass(value) else value


@functools.cache
def _field_names(record: type) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(record))


def round_floats(value: Any) -> Any:
    """Return a value of JSON types with every float in it rounded."""
    if isinstance(value, float):
        return round_float(value)
    if isinstance(value, list):
        return [round_floats(item) for item in value]
    if isinstance(value, dict):
        return {key: round_floats(item) for key, item in value.items()}
    return value


def _sort_key(table: Table, row: dict[str, Any]) -> tuple[Any, ...]:
    return tuple((row[column] is not None, row[column]) for column in table.key)


def _check_unique(table: Table, rows: list[dict[str, Any]]) -> None:
    for before, after in itertools.pairwise(rows):
        if _sort_key(table, before) == _sort_key(table, after):
            key = {column: after[column] for column in table.key}
            raise SchemaError(f"table {table.name}: two rows have the key {key}")


def _shards(table: Table, rows: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    if not table.sharded:
        return {"all": rows}
    shards: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        shards[shard_of(row[table.key[0]])].append(row)
    return dict(shards) or {"0": []}


def _arrow(table: Table, rows: list[dict[str, Any]]) -> pa.Table:
    try:
        return pa.Table.from_pylist(rows, schema=table.schema)
    except (pa.ArrowInvalid, pa.ArrowTypeError) as error:
        raise SchemaError(f"table {table.name}: {error}") from error


def _check_schema(table: Table, found: pa.Schema, path: Path) -> None:
    expected = table.schema
    if (found.metadata or {}).get(b"version") == str(table.version).encode() and found.equals(expected):
        return
    wrong = [field.name for field in expected if field.name not in found.names or found.field(field.name).type != field.type]
    raise SchemaError(
        f"{path}: schema of another version (columns {', '.join(wrong) or 'renamed'})\n"
        f"run `dvc repro` so that stage {table.stage} writes it again"
    )


def _record(record: type, row: dict[str, Any]) -> Any:
    nested = _nested_records(record)
    for name, inner in nested.items():
        row = {**row, name: [_record(inner, item) for item in row[name]]}
    return record(**row)


@functools.cache
def _nested_records(record: type) -> dict[str, type]:
    """Return the fields that are lists of records, with the record of their items; resolving annotations costs more than a row."""
    items = {name: typing.get_args(hint) for name, hint in typing.get_type_hints(record).items() if typing.get_origin(hint) is list}
    return {name: inner for name, (inner,) in items.items() if isinstance(inner, type) and dataclasses.is_dataclass(inner)}
