"""Lanes: many threads ask, one process works, and a bad job costs one answer."""

import threading
import time
from collections.abc import Iterator

import pytest
from pool_jobs import count, die_after, hang_after, wait

from hoso.server.desk import Lane
from ocr.errors import Fault, InputError


@pytest.fixture
def lane() -> Iterator[Lane]:
    lane = Lane("test", memory=1 << 30)
    lane.start()
    yield lane
    lane.close()


def test_many_threads_each_get_their_own_answer(lane: Lane) -> None:
    answers: dict[int, list[int]] = {}

    def ask(n: int) -> None:
        answers[n] = lane.ask(count, n, seconds=20)

    threads = [threading.Thread(target=ask, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == {n: list(range(n)) for n in range(8)}


def test_a_job_that_dies_or_hangs_is_one_failure_and_the_lane_goes_on(lane: Lane) -> None:
    with pytest.raises(InputError) as died:
        lane.ask(die_after, 1, seconds=20)
    assert died.value.fault is Fault.CRASHED
    with pytest.raises(InputError) as hung:
        lane.ask(hang_after, 1, seconds=0.5)
    assert hung.value.fault is Fault.TOO_SLOW
    assert lane.ask(count, 2, seconds=20) == [0, 1]


def test_who_waits_for_an_answer_goes_before_what_may_wait(lane: Lane) -> None:
    done: list[str] = []
    blocker = threading.Thread(target=lambda: lane.ask(wait, 0.5, seconds=20))
    blocker.start()
    time.sleep(0.1)
    later = lane.later(count, 1, seconds=20)
    later.add_done_callback(lambda _: done.append("later"))
    lane.ask(count, 1, seconds=20)
    done.append("soon")
    later.result(20)
    blocker.join()
    assert done == ["soon", "later"]
