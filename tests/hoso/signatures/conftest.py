"""One office for all tests of signatures: keys take a while to make."""

import pytest
from signing import Office


@pytest.fixture(scope="session")
def office() -> Office:
    return Office()


@pytest.fixture(autouse=True)
def _own_loops(no_loop: None) -> None:
    """Signing and verifying start event loops of their own."""
