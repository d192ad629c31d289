import csv
import io
import json

import pytest
from click.testing import CliRunner
from lxml import etree

from pipeline.core.errors import InputError
from pipeline.core.records import TimelinePoint
from pipeline.core.tables import read_table
from pipeline.explore.timelines.commands import bursts, timeline


@pytest.fixture
def ask(probe, monkeypatch):
    monkeypatch.chdir(probe.root.parent.parent)

    def invoke(command, *arguments):
        return CliRunner().invoke(command, list(arguments), catch_exceptions=False)

    return invoke


@pytest.fixture
def rows_of(ask):
    return lambda *arguments: [json.loads(line) for line in ask(timeline, *arguments, "--format", "json").stdout.splitlines()]


def test_timeline_prints_points_with_what_tells_their_curves_apart(rows_of):
    rows = rows_of("三社联动", "yifuxing")
    assert set(rows[0]) == {"concept", *TimelinePoint.__dataclass_fields__, "by", "series", "share_of_mentions"}
    assert [row["concept"] for row in rows] == sorted((row["concept"] for row in rows), key=["三社联动", "依附性"].index)


def test_timeline_keeps_to_the_kind_asked(ask):
    rows = list(csv.DictReader(io.StringIO(ask(timeline, "三社联动", "--kind", "thesis", "--format", "csv").stdout)))
    assert {row["kind"] for row in rows} == {"thesis"}


def test_timeline_is_drawn_with_a_panel_a_concept(ask):
    root = etree.fromstring(ask(timeline, "三社联动", "五社联动", "--format", "svg").stdout)
    assert len(root.findall("{*}g/{*}svg")) == 2


def test_by_none_draws_all_concepts_in_one_chart(ask):
    drawing = ask(timeline, "三社联动", "五社联动", "依附性", "--by", "none", "--format", "svg").stdout
    assert not etree.fromstring(drawing).findall("{*}g/{*}svg")
    assert drawing.count(">五社联动</text>") == 1


def test_chart_speaks_the_language_asked_for(ask):
    drawing = ask(timeline, "三社联动", "--format", "svg", "--chart-lang", "en").stdout
    assert "three-society linkage: mentions in abstract and body" in drawing.lower()
    assert "可读文献" not in drawing


def test_policy_marks_are_lines_with_their_documents_below(ask):
    drawing = ask(timeline, "三社联动", "--format", "svg").stdout
    assert drawing.count('class="policy"') == 2
    assert "① 2016 年：河湾街道联动试行办法" in drawing


def test_a_burst_is_shaded_and_explained(ask):
    drawing = ask(timeline, "依附性", "--format", "svg", "--kind", "article").stdout
    assert 'class="burst"' in drawing
    assert "突现 2016–2018" in drawing


def test_a_burst_of_all_works_is_not_shaded_over_a_choice_of_them(ask):
    assert 'class="burst"' not in ask(timeline, "依附性", "--format", "svg", "--kind", "article", "--evidence", "full_text").stdout


def test_timeline_of_nothing_says_so(ask):
    result = ask(timeline, "三社联动", "--scope", "footnote")
    assert "no rows for scope footnote, language zh (there are the scopes abstract" in result.stderr
    assert result.exit_code == 0


def test_works_without_text_are_named(ask):
    assert "2 works without readable text in no denominator" in ask(timeline, "三社联动").stderr


@pytest.mark.parametrize("wrong", [("--kind", "book"), ("--lang", "fr"), ("--by", "month")])
def test_timeline_of_what_is_none_is_refused(ask, wrong):
    result = ask(timeline, "三社联动", *wrong)
    assert result.exit_code == 2
    assert "is not one of" in result.stderr


@pytest.mark.parametrize(
    "wrong",
    [
        ("--period", "2018"),
        ("--works", "--format", "svg"),
        ("--works", "--by", "sense"),
        ("--periods", "policy", "--period-years", "2"),
        ("--rate", "--cumulative"),
        ("--from", "2020", "--to", "2010"),
    ],
    ids=" ".join,
)
def test_switches_that_do_not_go_together_are_refused(ask, wrong):
    assert ask(timeline, "三社联动", *wrong).exit_code == 2


def test_timeline_of_unknown_concept_suggests(ask):
    with pytest.raises(InputError, match="did you mean: 三社联动"):
        ask(timeline, "三社")


@pytest.mark.parametrize(("switch", "value", "match"), [("--degree", "学士", "学术硕士"), ("--venue-level", "CSSCI", "venue_levels.csv")])
def test_a_degree_or_level_that_no_work_has_is_named_with_those_that_there_are(ask, switch, value, match):
    with pytest.raises(InputError, match=match):
        ask(timeline, "三社联动", switch, value)


def test_a_degree_narrows_numerators_and_denominators(rows_of):
    masters = rows_of("依附性", "--degree", "硕士", "--kind", "all")
    assert sum(row["readable_works"] for row in masters) == sum(row["readable_works"] for row in rows_of("依附性", "--kind", "thesis"))


def test_evidence_narrows_the_works(rows_of):
    assert all(row["unreadable_works"] == 0 for row in rows_of("三社联动", "--evidence", "full_text"))


def test_by_lang_puts_english_beside_chinese(rows_of):
    assert {(row["series"], row["lang"]) for row in rows_of("三社联动", "--by", "lang")} == {("zh", "zh"), ("en", "en")}


def test_by_section_has_a_curve_a_part(rows_of):
    assert {row["series"] for row in rows_of("三社联动", "--by", "section")} == {"abstract", "body"}


def test_by_venue_has_a_curve_a_venue_over_its_own_works(rows_of):
    rows = rows_of("依附性", "--by", "venue")
    assert {row["series"] for row in rows} == {"基层观察", "河湾大学"}
    whole = rows_of("依附性", "--kind", "all")
    assert sum(row["works"] for row in rows) == sum(row["works"] for row in whole)


def test_shares_of_senses_add_up_to_the_whole(rows_of):
    shares = {}
    for row in rows_of("项目制", "--by", "sense"):
        if row["share_of_mentions"] is not None:
            shares[row["period"]] = shares.get(row["period"], 0) + row["share_of_mentions"]
    assert shares
    assert list(shares.values()) == [pytest.approx(1)] * len(shares)


def test_senses_are_drawn_as_a_stack(ask):
    assert "各义项占该概念提及次数的份额" in ask(timeline, "项目制", "--by", "sense", "--format", "svg").stdout


def test_cumulative_ends_with_the_sum_of_all_years(rows_of):
    yearly, so_far = rows_of("依附性", "--kind", "all"), rows_of("依附性", "--kind", "all", "--cumulative")
    assert (so_far[-1]["works"], so_far[-1]["readable_works"]) == tuple(
        sum(row[key] for row in yearly) for key in ("works", "readable_works")
    )


def test_policy_periods_begin_with_the_concepts_documents(rows_of):
    assert [row["period"] for row in rows_of("三社联动", "--periods", "policy", "--kind", "all")] == ["2013-2015", "2016-2019", "2020-2023"]


def test_policy_periods_without_a_policy_mark_say_what_to_do(ask):
    with pytest.raises(InputError, match="policy_years"):
        ask(timeline, "依附性", "--periods", "policy")


def test_years_asked_for_bound_the_periods(rows_of):
    rows = rows_of("依附性", "--kind", "all", "--from", "2015", "--to", "2018", "--period-years", "3")
    assert [row["period"] for row in rows] == ["2015", "2016-2018"]


def test_a_family_without_roll_up_is_split_into_its_concepts(rows_of):
    assert {row["concept"] for row in rows_of("联动")} == {"三社联动", "五社联动", "社工站", "依附性", "项目制"}


def test_families_are_counted_as_one(rows_of):
    (family,) = {row["concept"] for row in rows_of("联动", "--roll-up")}
    assert family == "联动"


def test_the_works_behind_a_point_are_as_many_as_it_says(ask, rows_of):
    printed = ask(timeline, "依附性", "--works", "--period", "2016", "--kind", "article", "--format", "json").stdout
    works = [json.loads(line) for line in printed.splitlines()]
    (point,) = [row for row in rows_of("依附性", "--kind", "article") if row["period"] == "2016"]
    assert sum(work["counted"] for work in works) == point["works"] > 0
    assert sum(work["mentions"] for work in works) == point["mentions"]
    assert {work["year"] for work in works} == {2016}


def test_works_of_a_venue_are_its_own(ask):
    printed = ask(timeline, "依附性", "--works", "--by", "venue", "--format", "json").stdout
    works = [json.loads(line) for line in printed.splitlines()]
    assert all(work["venue"] == work["series"] for work in works)


def test_bursts_are_listed_with_what_speaks_against_them(ask):
    printed = ask(bursts).stdout
    assert "依附性" in printed
    assert "7/499" in printed
    assert "gone without 基层观察" in printed


def test_bursts_of_one_concept_alone(ask, probe):
    rows = [json.loads(line) for line in ask(bursts, "依附性", "--format", "json").stdout.splitlines()]
    assert [row["weight"] for row in rows] == [burst.weight for burst in read_table(probe.tables("concepts"), "bursts")]
    assert ask(bursts, "五社联动", "--format", "json").stdout == ""


def test_search_terms_are_told_apart_from_concepts_without_bursts(ask):
    assert "no burst is claimed for search terms: 社工站" in ask(bursts, "社工站").stderr
