"""One office for all tests of signatures: keys take a while to make."""

import pytest
from signing import Office


@pytest.fixture(scope="session")
def office() -> Office:
    return Office()
