"""Clusters of descriptions."""

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.catalog.merge import merge
from tests.catalog.factories import CONFIG, TITLE, make_document, make_record

POOL = [
    make_record(1),
    make_record(2, year=None),
    make_record(3, year=2020, year_kind="online-first"),
    make_record(4, kind="thesis"),
    make_record(5, doi="10.00000/a"),
    make_record(6, doi="10.00000/b"),
    make_record(7, title_zh=f"{TITLE}——七年观察"),
    make_record(8, title_zh="桥头镇合作社的账本", abstract_zh="账本。"),
    make_document("1"),
    make_document("2", kind="web", year=2024),
]


def shape(descriptions: list) -> list[list[str]]:
    """The origins of each cluster's members."""
    return [[member.origin for member in cluster.members] for cluster in merge(descriptions, CONFIG)]


def test_record_copy_and_repost_are_one_cluster_with_two_rules() -> None:
    (cluster,) = merge([make_record(1), make_document("1"), make_document("2", kind="web", year=2024)], CONFIG)
    assert (len(cluster.members), cluster.rules) == (3, ["title", "title"])


def test_a_chain_of_matches_does_not_tie_two_dois_together() -> None:
    clusters = shape([make_record(1, doi="10.00000/a"), make_record(2), make_record(3, doi="10.00000/b")])
    assert [len(cluster) for cluster in clusters] == [2, 1]


@given(st.permutations(POOL))
@settings(max_examples=50, deadline=None)
def test_the_order_of_the_input_decides_nothing(pool: list) -> None:
    assert shape(pool) == shape(POOL)


@given(st.lists(st.sampled_from(POOL), unique_by=lambda description: description.origin))
@settings(max_examples=50, deadline=None)
def test_each_description_is_in_exactly_one_cluster(pool: list) -> None:
    origins = [origin for cluster in shape(pool) for origin in cluster]
    assert sorted(origins) == sorted(description.origin for description in pool)
