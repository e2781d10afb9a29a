"""A folder that a scanner fills: complete files only, in their order, nothing twice, no silence."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from hoso.inputs import Input
from hoso.watch import BadFolder, Pace, Watch, check_folder
from storage.errors import StoreUnreachable

Make = Callable[[], Watch]


class Room:
    """A scanner room whose clock stands until the test moves it."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.now = folder, 1_700_000_000.0
        self.scanned: list[str] = []
        self.said: list[str] = []
        self.told: dict[str, dict[str, object]] = {}
        self.again: set[str] = set()  # files with a passing fault,
        self.code = "too_slow"  # and which
        self.store_away = False
        self.ahead = 0.0  # of our clock, the share's

    def watch(self) -> Watch:
        return Watch(
            self.folder,
            self.folder.parent / "notes.sqlite",
            scan=self.scan,
            say=self.say,
            pace=Pace(every=1, still=4),
            sleep=self.sleep,
            clock=lambda: self.now,
        )

    def scan(self, inputs: Sequence[Input]) -> dict[str, str]:
        if self.store_away:
            raise StoreUnreachable("away")
        self.scanned += [one.name for one in inputs]
        return {one.name: self.code for one in inputs if one.name in self.again}

    def sleep(self, seconds: float) -> None:
        self.now += seconds

    def say(self, key: str, values: dict[str, object]) -> None:
        self.said.append(key)
        self.told[key] = values

    def settled(self) -> Watch:
        """A watcher that has seen all that lies here stand still."""
        watch = self.watch()
        assert watch.round() == 0
        self.sleep(5)
        return watch

    def put(self, name: str, data: bytes = b"x", *, age: float = 0) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        there = self.now + self.ahead
        os.utime(path, (there - age, there - age))


@pytest.fixture
def room(tmp_path: Path) -> Room:
    (tmp_path / "in").mkdir()
    return Room(tmp_path / "in")


def test_a_file_is_taken_when_it_stands_still(room: Room) -> None:
    watch = room.watch()
    room.put("a.pdf", b"half")
    assert watch.round() == 0
    room.sleep(3)
    room.put("a.pdf", b"half and the rest")
    assert watch.round() == 0
    room.sleep(3)
    assert watch.round() == 0
    room.sleep(2)
    assert watch.round() == 1
    assert room.scanned == ["a.pdf"]


@pytest.mark.parametrize("ahead", [-3600.0, 3600.0])
def test_a_share_whose_clock_is_an_hour_off_hands_over_no_half_file(
    room: Room, ahead: float
) -> None:
    room.ahead = ahead
    watch = room.watch()
    room.put("a.pdf", b"half")
    assert watch.round() == 0
    room.sleep(2)
    room.put("a.pdf", b"half and the rest")
    assert watch.round() == 0
    room.sleep(5)
    assert watch.round() == 1


def test_a_passing_fault_is_tried_three_times_and_then_less_often_but_never_dropped(
    room: Room,
) -> None:
    room.again = {"a.pdf"}
    room.put("a.pdf", age=60)
    room.put("b.pdf", age=60)
    watch = room.settled()
    assert [watch.round() for _ in range(5)] == [1, 0, 0, 0, 0]
    assert sorted(room.scanned) == ["a.pdf"] * 3 + ["b.pdf"]
    for wait in (600, 1200, 2400):
        room.sleep(wait - 10)
        assert watch.round() == 0
        count = len(room.scanned)
        room.sleep(20)
        watch.round()
        assert room.scanned[count:] == ["a.pdf"]
    room.again = set()
    room.sleep(6 * 3600)
    assert [watch.round(), watch.round()] == [1, 0]


def test_a_file_that_is_not_stored_stays_named_also_after_a_restart(room: Room) -> None:
    room.again = {"a.pdf"}
    room.put("a.pdf", age=60)
    watch = room.settled()
    for _ in range(4):
        watch.round()
    watch = room.settled()
    waits: list[float] = []

    def sleep(seconds: float) -> None:
        waits.append(seconds)
        room.now += 300
        if len(waits) == 4:
            raise KeyboardInterrupt

    watch._sleep = sleep
    with pytest.raises(KeyboardInterrupt):
        watch.run()
    assert room.said.count("held") == 1
    assert room.told["held"] == {"name": "a.pdf", "code": "too_slow", "tries": 4}
    (room.folder / "a.pdf").unlink()  # somebody took it out: nothing is waited for any more
    watch.round()
    assert watch._notes.held() == {}


def test_other_bytes_under_a_held_name_have_tries_of_their_own(room: Room) -> None:
    room.again = {"a.pdf"}
    room.put("a.pdf", age=60)
    watch = room.settled()
    for _ in range(4):
        watch.round()
    room.again = set()
    room.put("a.pdf", b"scanned anew")
    assert watch.round() == 0
    room.sleep(5)
    assert watch.round() == 1


def test_what_somebody_cancelled_does_not_come_back_in_a_moment(room: Room) -> None:
    room.again, room.code = {"a.pdf"}, "cancelled"
    room.put("a.pdf", age=60)
    watch = room.settled()
    watch.round()
    room.sleep(3600)
    watch.round()
    assert room.scanned == ["a.pdf"]
    room.sleep(6 * 3600)
    watch.round()
    assert room.scanned == ["a.pdf"] * 2


def test_an_old_time_on_a_file_that_still_grows_means_nothing(room: Room) -> None:
    watch = room.watch()
    for size in range(1, 4):
        room.put("a.pdf", b"x" * size, age=3600)
        room.put(f"{size}.tmp")  # the folder changes, too
        watch.round()
        room.sleep(3)
        assert "a.pdf" not in room.scanned


def test_files_are_taken_in_the_order_they_came(room: Room) -> None:
    room.put("z.pdf", age=90)
    room.put("b.pdf", age=80)
    room.put("a.pdf", age=70)
    room.settled().round()
    assert room.scanned == ["z.pdf", "b.pdf", "a.pdf"]


def test_nothing_twice_also_after_a_restart_but_a_new_file_of_the_same_name(room: Room) -> None:
    room.put("a.pdf", age=60)
    watch = room.settled()
    assert [watch.round(), watch.round()] == [1, 0]
    assert room.settled().round() == 0
    room.put("a.pdf", b"another", age=30)
    assert room.settled().round() == 1


def test_many_files_wait_their_turn(room: Room) -> None:
    for n in range(450):
        room.put(f"{n}.pdf", age=1000 - n)
    watch = room.settled()
    assert [watch.round() for _ in range(4)] == [200, 200, 50, 0]
    assert room.scanned == [f"{n}.pdf" for n in range(450)]


def test_a_store_that_is_away_is_waited_for_and_nothing_is_passed_over(room: Room) -> None:
    room.put("a.pdf", age=60)
    watch = room.settled()
    room.store_away = True
    waits: list[float] = []

    def sleep(seconds: float) -> None:
        waits.append(seconds)
        if len(waits) == 3:
            room.store_away = False
        if len(waits) == 4:
            raise KeyboardInterrupt

    watch._sleep = sleep
    with pytest.raises(KeyboardInterrupt):
        watch.run()
    assert waits == [2, 4, 8, 1]
    assert room.said == ["store_away"] * 3 + ["alive"]
    assert room.scanned == ["a.pdf"]


def test_a_share_that_vanishes_is_told_once_and_waited_for(room: Room) -> None:
    watch = room.watch()
    away = room.folder.rename(room.folder.parent / "elsewhere")
    assert [watch.round(), watch.round()] == [0, 0]
    away.rename(room.folder)
    room.put("a.pdf", age=60)
    assert watch.round() == 0
    room.sleep(5)
    assert watch.round() == 1
    assert room.said == ["away", "back"]


def test_folders_that_cannot_be_watched(tmp_path: Path) -> None:
    folder, store = tmp_path / "in", tmp_path / "store"
    folder.mkdir()
    store.mkdir()
    (tmp_path / "link").symlink_to(folder)
    for path, where, code in (
        (tmp_path / "link", str(store), "link"),
        (tmp_path / "none", str(store), "no_folder"),
        (store, str(store), "in_store"),
        (tmp_path, str(store), "in_store"),
        (folder, str(folder / "store"), "in_store"),
    ):
        with pytest.raises(BadFolder, match=code):
            check_folder(path, where)
    assert check_folder(folder, str(store)) == folder
    assert check_folder(folder, "s3://bucket") == folder
