import csv
import io
import json

import pytest

from pipeline.core.schemas import TABLES
from pipeline.core.tables import read_table


def test_every_table_is_had_as_csv_with_all_its_rows(client, finished):
    for name, table in TABLES.items():
        if name == "problems":
            continue
        answer = client.get(f"/api/tables/{name}.csv")
        rows = list(csv.reader(io.StringIO(answer.text.lstrip("\ufeff"))))
        assert rows[0] == table.schema.names
        assert len(rows) - 1 == len(read_table(finished.tables(table.stage), name)), name


def test_problems_of_all_stages_are_one_table(client):
    rows = client.get("/api/tables/problems.csv").text.strip().split("\n")
    assert len(rows) == 1 + len(client.get("/api/problems").json()["rows"]["items"])


def test_long_table_is_streamed_without_a_gap(client, monkeypatch):
    whole = client.get("/api/tables/mentions.csv").text
    monkeypatch.setattr("pipeline.explore.web.api.ROWS_AT_ONCE", 3)
    assert client.get("/api/tables/mentions.csv").text == whole


def test_description_names_every_address_and_every_answer(client):
    description = client.get("/api/openapi.json").json()
    assert set(description["paths"]) >= {
        "/api/search",
        "/api/works/{work_id}",
        "/api/concepts/{concept_id}/timeline",
        "/api/tables/{name}.csv",
    }
    for path, operations in description["paths"].items():
        assert set(operations) == {"get"}, path
        assert {"200", "404"} <= set(operations["get"]["responses"]), path


def test_nothing_of_the_description_is_loaded_from_elsewhere(client):
    assert client.get("/docs").status_code == 404
    assert client.get("/redoc").status_code == 404
    assert "/api/openapi.json" in client.get("/en/api").text


def test_work_has_each_field_with_its_origin(client):
    fields = {row["field"]: row for row in client.get("/api/works/w200000000000002").json()["fields"]}
    assert fields["title_zh"]["value"] == "河湾街道联动实践之2"
    assert "year" in fields


def test_aligned_sentences_are_the_beads_of_the_text(client, finished):
    beads = [bead for bead in read_table(finished.tables("align"), "beads") if bead.text_id == "2000000000000002"]
    shown = client.get("/api/texts/2000000000000002/beads").json()
    assert [row["posterior"] for row in shown] == [bead.posterior for bead in beads]
    assert shown[0]["zh"].startswith("河湾社区")


def test_mentions_of_a_text_are_the_table(client, finished):
    rows = [row for row in read_table(finished.tables("concepts"), "mentions") if row.text_id == "2000000000000002"]
    assert client.get("/api/texts/2000000000000002/mentions?size=200").json()["total"] == len(rows)


def test_methods_have_settings_and_digests_as_the_run_recorded_them(client):
    methods = client.get("/api/methods").json()
    concepts = next(stage for stage in methods["stages"] if stage["stage"] == "concepts@probe")
    assert {"stage": "concepts", "key": "min_mentions_thesis", "value": "3"} in concepts["settings"]
    assert concepts["writes"][0]["md5"].endswith(".dir")
    assert methods["lexicon"] == "0.1.0"


@pytest.mark.parametrize(
    "path", ["/api/works/none", "/api/concepts/none", "/api/topics/99", "/api/texts/none/mentions", "/api/tables/none.csv"]
)
def test_unknown_name_is_404_with_words(client, path):
    answer = client.get(path)
    assert answer.status_code == 404
    assert answer.json()["detail"]


def test_wrong_parameter_is_named(client):
    answer = client.get("/api/works?size=100000")
    assert answer.status_code == 422
    assert answer.json()["detail"][0]["loc"] == ["query", "size"]


def test_answer_is_utf_8_json(client):
    answer = client.get("/api/corpus")
    assert json.loads(answer.content.decode("utf-8"))["title"] == "试验文献库"
