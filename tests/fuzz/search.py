"""`python -m tests.fuzz.search [--cases N]`: ask made-up queries and compare every answer with a scan of the texts."""

import argparse
import contextlib
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings

from pipeline.core.errors import InputError
from pipeline.explore.searching.library import open_library
from pipeline.explore.searching.query import parse_query
from pipeline.explore.searching.writing import write_library
from tests.explore.searching.compare import disagreement
from tests.explore.searching.queries import make_scan, queries

STEP = 1_000
SHOWN = 10


def main() -> int:
    """Ask the queries and print what became of them."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz.search", description=__doc__)
    parser.add_argument("--cases", type=int, default=10_000, help="how many (default 10000)")
    parser.add_argument("--seed", type=int, default=0, help="another seed makes other queries (default 0)")
    options = parser.parse_args()
    outcomes: Counter[str] = Counter()
    wrong: list[str] = []
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "library.sqlite"
        write_library(path, make_scan().content, 4096)
        with contextlib.closing(open_library(path)) as base:

            @seed(options.seed)
            @settings(
                max_examples=options.cases, deadline=None, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
            )
            @given(queries())
            def ask(query: str) -> None:
                fault = disagreement(base, make_scan(), query)
                outcomes["refused" if is_refused(query) else "answered"] += 1
                if fault:
                    wrong.append(f"{query!r}: {fault[:400]}")
                if outcomes.total() % STEP == 0:
                    say(f"{outcomes.total()} queries, {time.monotonic() - started:.0f} s: {len(wrong)} wrong")

            ask()
    say(f"{dict(outcomes)}; {len(wrong)} wrong")
    say("\n".join(wrong[:SHOWN]))
    return 1 if wrong else 0


def is_refused(query: str) -> bool:
    """Tell whether a query is no query."""
    try:
        parse_query(query)
    except InputError:
        return True
    return False


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
