import pytest
from starlette.testclient import TestClient

from pipeline.explore.web.application import create_application
from pipeline.explore.web.guard import Guard
from tests.explore.web.conftest import keeper_of

CSP = "default-src 'none'; img-src 'self'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"


@pytest.mark.parametrize(
    "path", ["/zh/", "/zh/none", "/api/works", "/api/none", "/static/pages.css", "/zh/search?q=(", "/api/tables/works.csv"]
)
def test_every_answer_forbids_foreign_content(client, path):
    headers = client.get(path).headers
    assert headers["content-security-policy"] == CSP
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "evil.example:8765"])
def test_foreign_host_is_refused(client, host):
    answer = client.get("/zh/", headers={"host": host})
    assert answer.status_code == 400
    assert "试验文献库" not in answer.text


@pytest.mark.parametrize("host", ["127.0.0.1:8765", "localhost:1", "[::1]:8765", "LOCALHOST"])
def test_own_host_is_answered(client, host):
    assert client.get("/zh/", headers={"host": host}).status_code == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_nothing_can_be_written(client, method):
    answer = client.request(method, "/api/works")
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET, HEAD"


@pytest.mark.parametrize("path", ["/zh/", "/api/works", "/api/tables/works.csv", "/static/pages.css"])
def test_head_has_the_headers_of_get_and_no_body(client, path):
    head, get = client.head(path), client.get(path)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-type"] == get.headers["content-type"]


def test_page_that_has_not_changed_is_not_sent_again(client):
    first = client.get("/zh/concepts")
    again = client.get("/zh/concepts", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    "path",
    [
        "/static/../dvc.lock",
        "/static/%2e%2e/dvc.lock",
        "/zh/texts/..%2f..%2fdvc.lock/pages/1",
        "/api/texts/%2e%2e%2f%2e%2e/passages",
        "/api/tables/..%2fworks.csv",
        "/api/texts/2000000000000002%00/pages/1",
        "//etc/passwd",
    ],
)
def test_no_path_leaves_the_corpus(client, path):
    assert client.get(path).status_code in {404, 400}


def test_long_address_is_refused(client):
    assert client.get("/zh/search", params={"q": "三" * 3000}).status_code == 414


def test_kept_answers_stay_within_their_bound(finished, tmp_path, monkeypatch):
    monkeypatch.setattr("pipeline.explore.web.guard.MAX_KEPT", 30_000)
    app = create_application(keeper_of(finished, tmp_path))
    assert isinstance(app, Guard)
    client = TestClient(app, base_url="http://localhost")
    for page in range(1, 20):
        client.get(f"/zh/works?year_from={page}")
    assert app._bytes <= 30_000
    assert app._bytes == sum(len(answer.body) for answer in app._kept.values())
