"""What holds for all names, ids and bodies; the folder store against a plain dict."""

import io
import re
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
)

from storage import layout
from storage.body import pack, unpack
from storage.errors import Conflict, NotFound
from storage.objects.folder import FolderObjects
from storage.objects.interface import check_name, is_name

sha256s = st.text("0123456789abcdef", min_size=64, max_size=64)
pieces = st.sampled_from(["a", "b0", "..", ".", "", "tmp", "A", "x.y", "-", "é", "a\n", "\0"])
names = st.one_of(st.text(max_size=20), st.lists(pieces, max_size=5).map("/".join))
json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters()),  # lone surrogates too: names of files may hold them
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=10,
)


@given(names)
def test_a_name_stays_within_the_store(name: str) -> None:
    if not is_name(name):
        with pytest.raises(ValueError, match="not a name"):
            check_name(name)
        return
    root = Path("/store")
    assert (root / name).resolve().is_relative_to(root)
    assert "/".join((root / name).parts[2:]) == name
    assert name == name.lower()
    assert not name.startswith("tmp/")


@given(sha256s, st.integers(1, 10_000), st.integers(0, 9))
def test_every_name_of_the_layout_is_a_name(sha256: str, number: int, nth: int) -> None:
    record_id = layout.record_id(sha256, number, nth=nth)
    for name in (
        layout.original(sha256),
        layout.ledger(sha256),
        layout.quarantined(sha256, None),
        layout.quarantined(sha256, number),
        layout.version(record_id, number),
        layout.filing(sha256[:16], sha256, record_id),
        layout.withdrawal(sha256[:16], sha256, record_id, number),
        layout.change(datetime.now(UTC)),
    ):
        assert is_name(name)
    assert layout.quarantined_part(layout.quarantined(sha256, number)) == (sha256, number)
    assert layout.quarantined_part(layout.quarantined(sha256, None)) == (sha256, None)
    filing = layout.filing("k", sha256, record_id)
    assert layout.filing_part(filing) == (record_id, 0)
    withdrawal = layout.withdrawal("k", sha256, record_id, number)
    assert layout.filing_part(withdrawal) == (record_id, number)


@given(st.lists(st.tuples(sha256s, st.integers(1, 500), st.integers(0, 3)), unique=True))
def test_record_ids_are_the_same_again_and_never_shared(
    starts: list[tuple[str, int, int]],
) -> None:
    ids = [layout.record_id(sha, page, nth=nth) for sha, page, nth in starts]
    assert ids == [layout.record_id(sha, page, nth=nth) for sha, page, nth in starts]
    assert len(set(ids)) == len(starts)
    assert all(re.fullmatch(r"[a-z2-7]{26}", one) for one in ids)


def test_record_ids_stay_the_same_for_ever() -> None:
    """Ids stand in stores: a change here would store every paper twice."""
    assert layout.record_id("ab" * 32, 1) == "n2fiojxiig7pimxtsj5i7may6r"
    assert layout.record_id("ab" * 32, 2, nth=1) == "34vfk2yndiugkmr74m2oupubcx"


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)),
    st.timedeltas(timedelta(milliseconds=1), timedelta(days=400)),
)
def test_changes_sort_by_time(moment: datetime, later: timedelta) -> None:
    first, second = layout.change(moment), layout.change(moment + later)
    assert first < second
    assert first != layout.change(moment)


@given(st.dictionaries(st.text(), json_values))
def test_bodies_come_back(body: dict[str, Any]) -> None:
    body.pop("write_id", None)
    first, second = pack(body), pack(body)
    assert first != second
    back = unpack("a", first)
    assert re.fullmatch(r"[0-9a-f]{32}", back.pop("write_id"))
    assert back == body


class FolderMachine(RuleBasedStateMachine):
    """Whatever is done in whatever order, the folder holds what the dict holds."""

    # No name is another one's folder; "-" and "." sort before "/", digits and letters after it.
    some_names = st.sampled_from(["a/b/c", "a/b-/c", "a/b.c", "a/b0", "a-/b", "a.b", "a0", "b/c"])
    some_bytes = st.binary(max_size=40)

    @initialize()
    def start(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.objects = FolderObjects(Path(self.folder.name), create=True)
        self.model: dict[str, bytes] = {}

    def teardown(self) -> None:
        self.folder.cleanup()

    @rule(name=some_names, data=some_bytes)
    def put_new(self, name: str, data: bytes) -> None:
        if self.model.setdefault(name, data) == data:
            self.objects.put_new(name, data)
        else:
            with pytest.raises(Conflict):
                self.objects.put_new(name, data)

    @rule(name=some_names, data=some_bytes)
    def put_stream(self, name: str, data: bytes) -> None:
        self.objects.put_stream(name, io.BytesIO(data), len(data))
        self.model[name] = data

    @rule(name=some_names)
    def look(self, name: str) -> None:
        if name in self.model:
            assert self.objects.get(name) == self.model[name]
            assert self.objects.size(name) == len(self.model[name])
        else:
            assert self.objects.size(name) is None
            with pytest.raises(NotFound):
                self.objects.get(name)

    @rule()
    def open_again(self) -> None:
        self.objects = FolderObjects(Path(self.folder.name), create=False)

    @rule(prefix=st.sampled_from(["", "a/", "a/b/", "a-/", "b/", "none/"]))
    def list_names(self, prefix: str) -> None:
        expected = sorted(name for name in self.model if name.startswith(prefix))
        assert list(self.objects.names(prefix)) == expected

    @invariant()
    def nothing_is_left_behind(self) -> None:
        assert not list(Path(self.folder.name).glob("tmp/*"))
        assert self.objects.is_vacant() == (not self.model)


TestFolder = FolderMachine.TestCase
TestFolder.settings = settings(max_examples=30, stateful_step_count=25, deadline=None)
