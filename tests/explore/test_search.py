import contextlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.core.errors import InputError, SchemaError
from pipeline.core.texts import read_texts
from pipeline.explore.index import run as run_index
from pipeline.explore.library import open_library
from pipeline.explore.query import parse_query
from pipeline.explore.search import Search
from tests.explore.conftest import make_context


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


def test_filters_alone_give_a_hit_a_work(base):
    found = hits(base, "kind:thesis author:江听雨")
    assert len(found) == len({hit.work_id for hit in found}) == 5


def test_unknown_concept_is_answered_with_suggestions(base):
    with pytest.raises(InputError, match="三社联动"):
        hits(base, "concept:三社连动")


def test_missing_database_names_the_command(own_corpus):
    with pytest.raises(SchemaError, match="wenmai run"):
        open_library(own_corpus.tables("index") / "library.sqlite")


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
