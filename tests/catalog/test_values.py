"""Values of exports: names, keywords, abstracts, years."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.catalog import values


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        ("苏闻笛;贝小舟;", ["苏闻笛", "贝小舟"]),
        ("苏闻笛；贝小舟", ["苏闻笛", "贝小舟"]),
        ("苏闻笛,贝小舟", ["苏闻笛", "贝小舟"]),
        ("苏闻笛1,2", ["苏闻笛"]),
        ("苏闻笛;等", ["苏闻笛"]),
        ("Su, Wendi;;Bei, Xiaozhou", ["Su, Wendi", "Bei, Xiaozhou"]),
        ("阿依古丽·买买提", ["阿依古丽·买买提"]),
    ],
)
def test_author_fields_are_divided_into_names(printed: str, names: list[str]) -> None:
    assert values.split_names(printed) == names


def test_keywords_lose_label_empty_parts_and_repetitions() -> None:
    assert values.split_keywords("关键词：联动;;治理;;联动;") == ["联动", "治理"]


def test_one_keyword_with_commas_is_a_list() -> None:
    assert values.split_keywords("联动，治理，社区") == ["联动", "治理", "社区"]


def test_an_abstract_loses_the_marks_of_its_database() -> None:
    assert values.clean_abstract("<正>摘要：河湾的\n联动(#br)持续七年。") == "河湾的联动持续七年。"


def test_english_abstract_keeps_a_blank_where_a_line_ended() -> None:
    assert values.clean_abstract("Abstract(#br)Linkage\nlasted.") == "Linkage lasted."


@pytest.mark.parametrize(("printed", "year"), [("2019/03/15", 2019), ("2019年第3期", 2019), ("Null", None), ("120191", None)])
def test_years_are_found_in_dates(printed: str, year: int | None) -> None:
    assert values.find_year(printed) == year


@pytest.mark.parametrize(
    ("degree", "kind"),
    [
        ("博士", "博士"),
        ("公共管理硕士", "专业硕士"),
        ("法学硕士", "学术硕士"),
        ("管理学硕士", "学术硕士"),
        ("法律硕士", "专业硕士"),
        ("硕士", None),
    ],
)
def test_degree_types_follow_the_words_and_plain_master_stays_open(degree: str, kind: str | None) -> None:
    assert values.degree_type(degree) == kind


def test_a_doi_loses_its_resolver_and_the_full_stop_behind_it() -> None:
    assert values.find_doi("https://doi.org/10.00000/hw.2019.03.") == "10.00000/hw.2019.03"


@given(st.text())
def test_making_one_line_twice_equals_once(text: str) -> None:
    assert values.one_line(values.one_line(text)) == values.one_line(text)
