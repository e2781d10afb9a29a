"""The store's secret: made with the store, lost, wrong, of another machine, in a race."""

import json
import shutil
import stat
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from storage.errors import (
    NotAStore,
    SecretMissing,
    SecretWrong,
    StoreDamaged,
    StoreRefused,
    StoreUnreachable,
)
from storage.secret import open_secret


def test_a_new_store_says_so_once_and_where_its_secret_lies(place: Any) -> None:
    store = place.store()
    assert store.is_new
    assert store.secret_path == place.secrets / f"{store.store_id}.key"
    assert stat.S_IMODE(store.secret_path.stat().st_mode) == 0o600
    assert stat.S_IMODE(store.secret_path.parent.stat().st_mode) == 0o700
    assert len(bytes.fromhex(store.secret_path.read_text())) == 32

    again = place.store()
    assert not again.is_new
    assert (again.store_id, again.secret_path) == (store.store_id, store.secret_path)


def test_the_store_keeps_no_secret(place: Any) -> None:
    store = place.store()
    secret = store.secret_path.read_text().strip()
    body = json.loads(place.objects().get("store.json"))
    assert secret not in json.dumps(body)
    assert {"format", "store_id", "key_id", "check"} <= set(body)


def test_two_stores_have_two_secrets(place: Any, tmp_path: Path) -> None:
    first = place.store()
    second = replace(place, url=f"{place.url}-other").store()
    assert first.store_id != second.store_id
    assert first.secret_path.read_text() != second.secret_path.read_text()


def test_a_machine_without_the_secret_is_refused(place: Any, tmp_path: Path) -> None:
    store = place.store()
    names = list(place.objects().names(""))
    elsewhere = tmp_path / "other-machine"
    with pytest.raises(SecretMissing) as caught:
        place.store(secrets_folder=elsewhere)
    expected = elsewhere / store.secret_path.name
    assert caught.value.where == str(expected)
    assert str(expected) in str(caught.value)
    assert "copy that file" in str(caught.value)
    assert isinstance(caught.value, StoreRefused)
    assert list(place.objects().names("")) == names
    assert not elsewhere.exists()

    elsewhere.mkdir()
    shutil.copy(store.secret_path, expected)
    expected.chmod(0o644)
    assert place.store(secrets_folder=elsewhere).store_id == store.store_id
    assert stat.S_IMODE(expected.stat().st_mode) == 0o600


@pytest.mark.parametrize("content", ["00" * 32, "00" * 31, "", "no key", "\xff"])
def test_a_wrong_secret_is_refused(place: Any, content: str) -> None:
    path = place.store().secret_path
    path.write_text(content)
    with pytest.raises(SecretWrong) as caught:
        place.store()
    assert caught.value.where == str(path)
    assert caught.value.code == "secret_wrong"


def test_a_secret_never_shows(folder_place: Any) -> None:
    secret, _ = open_secret(folder_place.objects(), folder_place.secrets, create=True)
    assert secret.key.hex() not in repr(secret)
    assert str(secret.key) not in repr(secret)


@pytest.mark.parametrize("stored", [False, True])
def test_killed_between_secret_and_store(place: Any, failing: Any, stored: bool) -> None:
    objects = failing(place.objects(), fails_at=1, stored=stored)
    with pytest.raises(StoreUnreachable):
        open_secret(objects, place.secrets, create=True)
    (left,) = place.secrets.iterdir()  # it may be a store's by now: never thrown away
    store = place.store()
    assert store.is_new is not stored
    assert (store.secret_path == left) is stored


def test_eight_make_the_store_at_once(place: Any) -> None:
    with ThreadPoolExecutor(8) as pool:
        stores = list(pool.map(lambda _: place.store(), range(8)))
    assert len({store.store_id for store in stores}) == 1
    assert sum(store.is_new for store in stores) == 1
    assert len(list(place.secrets.iterdir())) == 1


def test_the_loser_on_another_machine_is_refused(place: Any, tmp_path: Path) -> None:
    def attempt(number: int) -> bool:
        try:
            return bool(place.store(secrets_folder=tmp_path / f"machine-{number}"))
        except SecretMissing:
            return False

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(attempt, range(8))) == 1
    assert len(list(tmp_path.glob("machine-*/*"))) == 1


def test_no_store_is_made_unasked(place: Any) -> None:
    place.objects()
    with pytest.raises(NotAStore, match="there is no store"):
        place.store(create=False)
    assert place.objects().is_vacant()
    assert not place.secrets.exists()


def test_no_store_is_made_among_other_things(place: Any) -> None:
    """Nor over a store that lost its store.json: a new secret would make strangers of all."""
    place.objects().put_new("records/ab/x", b"{}")
    with pytest.raises(NotAStore, match=r"lost its store\.json"):
        place.store()
    assert list(place.objects().names("")) == ["records/ab/x"]
    assert not place.secrets.exists()


def test_no_store_is_made_in_a_folder_of_documents(tmp_path: Path, folder_place: Any) -> None:
    (tmp_path / "store").mkdir()
    (tmp_path / "store" / "Báo cáo.docx").touch()
    with pytest.raises(NotAStore):
        folder_place.store()
    assert [path.name for path in (tmp_path / "store").iterdir()] == ["Báo cáo.docx"]


@pytest.mark.parametrize(
    "change", [{"format": 2}, {"format": None}, {"store_id": "../../etc/x"}, {"store_id": 7}]
)
def test_a_strange_store_json(folder_place: Any, change: dict[str, Any]) -> None:
    folder_place.store()
    path = Path(folder_place.url) / "store.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | change))
    with pytest.raises(StoreDamaged):
        folder_place.store()


@pytest.mark.parametrize("content", [b"", b"[]", b"\xff", b'{"format": 1'])
def test_a_broken_store_json(folder_place: Any, content: bytes) -> None:
    folder_place.objects().put_new("store.json", content)
    with pytest.raises(StoreDamaged):
        folder_place.store()


def test_a_folder_that_cannot_keep_the_secret(folder_place: Any) -> None:
    folder_place.secrets.write_text("a file stands here")
    with pytest.raises(StoreUnreachable, match="secret cannot be kept"):
        folder_place.store()
    assert folder_place.objects().is_vacant()
