"""Talking it through on every screen: small, wide, dark, discreet; drawn by hand; by keyboard; without JavaScript."""

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.scenarios import axe
from tests.scenarios.conftest import Served
from tests.scenarios.steps import Ruth

Check = Callable[[Page], None]

TALKED = """
import django; django.setup()
import json
from datetime import UTC, datetime, timedelta
from uuid import uuid4
from waveback.people import actions as people
from waveback.steps.discussion import actions, queries
from waveback.steps.policy import actions as policy
ruth = people.claim_installation(
    token=people.new_claim_link(), practice_name="Lakeside Counselling", time_zone="America/Chicago",
    profession="apa", name="Ruth Adeyemi", credentials="PhD", email="ruth@example.org",
    password="a boat on the quiet lake")[0]
def opened(name, **more):
    return people.open_client(member=ruth, details=people.ClientDetails(legal_name=name, **more))
revision = policy.answer_clause(member=ruth, number="1", answer={"option": "opt_in", "own_words": ""}, revision=0)
first = policy.publish_version(member=ruth, revision=revision)
mara, couple = opened("Mara Lindqvist"), opened("Ito and Marsh", kind="couple")
teen = opened("Noor Haddad", minor=True, guardian="mother")
actions.set_signing(member=ruth, client=teen, who="guardian", guardian_reads=False, reason="", seen=0)
for label in ("The elder", "The younger"):
    actions.add_participant(member=ruth, client=couple, label=label, id=uuid4())
drawn = [[[100, 220], [200, 60], [300, 230], [380, 120]], [[430, 180], [700, 150]]]
def answered(client, **more):
    talk = actions.begin(member=ruth, client=client, version=first)
    actions.keep(talk=talk, revision=talk.revision, part=2, fields={"greeting": "nod", "questions": "And in church?",
        "agreed": "I wait there, too.", "teach_back": "You wait for me."})
    hidden = queries.shown_with_the_answer(ruth, client, talk)
    given = {"state": "accepted", "way": "drawn", "name": client.name, "consents": True,
        "seen": str(hidden["seen"] or ""), "strokes": drawn}
    actions.answer(member=ruth, talk=talk, revision=talk.revision, shown=(hidden["version"], hidden["text_hash"]),
        read_back=queries.read_back_text(ruth, client, talk), given=given | more)
    return talk, (hidden["version"], hidden["text_hash"])
def recorded(client, **more):
    talk, shown = answered(client, **more)
    return actions.acknowledge(member=ruth, client=client, talk=talk, shown=shown, said_by="", presence="",
        factor="password", language="en")
old = recorded(mara)
new = recorded(mara)
guarded = recorded(teen, signer="guardian", assent="no")
revision = policy.answer_clause(member=ruth, number="5", answer={"option": "open", "own_words": ""}, revision=revision)
policy.publish_version(member=ruth, revision=revision, changes="Longer chats.")
people.schedule_session(member=ruth, client=couple, starts_at=datetime.now(UTC) + timedelta(days=2), minutes=50)
actions.ask_again(member=ruth, client=mara, words="The gym, please.", id=uuid4())
tablet = opened("Daniel Okafor")
waiting = actions.begin(member=ruth, client=tablet, version=queries.newest_version(ruth))
other, _ = answered(opened("Sam Field"))
print(json.dumps({"mara": str(mara.pk), "couple": str(couple.pk), "teen": str(teen.pk), "old": str(old.pk),
    "new": str(new.pk), "guarded": str(guarded.pk), "tablet": str(tablet.pk), "waiting": str(waiting.pk),
    "sam": str(other.client_id), "answered": str(other.pk), "last": len(queries.parts(ruth, waiting))}))
"""


@pytest.fixture
def made(served: Served) -> dict[str, Any]:
    """An installation in which some have talked, some wait, one is a couple and one is under age."""
    import json

    told: dict[str, Any] = json.loads(served.installation.python(TALKED).splitlines()[-1])
    return told


def pages(made: dict[str, Any]) -> dict[str, str]:
    talk = f"/clients/{made['tablet']}/talk/{made['waiting']}"
    parts = {f"part-{number}": f"{talk}/{number}/" for number in range(1, made["last"] + 1)}
    return {
        "still": "/talk/",
        "still-why": "/talk/?why=material",
        "overview": f"/clients/{made['mara']}/talk/",
        "overview-couple": f"/clients/{made['couple']}/talk/",
        "overview-teen": f"/clients/{made['teen']}/talk/",
        "overview-paused": f"/clients/{made['tablet']}/talk/",
        **parts,
        "record": f"/clients/{made['sam']}/talk/{made['answered']}/record/",
        "copy-old": f"/clients/{made['mara']}/talk/{made['old']}/",
        "copy": f"/clients/{made['mara']}/talk/{made['new']}/",
        "copy-teen": f"/clients/{made['teen']}/talk/{made['guarded']}/",
        "copy-guardian": f"/clients/{made['teen']}/talk/{made['guarded']}/?for=guardian",
        "withdraw": f"/clients/{made['mara']}/talk/{made['new']}/withdraw/",
        "paper": f"/clients/{made['mara']}/talk/on-paper/",
        "paper-teen": f"/clients/{made['teen']}/talk/on-paper/",
        "who-signs": f"/clients/{made['teen']}/talk/who-signs/",
        "greet-first": f"/clients/{made['mara']}/greet-first/",
        "print": f"/clients/{made['mara']}/talk/{made['new']}/print/",
        "people": f"/clients/{made['couple']}/talk/people/",
    }


def picture(page: Page, name: str) -> None:
    """With SHOTS=folder a picture of the page is kept there."""
    if folder := os.environ.get("SHOTS"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


SMALL = """Array.from(document.querySelectorAll("main a, main button, main summary, main select, main .pick label"))
    .filter((one) => !one.closest("p, .sr, .sec, li span, .back, td, dd, article, .hint, .tailnote, caption"))
    .map((one) => [one, one.getBoundingClientRect()])
    .filter(([one, box]) => box.width && !one.classList.contains("sr") && (box.height < 43.5 || box.width < 24))
    .map(([one, box]) => one.outerHTML.slice(0, 100) + " " + box.height)"""


# test_every_page.py opens each page at every width in both; here it is what a walk through them fills in.
def test_every_page_fits_can_be_read_and_tapped(page: Page, served: Served, made: dict[str, Any]) -> None:
    Ruth(page, served, lambda _: None).signs_in()
    found = []
    for name, path in pages(made).items():
        page.goto(served.url + path)
        found += axe.misfits(page, name, ((320, "dark"), (768, "light")), SMALL, picture)
    assert found == []


IN_THE_ROOM = ("part-", "record", "greet-first")
"""What the client reads is in plain words: it is theirs."""


def test_no_page_of_the_therapists_tells_a_bystander_what_it_is_about(
    page: Page, served: Served, made: dict[str, Any]
) -> None:
    ruth = Ruth(page, served, lambda _: None)
    ruth.signs_in()
    ruth.press("Discreet")
    for name, path in pages(made).items():
        page.goto(served.url + path)
        picture(page, f"1280-discreet-{name}")
        assert page.title() == "Waveback"
        if name.startswith(IN_THE_ROOM):
            continue
        shown = page.locator("body").inner_text()
        told = re.findall(r"\b(clients?|run-ins?|sessions?|polic(?:y|ies)|therap\w*|counsel\w*)\b", shown, re.I)
        assert told == [], name
        for secret in ("Lindqvist", "Haddad", "The elder", "The gym", "church"):
            assert secret not in shown, (name, secret)


def test_printed_the_copy_is_clean_and_has_signature_word_and_marks(
    page: Page, served: Served, made: dict[str, Any]
) -> None:
    Ruth(page, served, lambda _: None).signs_in()
    page.set_viewport_size({"width": 794, "height": 1123})
    for name, told in (
        ("copy-old", ["Superseded on", "You wait for me."]),
        ("copy-teen", ["They did not agree", "mother"]),
        ("copy-guardian", ["The guardian’s copy", "The wishes are left out"]),
    ):
        page.emulate_media(media="screen")
        page.goto(served.url + pages(made)[name])
        page.get_by_role("link", name="Print this for their copy").click()
        page.get_by_role("button", name="Print").click()
        page.emulate_media(media="print")
        picture(page, f"paper-{name}")
        expect(page.locator("nav.places")).to_have_count(0)
        expect(page.locator("svg.drawn")).to_be_visible()
        assert page.locator("main button:visible").count() == 0, name
        for words in told:
            assert words in page.locator("main").inner_text()


def test_a_signature_is_drawn_cleared_and_drawn_again(page: Page, served: Served, made: dict[str, Any]) -> None:
    page.set_viewport_size({"width": 768, "height": 1024})
    ruth = Ruth(page, served, lambda _: None)
    ruth.signs_in()
    page.goto(served.url + pages(made)[f"part-{made['last']}"])
    page.get_by_label("Yes, that’s right").check()
    page.get_by_label("I draw my signature").check()
    _draws(page)
    expect(page.locator("#pad-said")).to_have_text("A signature is drawn.")
    ruth.press("Clear")
    expect(page.locator("#pad-said")).to_have_text("Nothing is drawn yet.")
    _draws(page)
    picture(page, "768-light-drawn")
    ruth.press("This is my answer")  # the name and the consent are missing: what was drawn stays
    expect(page.locator("#pad-said")).to_have_text("A signature is drawn.")
    page.get_by_label("Your name").fill("Dan Okafor")
    page.get_by_label(re.compile("I agree to sign on this screen")).check()
    ruth.reads_the_code()
    ruth.press("This is my answer")
    expect(page.locator("svg.drawn path")).to_be_visible()
    page.get_by_label("I know them from our work together").check()
    ruth.press("Record this answer")
    expect(page.locator("svg.drawn path")).to_be_visible()


def _draws(page: Page) -> None:
    page.locator("canvas").scroll_into_view_if_needed()
    box = page.locator("canvas").bounding_box()
    assert box
    page.mouse.move(box["x"] + 30, box["y"] + 60)
    page.mouse.down()
    for step in range(1, 12):
        page.mouse.move(box["x"] + 30 + step * 15, box["y"] + 60 + (step % 3) * 12)
    page.mouse.up()


def test_by_keyboard_alone_an_answer_is_given(page: Page, served: Served, made: dict[str, Any]) -> None:
    Ruth(page, served, lambda _: None).signs_in()
    page.goto(served.url + pages(made)[f"part-{made['last']}"])
    _tab_to(page, "input[name=state]")
    page.keyboard.press("Space")
    _tab_to(page, "input[name=name]")
    page.keyboard.type("Dan Okafor")
    _tab_to(page, "input[name=consents]")
    page.keyboard.press("Space")
    _tab_to(page, "input[name=opened]")
    page.keyboard.type(page.locator(".code-end").text_content() or "")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Thank you. Please hand it back.")


def _tab_to(page: Page, selector: str) -> None:
    for _ in range(120):
        page.keyboard.press("Tab")
        if page.evaluate("(wanted) => document.activeElement?.matches(wanted)", selector):
            return
    raise AssertionError(f"The keyboard does not reach {selector}")


def test_without_javascript_the_name_is_typed_and_drawing_is_not_offered(
    browser: Browser, served: Served, made: dict[str, Any]
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    ruth = Ruth(page, served, lambda _: None)
    ruth.signs_in()
    page.goto(served.url + pages(made)[f"part-{made['last']}"])
    expect(page.get_by_label("I draw my signature")).to_be_hidden()
    page.get_by_label("Yes, that’s right").check()
    page.get_by_label("Your name").fill("Dan Okafor")
    page.get_by_label(re.compile("I agree to sign on this screen")).check()
    ruth.reads_the_code()
    ruth.press("This is my answer")
    page.get_by_label("I know them from our work together").check()
    ruth.press("Record this answer")
    expect(page.locator("h1")).to_have_text("Accepted")
    context.close()


def test_a_pause_goes_on_at_the_very_screen(page: Page, served: Served, made: dict[str, Any]) -> None:
    ruth = Ruth(page, served, lambda _: None)
    ruth.signs_in()
    page.goto(served.url + pages(made)["part-5"])
    ruth.press("Pause")
    ruth.press("Go on")
    assert page.url.endswith("/5/")
