import pytest

from pipeline.core.errors import InputError
from pipeline.explore.query import Both, Either, Filter, Find, Not, parse_query, year_range


def printed(node):
    match node:
        case Find(phrase):
            return phrase.printed
        case Filter(field, value):
            return f"{field}:{value}"
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
