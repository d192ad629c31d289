"""A large literature: every second export of an article is found, and nothing else merges."""

import pytest

from pipeline.catalog.stage import make_catalog
from tests.catalog.factories import CONFIG
from tests.catalog.generated import make_articles

pytestmark = pytest.mark.slow


def test_every_second_export_of_an_article_is_found_and_nothing_else_merged() -> None:
    records = make_articles(3_000)
    made = make_catalog(records, [], CONFIG)
    assert len(made.works) == sum(record.source.startswith("a.ris") for record in records)
    assert made.links == []
