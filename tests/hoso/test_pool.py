"""Workers that crash, hang or swell cost one job, never the batch."""

from collections.abc import Callable, Iterator
from typing import Any

import pool_jobs
import pytest

from hoso.pool import Event, Job, Pool
from ocr.errors import Fault

MEMORY = 900 << 20


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    with Pool(2, memory=MEMORY) as made:
        yield made


def run(pool: Pool, job: Callable[..., Any], *args: Any, seconds: float = 20) -> list[Event]:
    pool.give(Job(job, args, "tag", seconds))
    events: list[Event] = []
    while pool.busy:
        events += pool.events()
    return events


def faults(events: list[Event]) -> list[Fault]:
    return [event.fault.fault for event in events if event.fault is not None]


def test_items_come_back_in_order_and_the_end_is_told(pool: Pool) -> None:
    events = run(pool, pool_jobs.count, 3)
    assert [event.item for event in events] == [0, 1, 2, None]
    assert events[-1].done


def test_a_killed_worker_is_replaced_and_what_it_gave_is_kept(pool: Pool) -> None:
    events = run(pool, pool_jobs.die_after, 2)
    assert [event.item for event in events[:2]] == [0, 1]
    assert faults(events) == [Fault.CRASHED]
    assert run(pool, pool_jobs.count, 1)[-1].done


def test_a_hanging_step_ends_at_its_deadline(pool: Pool) -> None:
    events = run(pool, pool_jobs.hang_after, 1, seconds=1)
    assert events[0].item == 0
    assert faults(events) == [Fault.TOO_SLOW]


def test_a_swelling_job_is_stopped_by_the_memory_limit(pool: Pool) -> None:
    assert faults(run(pool, pool_jobs.swell)) == [Fault.OUT_OF_MEMORY]
    assert run(pool, pool_jobs.count, 1)[-1].done


def test_a_named_fault_reaches_the_one_who_asked(pool: Pool) -> None:
    assert faults(run(pool, pool_jobs.refuse)) == [Fault.ENCRYPTED]


def test_jobs_run_beside_one_another(pool: Pool) -> None:
    pool.give(Job(pool_jobs.hang_after, (0,), "slow", 2.0))
    pool.give(Job(pool_jobs.count, (2,), "quick", 2.0))
    ended: list[Any] = []
    while pool.busy:
        ended += [e.job.tag for e in pool.events() if e.done or e.fault is not None]
    assert ended == ["quick", "slow"]
