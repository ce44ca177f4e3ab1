"""Ruth's phone."""

from typing import Any

import pytest
from django.core.cache import cache

from tests.phone.phones import Phone, paired


@pytest.fixture(autouse=True)
def _no_tries_remembered() -> None:
    cache.clear()


@pytest.fixture
def phone(ruth: Any) -> Phone:
    return paired(ruth)
