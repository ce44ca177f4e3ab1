"""Ruth at her screen: each method is one thing that she does, in the words of the pages."""

import os
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from playwright.sync_api import Locator, Page, expect

from tests.scenarios.conftest import Served

PASSWORD = "a boat on the quiet lake"
LIST = Path(__file__).parent.parent / "data" / "clients-simplepractice-like.csv"
# Where it is day now, so that "a session later today" exists at whatever hour the tests run.
ZONE = next(
    zone
    for zone in ("America/Chicago", "Europe/Berlin", "Asia/Tokyo", "Pacific/Auckland")
    if 4 <= datetime.now(ZoneInfo(zone)).hour < 20
)

# Moves the proofs of who sits there six minutes into the past: the server asks again.
SIX_MINUTES_PASS = """
import django; django.setup()
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
for row in Session.objects.all():
    session = SessionStore(row.session_key)
    for proof in session.get("account_authentication_methods", []):
        proof["at"] -= 360
    session.modified = True
    session.save()
"""


@dataclass
class Ruth:
    """A therapist with a browser. `look` is called on every page that she comes to."""

    page: Page
    served: Served
    check: Callable[[Page], None]
    seen: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.set_default_timeout(10_000)

    def look(self, name: str) -> None:
        """The page is accessible; with SHOTS=folder a picture of it is kept there."""
        self.check(self.page)
        self.seen.append(name)
        if folder := os.environ.get("SHOTS"):
            width = self.page.viewport_size["width"] if self.page.viewport_size else 0
            Path(folder).mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=f"{folder}/{width}-{len(self.seen):02}-{name}.png", full_page=True)

    # Small motions

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name).first.click()

    def follow(self, name: str) -> None:
        self.page.get_by_role("link", name=name).first.click()

    def choose(self, question: str, *answers: str) -> None:
        """Tap answers of one question, as they are labelled."""
        asked = self._asked(question)
        for answer in answers:
            asked.locator("label", has_text=answer).first.click()

    def write(self, label: str, text: str) -> None:
        self.page.get_by_label(label, exact=True).fill(text)

    def reads(self, *texts: str) -> None:
        """The page says all of this."""
        for text in texts:
            expect(self.page.locator("main").get_by_text(text).first).to_be_visible()

    def _asked(self, question: str) -> Locator:
        return self.page.get_by_role("group", name=question)

    def at(self, path: str) -> None:
        self.page.goto(self.served.url + path)

    # Setting up

    def claims_the_installation(self) -> None:
        self.page.goto(self.served.claim)
        self.look("claim")
        self.write("Name of your practice", "Lakeside Counselling")
        self.page.get_by_label("Time zone").select_option(ZONE)
        self.write("Your name", "Ruth Adeyemi")
        self.write("E-mail", "ruth@example.org")
        self.write("Password", PASSWORD)
        self.press("Set it up")
        expect(self.page.get_by_role("heading", level=1)).to_contain_text("recovery kit")
        self.look("recovery-kit")

    def signs_in(self) -> None:
        self.at("/sign-in/")
        self.look("sign-in")
        self.write("E-mail", "ruth@example.org")
        self.write("Password", PASSWORD)
        self.press("Continue")
        expect(self.page).to_have_url(self.served.url + "/")

    def brings_in_her_clients(self) -> None:
        self.at("/clients/")
        self.look("no-clients")
        self.follow("Bring in a list")
        self.look("choose-a-list")
        self.page.get_by_label("The list, as a CSV file").set_input_files(LIST)
        self.press("Look at the list")
        expect(self.page.get_by_label("Last Name", exact=True)).not_to_have_value("")
        self.look("preview")
        self.press("Bring in")
        expect(self.page).to_have_url(re.compile("said=exchange.imported"))
        self.look("clients")

    # Step 1: the policy

    def answers_how_she_works(self) -> None:
        self.at("/policy/")
        self.look("policy-begin")
        self.follow("Begin with a few questions")
        self.look("comfort")
        self.choose("Where do you work?", "In a city")
        self.choose("Are you out and about", "Seldom")
        self.choose("How much small talk", "A minute or two")
        self.choose("social media", "No")
        self.choose("handshakes", "Fine, if they start it")
        self.press("Next")

    def answers_every_question(self) -> None:
        """Goes through the clauses as suggested, with her own words in one."""
        self.look("clause")
        for _ in range(40):
            if "/questions/6/" in self.page.url:
                self.write("Your gentle phrase", "That matters. Let’s keep it for when we next sit down.")
            onward = self.page.locator("button.primary[name=next]")
            last = "Read it through" in onward.inner_text()
            before = self.page.url
            onward.click()
            self.page.wait_for_url(lambda url, before=before: url != before)
            if last:
                break
        self.look("policy-answered")

    def publishes(self) -> None:
        self.follow("Publish version 1")
        self.look("publish")
        self.press("Publish version 1")
        self.reads("In force", "Kept word for word")
        self.look("version")
        self.follow("Print")
        self.reads("If we run into each other", "Client’s name")
        self.look("print")

    # Clients' files

    def opens_the_file_of(self, name: str) -> None:
        self.at("/clients/")
        self.page.get_by_role("link", name=name).first.click()
        expect(self.page.get_by_role("heading", level=1)).to_have_text(name)
        self.look("file")

    def enters_a_session_today(self) -> None:
        self.page.locator("main").get_by_role("link", name="Sessions").click()
        self.look("sessions")
        self.write("Day", f"{datetime.now(ZoneInfo(ZONE)):%Y-%m-%d}")
        self.write("Begins at", "23:50")
        self.press("Enter in the diary")
        self.reads("50 minutes")

    # Step 2 and 3: talking it through

    def talks_it_through(self, name: str) -> None:
        self.follow("Talk it through")
        self.look("talk")
        self.press("Start the talk-through")
        for _ in range(30):
            self.look("talk-part")
            if self.page.get_by_role("group", name="What is your answer?").count():
                break
            self._chooses_with_them()
            before = self.page.url
            self.page.locator(".bar button[value=next]").click()
            self.page.wait_for_url(lambda url, before=before: url != before)
        self.choose("What is your answer?", "Yes, that’s right")
        self.write("Your name", name)
        self.page.get_by_label(re.compile("I agree to sign on this screen")).check()
        self.reads_the_code()
        self.press("This is my answer")
        self.look("record-the-answer")
        self.choose("How do you know who answered?", "I know them from our work together")
        self.press("Record this answer")
        self.reads("Signed on the screen", "SHA-256 of the text")
        self.look("acknowledgement")

    def reads_the_code(self) -> None:
        """Open the whole text, read its last line, type what stands there."""
        self.page.get_by_text("The whole text, version").click()
        code = self.page.locator(".code-end")
        expect(code).to_be_visible()
        self.page.get_by_label("The four characters at the end of the text").fill(code.inner_text())

    def _chooses_with_them(self) -> None:
        for question, answer in (
            ("What would you like me to do?", "Wait for me. If I look over"),
            ("How shall I greet you back?", "A nod is enough."),
            ("Who brings it up?", "Ask me once, and I decide."),
        ):
            if self._asked(question).count():
                self.choose(question, answer)

    # Step 4 and 5

    def goes_discreet(self) -> None:
        self.press("Discreet")
        expect(self.page.locator("html")).to_have_attribute("data-wording", "discreet")

    def speaks_plainly_again(self) -> None:
        self.press("Discreet")
        expect(self.page.locator("html")).to_have_attribute("data-wording", "plain")

    def looks_at_the_pocket_card(self) -> None:
        self.at("/")
        self.follow("Pocket card")
        self.reads("That matters. Let’s keep it for when we next sit down.")
        self.look("card")

    def looks_at_the_pocket_card_of_everybody(self) -> None:
        """Before a policy there are the five lines and the phrases that come with Waveback."""
        self.at("/card/")
        self.look("card")

    # Step 6: the run-in

    def puts_down_a_run_in_with(self, name: str, line: str) -> None:
        self.at("/run-ins/new/")
        self.look("capture")
        self.page.locator("#id_who").press_sequentially(name.split()[-1])
        self.page.locator("#found label", has_text=name).click()
        self._says_what_happened()
        self.choose("How at ease were you?", "4")
        self.write("A line for later", line)
        self.press("Save")
        expect(self.page).to_have_url(re.compile("said=document.captured"))
        self.look("captured")

    def puts_down_without_a_search(self, name: str) -> None:
        """Without JavaScript a name that only one client goes by is enough."""
        self.at("/run-ins/new/")
        self.page.locator("#id_who").fill(name)
        self._says_what_happened()
        self.press("Save")
        expect(self.page).to_have_url(re.compile("said=document.captured"))

    def _says_what_happened(self) -> None:
        self.choose("Where?", "Shop or market")
        self.choose("Who saw whom?", "Both")
        self.choose("Who said hello first?", "They did")
        self.choose("They were", "With family")
        self.choose("I was", "Alone")
        self.choose("How were you introduced?", "Not at all")
        self.choose("What was said?", "Chit-chat")

    def finishes_the_note(self, fact: str) -> None:
        self.follow("Finish and sign")
        self.look("finish")
        self.choose("How did it happen?", "In person")
        self.choose("Who knew?", "We both knew")
        self.choose("What did they do?", "Spoke to me")
        self.choose("What did you do?", "Greeted back")
        self.choose("What could others gather?", "That we know each other")
        self.choose("Was it chance?", "Chance")
        self.choose("How long?", "A moment")
        if self._asked("Did it go as your policy says?").count():
            self.choose("Did it go as your policy says?", "As the policy says")
        self.write("Fact", fact)
        self.write("Impact", "She seemed at ease.")
        self.write("Plan", "Offer once at the next session.")
        self.press("Read it over and sign")

    def waits_six_minutes(self) -> None:
        self.served.installation.python(SIX_MINUTES_PASS)

    def confirms_that_it_is_her(self) -> None:
        expect(self.page.get_by_role("heading", level=1)).to_have_text("Confirm it is you")
        self.look("confirm")
        self.page.get_by_label("Password").fill(PASSWORD)
        self.press("Confirm")

    def signs_it(self) -> None:
        self.look("sign")
        if (found := self.page.get_by_label("I have read these; sign as it is")).count():
            found.check()
        self.write("Type your name to sign", "Ruth Adeyemi")
        self.press("Sign and lock")
        self.reads("Signed and locked")
        self.look("signed")

    def adds(self, text: str) -> None:
        self.follow("Add an addendum")
        self.look("add")
        self.choose("Why do you add something?", "It adds something")
        self.write("Addendum", text)
        self.press("Sign and add")
        self.reads(text)
        self.look("added")

    def marks_it_as_entered_in_error(self, reason: str) -> None:
        self.follow("This note is in the wrong file")
        self.look("in-error")
        self.write("Why does this note not belong here?", reason)
        self.press("Mark it as entered in error")
        self.reads("This note does not belong in this file.")
        self.look("marked")

    # Step 7: the revisit

    def revisits_from_today(self, words: str) -> None:
        self.at("/")
        self.look("today")
        self.follow("Revisit the run-in of")
        self.look("revisit")
        self.reads("We crossed paths; would you like to talk about it?")
        self.choose("What did they say?", "Yes, we talked about it")
        self.write("What was it like for you?", words)
        self.choose("How at ease did you feel?", "4")
        self.choose("And next?", "Nothing more")
        self.press("Sign and finish")
        expect(self.page).to_have_url(re.compile("said=revisit.signed"))

    def the_record_holds(self) -> None:
        verified = self.served.run("verify")
        assert verified.returncode == 0, verified.stdout + verified.stderr
