import pytest


@pytest.fixture(autouse=True)
def _small_house(settings) -> None:
    settings.ROOT_URLCONF = "tests.people.accounts.urls"
