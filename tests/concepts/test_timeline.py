import dataclasses
from collections import Counter

import pytest

from pipeline.concepts.timeline import Search, count_concept_works, make_timeline, measure_works, scope_of
from pipeline.core.counting import counted_works
from pipeline.core.records import TimelinePoint
from pipeline.core.timelines import make_library
from tests.concepts.factories import doc_id_of, make_mention, make_work


def extents_of(*names: str, scope: str = "body", lang: str = "zh", characters: int = 20_000) -> Counter:
    return Counter({(doc_id_of(name), scope, lang): characters for name in names})


def points(works, mentions, extents, config, search=None, **wanted) -> list[TimelinePoint]:
    rows = count_concept_works(works, mentions, extents, config)
    library = make_library(counted_works(works), measure_works(works, extents, config), rows)
    wanted = {"kind": "all", "scope": "abstract+body", "lang": "zh"} | wanted
    return [
        point
        for point in make_timeline(library, config, search or Search())
        if all(getattr(point, key) == value for key, value in wanted.items())
    ]


def test_a_work_counts_once_however_often_it_mentions(config) -> None:
    mentions = [make_mention("甲", "c", index=index) for index in range(5)]
    (point,) = points([make_work("甲")], mentions, extents_of("甲"), config)
    assert (point.works, point.mentions, point.readable_works, point.share, point.per_10k) == (1, 5, 1, 1.0, 2.5)


def test_a_full_thesis_needs_three_mentions(config) -> None:
    mentions = [make_mention("甲", "c", index=index) for index in range(2)]
    rows = count_concept_works([make_work("甲", kind="thesis")], mentions, extents_of("甲"), config)
    assert {(row.scope, row.lang, row.min_mentions, row.counted) for row in rows if row.scope == "abstract+body"} == {
        ("abstract+body", "zh", 3, False),
        ("abstract+body", "all", 3, False),
    }


def test_the_english_abstract_of_a_thesis_needs_one(config) -> None:
    extents = extents_of("甲") + extents_of("甲", scope="abstract", lang="en", characters=900)
    mention = make_mention("甲", "c", scope="abstract", lang="en")
    rows = count_concept_works([make_work("甲", kind="thesis")], [mention], extents, config)
    assert [row.min_mentions for row in rows if (row.scope, row.lang) == ("abstract+body", "en")] == [1]


@pytest.mark.parametrize("flag", ["ambiguous", "loose", "elliptical", "other-sense"])
def test_flagged_mentions_are_not_counted(config, flag: str) -> None:
    assert count_concept_works([make_work("甲")], [make_mention("甲", "c", flags=(flag,))], extents_of("甲"), config) == []


@pytest.mark.parametrize("scope", ["reference", "footnote", "acknowledgement", "caption"])
def test_what_lies_outside_abstract_and_body_is_not_counted(config, scope: str) -> None:
    assert count_concept_works([make_work("甲")], [make_mention("甲", "c", scope=scope)], extents_of("甲"), config) == []


def test_a_duplicate_is_never_counted(config) -> None:
    works = [make_work("甲"), make_work("乙", duplicate_of=make_work("甲").work_id)]
    mentions = [make_mention("甲", "c"), make_mention("乙", "c")]
    (point,) = points(works, mentions, extents_of("甲", "乙"), config)
    assert (point.works, point.readable_works) == (1, 1)


def test_an_unreadable_work_is_no_denominator_but_is_named(config) -> None:
    works = [make_work("甲"), make_work("乙", has_text=False)]
    (point,) = points(works, [make_mention("甲", "c")], extents_of("甲"), config)
    assert (point.readable_works, point.unreadable_works) == (1, 1)


def test_a_work_without_english_is_not_unreadable_in_english(config) -> None:
    (point,) = points([make_work("甲")], [make_mention("甲", "c")], extents_of("甲"), config, lang="en")
    assert (point.readable_works, point.unreadable_works, point.share, point.low) == (0, 0, None, None)


def test_kinds_are_apart_and_together(config) -> None:
    works = [make_work("甲"), make_work("乙", kind="thesis")]
    mentions = [make_mention("甲", "c")]
    found = {kind: points(works, mentions, extents_of("甲", "乙"), config, kind=kind)[0] for kind in ("article", "thesis", "all")}
    assert {kind: (point.works, point.readable_works) for kind, point in found.items()} == {
        "article": (1, 1),
        "thesis": (0, 1),
        "all": (1, 2),
    }


def test_an_undated_work_has_no_place(config) -> None:
    works = [make_work("甲"), make_work("乙", year=None)]
    (point,) = points(works, [make_mention("甲", "c"), make_mention("乙", "c")], extents_of("甲", "乙"), config)
    assert point.works == 1


def test_years_without_works_keep_their_point(config) -> None:
    works = [make_work("甲", year=2014), make_work("乙", year=2016)]
    found = points(works, [make_mention("甲", "c")], extents_of("甲", "乙"), config)
    assert [(point.period, point.readable_works) for point in found] == [("2014", 1), ("2015", 0), ("2016", 1)]


def test_period_years_pools_years_at_their_multiples(config) -> None:
    pooled = config.model_copy(update={"period_years": 2})
    works = [make_work("甲", year=2015), make_work("乙", year=2016)]
    found = points(works, [make_mention("甲", "c")], extents_of("甲", "乙"), pooled)
    assert [(point.period, point.period_start, point.period_end) for point in found] == [
        ("2014-2015", 2014, 2015),
        ("2016-2017", 2016, 2017),
    ]


def test_the_wilson_interval_is_given(config) -> None:
    works = [make_work(name) for name in "甲乙丙丁"]
    (point,) = points(works, [make_mention("甲", "c")], extents_of(*"甲乙丙丁"), config)
    assert (round(point.low, 3), round(point.high, 3)) == (0.046, 0.699)


def test_few_works_are_flagged(config) -> None:
    (point,) = points([make_work("甲")], [make_mention("甲", "c")], extents_of("甲"), config)
    assert point.flags == ["earliest", "few-works", "very-few-works"]


def test_search_terms_and_the_search_year_are_flagged(config) -> None:
    search = Search(frozenset({"c"}), 2016)
    (point,) = points([make_work("甲")], [make_mention("甲", "c")], extents_of("甲"), config, search)
    assert {"search-term", "incomplete-period"} <= set(point.flags)


def test_no_dated_work_gives_no_timeline(config) -> None:
    assert points([make_work("甲", year=None)], [make_mention("甲", "c")], extents_of("甲"), config) == []


def test_both_languages_of_a_field_share_its_scope() -> None:
    assert [scope_of(role) for role in ("abstract_en", "keywords_zh", "title_en", "body")] == ["abstract", "keywords", "title", "body"]


def test_an_article_drawn_from_a_thesis_counts_once_where_all_kinds_are_together(config) -> None:
    thesis = make_work("论文", kind="thesis")
    works = [thesis, dataclasses.replace(make_work("甲"), derived_from=thesis.work_id)]
    mentions = [make_mention(name, "c", index=index) for name in ("论文", "甲") for index in range(3)]
    found = [points(works, mentions, extents_of("甲", "论文"), config, kind=kind)[0] for kind in ("article", "thesis", "all")]
    assert [(point.works, point.readable_works, point.mentions) for point in found] == [(1, 1, 3)] * 3


@pytest.mark.parametrize("state", ["excluded", "undecided"])
def test_what_was_not_included_in_screening_is_not_counted(config, state: str) -> None:
    works = [make_work("甲"), dataclasses.replace(make_work("乙"), screening=state)]
    mentions = [make_mention("甲", "c"), make_mention("乙", "c")]
    (point,) = points(works, mentions, extents_of("甲", "乙"), config)
    assert (point.works, point.readable_works) == (1, 1)
