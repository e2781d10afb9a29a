"""An office that signs, and its time stamping: keys take a while to make."""

from collections.abc import Iterator

import pytest
from signing import Office, time_stamping


@pytest.fixture(scope="session")
def office() -> Office:
    return Office()


@pytest.fixture(scope="session")
def clock(office: Office) -> Iterator[str]:
    with time_stamping(office) as address:
        yield address
