"""One contract, run against every executor."""

import os
import time

import pytest
from pydantic import ValidationError

from pipeline.core.incremental import Task, run_tasks
from pipeline.core.shards import ExecutionConfig, Failure, map_shards
from pipeline.core.store import Store


def square(number):
    return number * number


def sleep_or_square(number):
    if number < 0:
        time.sleep(30)
    return number * number


def die_or_square(number):
    if number < 0:
        os._exit(3)
    return number * number


def raise_value_error(number):
    raise ValueError(f"no square of {number}")


def execution(executor, max_seconds=60):
    return ExecutionConfig(executor=executor, workers=2, max_seconds=max_seconds, max_memory_mb=8192)


def sleep_for(seconds):
    time.sleep(seconds)
    return seconds


@pytest.fixture(params=["serial", "local"])
def executor(request):
    return execution(request.param)


def test_every_executor_gives_the_same_results(executor):
    assert dict(map_shards(square, [3, 1, 2], executor, costs=[1, 3, 2])) == {0: 9, 1: 1, 2: 4}


def test_no_items_give_no_results(executor):
    assert list(map_shards(square, [], executor)) == []


def test_an_error_of_the_function_is_raised(executor):
    with pytest.raises(ValueError, match=r"no square of [12]"):
        list(map_shards(raise_value_error, [1, 2], executor))


def test_item_past_its_deadline_costs_only_itself():
    outcome = dict(map_shards(sleep_or_square, [-1, 2, 3], execution("local", max_seconds=4)))
    assert isinstance(outcome[0], Failure)
    assert outcome[0].code == "limit"
    assert (outcome[1], outcome[2]) == (4, 9)


def test_dying_worker_costs_only_its_item():
    outcome = dict(map_shards(die_or_square, [2, -1, 3], execution("local")))
    assert outcome[1].code == "crash"
    assert (outcome[0], outcome[2]) == (4, 9)


def test_single_hostile_item_runs_in_a_worker():
    ((_, outcome),) = map_shards(die_or_square, [-1], execution("local"), isolate=True)
    assert outcome.code == "crash"


def test_second_run_takes_everything_from_the_store(tmp_path, executor):
    tasks = [Task(f"d{number}", f"{number:04}", number) for number in range(4)]
    first = run_tasks(square, tasks, Store(tmp_path), executor, label="square")
    second = run_tasks(square, tasks, Store(tmp_path), executor, label="square")
    assert first.values == second.values == [0, 1, 4, 9]
    assert (first.hits, second.hits) == (0, 4)


def test_damaged_entry_is_recomputed_and_counted(tmp_path, executor):
    tasks = [Task("d", "abcd", 5)]
    run_tasks(square, tasks, Store(tmp_path), executor, label="square")
    (tmp_path / "ab" / "abcd").write_bytes(b"torn")
    outcomes = run_tasks(square, tasks, Store(tmp_path), executor, label="square")
    assert (outcomes.values, outcomes.damaged) == ([25], 1)


def test_failures_are_not_stored(tmp_path):
    tasks = [Task("bad", "aaaa", -1), Task("good", "bbbb", 2)]
    run_tasks(die_or_square, tasks, Store(tmp_path), execution("local"), label="square")
    assert Store(tmp_path).read("aaaa") is None
    assert Store(tmp_path).read("bbbb") == 4


def test_finished_item_is_handed_over_while_a_costlier_one_still_runs():
    results = map_shards(sleep_for, [8, 0], execution("local"), costs=[8, 0])
    assert next(results) == (1, 0)
    results.close()


def test_pool_that_nobody_listens_to_any_more_stops_at_once():
    results = map_shards(sleep_for, [0, 20, 20, 20], execution("local"), costs=[4, 3, 2, 1])
    next(results)
    started = time.monotonic()
    results.close()
    assert time.monotonic() - started < 10


@pytest.mark.parametrize("key", ["workers", "max_seconds", "max_memory_mb"])
def test_execution_refuses_numbers_below_its_range(key):
    values = {"executor": "local", "workers": 0, "max_seconds": 60, "max_memory_mb": 4096}
    with pytest.raises(ValidationError, match=key):
        ExecutionConfig(**values | {key: -1})


def test_run_goes_on_without_a_store_that_cannot_be_written(tmp_path, executor):
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    outcomes = run_tasks(square, [Task("a", "aaaa", 2), Task("b", "bbbb", 3)], Store(tmp_path / "file"), executor, label="square")
    assert outcomes.values == [4, 9]
    assert "0 of 2 from the store, which cannot be written" in outcomes.summary()
