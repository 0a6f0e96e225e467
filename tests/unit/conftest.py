"""Fixtures of the unit tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from testkit.small_world import SmallWorld, small_world


@pytest.fixture
def world(tmp_path: Path) -> Iterator[SmallWorld]:
    with small_world(tmp_path) as made:
        yield made
