"""A round to practise, without a signal: played through, kept over a restart, and counted once at home."""

import pytest
from playwright.sync_api import expect

from tests.scenarios import axe
from tests.scenarios.phone.office import Office
from tests.scenarios.phone.pocket import Pocket
from tests.scenarios.phone.test_quick_and_plain import picture, too_small

SCENES = 3


@pytest.fixture
def with_a_round(pocket: Pocket) -> Pocket:
    pocket.signs_in()
    expect(pocket.page.locator("[data-do=practise]")).to_be_visible()
    return pocket


def heading(pocket: Pocket) -> str:
    """What has the focus, which is the heading of what shows."""
    expect(pocket.page.locator("[data-scene] h2")).to_be_focused()
    return pocket.page.locator("[data-scene] h2").inner_text()


def play_scene(pocket: Pocket) -> None:
    """Answer each turn of the scene that is asked, the first move each time."""
    on = pocket.page.locator("[data-do=practise-on]")
    asked = heading(pocket)
    while True:
        pocket.tap("[data-scene] .move")
        expect(on).to_be_visible()
        assert heading(pocket) != asked
        expect(pocket.page.locator("#said")).not_to_be_empty()
        goes_on = on.inner_text() == "It goes on"
        pocket.tap("[data-do=practise-on]")
        if not goes_on:
            return


def is_usable(pocket: Pocket, name: str) -> None:
    for width in (320, 390):
        pocket.page.set_viewport_size({"width": width, "height": 844})
        picture(pocket, f"{width}-{name}")
        assert axe.violations(pocket.page) == []
        assert pocket.page.evaluate("document.documentElement.scrollWidth") <= width
        assert too_small(pocket.page) == []
    for move in pocket.page.locator(".move").all():
        box = move.bounding_box()
        assert box is not None and box["height"] >= 55.5


def kept(pocket: Pocket) -> dict[str, object]:
    found: dict[str, object] = pocket.page.evaluate("() => phone.store.practice()")
    return found


def test_a_round_is_practised_offline_and_counts_once(with_a_round: Pocket, office: Office) -> None:
    pocket, before = with_a_round, office.ask("practised")
    pocket.offline()
    pocket.at()
    pocket.page.locator(".if-locked").first.wait_for(state="attached")
    pocket.tap("[data-do=practise]")
    assert heading(pocket).endswith(f"scene 1 of {SCENES}")
    is_usable(pocket, "practise-asked")
    pocket.page.locator(".move").first.press("Enter")
    heading(pocket)
    is_usable(pocket, "practise-told")

    pocket.at()
    pocket.tap("[data-do=practise]")
    heading(pocket)
    while pocket.page.locator("[data-scene] .move").count():
        play_scene(pocket)
    assert heading(pocket) == "That was the round"
    is_usable(pocket, "practise-over")
    rows = kept(pocket)["rows"]
    assert isinstance(rows, list) and [sorted(row) for row in rows] == [["at", "id", "key", "rating"]] * SCENES

    pocket.at()
    expect(pocket.page.locator("[data-do=practise]")).to_be_hidden()
    assert office.ask("practised") == before
    pocket.offline(False)
    pocket.at()
    expect(pocket.page.locator("[data-do=practise]")).to_be_visible()
    assert office.ask("practised") == before + SCENES
    assert kept(pocket)["rows"] == []
    pocket.at()
    assert office.ask("practised") == before + SCENES


def test_a_phone_that_was_ended_forgets_the_round(with_a_round: Pocket, office: Office) -> None:
    office.ask("end", device=with_a_round.page.evaluate("async () => (await phone.store.kit()).device.id"))
    with_a_round.at()

    expect(with_a_round.page.locator("[data-told]")).to_contain_text("was ended")
    expect(with_a_round.page.locator("[data-do=practise]")).to_be_hidden()
    assert kept(with_a_round) is None
