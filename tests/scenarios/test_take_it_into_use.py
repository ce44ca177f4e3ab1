"""From the link that the server printed to an installation that is somebody's."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.scenarios.conftest import Served


def test_ruth_claims_her_installation(page: Page, served: Served, assert_accessible: Callable[[Page], None]) -> None:
    # Given the link that the server printed
    page.goto(served.claim)
    assert_accessible(page)

    # When Ruth says who she is
    page.get_by_label("Name of your practice").fill("Lakeside Counselling")
    page.get_by_label("Time zone").select_option("America/Chicago")
    page.get_by_label("Your name", exact=True).fill("Ruth Adeyemi")
    page.get_by_label("E-mail").fill("ruth@example.org")
    page.get_by_label("Password", exact=True).fill("a boat on the quiet lake")
    page.get_by_role("button", name="Set it up").click()

    # Then she is shown her recovery kit, once
    expect(page.get_by_role("heading", level=1)).to_contain_text(re.compile("recovery kit", re.I))
    assert_accessible(page)
    page.goto(served.claim)
    expect(page.get_by_role("heading", level=1)).not_to_have_text("Set up Waveback")

    # And the ledger that began with it holds
    verified = served.run("verify")
    assert verified.returncode == 0
    assert "hold." in verified.stdout
