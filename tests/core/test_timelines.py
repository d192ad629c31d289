import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.core.periods import Period, accumulated, regular_periods
from pipeline.core.records import ConceptWork
from pipeline.core.timeline_records import WorkSize
from pipeline.core.timelines import Cell, Marking, count_timeline, make_library, rows_behind
from tests.concepts.factories import make_work

CELL = Cell("all", "body", "zh")
MARKING = Marking(few_works=20, very_few_works=5, bootstrap_runs=50, seed=1)


def library_of(*described):
    """A library of (name, year, characters, mentions) works, all articles of venues 甲 and 乙 by turns."""
    works, sizes, rows = [], [], []
    for at, (name, year, characters, mentions) in enumerate(described):
        work = dataclasses.replace(make_work(name, year=year), venue="甲乙"[at % 2])
        works.append(work)
        if characters:
            sizes.append(WorkSize(work.work_id, "body", characters, 0))
        if mentions and characters:
            rows.append(
                ConceptWork("c", work.work_id, str(work.text_id), year, work.kind, "body", "zh", mentions, 2, counted=mentions >= 2)
            )
    return make_library(works, sizes, rows)


def points(library, periods, marking=MARKING, cell=CELL):
    return count_timeline(library, ["c"], periods, [cell], marking)


def test_worst_cases_count_the_unreadable_works_as_without_and_with_the_concept():
    library = library_of(("一", 2016, 900, 3), ("二", 2016, 900, 0), ("三", 2016, 0, 0), ("四", 2016, 0, 0))
    (point,) = points(library, regular_periods(2016, 2016, 1))
    assert (point.coverage_low, point.share, point.coverage_high) == (0.25, 0.5, 0.75)


def test_the_first_period_with_a_counted_work_is_the_earliest():
    library = library_of(("一", 2015, 900, 1), ("二", 2016, 900, 3), ("三", 2017, 900, 3))
    assert [point.period for point in points(library, regular_periods(2015, 2017, 1)) if "earliest" in point.flags] == ["2016"]


def test_nothing_is_earliest_where_works_were_left_out_by_choice():
    marking = dataclasses.replace(MARKING, are_all_there=False)
    (point,) = points(library_of(("一", 2016, 900, 3)), regular_periods(2016, 2016, 1), marking)
    assert "earliest" not in point.flags


def test_accumulated_periods_add_works_and_characters_up():
    library = library_of(("一", 2015, 900, 2), ("二", 2016, 800, 2), ("三", 2017, 700, 0))
    found = points(library, accumulated(regular_periods(2015, 2017, 1)))
    assert [(point.period, point.works, point.readable_works, point.characters) for point in found] == [
        ("≤2015", 1, 1, 900),
        ("≤2016", 2, 2, 1700),
        ("≤2017", 2, 3, 2400),
    ]


def test_one_venue_gives_no_interval_unless_its_works_are_resampled():
    library = library_of(("一", 2016, 900, 2))
    library = dataclasses.replace(library, works=[*library.works, *library_of(("二", 2016, 900, 0)).works])
    sizes = {**library.sizes, **library_of(("二", 2016, 900, 0)).sizes}
    library = dataclasses.replace(library, sizes=sizes)
    periods = regular_periods(2016, 2016, 1)
    assert points(library, periods)[0].per_10k_low is None
    assert points(library, periods, dataclasses.replace(MARKING, by_venue=False))[0].per_10k_high == pytest.approx(22.2, abs=0.1)


def test_an_english_word_in_a_work_without_english_is_on_no_english_curve():
    library = library_of(("一", 2016, 900, 3))
    (work,) = library.works
    row = ConceptWork("c", work.work_id, "t", 2016, "article", "body", "en", 3, 1, counted=True)
    english = dataclasses.replace(library, rows={("body", "en"): {work.work_id: [row]}})
    (point,) = points(english, regular_periods(2016, 2016, 1), cell=Cell("all", "body", "en"))
    assert (point.works, point.mentions, point.readable_works, point.share) == (0, 0, 0, None)


def test_the_works_behind_a_point_come_with_those_that_have_too_few_mentions():
    library = library_of(("一", 2016, 900, 1), ("二", 2016, 900, 5), ("三", 2017, 900, 5))
    assert [(row.mentions, row.counted) for row in rows_behind(library, "c", Period(2016, 2016), CELL)] == [(5, True), (1, False)]


WORKS = st.lists(st.tuples(st.integers(2010, 2014), st.sampled_from([0, 40, 5000]), st.integers(0, 6)), max_size=30)


@settings(max_examples=60, deadline=None)
@given(WORKS)
def test_bounds_hold_the_share_and_intervals_the_estimates(described):
    library = library_of(*((f"第{at}篇", *one) for at, one in enumerate(described)))
    for point in points(library, regular_periods(2010, 2014, 1)):
        if point.share is not None:
            assert 0 <= point.coverage_low <= point.share <= point.coverage_high <= 1
            assert point.low <= point.share <= point.high
        if point.per_10k_low is not None:
            assert point.per_10k_low <= point.per_10k_high
        assert point.works <= point.readable_works
