"""Texts, titles and file names come from strangers: what they say must stay text."""

import dataclasses
import html

import pytest
from starlette.testclient import TestClient

from pipeline.core.records import Problem
from pipeline.explore.web.application import create_application
from tests.explore.web.conftest import ADDRESS, build, keeper_of

SCRIPT = '<script>alert("联动")</script>'
QUOTES = '" onmouseover="alert(1)\' {{ 7*7 }} </a><svg/onload=alert(2)>'


def poison(tables):
    works = tables.rows["works"]
    works[2] = dataclasses.replace(
        works[2], title_zh=SCRIPT, title_en=QUOTES, authors=[SCRIPT, QUOTES], venue=QUOTES, abstract_zh=SCRIPT, keywords_zh=[QUOTES], origins=[f"venue={SCRIPT}"]
    )  # fmt: skip
    documents = {row.doc_id: row for row in tables.rows["documents"]}
    poisoned = dataclasses.replace(documents[works[2].doc_ids[0]], sources=[f"../../{SCRIPT}.pdf", "/etc/passwd"])
    tables.rows["documents"] = [*(row for row in documents.values() if row.doc_id != poisoned.doc_id), poisoned]
    tables.rows["problems"] = [Problem(SCRIPT, None, 1, "needs-ocr", QUOTES), Problem(QUOTES, None, None, SCRIPT, SCRIPT)]
    summary = tables.rows["topic_summary"]
    summary[0] = dataclasses.replace(summary[0], label=SCRIPT)
    tables.rows["topic_terms"] = [dataclasses.replace(row, term=QUOTES + str(row.rank)) for row in tables.rows["topic_terms"]]


@pytest.fixture(scope="module")
def poisoned(tmp_path_factory, project_root):
    corpus = build(tmp_path_factory.mktemp("poisoned"), project_root / "configs", poison)
    (corpus.root / "about.yaml").write_text(f"title: {SCRIPT!r}\nnotice: {SCRIPT!r}\n", encoding="utf-8")
    return TestClient(create_application(keeper_of(corpus, tmp_path_factory.mktemp("cache"))), base_url=ADDRESS)


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/works",
        "/works/w200000000000002",
        "/works?concept=sanshe_liandong",
        "/concepts/sanshe_liandong",
        "/topics",
        "/topics/1",
        "/problems",
        "/texts/2000000000000002/pages/1",
        "/search?q=三社联动",
    ],
)
def test_markup_of_strangers_is_shown_as_text(poisoned, path):
    text = poisoned.get(f"/en{path}").text
    assert "<script" not in text
    assert 'onmouseover="' not in text
    assert "<svg/onload" not in text
    assert " 49 " not in text


def test_poison_was_there_to_be_escaped(poisoned):
    assert html.escape(SCRIPT) in poisoned.get("/zh/works/w200000000000002").text.replace("&#34;", "&quot;")


@pytest.mark.parametrize("asked", [SCRIPT, QUOTES, "'; DROP TABLE works; --", "\x00", "三\n社", "\ud7ff", "year:" + "9" * 80, "(" * 400])
def test_any_query_is_echoed_as_text(poisoned, asked):
    answer = poisoned.get("/zh/search", params={"q": asked})
    assert answer.status_code in {200, 400}
    assert "<script" not in answer.text
    assert 'onmouseover="' not in answer.text


def test_file_outside_the_sources_is_never_opened(poisoned):
    assert poisoned.get("/api/texts/2000000000000002/pages/1.png").status_code == 404
    assert "root:" not in poisoned.get("/zh/texts/2000000000000002/pages/1").text


def test_cell_that_looks_like_a_formula_is_defused(tmp_path, project_root):
    def change(tables):
        tables.rows["works"][2] = dataclasses.replace(tables.rows["works"][2], title_zh="=HYPERLINK(1)")

    corpus = build(tmp_path / "formula", project_root / "configs", change)
    client = TestClient(create_application(keeper_of(corpus, tmp_path / "cache2")), base_url=ADDRESS)
    assert "'=HYPERLINK(1)" in client.get("/api/tables/works.csv").text
