import dataclasses

import pytest
import scipy.stats

from pipeline.core.topic_records import DocTopics
from pipeline.topics.groups import adjusted, topic_groups, trend_z, two_sided
from tests.topics.conftest import make_work


def rising(n: int) -> list[tuple[int, bool]]:
    """n works a year over six years; ever more of them in the topic."""
    return [(2015 + year, place < year * n // 6) for year in range(6) for place in range(n)]


def documents_of(works, topic_of):
    return [DocTopics(work.text_id, work.work_id, topic_of(work), [1.0]) for work in works]


def test_a_share_that_grows_every_year_rises():
    assert trend_z(rising(20)) > 5


def test_the_statistic_is_the_correlation_of_year_and_membership():
    works = rising(12)
    years, inside = zip(*works, strict=True)
    r = scipy.stats.pearsonr(years, [float(value) for value in inside]).statistic
    assert trend_z(works) == pytest.approx(r * len(works) ** 0.5)


@pytest.mark.parametrize(
    "works",
    [
        pytest.param([(2015 + at % 5, at < 19) for at in range(60)], id="19 works in the topic"),
        pytest.param([(2015 + at % 2, at < 30) for at in range(60)], id="two years"),
        pytest.param([(2015 + at % 5, True) for at in range(60)], id="every work in the topic"),
        pytest.param([], id="no works"),
    ],
)
def test_no_trend_is_tested(works):
    assert trend_z(works) is None


def test_q_values_are_those_of_scipy():
    values = [0.01, 0.04, 0.03, 0.5, 0.01]
    assert adjusted(values) == pytest.approx(scipy.stats.false_discovery_control(values).tolist())
    assert two_sided(-1.959963984540054) == pytest.approx(0.05)


def test_kinds_and_venues_of_five_works_have_rows_and_an_undated_work_is_in_the_denominator():
    works = [
        dataclasses.replace(make_work(f"{at:016x}", year=None if at == 0 else 2016), venue="基层" if at < 5 else "少见") for at in range(9)
    ]
    rows = topic_groups(works, documents_of(works, lambda work: 0 if work.text_id < f"{3:016x}" else None), 1)
    assert {(row.grouping, row.group): (row.works, row.readable_works) for row in rows} == {
        ("all", "all"): (3, 9),
        ("kind", "article"): (3, 9),
        ("venue", "基层"): (3, 5),
    }
    assert {row.change for row in rows} == {"few-works"}


def test_a_topic_that_grows_is_said_to_rise_and_its_rest_to_fall():
    pairs = [(make_work(f"{at:016x}", year=year), inside) for at, (year, inside) in enumerate(rising(20))]
    inside = {work.work_id: within for work, within in pairs}
    works = [work for work, _ in pairs]
    rows = topic_groups(works, documents_of(works, lambda work: 0 if inside[work.work_id] else 1), 2)
    assert [row.change for row in rows if row.grouping == "all"] == ["rising", "falling"]
