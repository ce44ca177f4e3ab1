"""Journeys in a real browser: Debian's Chromium, the server in earnest, and an eye on everything the page does."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import ConsoleMessage, Page, Request, expect

from tests.installations import Installation, Places, free_port, stop
from tests.scenarios import axe

# Playwright runs an event loop in the test's thread, and Django then refuses its database there.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
# Three suites share this machine: what is late is not wrong. What never comes still fails.
expect.set_options(timeout=15_000)
CHROMIUM = "/usr/bin/chromium-headless-shell"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": FLAGS}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_context_args, "viewport": {"width": 1200, "height": 900}, "locale": "en-US", "timezone_id": "UTC"}


@pytest.fixture(autouse=True)
def _nothing_is_blocked_and_nothing_leaves(request: pytest.FixtureRequest) -> Iterator[None]:
    """Every journey: no request to another origin, and nothing that the content policy had to stop."""
    if "page" not in request.fixturenames:
        yield
        return
    if "served" in request.fixturenames:  # before the page: its connections are closed when the server is to stop
        request.getfixturevalue("served")
    page: Page = request.getfixturevalue("page")
    seen: list[str] = []
    page.context.on("request", lambda sent: _note_foreign(sent, seen))
    page.on("console", lambda said: _note_blocked(said, seen))
    page.on("pageerror", lambda error: seen.append(f"Script error: {error}"))
    yield
    assert seen == []


def _note_foreign(sent: Request, seen: list[str]) -> None:
    if not sent.url.startswith(("http://localhost:", "data:", "blob:", "about:")):
        seen.append(f"Request to {sent.url}")


def _note_blocked(said: ConsoleMessage, seen: list[str]) -> None:
    if said.type == "error" and ("Content Security Policy" in said.text or "Refused to" in said.text):
        seen.append(said.text)


@pytest.fixture
def assert_accessible() -> Callable[[Page], None]:
    """Call it with a page: fails with axe's findings, each with the element that it is about."""

    def check(page: Page) -> None:
        page.wait_for_load_state()
        found = axe.violations(page)
        assert found == [], f"{page.url}\n" + "\n".join(found)

    return check


@dataclass
class Served:
    """An installation of its own with its server running. `claim` is the link that it printed."""

    installation: Installation
    url: str
    claim: str

    def run(self, *arguments: str, typed: str = "") -> Any:
        """Call the command line on the same data: `served.run("verify")`."""
        return self.installation.run(*arguments, typed=typed)


@pytest.fixture(scope="session")
def set_up(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """An installation that was started once and stopped, so that it need not be set up for each journey."""
    places = Places(tmp_path_factory.mktemp("set-up"))
    place = places.empty("practice")
    server = place.start(PORT=free_port())
    for line in server.stdout or ():
        if "/claim/" in line:
            break
    stop(server)
    yield place
    places.clear()


@pytest.fixture
def served(tmp_path: Path, set_up: Installation) -> Iterator[Served]:
    """A new, unclaimed installation, served as `make run` serves it."""
    places, port = Places(tmp_path), free_port()
    place, origin = places.copy("practice", set_up), f"http://localhost:{port}"
    place.environment |= {"PORT": port, "ORIGIN": origin}
    server = place.start()
    said: list[str] = []
    try:
        for line in server.stdout or ():
            said.append(line)
            if "/claim/" in line:
                yield Served(place, origin, line.strip())
                break
        else:
            raise AssertionError("The server did not start:\n" + "".join(said))
    finally:
        if server.poll() is None:
            stop(server)
        places.clear()
