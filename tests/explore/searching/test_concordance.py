import contextlib

import pytest

from pipeline.explore.searching.concordance import SORTS, concordance
from pipeline.explore.searching.library import open_library
from pipeline.explore.searching.search import Search


@pytest.fixture
def base(probe):
    with contextlib.closing(open_library(probe.tables("index") / "library.sqlite")) as opened:
        yield opened


@pytest.mark.parametrize("sort", SORTS)
def test_every_order_has_the_same_hits(base, sort):
    found = concordance(Search(base, "三社联动"), sort)
    assert sorted(map(repr, found)) == sorted(map(repr, Search(base, "三社联动").hits()))


@pytest.mark.parametrize("sort", SORTS)
def test_pages_make_up_the_whole(base, sort):
    whole = concordance(Search(base, "社工站"), sort)
    assert [hit for first in range(0, len(whole), 7) for hit in concordance(Search(base, "社工站"), sort, first, 7)] == whole


def test_years_rise(base):
    years = [hit.year for hit in concordance(Search(base, "项目制"), "year")]
    assert years == sorted(years)


def test_right_context_decides_and_marks_do_not_count(base):
    contexts = [hit.right.lstrip("，。”“")[:1] for hit in concordance(Search(base, "联动 section:body"), "right")]
    assert contexts == sorted(contexts)


def test_left_context_is_read_outwards(base):
    contexts = [hit.left.rstrip("，。”“")[-1:] for hit in concordance(Search(base, "联动 section:body"), "left") if hit.left]
    assert contexts == sorted(contexts)
