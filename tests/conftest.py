"""The standing cast, and databases that behave as in earnest.

Ruth owns Lakeside Counselling; Mara and Daniel are her clients. Omar owns another practice.
"""

import gc
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client as Browser
from django.test import TestCase
from hypothesis import settings as properties

# A machine that does other work beside is slow now and then: that is no fault of what a property says.
properties.register_profile("house", deadline=None)
properties.load_profile("house")

PASSWORD = "a boat on the quiet lake"
DATABASE_FIXTURES = {"db", "transactional_db", "live_server", "django_db_setup"}


def pytest_collection_finish() -> None:
    """What was imported stays: looking through it again and again took a twelfth of the tests' time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(200_000, 20, 100)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Every test that touches a database may touch both: the data and the key store."""
    for item in items:
        marker = item.get_closest_marker("django_db")
        wanted = DATABASE_FIXTURES & set(getattr(item, "fixturenames", ()))
        if marker is None and not wanted:
            continue
        options = dict(marker.kwargs) if marker else {}
        if {"transactional_db", "live_server"} & wanted:
            options["transaction"] = True
        options["databases"] = "__all__"
        item.add_marker(pytest.mark.django_db(**options), append=False)
    if os.environ.get("DATABASE_URL"):
        _leave_out_what_asks_no_database(config, items)


def _leave_out_what_asks_no_database(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL: what is marked `once`, or neither asks a database nor starts an installation."""
    left_out = [
        item
        for item in items
        if item.get_closest_marker("once") or not (item.get_closest_marker("django_db") or _has_an_installation(item))
    ]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if item not in set(left_out)]


def _has_an_installation(item: pytest.Item) -> bool:
    module = item.getparent(pytest.Module)
    return module is not None and (
        Path(__file__).parent / "site" in item.path.parents or "tests.installations" in _imported_by(module.obj)
    )


def _imported_by(module: object) -> set[str]:
    return {getattr(one, "__module__", None) or getattr(one, "__name__", "") for one in vars(module).values()}


def forget_all() -> None:
    from waveback.ground.vault import keystore
    from waveback.people import actions

    keystore.forget()
    actions._looked.clear()


@pytest.fixture(autouse=True)
def _fresh_memory() -> None:
    """Nothing that one test kept in memory (opened keys, looks at files) is there in the next."""
    forget_all()


@pytest.fixture(scope="module")
def for_all_in_this_file(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Rows that a fixture of a whole file makes; a test's own changes are undone after it, these at the end."""

    class Rows(TestCase):
        databases = frozenset(("default", "keys"))

    with django_db_blocker.unblock():
        begun = Rows._enter_atomics()
        forget_all()  # what the last file's tests left; a single test's turn comes only later
        yield
        Rows._rollback_atomics(begun)


@pytest.fixture(autouse=True)
def _guards_make_way(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test that really commits is cleaned up by emptying the tables, which the guards would refuse."""
    marker = request.node.get_closest_marker("django_db")
    if marker is None or not marker.kwargs.get("transaction"):
        yield
        return
    request.getfixturevalue("transactional_db")
    from waveback.ground.ledger import guards

    yield
    guards.uninstall()  # flush() sends post_migrate, which installs them again


def _founded(practice: str, name: str, email: str) -> Any:
    from waveback.people import actions

    return actions.found_practice(
        practice=actions.PracticeDetails(practice, "America/Chicago", "apa"),
        owner=actions.OwnerDetails(name, email, PASSWORD, "PhD"),
    )


def found_ruths() -> Any:
    return _founded("Lakeside Counselling", "Ruth Adeyemi", "ruth@example.org")


def found_omars() -> Any:
    return _founded("Harbour Practice", "Omar Haddad", "omar@example.org")


@pytest.fixture
def ruth(db: None) -> Any:
    """The owner of Lakeside Counselling."""
    return found_ruths()


@pytest.fixture
def omar(db: None) -> Any:
    """The owner of another practice, who must learn nothing of Ruth's."""
    return found_omars()


def _opened(member: Any, **names: Any) -> Any:
    from waveback.people import actions

    return actions.open_client(member=member, details=actions.ClientDetails(**names))


@pytest.fixture
def mara(ruth: Any) -> Any:
    return _opened(ruth, legal_name="Mara Lindqvist", outside_id="1000")


@pytest.fixture
def daniel(ruth: Any) -> Any:
    return _opened(ruth, legal_name="Daniel Okafor", name_used="Dan Okafor", outside_id="1007")


def signed_in(member: Any) -> Browser:
    """A browser in which `member` has just signed in and confirmed who they are."""
    import time

    browser = Browser()
    browser.force_login(member.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = browser.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time(), "reauthenticated": True}]
    session["account_authentication_methods_user"] = str(member.user.pk)
    session.save()
    return browser


@pytest.fixture
def ruths_browser(ruth: Any) -> Browser:
    return signed_in(ruth)


@pytest.fixture
def omars_browser(omar: Any) -> Browser:
    return signed_in(omar)


@pytest.fixture
def visitor(db: None) -> Browser:
    """Somebody who is not signed in."""
    return Browser()


@pytest.fixture
def noon() -> datetime:
    """A Monday noon in Chicago."""
    return datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
