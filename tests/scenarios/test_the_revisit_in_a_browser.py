"""Step 7 in a browser: every page at every width, without a script, with the keyboard alone."""

import json
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

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
from tests.steps.run_ins import captured, signed
from waveback.people import actions
from waveback.people import queries as people
from waveback.people.access import Reauthentication
from waveback.steps.revisit import actions as revisit, queries

member = actions.claim_installation(
    token=actions.new_claim_link(), practice_name="Lakeside Counselling", time_zone="America/Chicago",
    profession="apa", name="Ruth Adeyemi", credentials="PhD", email="ruth@example.org",
    password="a boat on the quiet lake")[0]
mara, ended = (
    actions.open_client(member=member, details=actions.ClientDetails(legal_name=name))
    for name in ("Mara Lindqvist", "Daniel Okafor"))
now = datetime.now(UTC)
today = people.practice_time(member.practice, now).date()
open_one, done, left = signed(member, mara), signed(member, mara), signed(member, ended)
captured(member, mara)
told = {"outcome": "done", "words": "Odd, then fine.", "ease": "4", "themes": ["ignored", "safety"],
        "answers": {"response": "A little cold.", "change": "Perhaps a nod."},
        "topics": [{"words": "What to tell my mother", "theme": "cover_story", "goal": "Speak up", "carry": True}]}
revisit.sign(member=member, run_in=done, revision=0, told=told, proof=Reauthentication("password", now))
topic = queries.threads(member, mara)[0]
on = {"member": member, "client": mara}
revisit.add_entry(**on, topic=topic.id, seen=0, kind="again", on=today, words="She asked once more.", id=uuid4())
revisit.suggest_policy(member=member, run_in=done, clause=27)
note = revisit.write_process_note(**on, text="How proud I was.", id=uuid4())
actions.end_client(member=member, client=ended, at=now)
rows = {"open": open_one.pk, "done": done.pk, "left": left.pk, "mara": mara.pk, "topic": topic.id}
print(json.dumps({name: str(pk) for name, pk in rows.items()}))
"""
# The walk through every page opens each address once; these are the other shapes that pages here take.
PAGES = {
    "revisit": "/run-ins/{open}/revisit/",
    "revisit-signed": "/run-ins/{done}/revisit/",
    "revisit-ended": "/run-ins/{left}/revisit/",
    "thread": "/clients/{mara}/threads/{topic}/",
    "left-open": "/revisits/left-open/",
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
        if name == "revisit":
            ruth.choose("What did they say?", "Yes, we talked about it")
            ruth.choose("And next?", "Change what they want, and agree a plan")
            page.evaluate("document.querySelectorAll('main details').forEach(one => one.open = true)")
        for width, light in looks(page, LOOKS):
            assert axe.violations(page, only_contrast=width > 320) == [], (name, width)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (name, width)
            assert covered(page) == [], (name, width)
            ruth.look(f"{name}-{light}")


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_a_revisit_and_its_thread_without_a_script(page: Page, served: Served) -> None:
    ruth, rows = begun(page, served)
    ruth.at(f"/run-ins/{rows['open']}/revisit/")
    expect(page.get_by_label("What was it like for you?")).to_be_hidden()
    ruth.choose("What did they say?", "Yes, we talked about it")
    ruth.write("What was it like for you?", "Nice, until my mum asked.")
    page.get_by_text("More to ask, if they want to").click()
    ruth.write("Did you notice me first?", "Yes, from afar.")
    page.get_by_text("Topic 1 to come back to").click()
    page.locator("#id_topic1_words").fill("What my mum makes of it")
    ruth.choose("And next?", "Nothing more")
    ruth.press("Sign and finish")
    ruth.at(f"/clients/{rows['mara']}/threads/")
    ruth.reads("What my mum makes of it")
    page.get_by_role("link", name=re.compile("Say what became of it")).first.click()
    ruth.choose("What happened with it?", "It was worked on")
    ruth.write("In a sentence", "We practised an answer.")
    ruth.press("Add it")
    expect(page.get_by_role("status")).to_contain_text("It is added to the thread.")
    ruth.the_record_holds()


def test_an_offer_declined_with_the_keyboard_alone(page: Page, served: Served) -> None:
    ruth, rows = begun(page, served)
    ruth.at(f"/run-ins/{rows['open']}/revisit/")
    keys = page.keyboard
    for _ in range(60):
        keys.press("Tab")
        if page.evaluate("document.activeElement.name") == "outcome":
            break
    keys.press("Space")
    keys.press("ArrowDown")
    expect(page.locator("[name=outcome][value=declined]")).to_be_checked()
    for _ in range(60):
        keys.press("Tab")
        if page.evaluate("document.activeElement.name") == "sign":
            break
    keys.press("Enter")
    page.wait_for_url(re.compile("said=revisit.signed"))
