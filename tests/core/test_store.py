import os

import pytest

from pipeline.core.store import Store, code_digest, json_digest, open_store, result_key


def test_value_written_is_read_back(tmp_path):
    store = Store(tmp_path)
    store.write("ab12", {"title": "三社联动", "years": [2016, None]})
    assert store.read("ab12") == {"title": "三社联动", "years": [2016, None]}


def test_absent_key_is_none(tmp_path):
    assert Store(tmp_path).read("ab12") is None


def test_damaged_entry_counts_as_absent_and_is_named(tmp_path):
    store = Store(tmp_path)
    store.write("ab12", [1, 2, 3])
    path = tmp_path / "ab" / "ab12"
    path.write_bytes(path.read_bytes()[:-2] + b"xx")
    assert store.read("ab12") is None
    assert store.damaged == ["ab12"]


def test_truncated_entry_counts_as_absent(tmp_path):
    store = Store(tmp_path)
    store.write("ab12", list(range(100)))
    path = tmp_path / "ab" / "ab12"
    path.write_bytes(path.read_bytes()[:40])
    assert store.read("ab12") is None


def test_collect_drops_what_was_unused_for_longest(tmp_path):
    store = Store(tmp_path)
    for age, key in ((300, "aa01"), (200, "bb02"), (100, "cc03")):
        store.write(key, "x" * 50)
        path = tmp_path / key[:2] / key
        os.utime(path, (1e9 - age, 1e9 - age))
    one = store.size().n_bytes // 3
    store.collect(max_bytes=2 * one)
    assert store.read("aa01") is None
    assert store.read("bb02")
    assert store.read("cc03")


def test_environment_variable_names_the_store(store_root):
    open_store().write("ab12", 1)
    assert (store_root / "ab" / "ab12").is_file()


def test_store_that_is_off_keeps_nothing(store_root):
    store = open_store(enabled=False)
    store.write("ab12", 1)
    assert store.read("ab12") is None
    assert not store_root.exists()


def test_keys_of_differently_divided_parts_differ():
    assert result_key("ab", "c") != result_key("a", "bc")


def test_code_digest_depends_on_library_versions():
    assert code_digest(["pipeline.core.text"]) != code_digest(["pipeline.core.text"], ["click"])


def test_json_digest_ignores_the_order_of_keys():
    assert json_digest({"a": 1, "b": 2}) == json_digest({"b": 2, "a": 1})


def test_store_that_cannot_be_made_keeps_nothing_and_says_why(tmp_path):
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    store = Store(tmp_path / "file" / "store")
    store.write("ab12", 1)
    store.note(stage="extract")
    assert store.read("ab12") is None
    assert str(tmp_path / "file") in store.fault


def test_full_disk_leaves_no_half_entry_and_says_why(tmp_path):
    resource = pytest.importorskip("resource")
    store = Store(tmp_path)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (64, before[1]))
    try:
        store.write("ab12", list(range(1000)))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert store.fault
    assert list((tmp_path / "ab").iterdir()) == []


def test_collect_drops_what_a_killed_run_left_half_written(tmp_path):
    store = Store(tmp_path)
    store.write("ab12", 1)
    for name, age in ((".new-old", 10**6), (".new-now", 0)):
        path = tmp_path / "ab" / name
        path.write_bytes(b"half")
        os.utime(path, (path.stat().st_mtime - age,) * 2)
    store.collect()
    assert sorted(path.name for path in (tmp_path / "ab").iterdir()) == [".new-now", "ab12"]
