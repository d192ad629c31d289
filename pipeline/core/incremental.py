"""Per-document work that remembers: results come from the store, and only what it lacks is computed, in parallel."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.core.progress import track
from pipeline.core.shards import ExecutionConfig, Failure, map_shards
from pipeline.core.store import Store


@dataclass(frozen=True, slots=True)
class Task:
    """One document's work."""

    name: str
    """For messages: the source file or text_id."""
    key: str
    """Everything that decides the result (see `store.result_key`)."""
    payload: Any
    """What the function gets; picklable."""
    cost: int = 0
    """Expected size, any unit; the costliest start first."""


@dataclass(frozen=True, slots=True)
class Outcomes:
    """Results in the order of the tasks; a `Failure` stands where a worker was lost."""

    values: list[Any]
    hits: int
    damaged: int
    fault: str | None = None
    """Why results could not be stored."""
    computed: frozenset[int] = frozenset()
    """Positions of the values that were not in the store."""

    def summary(self) -> str:
        """Return `58 of 60 from the store`, for the stage's line on stderr."""
        damaged = f", {self.damaged} damaged entries recomputed" if self.damaged else ""
        fault = f", which cannot be written ({self.fault}): the next run computes the others again" if self.fault else ""
        return f"{self.hits} of {len(self.values)} from the store{damaged}{fault}"


def run_tasks(
    function: Callable[[Any], Any],
    tasks: Sequence[Task],
    store: Store,
    execution: ExecutionConfig,
    *,
    label: str,
    isolate: bool = False,
) -> Outcomes:
    """Return each task's result: a value of JSON types, from the store or computed and then stored.

    A result is stored as soon as it is there, so that a killed run loses no finished work. Failures are not stored. New results that fill the
    store beyond its size push out those unused for longest.
    """
    values = [store.read(task.key) for task in tasks]
    missing = [index for index, value in enumerate(values) if value is None]
    results = map_shards(
        function,
        [tasks[index].payload for index in missing],
        execution,
        costs=[tasks[index].cost for index in missing],
        isolate=isolate,
    )
    for position, value in track(results, total=len(missing), label=label):
        index = missing[position]
        values[index] = value
        if not isinstance(value, Failure):
            store.write(tasks[index].key, value)
    if missing:
        store.collect()
    return Outcomes(values, len(tasks) - len(missing), len(store.damaged), store.fault, frozenset(missing))
