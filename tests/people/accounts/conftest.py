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
