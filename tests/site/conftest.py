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


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """Set up and claimed once: what each test gets a copy of."""
    made = Places(tmp_path_factory.mktemp("founded"))
    place = made.empty("lakeside")
    place.kit = place.python(FOUND).strip()
    yield place
    made.clear()


@pytest.fixture
def lakeside(places: Places, founded: Installation) -> Installation:
    """Ruth's installation, claimed just now. `kit` is the recovery key that she printed."""
    return places.copy("lakeside", founded)
