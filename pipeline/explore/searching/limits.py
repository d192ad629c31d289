"""The time that a query may take: SQLite asks between its steps, and so do our own loops."""

import sqlite3
import time
from collections.abc import Iterator, Sequence

from pipeline.core.errors import PipelineError

STEPS = 5_000
"""Steps of SQLite's machine between two looks at the clock: well under a millisecond."""


class SlowQueryError(PipelineError):
    """A query took longer than it was given."""


class Limit:
    """The moment at which a query has to be answered, if there is one."""

    def __init__(self, base: sqlite3.Connection, max_seconds: float | None) -> None:
        """Start the clock; the database stops its statements by it until another limit is set."""
        self._base = base
        self.max_seconds = max_seconds
        self._ends = None if max_seconds is None else time.monotonic() + max_seconds
        base.set_progress_handler(None if self._ends is None else self.is_over, STEPS)

    def is_over(self) -> bool:
        """Tell whether the time is up."""
        return self._ends is not None and time.monotonic() > self._ends

    def check(self) -> None:
        """Go on while there is time.

        Raises:
            SlowQueryError: there is none left.
        """
        if self.is_over():
            raise SlowQueryError(
                f"the query took more than {self.max_seconds:g} s and was stopped\nnarrow it (a longer phrase, year:, kind:, section:), or ask `wenmai search`, which has no limit"
            )

    def rows(self, sql: str, parameters: Sequence[object] = ()) -> Iterator[sqlite3.Row]:
        """Yield the rows of a statement as they are found.

        Raises:
            SlowQueryError: the time was up before the last of them.
        """
        try:
            for row in self._base.execute(sql, parameters):
                self.check()
                yield row
        except sqlite3.OperationalError:
            self.check()
            raise
