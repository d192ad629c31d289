"""`map_shards`: one function over many items, in this process, in a pool of processes, or later on a cluster.

Every executor gives the same result for each index (a contract test runs against each), in the order in which they are done. The function must
be importable by name and its items picklable; it loads its model once a process, behind `functools.cache`.
"""

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import TimeoutError as FutureTimeoutError
from concurrent.futures import as_completed
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pebble import ProcessExpired, ProcessPool
from pydantic import Field

from pipeline.core.config import Config

GRACE = 5  # seconds of CPU beyond the deadline
ENDED_BY_LIMIT = (9, 24)  # SIGKILL, by which Linux ends what takes too much memory, and SIGXCPU

ExecutorName = Literal["serial", "local"]


class ExecutionConfig(Config):
    """How work is spread; decides speed alone, never a result, and so is no dependency of any stage."""

    executor: ExecutorName
    workers: Annotated[int, Field(ge=0)]
    """0: one a core."""
    max_seconds: Annotated[int, Field(ge=1)]
    """Deadline of one item in a worker process."""
    max_memory_mb: Annotated[int, Field(ge=512)]
    """Address space of a worker process (Linux only)."""


@dataclass(frozen=True, slots=True)
class Failure:
    """An item whose worker died or ran out of time; the pool went on."""

    code: str
    """`limit` (deadline, CPU time or memory) or `crash`."""
    message: str


def map_shards(
    function: Callable[[Any], Any],
    items: Sequence[Any],
    execution: ExecutionConfig,
    *,
    costs: Sequence[int] | None = None,
    isolate: bool = False,
) -> Iterator[tuple[int, Any]]:
    """Yield `(index, result)` as results come; a `Failure` stands where an item's worker was lost.

    Args:
        function: importable function of one item.
        items: picklable items.
        execution: executor, workers and limits.
        costs: one number an item; the costliest start first.
        isolate: items are hostile: even a single one runs in a worker process (not with `serial`).
    """
    alone = len(items) <= 1 and not isolate
    if execution.executor == "serial" or alone:
        yield from ((index, function(item)) for index, item in enumerate(items))
        return
    order = sorted(range(len(items)), key=lambda index: -costs[index] if costs else index)
    pool: Any = ProcessPool(
        max_workers=worker_count(execution, len(items)),
        context=multiprocessing.get_context("spawn"),
        initializer=_limit_memory,
        initargs=[execution.max_memory_mb],
    )
    try:
        futures: dict[Any, int] = {
            pool.schedule(_run_limited, args=[function, items[index], execution.max_seconds], timeout=execution.max_seconds): index
            for index in order
        }
        for future in as_completed(futures):
            yield futures[future], _outcome(future, execution)
    finally:
        pool.stop()  # what is still waiting after an error or an interrupt would be computed for nobody
        pool.join()


def worker_count(execution: ExecutionConfig, n_items: int) -> int:
    """Return how many processes work on so many items."""
    if execution.executor == "serial":
        return 1
    return max(min(execution.workers or os.cpu_count() or 1, n_items), 1)


def _outcome(future: Any, execution: ExecutionConfig) -> Any:
    try:
        return future.result()
    except FutureTimeoutError:
        return Failure("limit", f"stopped after {execution.max_seconds} seconds")
    except MemoryError:
        return Failure("limit", f"needs more than {execution.max_memory_mb} MB of memory")
    except ProcessExpired as error:
        if -error.exitcode in ENDED_BY_LIMIT:
            return Failure("limit", f"ended by the system after {execution.max_seconds} seconds of computing or for want of memory")
        return Failure("crash", f"the worker process died (exit code {error.exitcode})")


def _run_limited(function: Callable[[Any], Any], item: Any, max_seconds: int) -> Any:
    """Run one item with as many seconds of CPU as the deadline has: a second bound where the parent cannot keep the deadline."""
    try:
        import resource  # absent on Windows
    except ImportError:
        return function(item)
    used = resource.getrusage(resource.RUSAGE_SELF)
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + max_seconds + GRACE, hard))
    return function(item)


def _limit_memory(max_memory_mb: int) -> None:
    try:
        import resource  # absent on Windows, where the deadline alone protects
    except ImportError:
        return
    limit = max_memory_mb * 2**20
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
