import contextlib
import sqlite3

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.core.errors import InputError, SchemaError
from pipeline.core.tables import read_table
from pipeline.core.texts import read_texts
from pipeline.explore.index import run as run_index
from pipeline.explore.searching.library import open_library
from pipeline.explore.searching.limits import SlowQueryError
from pipeline.explore.searching.query import parse_query
from pipeline.explore.searching.search import Search
from tests.explore.conftest import make_context

FAMILY = ("三社联动", "五社联动", "社工站", "依附性", "项目制")


@pytest.fixture
def base(probe):
    with contextlib.closing(open_library(probe.tables("index") / "library.sqlite")) as opened:
        yield opened


def hits(base, query):
    return list(Search(base, query).hits())


@pytest.mark.parametrize("phrase", ["联动", "三社联动", "社工站", "漏水的楼道", "dependency", "站点", "动"])
def test_every_occurrence_is_found_at_its_place(base, probe, phrase):
    texts = {text.text_id: text.text for text in read_texts(probe)}
    expected = sorted((name, at) for name, text in texts.items() for at in range(len(text)) if text.startswith(phrase, at))
    found = hits(base, phrase)
    assert [hit.start for hit in found] == [at for _, at in expected]
    assert all(hit.match == phrase for hit in found)


def test_hit_has_the_page_of_its_line(base):
    first, later = hits(base, "河湾社区 section:abstract")[0], hits(base, "依附性由此 section:abstract")[0]
    assert (first.page, first.page_label) == (2, "102")
    assert (later.page, later.page_label) == (3, "103")


def test_context_stays_in_the_passage(base):
    hit = hits(base, "一、问题")[0]
    assert (hit.left, hit.right) == ("", "")


def test_record_only_work_is_found_without_page(base):
    hit = hits(base, "社工站的三年")[0]
    assert (hit.doc_id, hit.page, hit.year) == (None, None, 2020)


def test_and_is_about_works(base):
    both = {hit.work_id for hit in hits(base, "五社联动 AND 名字变了")}
    assert both == {hit.work_id for hit in hits(base, "五社联动")} & {hit.work_id for hit in hits(base, "名字变了")}


def test_not_leaves_works_out(base):
    left = {hit.work_id for hit in hits(base, "社工站 NOT 五社联动")}
    assert left
    assert left.isdisjoint({hit.work_id for hit in hits(base, "五社联动")})


def test_filters_narrow_years_and_kinds(base):
    assert {hit.year for hit in hits(base, "三社联动 year:2015-2016")} == {2015, 2016}
    assert len({hit.work_id for hit in hits(base, "三社联动 kind:thesis")}) == 5


def test_concept_finds_variants_too(base):
    assert {hit.match for hit in hits(base, "concept:三社联动 lang:zh")} == {"三社联动", "“三社”联动"}


def test_family_finds_its_concepts(base):
    found = {hit.match for hit in hits(base, "concept:联动 lang:zh")}
    assert found == {hit.match for name in FAMILY for hit in hits(base, f"concept:{name} lang:zh")}
    assert len(hits(base, "concept:linkage")) == len(hits(base, "concept:联动"))


def test_english_word_finds_forms_with_its_stem_unless_quoted(base):
    assert {hit.match for hit in hits(base, "agencies")} == {"agency"}
    assert hits(base, '"agencies"') == []


def test_traditional_characters_and_full_width_are_the_same(base):
    assert hits(base, "三社聯動") == hits(base, "三社联动") != []
    assert hits(base, "Ｋ１２教育") == hits(base, '"K12 教育"') != []


def test_near_hit_reaches_from_the_first_to_the_last(base):
    found = {hit.match for hit in hits(base, "社工站 NEAR/6 三社联动 section:body")}
    assert found == {"三社联动写进年度清单，社工站"}
    assert hits(base, "社工站 NEAR/5 三社联动 section:body") == []


def test_section_under_or_is_about_passages_too(base):
    headings = {hit.work_id for hit in hits(base, "section:heading")}
    assert {hit.work_id for hit in hits(base, "section:heading OR year:2099")} == headings != set()
    assert hits(base, "year:2016 NOT section:heading") == []


def test_sentences_are_shown_whole(base):
    (hit, *_) = Search(base, "依附性由此 section:abstract", sentences=0).hits()
    assert hit.left + hit.match + hit.right == "项目制让机构每年重新证明自己，依附性由此加深。"
    (hit, *_) = Search(base, "依附性由此 section:abstract", sentences=1).hits()
    assert hit.left.startswith("河湾社区的“三社”联动")


def test_hit_that_cuts_a_word_is_a_doubt_and_no_word(base):
    # The first word of every document of the corpus is 河湾, that of its first two characters.
    doubts = list(Search(base, "湾街道 section:title").doubts())
    assert {(hit.match, hit.words, hit.cuts_word) for hit in doubts} == {("湾街道", "河湾|街|道", True)}
    assert list(Search(base, "湾街道 section:title", whole_words=True).hits()) == []
    assert len(doubts) + len(list(Search(base, "湾街道", whole_words=True).hits())) == len(hits(base, "湾街道"))


def test_years_count_works_once_and_name_what_could_fit(base):
    counts = {row.year: (row.works, row.of) for row in Search(base, "三社联动 kind:thesis").by_year()}
    theses = dict.fromkeys((2013, 2015, 2018, 2020, 2023), 1)
    assert {year: works for year, (works, _) in counts.items() if works} == theses
    assert all(works <= of for works, of in counts.values())


def test_mentions_are_shown_as_the_table_has_them(base, probe):
    mentions = read_table(probe.tables("concepts"), "mentions")
    expected = sorted((m.text_id, m.start, m.end) for m in mentions if m.concept_id == "sanshe_liandong" and not m.text_id.startswith("w"))
    assert [(hit.doc_id, hit.start, hit.end) for hit in hits(base, "concept:三社联动") if hit.doc_id] == expected


def test_query_that_takes_too_long_is_stopped_in_words(base):
    with pytest.raises(SlowQueryError, match=r"took more than 0 s.*\n.*narrow it"):
        list(Search(base, "动", max_seconds=0).hits())
    assert hits(base, "动")


def test_filters_alone_give_a_hit_a_work(base):
    found = hits(base, "kind:thesis author:江听雨")
    assert len(found) == len({hit.work_id for hit in found}) == 5


def test_unknown_concept_is_answered_with_suggestions(base):
    with pytest.raises(InputError, match="三社联动"):
        hits(base, "concept:三社连动")


def test_missing_database_names_the_command(own_corpus):
    with pytest.raises(SchemaError, match="wenmai run"):
        open_library(own_corpus.tables("index") / "library.sqlite")


def test_database_of_another_format_names_the_command(tmp_path):
    path = tmp_path / "library.sqlite"
    with contextlib.closing(sqlite3.connect(path)) as other:
        other.execute("PRAGMA user_version = 1")
    with pytest.raises(SchemaError, match=r"format 1, expected 2\n.*wenmai run"):
        open_library(path)


def test_same_tables_give_the_same_bytes(probe):
    path = probe.tables("index") / "library.sqlite"
    before = path.read_bytes()
    run_index(make_context(probe))
    assert path.read_bytes() == before


def test_empty_corpus_can_be_searched(own_corpus, no_rows):
    no_rows.write(own_corpus)
    run_index(make_context(own_corpus))
    with contextlib.closing(open_library(own_corpus.tables("index") / "library.sqlite")) as base:
        assert hits(base, "三社联动") == []


@given(
    st.lists(
        st.sampled_from(
            [
                "三社联动",
                "社工站",
                "(",
                ")",
                "AND",
                "OR",
                "NOT",
                '"',
                "year:2016",
                "kind:x",
                "concept:项目制",
                "lang:en",
                "*",
                "的",
                "'",
                " ",
            ]
        ),
        max_size=8,
    )
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_query_is_answered_or_refused_in_words(base, words):
    query = " ".join(words)
    try:
        parse_query(query)
    except InputError:
        with pytest.raises(InputError, match=r"\w"):
            hits(base, query)
    else:
        assert all(hit.start < hit.end for hit in hits(base, query))
