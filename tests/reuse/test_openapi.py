"""The API is what its OpenAPI says: schemathesis runs over it in this very process."""

from contextlib import suppress
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS, load_all_checks

from reuse import schemas
from storage.record import State

# Which inputs a form has, and how a cursor looks, no schema says: those are refused by hand.
MAY_REFUSE = {"/procedures/{code}/prefill", "/access-log"}
EVERYTHING = "records procedures original:file access-log"


@pytest.mark.slow
@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_schemathesis_is_content(door: Any, papers: Any, mode: GenerationMode) -> None:
    papers.ct07()
    door.as_client(EVERYTHING).get("/catalog")
    headers = {"Authorization": f"Bearer {next(iter(door.clients.tokens))}"}
    schema = schemathesis.openapi.from_asgi("/openapi.json", door.http.app)
    load_all_checks()
    positive = CHECKS.get_one("positive_data_acceptance")
    negative = CHECKS.get_one("negative_data_rejection")
    operations = [found.ok() for found in schema.get_all_operations()]
    assert len(operations) == 12
    for operation in operations:

        @settings(
            max_examples=15,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            derandomize=True,
            database=None,
        )
        @given(case=operation.as_strategy(generation_mode=mode))
        def run(case: Any) -> None:
            response = case.call(headers=headers)
            excluded = [positive] if case.path in MAY_REFUSE else []
            # 413 is a refusal, too, though schemathesis does not count it among them.
            refused = response.status_code == 413 or vanished(case, response.request.url)
            excluded += [negative] if refused else []
            case.validate_response(response, excluded_checks=excluded)

        with suppress(Unsatisfiable):  # a route without parameters has no wrong ones
            run()


def vanished(case: Any, url: str) -> bool:
    """Is a wrong parameter so empty that the request does not carry it, and so is a right one?"""
    sent = parse_qs(urlsplit(url).query, keep_blank_values=True)
    return bool(set(case.query or {}) - set(sent))


def test_answers_are_what_their_models_say(door: Any, papers: Any, people: Any) -> None:
    record = papers.ct07(members=[{"full_name": "TRẦN THỊ MAI ANH"}])
    papers.ct01(state=State.DRAFT)
    wide = door.as_client(EVERYTHING)
    body = {"citizen_id": people("hung"), "purpose": "1.004222"}
    path = f"/records/{record.record_id}"
    answers = (
        (schemas.LookupAnswer, wide.ask("POST", "/citizens/lookup", json=body)),
        (schemas.RecordAnswer, wide.get(f"{path}?purpose=xac_minh")),
        (schemas.VersionsAnswer, wide.get(f"{path}/versions?purpose=xac_minh")),
        (schemas.CheckAnswer, wide.ask("POST", "/procedures/1.004222/check", json=body)),
        (schemas.PrefillAnswer, wide.ask("POST", "/procedures/1.004222/prefill", json=body)),
        (schemas.LogAnswer, wide.get("/access-log")),
        (schemas.CatalogAnswer, wide.get("/catalog")),
        (schemas.ProblemBody, wide.get(f"{path}?purpose=nothing_known")),
    )
    for model, answer in answers:
        model.model_validate(answer.json(), strict=True)


def test_every_route_is_described_with_its_problems(door: Any) -> None:
    found = door.http.get("/openapi.json").json()
    paths = found["paths"]
    assert "/metrics" not in paths
    assert found["security"] == [{"token": []}]
    assert paths["/healthz"]["get"]["security"] == []
    lookup = found["components"]["schemas"]["Lookup"]["properties"]
    assert lookup["citizen_id"]["examples"]
    for path, methods in paths.items():
        for method in methods.values():
            assert method["summary"], path
            assert method["responses"]["401"]["content"].keys() == {"application/problem+json"}


def test_it_does_not_depend_on_who_asks(door: Any) -> None:
    assert door.http.get("/openapi.json").json() == door.get("/openapi.json").json()
