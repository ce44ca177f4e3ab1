"""Step 6 in a browser: every page at every width, without a script, with the keyboard alone, two clients at once."""

import json
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.scenarios import axe
from tests.scenarios.axe import looks
from tests.scenarios.conftest import Served
from tests.scenarios.steps import Ruth
from tests.scenarios.test_the_journey_on_a_phone import covered

Check = Callable[[Page], None]

BEGUN = """
import django, json; django.setup()
from datetime import UTC, datetime, timedelta
from uuid import uuid4
from waveback.people import actions
from waveback.people import queries as people
from waveback.people.access import Reauthentication
from waveback.steps.document import actions as document, queries
from waveback.steps.policy import actions as policy

member = actions.claim_installation(
    token=actions.new_claim_link(), practice_name="Lakeside Counselling", time_zone="America/Chicago",
    profession="apa", name="Ruth Adeyemi", credentials="PhD", email="ruth@example.org",
    password="a boat on the quiet lake")[0]
mara, daniel = (
    actions.open_client(member=member, details=actions.ClientDetails(legal_name=name))
    for name in ("Mara Lindqvist", "Daniel Okafor"))
own = {"option": "decline", "own_words": "I leave such requests where they are."}
revision = policy.answer_clause(member=member, number="17", answer=own, revision=0)
now = datetime.now(UTC)
policy.publish_version(member=member, revision=revision, at=now - timedelta(days=30))
PROOF = Reauthentication("password", now)
AT_ONCE = {
    "place": "sport", "saw": "both", "hello": "they", "they_with": ["adult"], "i_with": "alone",
    "introduced": "not_at_all", "said": "deferred", "phrase": "gentle", "line": "Nodded at the pool."}
WHOLE = AT_ONCE | {
    "channel": "in_person", "knew": "both", "led": ["nod"], "responded": ["nod", "short"], "infer": "nothing",
    "chance": "chance", "lasted": "moment", "deviated": "no", "late_reason": "I was away.",
    "fact": "She nodded; I nodded back and kept walking.", "impact": "Seemed at ease.", "plan": "Offer once.",
    "quote": "Lovely day.", "affect": "Smiled."}

def captured(client, facts=AT_ONCE, **ago):
    row = document.capture(
        member=member, capture_key=uuid4(), client=client, who="", facts=facts, happened_at=now - timedelta(**ago),
        approximately=False, captured_at=now, ease=4)
    return queries.run_in(member, row.pk)

def drafted(run_in, facts=WHOLE):
    document.finish(
        member=member, run_in=run_in, revision=run_in.revision, facts=facts, happened_at=run_in.happened_at,
        approximately=False)
    return queries.run_in(member, run_in.pk)

signed = drafted(captured(mara, hours=2))
document.sign(member=member, run_in=signed, revision=signed.revision, proof=PROOF, checked="1")
signed = queries.run_in(member, signed.pk)
document.add(member=member, run_in=signed, addendum_id=uuid4(), reason="addition", text="It rained.", proof=PROOF)
day = people.practice_time(member.practice, signed.happened_at).date()
said = {"member": member, "run_in": signed, "given_on": day, "proof": PROOF}
document.add_client_text(kind="account", text="I was glad that you only nodded.", **said)
asked = document.add_client_text(kind="amendment", text="It was my brother.", **said)
draft = drafted(captured(mara, days=3), {name: text for name, text in WHOLE.items() if name != "plan"})
online = captured(daniel, {"place": "online", "online_kind": "request", "online_did": ["ignored"]}, hours=1)
ready = drafted(captured(daniel, hours=5))
for number in range(55):
    captured(daniel if number % 3 else mara, {"place": "street"}, days=number % 20, hours=3)
rows = {"signed": signed, "asked": asked, "draft": draft, "online": online, "ready": ready, "mara": mara}
print(json.dumps({name: str(row.pk) for name, row in rows.items()}))
"""
# The walk through every page opens each address once; these are the other shapes that pages here take.
PAGES = {
    "capture-online": "/run-ins/new/?online",
    "another": "/run-ins/{draft}/another/",
    "put-down": "/run-ins/{online}/",
    "finish-online": "/run-ins/{online}/finish/",
    "sign": "/run-ins/{ready}/sign/",
    "signed-copied": "/run-ins/{signed}/?as=soap",
    "list-of-one": "/run-ins/?client={mara}",
    "guide-unaware": "/run-ins/guide/?it=unaware",
    "guide-not-chance": "/run-ins/guide/?it=not_chance",
}
LOOKS = ((320, "dark"), (1280, "light"))


def begun(page: Page, served: Served) -> tuple[Ruth, dict[str, str]]:
    rows = json.loads(served.installation.python(BEGUN).strip().splitlines()[-1])
    ruth = Ruth(page, served, lambda shown: None)
    ruth.signs_in()
    return ruth, rows


def test_every_shape_of_a_page_fits_and_can_be_read(page: Page, served: Served) -> None:
    ruth, rows = begun(page, served)
    for name, path in PAGES.items():
        ruth.at(path.format(**rows))
        for width, light in looks(page, LOOKS):
            assert axe.violations(page, only_contrast=width > 320) == [], (name, width)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (name, width)
            assert covered(page) == [], (name, width)
            ruth.look(f"{name}-{light}")


def test_two_clients_at_once_and_a_copy(page: Page, served: Served) -> None:
    ruth, rows = begun(page, served)
    ruth.at("/run-ins/new/")
    page.locator("#found label", has_text="Mara").click()
    ruth.choose("Where?", "Event")
    page.get_by_label("Somebody else I see was there too").check()
    ruth.press("Save")
    expect(page.get_by_role("heading", level=1)).to_have_text("Somebody else was there")
    expect(page.locator("#found label", has_text="Mara")).to_have_count(0)
    page.locator("#found label", has_text="Daniel").click()
    ruth.press("Put it down")
    ruth.reads("Run-in at an event")
    assert "Mara" not in page.locator("main").inner_text()

    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    ruth.at(f"/run-ins/{rows['signed']}/?as=birp")
    ruth.press("Copy")
    expect(page.get_by_role("status")).to_contain_text("Copied.")
    assert "Intervention" in page.evaluate("navigator.clipboard.readText()")


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_what_happened_online_without_a_script(page: Page, served: Served) -> None:
    ruth, _ = begun(page, served)
    ruth.at("/run-ins/new/?online")
    page.locator("#id_who").fill("Daniel Okafor")
    ruth.choose("What was it?", "Friend or follow request")
    ruth.reads("I leave such requests where they are.")
    ruth.choose("What did you do about it?", "Ignored it")
    ruth.choose("Who knew?", "They probably noticed")
    expect(page.get_by_text("Who said hello first?")).to_be_hidden()
    ruth.press("Save")
    ruth.follow("Finish and sign")
    ruth.choose("What was said?", "Nothing")
    ruth.choose("What could others gather?", "Nobody was near")
    ruth.choose("Was it chance?", "Chance")
    ruth.choose("Did it go as your policy says?", "As the policy says")
    ruth.write("Impact", "Nothing noticed.")
    ruth.write("Plan", "Offer once at the next session.")
    ruth.press("Read it over and sign")
    ruth.signs_it()
    ruth.reads("Friend or follow request", "It happened online: a friend or follow request. I left it as it was.")
    ruth.the_record_holds()


def test_from_the_guide_to_a_record_with_the_keyboard_alone(page: Page, served: Served) -> None:
    ruth, _ = begun(page, served)
    ruth.at("/run-ins/guide/")
    keys = page.keyboard

    def reach(words: str) -> None:
        """Tab until what has the focus is called so."""
        for _ in range(80):
            keys.press("Tab")
            named = "(document.activeElement.labels?.[0] ?? document.activeElement).textContent.trim()"
            if page.evaluate(named) == words:
                return
        raise AssertionError(words)

    reach("They turned up online, without my looking")
    keys.press("Enter")
    page.wait_for_url(re.compile("it=online"))
    reach("Put it down, the short way")
    keys.press("Enter")
    page.wait_for_url(re.compile("new/"))
    page.locator("#id_who").focus()
    keys.type("Okafor")
    expect(page.locator("#found label")).to_have_count(1)
    keys.press("Shift+Tab")
    keys.press("Shift+Tab")
    keys.press("Space")
    reach("Save")
    keys.press("Enter")
    page.wait_for_url(re.compile("said=document.captured"))
    ruth.reads("Run-in online")


def test_a_note_that_is_written_on_two_devices_keeps_both_texts(page: Page, served: Served, browser: Browser) -> None:
    """The laptop and a phone have the same draft open; whoever keeps it second sees both texts and chooses."""
    _, rows = begun(page, served)
    phone = browser.new_context(storage_state=page.context.storage_state()).new_page()
    devices = {page: "We waved by the bread.", phone: "We nodded by the till."}
    for device, text in devices.items():
        device.goto(f"{served.url}/run-ins/{rows['draft']}/finish/")
        device.locator("[name=fact]").fill(text)
    for device in devices:
        device.get_by_role("button", name="Finish later").click()
        device.wait_for_load_state()

    expect(phone.get_by_role("heading", level=1)).to_have_text("It was changed meanwhile")
    for text in devices.values():
        expect(phone.get_by_text(text)).to_have_count(1)
    phone.get_by_role("button", name="Keep what I typed").click()
    page.goto(f"{served.url}/run-ins/{rows['draft']}/")
    expect(page.get_by_text("We nodded by the till.")).to_have_count(1)
    phone.context.close()
