"""`python -m tests.fuzz [--cases N]`: break files, extract them in isolated workers, and tell what went wrong (nothing may)."""

import argparse
import sys
import time
from collections import Counter
from pathlib import Path

from pipeline.core.shards import ExecutionConfig, Failure, map_shards
from tests.fuzz.cases import broken_file, try_case

STEP = 500
"""Cases between two lines of progress."""


def main() -> int:
    """Run the cases and print what became of them."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description="Extract broken files; nothing may escape, hang or be lost.")
    parser.add_argument("--cases", type=int, default=20000, help="how many (default 20000)")
    parser.add_argument("--first", type=int, default=0, help="number of the first case (default 0)")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seconds", type=int, default=60, help="deadline of one case (default 60)")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="write the files that went wrong there")
    options = parser.parse_args()
    execution = ExecutionConfig(executor="local", workers=options.workers, max_seconds=options.seconds, max_memory_mb=2048)
    run = Run(options.keep)
    numbers = range(options.first, options.first + options.cases)
    for index, outcome in map_shards(try_case, numbers, execution, isolate=True):
        run.add(numbers[index], outcome)
        if run.statuses.total() % STEP == 0:
            sys.stdout.write(f"{run.line()}\n")
            sys.stdout.flush()
    sys.stdout.write(run.report())
    return 1 if run.wrong else 0


class Run:
    """What became of the cases so far."""

    def __init__(self, keep: Path | None) -> None:
        self.keep = keep
        self.started = time.monotonic()
        self.statuses: Counter[str] = Counter()
        self.codes: Counter[str] = Counter()
        self.wrong: dict[str, list[int]] = {}
        self.limited: list[int] = []
        self.slowest = (0.0, 0)

    def add(self, number: int, outcome: object) -> None:
        """Count a case; a worker that died is wrong, one that was stopped at its limit is not."""
        if isinstance(outcome, Failure):
            self.statuses[f"worker: {outcome.code}"] += 1
            if outcome.code == "limit":
                self.limited.append(number)
            else:
                self._note(number, outcome.message)
            return
        self.statuses[outcome.status] += 1
        self.codes.update(outcome.codes)
        self.slowest = max(self.slowest, (outcome.seconds, number))
        if outcome.wrong:
            self._note(number, outcome.wrong)

    def _note(self, number: int, wrong: str) -> None:
        self.wrong.setdefault(wrong, []).append(number)
        if self.keep:
            self.keep.mkdir(parents=True, exist_ok=True)
            suffix, content = broken_file(number)
            (self.keep / f"{number}{suffix}").write_bytes(content)

    def line(self) -> str:
        """Return a line of progress."""
        n_wrong = sum(map(len, self.wrong.values()))
        return (
            f"{self.statuses.total()} cases, {time.monotonic() - self.started:.0f} s: {n_wrong} wrong, stopped at the limit: {self.limited}"
        )

    def report(self) -> str:
        """Return statuses, codes, the slowest case and every kind of fault with its cases."""
        lines = [f"status: {dict(self.statuses.most_common())}", f"codes: {dict(self.codes.most_common())}"]
        lines += [f"slowest: case {self.slowest[1]}, {self.slowest[0]:.1f} s CPU", f"stopped at the limit: {self.limited}"]
        lines += [f"WRONG {wrong}: {len(numbers)} cases, {numbers[:8]}" for wrong, numbers in self.wrong.items()]
        return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
