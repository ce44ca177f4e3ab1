"""Installations of their own for the command line."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.installations import FOUND, Installation, Places


@pytest.fixture
def places(tmp_path: Path) -> Iterator[Places]:
    made = Places(tmp_path)
    yield made
    made.clear()


@pytest.fixture
def nowhere(places: Places) -> Installation:
    """An empty place."""
    return places.empty("nowhere")


@pytest.fixture
def lakeside(places: Places) -> Installation:
    """Ruth's installation, claimed just now. `kit` is the recovery key that she printed."""
    made = places.empty("lakeside")
    made.kit = made.python(FOUND).strip()
    return made
