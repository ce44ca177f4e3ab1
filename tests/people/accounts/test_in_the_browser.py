"""The doors in a real browser: no axe finding, no CSP report, no storage; passkeys; the idle lock's own clock."""

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import PASSWORD
from tests.scenarios import axe
from waveback.people import actions, drafts, middleware

pytestmark = pytest.mark.browser
WIDTHS = {"phone": (390, 844), "desk": (1280, 800)}
SHOTS = os.environ.get("WAVEBACK_SHOTS")


@pytest.fixture(params=WIDTHS)
def sheet(request, browser: Browser, live_server):
    """A fresh page, phone or desk wide, in which every CSP report and failed request is a failure."""
    width, height = WIDTHS[request.param]
    context = browser.new_context(
        base_url=live_server.url.replace("127.0.0.1", "localhost"), viewport={"width": width, "height": height}
    )
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.size = request.param  # type: ignore[attr-defined]
    yield page
    context.close()
    assert [c for c in complaints if "the server responded with a status of" not in c] == []


def look(page: Page, name: str) -> None:
    """No axe finding, nothing wider than the screen, nothing stored."""
    if SHOTS:
        page.screenshot(path=str(Path(SHOTS) / f"{name}-{page.size}.png"), full_page=True)
    page.wait_for_load_state()
    assert axe.violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def sign_in(page: Page) -> None:
    page.goto("/sign-in/")
    page.get_by_label("E-mail").fill("ruth@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()
    page.wait_for_url("**/")


def test_sign_in(sheet, ruth):
    sheet.goto("/sign-in/")
    look(sheet, "sign-in")
    sheet.get_by_label("E-mail").fill("ruth@example.org")
    sheet.get_by_label("Password").fill("not the right password")
    sheet.get_by_role("button", name="Continue").click()
    expect(sheet.get_by_role("alert").first).to_be_focused()
    look(sheet, "sign-in-wrong")


def test_claim_and_kit(sheet, transactional_db):
    sheet.goto(f"/claim/{actions.new_claim_link()}/")
    chosen = sheet.get_by_label("Time zone").evaluate("(zones) => zones.selectedOptions[0]?.text")
    assert chosen, "something is shown, also where the browser's own zone is no place"
    look(sheet, "claim")
    sheet.get_by_role("button", name="Set it up").click()
    look(sheet, "claim-errors")
    sheet.get_by_label("Name of your practice").fill("Lakeside Counselling")
    sheet.get_by_label("Time zone").select_option("America/Chicago")
    sheet.get_by_label("Your name", exact=True).fill("Ruth Adeyemi")
    sheet.get_by_label("E-mail").fill("ruth@example.org")
    sheet.get_by_label("Password").fill("four geese over water")
    sheet.get_by_role("button", name="Set it up").click()
    expect(sheet.get_by_role("heading", name="Your recovery kit")).to_be_visible()
    look(sheet, "kit")
    sheet.emulate_media(media="print")
    look(sheet, "kit-print")
    expect(sheet.get_by_role("button", name="Print the kit")).to_be_hidden()
    expect(sheet.get_by_role("heading", name="Recovery key")).to_be_visible()
    sheet.emulate_media(media="screen")
    sheet.get_by_role("link", name=re.compile("I have it")).click()
    look(sheet, "security")
    sheet.evaluate("setTimeout(() => history.back())")  # later: what is evaluated must not leave under its own feet
    expect(sheet.get_by_role("heading", name="Signing in")).to_have_count(0)
    expect(sheet.get_by_role("heading", name="Your recovery kit")).to_have_count(0)


def test_lock_and_unlock(sheet, ruth):
    sign_in(sheet)
    sheet.goto("/designed/")
    look(sheet, "header")
    sheet.get_by_role("button", name=re.compile("Lock")).click()
    expect(sheet).to_have_title("Waveback")
    look(sheet, "lock")
    sheet.go_back()
    expect(sheet.get_by_role("heading", name="A page.")).to_have_count(0)
    sheet.goto("/lock/?next=/designed/")
    sheet.get_by_label("Password").fill(PASSWORD)
    sheet.get_by_role("button", name="Unlock").click()
    expect(sheet.get_by_role("heading", name="A page.")).to_be_visible()


def test_idle_the_page_saves_what_is_typed_empties_itself_and_locks(sheet, ruth, monkeypatch):
    sign_in(sheet)
    monkeypatch.setattr(middleware, "LOCK_AFTER", 4)
    sheet.goto("/writing/")
    sheet.get_by_label("Text").fill("She waved first.")

    expect(sheet).to_have_url(re.compile("/lock/"), timeout=15_000)
    expect(sheet.get_by_text("She waved first.")).to_have_count(0)
    assert drafts.kept(ruth, "/writing/") == {"text": ["She waved first."]}

    monkeypatch.setattr(middleware, "LOCK_AFTER", 900)
    sheet.get_by_label("Password").fill(PASSWORD)
    sheet.get_by_role("button", name="Unlock").click()
    expect(sheet.get_by_label("Text")).to_have_value("She waved first.")


def test_a_form_saves_itself_and_says_when(sheet, ruth):
    sign_in(sheet)
    sheet.goto("/writing/")
    sheet.get_by_label("Text").fill("She waved")

    expect(sheet.get_by_text(re.compile(r"Saved \d\d:\d\d"))).to_be_visible()
    sheet.reload()
    expect(sheet.get_by_label("Text")).to_have_value("She waved")


def test_hold_to_show_by_pointer_and_keyboard(sheet, ruth):
    sign_in(sheet)
    sheet.goto("/writing/")
    if sheet.get_by_text("Hold to show").count() == 0:
        sheet.get_by_role("button", name=re.compile("Discreet")).click()
    hidden, button = sheet.get_by_text("what is kept from onlookers"), sheet.get_by_text("Hold to show")
    expect(hidden).to_be_hidden()

    button.hover()
    sheet.mouse.down()
    expect(hidden).to_be_visible()
    sheet.wait_for_timeout(500)
    sheet.mouse.up()
    expect(hidden).to_be_hidden()

    button.click()
    expect(hidden).to_be_visible()
    button.click()
    expect(hidden).to_be_hidden()
    for key in ("Enter", "Space"):
        button.focus()
        sheet.keyboard.press(key)
        expect(hidden).to_be_visible()
        sheet.keyboard.press(key)
        expect(hidden).to_be_hidden()
    look(sheet, "writing-discreet")


def test_patterns(sheet, ruth, settings):
    settings.WAVEBACK_PATTERNS = True
    sign_in(sheet)
    sheet.goto("/patterns/")
    look(sheet, "patterns")
    sheet.get_by_role("link", name="Publish version 4").click()
    expect(sheet.get_by_role("button", name="Not yet")).to_be_focused()
    sheet.keyboard.press("Escape")


def test_confirm_and_refusals(sheet, ruth):
    sign_in(sheet)
    for place, name in (("/confirm/?next=/note/", "confirm"), ("/absent/", "not-found"), ("/failing/", "failed")):
        sheet.goto(place)
        look(sheet, name)
    for place in ("password", "app", "passkeys"):
        sheet.goto(f"/security/{place}/")
        look(sheet, f"security-{place}")


def test_a_passkey_is_set_up_and_signs_in(sheet, ruth):
    tools = sheet.context.new_cdp_session(sheet)
    tools.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    tools.send(
        "WebAuthn.addVirtualAuthenticator",
        {"options": {**options, "isUserVerified": True, "automaticPresenceSimulation": True}},
    )
    sign_in(sheet)
    sheet.goto("/security/passkeys/")
    sheet.get_by_label("A name for it").fill("Work laptop")
    sheet.get_by_role("button", name="Set up a passkey").click()
    expect(sheet.get_by_role("heading", name="Recovery codes")).to_be_visible()
    look(sheet, "recovery-codes")
    sheet.goto("/security/")
    expect(sheet.get_by_text("Work laptop").first).to_be_visible()
    look(sheet, "security-with-passkey")

    sheet.goto("/designed/")
    sheet.get_by_role("button", name=re.compile("Lock")).click()
    look(sheet, "lock-with-passkey")
    sheet.get_by_role("button", name="Unlock", exact=True).click()
    expect(sheet.get_by_role("heading", name="A page.")).to_be_visible()

    sheet.context.clear_cookies()
    sheet.goto("/sign-in/?next=/designed/")
    sheet.get_by_role("button", name="Use a passkey").click()
    expect(sheet.get_by_role("heading", name="A page.")).to_be_visible()
