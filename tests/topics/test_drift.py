from pipeline.topics.drift import DatedText, split_year, topic_drift

COMMON = frozenset({"社区", "居民", "街道", "服务", "组织"})


def texts(n_early: int, n_late: int) -> list[DatedText]:
    """Works of one topic that say 管理 before 2018 and 治理 from then on."""
    early = [DatedText(2014 + at % 4, 0, COMMON | {"管理"}) for at in range(n_early)]
    return early + [DatedText(2018 + at % 4, 0, COMMON | {"治理"}) for at in range(n_late)]


def test_terms_that_came_and_went_are_named_with_their_periods():
    rows = {row.term: row for row in topic_drift(texts(20, 20), 1)}
    assert set(rows) == {"管理", "治理"}
    assert (rows["治理"].early, rows["治理"].late) == ("2014-2017", "2018-2021")
    assert rows["治理"].z > 1.96 > -1.96 > rows["管理"].z
    assert all(row.q < 0.05 for row in rows.values())


def test_a_topic_with_under_ten_works_in_a_period_has_no_rows():
    assert topic_drift([*texts(9, 9), *(DatedText(2014 + at % 8, 1, COMMON) for at in range(40))], 2) == []


def test_periods_hold_about_half_of_the_works_and_one_year_is_no_two_periods():
    assert split_year([2014, 2018, 2019, 2019]) == 2019
    assert split_year([2014, 2014, 2014, 2019]) == 2019
    assert split_year([2014, 2014]) is split_year([]) is None
