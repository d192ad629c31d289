import pytest

from pipeline.core.errors import InputError
from pipeline.explore.searching.query import Both, Either, Filter, Find, Near, Not, parse_query, year_range


def printed(node):
    match node:
        case Find(phrase):
            return phrase.printed
        case Filter(field, value):
            return f"{field}:{value}"
        case Near(left, right, distance):
            return [f"near {distance}", printed(left), printed(right)]
        case Not(part):
            return ["not", printed(part)]
        case Both(parts):
            return ["and", *map(printed, parts)]
        case Either(parts):
            return ["or", *map(printed, parts)]


@pytest.mark.parametrize(
    ("query", "tree"),
    [
        ("三社联动", "三社联动"),
        ('"三社联动" AND 社工站', ["and", "三社联动", "社工站"]),
        ("三社联动 社工站", ["and", "三社联动", "社工站"]),
        ("social worker 社工站", ["and", "social worker", "社工站"]),
        ("a OR b AND c", ["or", "a", ["and", "b", "c"]]),
        ("(a OR b) c", ["and", ["or", "a", "b"], "c"]),
        ("社工 NOT 社工站", ["and", "社工", ["not", "社工站"]]),
        ("concept:三社联动 year:2015-2020 kind:thesis", ["and", "concept:三社联动", "year:2015-2020", "kind:thesis"]),
        ('concept:"three-society linkage"', "concept:three-society linkage"),
        ("ratio:3", "ratio:3"),
        ("三社联动 NEAR/10 社工站", ["near 10", "三社联动", "社工站"]),
        ("a NEAR b 社区", ["and", ["near 10", "a", "b"], "社区"]),
        ("NOT a NEAR/0 b", ["not", ["near 0", "a", "b"]]),
        ("a NEAR/1 b NEAR/2 c", ["near 2", ["near 1", "a", "b"], "c"]),
        ("(a OR concept:项目制) NEAR/3 b", ["near 3", ["or", "a", "concept:项目制"], "b"]),
        ('"NEAR/3"', "NEAR/3"),
        ('"yaer:2016"', "yaer:2016"),
    ],
)
def test_query_is_read_by_the_grammar(query, tree):
    assert printed(parse_query(query)) == tree


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("", "empty"),
        ("(三社", "bracket is not closed"),
        ("三社)", "closed that was not opened"),
        ("三社 AND", "ends where"),
        ("OR 三社", "stands where"),
        ('"三社', "not closed"),
        ('""', "phrase is empty"),
        ("kind:book", "article, thesis"),
        ("year:abc", "year:2015-2020"),
        ("yaer:2016", r"did you mean year:\?.*\n.*quotation marks"),
        ('"三社', "example:"),
        ("a NEAR/x b", "NEAR/ and a number"),
        ("a NEAR/1001 b", "0 to 1000"),
        ("a NEAR/-1 b", "NEAR/ and a number"),
        ("a NEAR/3", "ends where"),
        ("NEAR/3 a", "stands where"),
        ("a NEAR/3 year:2016", "either side of NEAR"),
        ("(三社 联动) NEAR/3 c", "either side of NEAR"),
        ("a NEAR/3 NOT b", "stands where"),
        ("(" * 50 + "a" + ")" * 50, "deeper than 40"),
        ("NOT " * 50 + "a", "deeper than 40"),
        ("社" * 2001, "2000 are allowed"),
    ],
)
def test_broken_query_says_what_is_wrong(query, message):
    with pytest.raises(InputError, match=message):
        parse_query(query)


@pytest.mark.parametrize(
    ("value", "years"), [("2016", (2016, 2016)), ("2015-", (2015, 9999)), ("-2020", (0, 2020)), ("2015–2020", (2015, 2020))]
)
def test_year_range_may_be_open(value, years):
    assert year_range(value) == years


def test_quoted_phrase_is_told_from_a_plain_one():
    assert [node.is_quoted for node in parse_query('policy AND "policy"').parts] == [False, True]
