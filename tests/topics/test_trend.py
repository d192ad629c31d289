from pipeline.core.statistics import wilson_interval
from pipeline.core.topic_records import DocTopics
from pipeline.topics.trend import Placed, place_works, topic_trend
from tests.topics.conftest import make_work


def test_a_share_has_its_denominator_and_interval() -> None:
    works = [Placed(2016, "web", 0, [0.75, 0.25]), Placed(2016, "web", None, [0.0, 0.0])]
    point = topic_trend(works, 2, 1)[0]
    assert (point.works, point.readable_works, point.share, point.weight_share) == (1, 2, 0.5, 0.375)
    assert (point.low, point.high) == wilson_interval(1, 2)


def test_other_kinds_count_in_all_alone() -> None:
    assert {point.kind for point in topic_trend([Placed(2016, "web", 0, [1.0])], 1, 1)} == {"all"}


def test_periods_pool_years() -> None:
    points = topic_trend([Placed(year, "other", 0, [1.0]) for year in (2015, 2016, 2017)], 1, 2)
    assert [(point.period, point.works) for point in points] == [("2014-2015", 1), ("2016-2017", 2)]


def test_undated_works_are_in_no_period() -> None:
    assert place_works([make_work("0" * 16, year=None)], [DocTopics("0" * 16, "w" + "0" * 15, 0, [1.0])]) == []


def test_an_article_drawn_from_a_thesis_is_left_out_of_all_kinds_together():
    works = [Placed(2016, "thesis", 0, [1.0]), Placed(2016, "article", 0, [1.0], is_repeated=True)]
    assert {row.kind: row.readable_works for row in topic_trend(works, 1, 1)} == {"all": 1, "article": 1, "thesis": 1}
