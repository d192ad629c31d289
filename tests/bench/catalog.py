"""The cost of merging grows with the literature, not with its square: `make bench-catalog`."""

import sys
import time

from pipeline.catalog.stage import make_catalog
from tests.catalog.factories import CONFIG
from tests.catalog.generated import make_articles

SIZES = (5_000, 20_000)
RUNS = 3


def cpu_seconds(n: int) -> float:
    """CPU time of a catalog of n generated records, the best of three runs."""
    records = make_articles(n)
    spent = []
    for _ in range(RUNS):
        start = time.process_time()
        make_catalog(records, [], CONFIG)
        spent.append(time.process_time() - start)
    return min(spent)


def main() -> int:
    """Print both times and their ratio."""
    small, large = map(cpu_seconds, SIZES)
    sys.stdout.write(f"{SIZES[0]} records {small:.2f} s CPU, {SIZES[1]} records {large:.2f} s CPU, ratio {large / small:.2f}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
