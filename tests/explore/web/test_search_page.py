import csv
import io
import json
import zipfile

import pytest
from starlette.testclient import TestClient

from pipeline.core.texts import read_texts
from pipeline.explore.web.application import create_application
from pipeline.explore.web.views import found
from tests.explore.web.conftest import ADDRESS, keeper_of


def search(client, query, **params):
    return client.get("/api/search", params={"q": query, **params})


@pytest.mark.parametrize("phrase", ["三社联动", "社工站", "动", "dependency"])
def test_every_place_is_found(client, finished, phrase):
    expected = sum(text.text.count(phrase) for text in read_texts(finished))
    assert search(client, f'"{phrase}"').json()["hits"]["total"] == expected


def test_pages_of_hits_are_the_whole_list(client):
    whole = search(client, "三社联动", size=200).json()["hits"]
    parts = [search(client, "三社联动", size=50, page=page).json()["hits"]["items"] for page in range(1, -(-whole["total"] // 50) + 1)]
    assert [hit for part in parts for hit in part][:200] == whole["items"]


def test_word_search_and_doubts_divide_string_search(client):
    counts = {mode: search(client, "三社", mode=mode).json()["hits"]["total"] for mode in ("string", "words", "doubts")}
    assert counts["string"] == counts["words"] + counts["doubts"]


def test_order_by_right_context_sorts_what_is_shown(client):
    rights = [hit["right"][:4] for hit in search(client, "三社联动 section:body", sort="right", size=200).json()["hits"]["items"]]
    assert rights == sorted(rights)


@pytest.mark.parametrize("field", ["kind", "section", "lang"])
def test_facet_promises_what_the_narrowed_query_finds(client, field):
    seen = search(client, "三社联动 OR dependency").json()
    for facet in seen["facets"]:
        narrowed = search(client, f"(三社联动 OR dependency) {facet['field']}:{facet['value']}").json()
        assert facet["n"] == (narrowed["works"] if facet["field"] == "kind" else narrowed["places"])
    assert any(facet["field"] == field for facet in seen["facets"])


def test_hits_are_saved_as_csv_and_xlsx(client):
    rows = list(
        csv.DictReader(io.StringIO(client.get("/api/search/export", params={"q": "五社联动", "form": "csv"}).text.lstrip("\ufeff")))
    )
    assert len(rows) == search(client, "五社联动").json()["places"]
    book = client.get("/api/search/export", params={"q": "五社联动", "form": "xlsx"})
    assert zipfile.is_zipfile(io.BytesIO(book.content))


@pytest.mark.parametrize(("form", "start"), [("bib", "@"), ("ris", "TY  - "), ("gbt7714", "[1] "), ("csl-json", "[")])
def test_works_are_saved_as_references(client, form, start):
    text = client.get("/api/search/export", params={"q": "kind:thesis", "form": form}).text
    assert text.lstrip("\ufeff").startswith(start)
    if form == "csl-json":
        assert len(json.loads(text)) == 5


def test_query_that_takes_too_long_is_told_so(finished, tmp_path, monkeypatch):
    monkeypatch.setattr(found, "MAX_SECONDS", 0.0)
    client = TestClient(create_application(keeper_of(finished, tmp_path)), base_url=ADDRESS)
    answer = client.get("/zh/search", params={"q": "动"})
    assert answer.status_code == 400
    assert "was stopped" in answer.text
    assert client.get("/api/search", params={"q": "动"}).status_code == 400


def test_query_with_too_many_places_is_counted_as_far_as_said(finished, tmp_path, monkeypatch):
    monkeypatch.setattr(found, "MAX_PLACES", 7)
    client = TestClient(create_application(keeper_of(finished, tmp_path)), base_url=ADDRESS)
    assert "只统计前 7 处" in client.get("/zh/search", params={"q": "三社联动"}).text
