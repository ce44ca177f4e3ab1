from typing import Any

import pytest
from django.test import Client as Browser

from waveback.steps.discussion import actions, queries
from waveback.steps.policy import actions as policy_actions
from waveback.steps.policy import queries as policy


@pytest.fixture
def publish(ruth: Any) -> Any:
    """publish(material=True) → the next version of Ruth's policy, with something new in it."""

    def publish(material: bool = True) -> Any:
        live = policy.live(ruth.practice)
        words = {"option": "two_minutes", "own_words": f"I say goodbye soon.\n\nEdition {live.revision + 1}."}
        revision = policy_actions.answer_clause(member=ruth, number="5", answer=words, revision=live.revision)
        return policy_actions.publish_version(
            member=ruth, revision=revision, material=material, changes="I say goodbye sooner."
        )

    return publish


@pytest.fixture
def version(publish: Any) -> Any:
    return publish()


@pytest.fixture
def talk(ruth: Any, mara: Any, version: Any) -> Any:
    """A talk-through with Mara, just begun."""
    return actions.begin(member=ruth, client=mara, version=version)


class Room:
    """Ruth's tablet in the room with one client: walks through the screens as a finger would."""

    def __init__(self, browser: Browser, member: Any, client: Any) -> None:
        self.browser, self.member, self.client = browser, member, client
        self.home = f"/clients/{client.id}/talk/"

    def begin(self, **fields: Any) -> Any:
        return self.browser.post(self.home + "begin/", fields)

    @property
    def talk(self) -> Any:
        return queries.paused(self.member, self.client)

    def address(self, asks: str) -> str:
        return f"{self.home}{self.talk.id}/{self.number(asks)}/"

    def number(self, asks: str) -> int:
        """The number of the screen that asks this field; "read_back" is the last one."""
        parts = queries.parts(self.member, self.talk)
        return next(n for n, part in enumerate(parts, 1) if asks in part.asks or part.kind == asks)

    def send(self, asks: str, go: str = "next", **fields: Any) -> Any:
        """Fill the screen as it is shown now, and press a button."""
        shown = self.browser.get(self.address(asks)).context["form"]
        hidden = {field.name: field.value() for field in shown.hidden_fields() if field.value() is not None}
        if getattr(shown, "opening", ""):
            hidden["opened"] = shown.opening  # read at the end of the text
        return self.browser.post(self.address(asks), hidden | fields | {"go": go})

    def answer(self, state: str = "accepted", **fields: Any) -> Any:
        typed = {"way": "typed", "name": "Mara Lindqvist", "consents": "on"}
        return self.send("read_back", state=state, **(typed | fields))

    def record(self, **fields: Any) -> Any:
        address = f"{self.home}{self.talk.id}/record/"
        form = self.browser.get(address).context["form"]
        shown = {field.name: field.value() for field in form}
        return self.browser.post(address, shown | {"checked": "known"} | fields)


@pytest.fixture
def room(ruths_browser: Browser, ruth: Any, mara: Any, version: Any) -> Room:
    return Room(ruths_browser, ruth, mara)
