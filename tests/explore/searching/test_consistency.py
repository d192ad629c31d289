"""Every answer is what a scan of the texts finds; `make fuzz-search` asks ten thousand queries, this asks some."""

import pytest
from hypothesis import HealthCheck, given, settings

from tests.explore.searching.compare import disagreement
from tests.explore.searching.queries import make_scan, queries

SOME = settings(max_examples=300, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


@SOME
@given(queries())
def test_answers_are_those_of_a_scan(hard, query):
    assert disagreement(hard, make_scan(), query) is None


@pytest.mark.parametrize(
    "query",
    [
        "三社联动",
        '"三社" 联动',
        "社",
        "，",
        "policy",
        '"policy"',
        "社会组织 NEAR/3 三社",
        "(三社 OR 联动) NEAR/0 组织",
        "concept:项目制 NEAR/4 社",
        "concept:liandong NOT kind:thesis",
        "section:abstract NOT lang:en",
        "year:2016 OR year:2018-",
        "NOT 三社联动",
    ],
)
def test_plain_forms_are_answered_as_by_a_scan(hard, query):
    assert disagreement(hard, make_scan(), query) is None
