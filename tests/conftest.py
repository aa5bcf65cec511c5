"""Shared fixtures: where real records are, if this machine has them."""

from __future__ import annotations

from pathlib import Path

import pytest

# What is there is no test, and wants a library of its own.
collect_ignore = ["fuzz"]

SHARED_DATA = Path(__file__).parents[2] / "shared" / "data"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Folder of real records beside the checkout; tests that need it skip where it is missing."""
    if not SHARED_DATA.is_dir():
        pytest.skip("real records are not on this machine (no shared/data beside the checkout)")
    return SHARED_DATA
