"""The cost of merging grows with the literature, not with its square."""

import time

import pytest

from pipeline.catalog.stage import make_catalog
from tests.catalog.factories import CONFIG
from tests.catalog.generated import make_articles

pytestmark = pytest.mark.slow


def seconds_for(n: int) -> float:
    """CPU time of a catalog of n generated records, the best of two."""
    records = make_articles(n)
    spent = []
    for _ in range(2):
        start = time.process_time()
        make_catalog(records, [], CONFIG)
        spent.append(time.process_time() - start)
    return min(spent)


def test_twenty_thousand_records_cost_little_more_than_four_times_five_thousand() -> None:
    small, large = seconds_for(5_000), seconds_for(20_000)
    assert large < 60
    # Linear growth measures 3.9 to 4.7 on a busy machine, the square of the corpus would be 16.
    assert large < 6 * small


def test_every_second_export_of_an_article_is_found_and_nothing_else_merged() -> None:
    records = make_articles(3_000)
    made = make_catalog(records, [], CONFIG)
    assert len(made.works) == sum(record.source.startswith("a.ris") for record in records)
    assert made.links == []
