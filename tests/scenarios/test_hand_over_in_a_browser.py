"""Handing a note over in a browser: a tap copies a field, a tap says that it is filed; also without a script."""

import json

from playwright.sync_api import Browser, Page, expect

from tests.scenarios.conftest import Served
from tests.scenarios.steps import Ruth
from tests.scenarios.test_the_notes_pages import BEGUN, begun


def test_a_field_is_copied_by_one_tap_and_the_note_filed_by_another(page: Page, served: Served) -> None:
    ruth, rows = begun(page, served)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    ruth.at("/")
    page.get_by_role("link", name="One thing that you signed is not filed there yet").click()
    page.get_by_role("link", name="TherapyNotes").click()
    page.get_by_role("button", name="Copy “Reason”").click()
    expect(page.get_by_role("status")).to_contain_text("Copied.")
    assert page.evaluate("navigator.clipboard.readText()").startswith("Incidental encounter outside the office")
    page.get_by_role("button", name="Copy “Note”").click()
    page.wait_for_function("navigator.clipboard.readText().then((text) => text.includes('kept walking'))")

    page.get_by_role("button", name="Filed there today").click()

    expect(page.get_by_role("status")).to_contain_text("It is marked as filed there.")
    expect(page.get_by_text("Everything that you signed is filed")).to_be_visible()
    ruth.at(f"/run-ins/{rows['signed']}/")
    page.get_by_role("link", name="Hand over to your record system").click()
    expect(page.get_by_text("Filed in TherapyNotes").first).to_be_visible()
    page.get_by_role("button", name="It is not there after all").first.click()
    expect(page.get_by_text("Not filed there yet")).to_be_visible()
    # The text stands selected, ready for the keyboard
    assert page.evaluate("document.activeElement.selectionEnd - document.activeElement.selectionStart") > 200


def test_without_a_script_the_texts_can_be_selected_and_the_note_filed(browser: Browser, served: Served) -> None:
    rows = json.loads(served.installation.python(BEGUN).strip().splitlines()[-1])
    page = browser.new_context(java_script_enabled=False).new_page()
    ruth = Ruth(page, served, lambda shown: None)
    ruth.signs_in()
    ruth.at(f"/run-ins/{rows['signed']}/hand-over/?to=openemr")
    expect(page.get_by_role("button", name="Copy")).to_have_count(0)
    expect(page.get_by_label("Plan", exact=True)).to_have_value("Offer once.\n")

    page.get_by_text("It was filed on another day").click()
    page.get_by_label("Filed there on").fill("2031-01-01")
    page.get_by_role("button", name="Keep this day").click()
    expect(page.get_by_text("It cannot have been filed before it was signed")).to_be_visible()
    page.get_by_role("button", name="Filed there today").click()

    expect(page.get_by_text("Filed in OpenEMR").first).to_be_visible()
    page.context.close()
