"""The OpenAPI description; what is sent by its rules, or against them, breaks nothing."""

import warnings
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable

from corpus.staff import Role
from tests.web_office import WholeOffice, whole_office

with warnings.catch_warnings():
    warnings.simplefilter("ignore", EncodingWarning)  # it opens its own files without one
    import schemathesis

EXAMPLES = 6  # for each operation, of each kind, as each role


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WholeOffice]:
    with whole_office(tmp_path_factory.mktemp("office")) as opened:
        yield opened


def operations(schema: Any) -> list[Any]:  # noqa: ANN401 -- theirs, without a public name
    """The operations of a description, each of which must be right."""
    return [each.ok() for each in schema.get_all_operations()]


def test_description_names_every_json_address(office: WholeOffice) -> None:
    schema = schemathesis.openapi.from_asgi("/api/openapi.json", office.app, headers=HOST)
    found = {(each.method.upper(), each.path) for each in operations(schema)}
    assert found == {
        ("POST", "/api/ask"),
        ("GET", "/api/documents"),
        ("GET", "/api/documents/{document_id}"),
        ("GET", "/api/tasks"),
        ("GET", "/api/cases/counts"),
        ("GET", "/v1/models"),
        ("POST", "/v1/chat/completions"),
    }


HOST = {"host": "may-chu"}


@pytest.mark.parametrize("mode", list(schemathesis.GenerationMode))
@pytest.mark.parametrize("role", [*Role, None], ids=str)
def test_nothing_that_is_sent_breaks_the_server(
    office: WholeOffice, role: Role | None, mode: schemathesis.GenerationMode
) -> None:
    token = office.tokens[role] if role else "cua-ke-la"
    headers = {**HOST, "authorization": f"Bearer {token}"}
    schema = schemathesis.openapi.from_asgi("/api/openapi.json", office.app, headers=HOST)
    statuses: set[int] = set()
    for operation in operations(schema):
        cases = operation.as_strategy(generation_mode=mode)

        @settings(
            max_examples=EXAMPLES,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(cases)
        def send(case: schemathesis.Case[Any]) -> None:
            statuses.add(case.call(headers=headers).status_code)

        with suppress(Unsatisfiable):  # an address without a value can not be sent a wrong one
            send()
    assert statuses
    assert {status for status in statuses if status >= 500} == set()
