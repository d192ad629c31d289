"""The API keeps what its description promises, whatever is asked (schemathesis)."""

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance, status_code_conformance

from pipeline.explore.web.api import router

CHECKS = (not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance)
HOST = {"host": "127.0.0.1"}
PATHS = [route.path.replace(":path}", "}") for route in router.routes]


@pytest.fixture(scope="module")
def described(client):
    return schemathesis.openapi.from_asgi("/api/openapi.json", client.app, headers=HOST)


@pytest.mark.parametrize("path", PATHS)
def test_no_question_breaks_the_promise(described, path):
    operation = described[path]["GET"]

    @given(st.data())
    @settings(max_examples=25, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    def ask(data):
        data.draw(operation.as_strategy()).call_and_validate(checks=CHECKS, headers=HOST)

    ask()
