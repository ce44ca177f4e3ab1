"""A phone in Ruth's pocket: a browser of its own with a folder of its own, which can be killed and opened again."""

import contextlib
import os
import re
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, CDPSession, Page, Playwright, expect

from tests.scenarios.conftest import CHROMIUM, FLAGS, _note_blocked, _note_foreign
from tests.scenarios.phone.office import Office

ANDROID = (
    "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 "
    "Mobile Safari/537.36"
)
LOOKS: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "is_mobile": True,
    "has_touch": True,
    "user_agent": ANDROID,
    "locale": "en-US",
    "timezone_id": "America/Chicago",
}


class Pocket:
    """`open` and `kill` it; between them the page does what a person does with it, and every tap is counted."""

    def __init__(self, playwright: Playwright, office: Office, folder: Path, **looks: Any) -> None:
        self.playwright, self.office, self.folder = playwright, office, folder
        self.looks = {**LOOKS, **looks}
        self.context: BrowserContext | None = None
        self.taps = 0
        self.complaints: list[str] = []

    # The browser

    def open(self, path: str = "/phone/") -> "Pocket":
        self.context = self.playwright.chromium.launch_persistent_context(
            str(self.folder), executable_path=CHROMIUM, args=FLAGS, **self.looks
        )
        self.page = self.context.pages[0]
        self.watch(self.page)
        return self.at(path)

    def watch(self, page: Page) -> None:
        page.set_default_timeout(10_000)
        page.on("request", lambda sent: _note_foreign(sent, self.complaints))
        page.on("console", lambda said: _note_blocked(said, self.complaints))
        page.on("pageerror", lambda error: self.complaints.append(f"Script error: {error}"))

    def at(self, path: str = "/phone/") -> "Pocket":
        self.page.goto(self.office.url + path)
        if path.startswith("/phone/"):
            self.is_ready()
        return self

    def is_ready(self) -> None:
        expect(self.page.locator("html")).to_have_attribute("data-ready", "true", timeout=15_000)

    def kill(self) -> None:
        """As when the battery is torn out: the browser's own process and all its children, by their ids."""
        for process in self._processes():
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        deadline = time.monotonic() + 10
        while list(self._processes()) and time.monotonic() < deadline:
            time.sleep(0.02)
        self._forget()

    def close(self) -> None:
        if self.context is not None:
            self.context.close()
        self.context = None
        assert self.complaints == []

    def _forget(self) -> None:
        with contextlib.suppress(Exception):
            assert self.context is not None
            self.context.close()
        self.context = None
        for lock in self.folder.glob("Singleton*"):
            lock.unlink()

    def _processes(self) -> Iterator[int]:
        """Those that were started with this phone's folder."""
        wanted = f"--user-data-dir={self.folder}".encode()
        for place in Path("/proc").iterdir():
            if place.name.isdigit():
                with contextlib.suppress(OSError):
                    if wanted in (place / "cmdline").read_bytes().split(b"\0"):
                        yield int(place.name)

    def reopened(self) -> "Pocket":
        return self.open()

    def developer(self) -> CDPSession:
        assert self.context is not None
        return self.context.new_cdp_session(self.page)

    def offline(self, on: bool = True) -> None:
        assert self.context is not None
        self.context.set_offline(on)

    # Leaving and coming back

    def leave(self) -> None:
        """Another app comes to the front. (A headless browser's page is never hidden by itself.)"""
        self._hidden(True)

    def come_back(self) -> None:
        self._hidden(False)

    def _hidden(self, on: bool) -> None:
        self.page.evaluate(
            """(on) => {
                Object.defineProperty(document, "hidden", { configurable: true, get: () => on });
                document.dispatchEvent(new Event("visibilitychange"));
            }""",
            on,
        )

    def signs_in(self, name: str = "ruth") -> None:
        """Somebody has just signed in here; the app is opened anew."""
        assert self.context is not None
        cookie = {"name": "waveback", "value": self.office.ask("session", name=name), "url": self.office.url}
        self.context.add_cookies([{**cookie, "httpOnly": True, "sameSite": "Lax"}])  # type: ignore[typeddict-item]
        self.at()

    def signs_out(self) -> None:
        self.page.goto(f"{self.office.url}/sign-out/")
        self.page.locator("main button", has_text="Sign out").click()
        expect(self.page).to_have_url(re.compile("sign-in"))

    # What a thumb does

    def tap(self, selector: str, text: str | None = None) -> None:
        found = self.page.locator(selector, has_text=text) if text else self.page.locator(selector)
        found.locator("visible=true").first.tap()
        self.taps += 1

    def new_entry(self) -> None:
        self.tap("[data-do=capture]")
        expect(self.page.locator("#capture")).to_be_visible()

    def choose(self, question: str, answer: str) -> None:
        asked = self.page.locator("#capture fieldset", has=self.page.locator("legend", has_text=question)).last
        asked.locator("label", has_text=answer).first.tap()
        self.taps += 1

    def write(self, field: str, text: str) -> None:
        """By touching the field, then by the keyboard."""
        self.page.locator(field).tap()
        self.taps += 1
        self.page.keyboard.type(text)

    def save(self) -> None:
        self.tap("#capture [type=submit]")
        expect(self.page.locator("#saved")).to_be_visible()

    def is_kept(self) -> None:
        expect(self.page.locator("[data-kept]")).to_contain_text("Kept")

    # What it shows

    def waits(self, how_many: int) -> None:
        """The number that every view shows."""
        said = "Nothing waits" if not how_many else f"{how_many} wait"
        expect(self.page.locator("[data-waits]:visible").first).to_contain_text(said)

    def rows(self) -> list[dict[str, Any]]:
        """What lies in the queue, without the sealed bytes."""
        found: list[dict[str, Any]] = self.page.evaluate(
            "async () => (await phone.store.rows()).map(({ sealed, ...row }) => ({ ...row, bytes: sealed.length }))"
        )
        return found

    def sent(self) -> None:
        """Everything has arrived, by the phone's own account."""
        expect(self.page.locator("[data-waits]:visible").first).to_contain_text("Nothing waits", timeout=10_000)

    def bytes_on_disk(self) -> Iterator[tuple[Path, bytes]]:
        for path in self.folder.rglob("*"):
            if path.is_file():
                with contextlib.suppress(OSError):
                    yield path, path.read_bytes()

    def holds(self, *words: str) -> list[str]:
        """The files of this browser in which one of these words can be read, in any of its encodings."""
        wanted = [word.encode(how) for word in words for how in ("utf-8", "utf-16-le")]
        return [str(path) for path, content in self.bytes_on_disk() if any(one in content for one in wanted)]


def set_up(playwright: Playwright, office: Office, folder: Path) -> None:
    """Pair a phone once, and let it keep its shell: every other phone of these tests is a copy of its folder."""
    pocket = Pocket(playwright, office, folder).open()
    pocket.tap("[data-do=set-up]")
    pocket.write("#pair-code", office.ask("code"))
    pocket.tap("#pair button")
    expect(pocket.page.locator("[data-paired]")).to_contain_text("Paired")
    pocket.page.evaluate("async () => { await navigator.serviceWorker.ready }")
    pocket.at()
    expect(pocket.page.locator("html")).to_have_attribute("data-ready", "true")
    assert pocket.page.evaluate("Boolean(navigator.serviceWorker.controller)")
    pocket.close()


def copied(of: Path, to: Path) -> Path:
    shutil.copytree(of, to, ignore=shutil.ignore_patterns("Singleton*"))
    return to


NewPocket = Callable[..., Pocket]
