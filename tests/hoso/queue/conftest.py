"""A PostgreSQL server for the tests of the queue, and stands over it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from queue_stand import Stand, make_recording


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
