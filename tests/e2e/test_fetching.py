"""As another program would: what was approved is fetched, fills forms, and leaks nothing."""

import io
import json
import subprocess
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pytest
from command import HOSO
from office import Office, open_office, truth_of

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]
Ask = Callable[..., tuple[int, bytes]]


@pytest.fixture(scope="session")
def ask() -> Ask:
    """``ask(office, path, body)``: status and bytes."""

    def ask(office: Office, path: str, body: Any = None, token: str = "") -> tuple[int, bytes]:
        request = urllib.request.Request(
            f"{office.url}/api/v1{path}",
            data=None if body is None else json.dumps(body).encode(),
            headers={
                "Authorization": f"Bearer {token or office.token}",
                "Content-Type": "application/json",
            },
        )
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()

    return ask


@pytest.fixture(scope="session")
def citizen(office: Office, drawn: Path) -> tuple[str, str]:
    """A citizen's number, and the record that was approved of them by a rule or a person."""
    for file in sorted((drawn / "truth").glob("*.json")):
        for holder in truth_of(drawn / "truth", file.stem)[0]["holders"]:
            got = office.hoso("get", holder.get("citizen_id") or "000000000000", "--json")
            for line in got.stdout.splitlines():
                record = json.loads(line)
                if record["state"] == "approved" and record["type"] == "ct07":
                    return holder["citizen_id"], record["record_id"]
    pytest.fail("none of the drawn papers was approved")


def test_an_approved_paper_is_found_read_and_fills_a_form(
    office: Office, citizen: tuple[str, str], ask: Ask
) -> None:
    number, record_id = citizen
    purpose = {"citizen_id": number, "purpose": "1.004222"}
    status, data = ask(office, "/citizens/lookup", purpose)
    assert status == 200
    found = {one["record_id"]: one for one in json.loads(data)["records"]}
    assert found[record_id]["state"] == "approved"
    status, data = ask(office, f"/records/{record_id}")
    assert status == 200
    record = json.loads(data)
    assert record["citizen_id"] == number
    pages = len(record["source"]["pages"])
    status, data = ask(office, f"/records/{record_id}/original")
    assert (status, len(pdfium.PdfDocument(data))) == (200, pages)
    assert ask(office, f"/records/{record_id}/pages/1")[1][8:12] == b"WEBP"
    assert ask(office, f"/records/{record_id}/pages/{pages + 1}")[0] == 404
    status, data = ask(office, "/procedures/1.004222/prefill", purpose | {"inputs": {}})
    filled = json.loads(data)["fields"]
    assert filled["citizen_id"]["value"] == number
    assert filled["citizen_id"]["record_id"] == record_id
    status, data = ask(office, "/procedures/1.004222/prefill?format=pdf", purpose)
    printed = "".join(page.get_textpage().get_text_range() for page in pdfium.PdfDocument(data))
    assert filled["full_name"]["value"] in " ".join(printed.split())
    status, data = ask(office, "/procedures/1.004222/prefill?format=docx", purpose)
    assert (status, data[:2]) == (200, b"PK")


def test_the_command_line_fills_the_same_form(office: Office, citizen: tuple[str, str]) -> None:
    number, _ = citizen
    words = [str(HOSO), "prefill", "1.004222", "-", "--format", "pdf"]
    done = subprocess.run(
        words, env=office.env, input=number.encode(), capture_output=True, timeout=60, check=True
    )
    assert len(pdfium.PdfDocument(io.BytesIO(done.stdout))) >= 1
    assert office.hoso("prefill", "9.999999", number).returncode == 2
    assert office.hoso("quality", number).returncode == 0


def test_what_is_not_allowed_is_refused_and_says_nothing(
    office: Office, citizen: tuple[str, str], ask: Ask
) -> None:
    number, record_id = citizen
    made = office.hoso(
        "client", "add", f"narrow{len(office.url)}", "--scopes", "records:ct01", "--json"
    )
    narrow = json.loads(made.stdout)["token"]
    purpose = {"citizen_id": number, "purpose": "1.004222"}
    for path, body, token, wanted in (
        ("/citizens/lookup", purpose, "hoso_nobody", 401),
        ("/citizens/lookup", purpose | {"purpose": "curiosity"}, "", 422),
        ("/citizens/lookup", {"citizen_id": number}, "", 422),
        ("/citizens/lookup", purpose | {"citizen_id": number[:-1]}, "", 422),
        (f"/records/{record_id}?purpose=1.004222", None, narrow, 404),
        ("/records/aaaaaaaaaaaaaaaaaaaaaaaaaa?purpose=1.004222", None, "", 404),
        ("/procedures/1.004222/check", purpose, narrow, 403),
        ("/records/..%2f..%2fstate.sqlite?purpose=1.004222", None, "", 404),
        (f"/records/{record_id}/original?whole=true&purpose=1.004222", None, "", 403),
    ):
        status, data = ask(office, path, body, token)
        assert status == wanted, path
        assert number.encode() not in data, path


def test_every_read_is_in_the_log_and_no_number_is(
    office: Office, citizen: tuple[str, str], ask: Ask
) -> None:
    number, _ = citizen
    ask(office, "/citizens/lookup", {"citizen_id": number, "purpose": "1.004194"})
    status, data = ask(office, "/access-log?since=2026-01-01T00:00:00Z")
    assert status == 200
    entries = json.loads(data)["entries"]
    assert any(e["purpose"] == "1.004194" and e["client"] == "mot-cua" for e in entries)
    assert number.encode() not in data


def test_two_servers_on_one_store_see_each_others_work(
    office: Office, citizen: tuple[str, str], ask: Ask, tmp_path: Path
) -> None:
    number, record_id = citizen
    secrets = office.folder / "state" / "secrets"
    (tmp_path / "state").mkdir()
    (tmp_path / "state" / "secrets").symlink_to(secrets)
    with open_office(
        tmp_path,
        store=office.store,
        extra={name: value for name, value in office.env.items() if name.startswith("HOSO_S3")},
    ) as other:
        body = {"citizen_id": number, "purpose": "1.004222"}
        found = json.loads(ask(other, "/citizens/lookup", body)[1])["records"]
        assert record_id in {one["record_id"] for one in found}
        entries = json.loads(ask(office, "/access-log?since=2026-01-01T00:00:00Z")[1])["entries"]
        assert sum(e["what"] == "lookup" for e in entries) >= 1
