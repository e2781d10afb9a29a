"""A PostgreSQL server for the tests of the queue, and stands over it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pydantic import TypeAdapter
from queue_stand import Stand, make_recording

from hoso.bench.recorded import Recorded


@pytest.fixture(scope="session")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("recording") / "recording.json"
    make_recording(target)
    return target


@pytest.fixture
def stand(postgres: str, recording: Path, tmp_path: Path) -> Iterator[Stand]:
    made = Stand(tmp_path, postgres, recording)
    yield made
    made.close()


@pytest.fixture
def slow_stand(postgres: str, recording: Path, tmp_path: Path) -> Iterator[Stand]:
    """One whose engine takes as long as engines do: there is time to do something meanwhile."""
    pages = TypeAdapter(list[Recorded])
    slow = [replace(one, seconds=0.8) for one in pages.validate_json(recording.read_bytes())]
    (tmp_path / "slow.json").write_bytes(pages.dump_json(slow))
    made = Stand(tmp_path, postgres, tmp_path / "slow.json")
    yield made
    made.close()


@pytest.fixture
def make_stand(recording: Path) -> Iterator[Callable[..., Stand]]:
    """Stands over a database or a store of the test's own."""
    stands: list[Stand] = []

    def make(folder: Path, queue: str, **options: object) -> Stand:
        folder.mkdir(parents=True, exist_ok=True)
        stands.append(Stand(folder, queue, recording, **options))
        return stands[-1]

    yield make
    for one in stands:
        one.close()
