import os
from typing import Any

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _small_house(settings) -> None:
    settings.ROOT_URLCONF = "tests.people.accounts.urls"
    cache.clear()  # rate limits and used codes are remembered there


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "people/accounts" in str(item.path):
            item.add_marker(pytest.mark.django_db(databases="__all__"))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Debian's chromium; as root it needs to run without its sandbox."""
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {**browser_type_launch_args, "executable_path": "/usr/bin/chromium-headless-shell", "args": arguments}
