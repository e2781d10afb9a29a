"""``hoso export --archive``: every approved paper once, named by no citizen, resumable."""

import hashlib
import json
import shutil
import urllib.error
import urllib.request
import uuid
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from command import command_env
from minio import Minio
from minio_server import MinioServer
from office import Office

from storage.record import State
from storage.store import open_store

Hoso = Callable[..., Any]


@pytest.fixture(scope="module")
def read_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the first test leaves what it scanned: a store and the secrets of its machine."""
    return tmp_path_factory.mktemp("read") / "once"


@pytest.fixture
def kho(hoso: Hoso, papers: Path, tmp_path: Path, read_once: Path) -> Path:
    """A store of four papers, one of them revoked."""
    if read_once.exists():
        shutil.copytree(read_once, tmp_path, dirs_exist_ok=True)
    else:
        assert hoso("scan", papers / "scans", "--store", tmp_path / "kho").code == 0
        shutil.copytree(tmp_path, read_once)
    kho = tmp_path / "kho"
    store = open_store(str(kho), secrets_folder=next(tmp_path.rglob("secrets")))
    for n, record_id in enumerate(sorted(store.record_ids())):
        old = store.latest(record_id)
        state = State.REVOKED if n == 3 else State.APPROVED
        new = replace(old, state=state, approved_by="thu", approved_at="2026-11-01")
        store.save_version(record_id, new, builds_on=old.version)
    return kho


def test_approved_papers_are_copied_once_and_a_lost_one_again(
    hoso: Hoso, kho: Path, tmp_path: Path, faults_of: Callable[..., str]
) -> None:
    folder = tmp_path / "luu"
    words = ("export", "--archive", folder, "--store", kho, "--agency", "G06.01")
    first = hoso(*words)
    assert first.code == 0, first.err
    copies = sorted(folder.glob("*.pdf"))
    assert len(copies) == 3
    for copy in copies:
        about = json.loads(copy.with_suffix(".json").read_text(encoding="utf-8"))
        assert copy.name.startswith(about["DocCode"] + "_")
        assert about["ConfidenceLevel"] == "Số hóa"
        with pikepdf.open(copy) as pdf:
            assert str(len(pdf.pages)) == about["PageAmount"]
            assert pdf.open_metadata()["dc:identifier"] == about["DocCode"]
    assert faults_of(*copies) == ""
    before = {path: path.stat().st_mtime_ns for path in copies}
    copies[0].unlink()  # lost: an unsigned one is made again, byte for byte
    assert hoso(*words).code == 0
    after = {path: path.stat().st_mtime_ns for path in folder.glob("*.pdf")}
    assert after.keys() == before.keys()
    assert [path for path in copies if before[path] != after[path]] == copies[:1]
    elsewhere = tmp_path / "other"
    assert hoso(*words[:2], elsewhere, *words[3:]).code == 0
    assert {path.name for path in elsewhere.glob("*.pdf")} == {path.name for path in copies}


def test_a_damaged_code_of_the_office_is_refused(hoso: Hoso, tmp_path: Path) -> None:
    assert hoso("export", "--archive", tmp_path / "luu", "--agency", "../x").code == 2
    assert not (tmp_path / "luu").exists()


def test_a_paper_whose_original_is_gone_is_named_and_the_rest_go_on(
    hoso: Hoso, kho: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "luu"
    store = open_store(str(kho), secrets_folder=next(tmp_path.rglob("secrets")))
    lost = next(
        record for record in map(store.latest, store.record_ids()) if record.state is State.APPROVED
    )
    sha256 = lost.document["source"]["sha256"]
    (kho / "originals" / sha256[:2] / sha256).unlink()
    done = hoso("export", "--archive", folder, "--store", kho, "--agency", "G06.01")
    assert done.code == 1
    assert lost.record_id in done.err
    assert len(list(folder.glob("*.pdf"))) == 2


def in_bucket(minio: MinioServer, prefix: str) -> dict[str, bytes]:
    """What lies in the archive, as any S3 client sees it."""
    keys = minio.settings
    client = Minio(
        endpoint=keys.endpoint,
        access_key=keys.access_key,
        secret_key=keys.secret_key,
        secure=keys.secure,
    )
    found = {}
    for one in client.list_objects(bucket_name="luu-tru", prefix=prefix, recursive=True):
        got = client.get_object(bucket_name="luu-tru", object_name=one.object_name)
        found[str(one.object_name).removeprefix(prefix)] = got.read()
        got.close()
    return found


@pytest.mark.minio
def test_on_s3_the_same_copies_lie_under_the_same_names(
    hoso: Hoso, kho: Path, tmp_path: Path, minio: MinioServer
) -> None:
    prefix = f"{uuid.uuid4().hex}/"
    here = tmp_path / "luu"
    there = f"s3://luu-tru/{prefix}"
    words = ("export", "--store", kho, "--agency", "G06.01")
    first = hoso(*words, HOSO_ARCHIVE=there, **minio.hoso_env())
    assert first.code == 0, first.err
    assert hoso(*words, "--archive", here).code == 0
    found = in_bucket(minio, prefix)
    assert found == {path.name: path.read_bytes() for path in here.glob("[!.]*.*")}
    assert len(found) == 6
    for name, data in found.items():
        if name.endswith(".json"):
            sha256 = hashlib.sha256(found[name.replace(".json", ".pdf")]).hexdigest()
            assert json.loads(data)["sha256"] == sha256

    again = hoso(*words, "--archive", there, **minio.hoso_env())
    assert (again.code, in_bucket(minio, prefix)) == (0, found)

    store = open_store(str(kho), secrets_folder=next(tmp_path.rglob("secrets")))
    record = next(r for r in map(store.latest, store.record_ids()) if r.state is State.APPROVED)
    store.save_version(record.record_id, record, builds_on=record.version)
    third = hoso(*words, "--archive", there, **minio.hoso_env())
    assert third.code == 0, third.err
    newer = in_bucket(minio, prefix)
    assert {name: newer[name] for name in found} == found  # D24: what was there stays as it was
    more = sorted(newer.keys() - found.keys())
    assert [f"_V{record.version + 1}_" in name for name in more] == [True, True]


def test_the_archive_may_not_lie_in_the_store(hoso: Hoso, kho: Path) -> None:
    inside = hoso("export", "--archive", kho / "luu", "--store", kho, "--agency", "G06.01")
    assert (inside.code, (kho / "luu").exists()) == (2, False)
    assert hoso("export", "--store", kho, "--agency", "G06.01").code == 2


def fetched(office: Office, path: str, token: str) -> tuple[int, bytes]:
    """Status and bytes, as another program gets them."""
    headers = {"Authorization": f"Bearer {token}"}
    request = urllib.request.Request(f"{office.url}/api/v1{path}", headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()


@pytest.mark.minio
def test_programs_fetch_copies_by_their_codes(
    hoso: Hoso, kho: Path, tmp_path: Path, minio: MinioServer
) -> None:
    prefix = f"{uuid.uuid4().hex}/"
    own = {"HOSO_STORE": str(kho), "HOSO_ARCHIVE": f"s3://luu-tru/{prefix}"} | minio.hoso_env()
    assert hoso("export", "--agency", "G06.01", **own).code == 0
    found = in_bucket(minio, prefix)
    office = Office(tmp_path, str(kho), command_env(tmp_path / "state") | own)
    tokens = {}
    for scopes in ("records", "records original:file"):
        made = office.hoso("client", "add", f"mot-cua-{len(tokens)}", "--scopes", scopes, "--json")
        tokens[scopes] = json.loads(made.stdout)["token"]
    some, whole = tokens.values()
    office.open()
    try:
        for name in (name for name in found if name.endswith(".pdf")):
            code = name.rsplit("_", 2)[0]
            about = json.loads(found[name.replace(".pdf", ".json")])
            status, body = fetched(office, f"/documents/{code}?purpose=1.004222", some)
            assert (status, json.loads(body)["sha256"]) == (200, about["sha256"])
            path = f"/documents/download/{code}?purpose=1.004222"
            assert fetched(office, path, some)[0] == 403
            assert fetched(office, path, "wrong")[0] == 401
            assert fetched(office, path, whole) == (200, found[name])
    finally:
        office.close()
