"""Signing and verifying start event loops of their own."""

import pytest


@pytest.fixture(autouse=True)
def _own_loops(no_loop: None) -> None:
    """No loop of another test's browser is in the way."""
