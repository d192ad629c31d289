"""Which works enter the shares."""

import dataclasses

import pytest

from pipeline.core.counting import counted_works, is_counted, repeated_works
from tests.concepts.factories import make_work

WORK = make_work("甲")
THESIS = make_work("论文", kind="thesis")
DRAWN = dataclasses.replace(WORK, derived_from=THESIS.work_id)


@pytest.mark.parametrize(
    ("changes", "counted"),
    [
        ({}, True),
        ({"duplicate_of": "w1"}, False),
        ({"version_of": "w1"}, False),
        ({"derived_from": "w1"}, True),
        ({"screening": "included"}, True),
        ({"screening": "excluded"}, False),
        ({"screening": "undecided"}, False),
    ],
)
def test_a_work_counts_unless_another_stands_for_it_or_it_is_not_included(changes: dict, counted: bool) -> None:
    assert is_counted(dataclasses.replace(WORK, **changes)) is counted


def test_an_article_drawn_from_a_thesis_is_repeated_where_the_thesis_counts() -> None:
    assert repeated_works([DRAWN, THESIS]) == {DRAWN.work_id}
    assert counted_works([DRAWN, THESIS]) == [DRAWN, THESIS]


def test_an_excluded_undated_or_unreadable_thesis_stands_for_nothing() -> None:
    for thesis in (
        dataclasses.replace(THESIS, screening="excluded"),
        dataclasses.replace(THESIS, year=None),
        dataclasses.replace(THESIS, text_id=None),
    ):
        assert repeated_works([DRAWN, thesis]) == frozenset()
