import shutil

import pytest

from pipeline.core.tables import read_table, write_table
from pipeline.explore.web.chain import digest_of
from tests.explore.web.conftest import keeper_of, write_run


@pytest.fixture
def keeper(own, tmp_path):
    return keeper_of(own, tmp_path / "cache")


def drop_a_topic(own):
    write_table(own.tables("topics"), "topic_summary", read_table(own.tables("topics"), "topic_summary")[:1])


def test_snapshot_is_a_copy_of_the_tables(own, keeper):
    copied = keeper.current.corpus.tables("catalog")
    assert read_table(copied, "works") == read_table(own.tables("catalog"), "works")
    assert copied != own.tables("catalog")


def test_same_run_gives_the_same_snapshot(own, keeper, tmp_path):
    before = keeper.current
    keeper.refresh()
    assert keeper.current is before
    assert keeper_of(own, tmp_path / "cache").current.name == before.name


def test_half_of_a_run_is_not_shown(own, keeper):
    before = keeper.current.name
    drop_a_topic(own)
    keeper.refresh()
    assert keeper.current.name == before
    assert len(read_table(keeper.current.corpus.tables("topics"), "topic_summary")) == 2


def test_tables_that_are_not_those_of_the_lock_are_named(own, tmp_path):
    drop_a_topic(own)
    assert "tables/topics is not what dvc.lock says" in keeper_of(own, tmp_path / "other").fault


def test_stage_that_is_behind_is_named(own, tmp_path):
    lock = own.root.parent.parent / "dvc.lock"
    text = lock.read_text(encoding="utf-8")
    lock.write_text(text.replace(digest_of(own.tables("topics")), "0" * 32 + ".dir", 1), encoding="utf-8")
    keeper = keeper_of(own, tmp_path / "other")
    assert keeper.current is None
    assert "not run since what they read has changed: align@probe" in keeper.fault


def test_new_run_takes_the_place_of_the_old_one(own, keeper):
    before = keeper.current
    drop_a_topic(own)
    write_run(own)
    keeper.refresh()
    assert keeper.current.name != before.name
    assert len(read_table(keeper.current.corpus.tables("topics"), "topic_summary")) == 1
    assert not before.root.exists()


def test_snapshot_stays_while_a_request_uses_it(own, keeper):
    with keeper.hold() as held:
        drop_a_topic(own)
        write_run(own)
        keeper.refresh()
        assert held.root.is_dir()
    keeper.tidy()
    assert not held.root.exists()


def test_snapshot_of_another_process_stays(own, keeper):
    before = keeper.current
    (keeper.folder / f"{before.name}.1").touch()  # process 1 lives on every system
    drop_a_topic(own)
    write_run(own)
    keeper.refresh()
    assert before.root.is_dir()


def test_lock_that_is_being_written_changes_nothing(own, keeper):
    before = keeper.current
    (own.root.parent.parent / "dvc.lock").write_text("stages: {extract@probe: {cmd: [", encoding="utf-8")
    keeper.refresh()
    assert keeper.current is before
    assert keeper.fault


def test_without_a_run_the_pages_say_what_to_run(own, own_client):
    client, keeper = own_client
    keeper._current = None
    (own.root.parent.parent / "dvc.lock").unlink()
    keeper.refresh()
    for lang in ("zh", "en"):
        answer = client.get(f"/{lang}/concepts")
        assert answer.status_code == 503
        assert "wenmai run" in answer.text
    assert client.get("/api/works").json()["detail"]


def test_pages_say_when_a_newer_run_is_under_way(own, own_client):
    client, keeper = own_client
    assert "上一次完整运行" not in client.get("/zh/").text
    shutil.rmtree(own.tables("topics"))
    (own.root.parent.parent / "dvc.lock").unlink()
    keeper.refresh()
    answer = client.get("/zh/")
    assert answer.status_code == 200
    assert "上一次完整运行" in answer.text


def test_lexicon_that_was_changed_after_the_run_is_said(own, tmp_path):
    assert keeper_of(own, tmp_path / "a").current.lexicon_unchanged
    path = own.root.parent.parent / "configs" / "lexicon" / "lexicon.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("0.1.0", "0.2.0"), encoding="utf-8")
    assert not keeper_of(own, tmp_path / "b").current.lexicon_unchanged


def test_snapshot_that_is_shown_stays_after_a_restart_of_the_server(keeper):
    keeper.close()
    keeper.tidy()
    assert keeper.current.root.is_dir()
