"""What was answered without a signal moves the cards: once, dated when it was given, for its own member alone."""

import json
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from tests.conftest import signed_in
from tests.rehearsal.conftest import MONDAY, finish, publish
from waveback.ground.ledger.models import Entry
from waveback.rehearsal import actions, offline, queries
from waveback.rehearsal.models import Notebook

HOUR = timedelta(hours=1)


def row(drill: dict[str, Any], at: datetime, rating: str = "fits") -> dict[str, Any]:
    return {"id": str(uuid4()), "key": drill["key"], "rating": rating, "at": int(at.timestamp() * 1000)}


def practised(member: Any, at: datetime, rating: str = "fits") -> list[dict[str, Any]]:
    return [row(drill, at, rating) for drill in offline.due_drills(member, at)["drills"]]


def hand_in(member: Any, rows: list[Any], now: datetime) -> None:
    actions.take_in(member=member, given=offline.understood({"answers": rows}, now))


def cards(member: Any) -> dict[str, Any]:
    known = queries.held(member)
    return {family: card.as_values() for family, card in known.cards.items()} if known else {}


def test_it_moves_the_cards_as_a_round_at_that_moment_would(ruth, colleague, published):
    actions.begin(member=colleague, at=MONDAY)
    finish(colleague)

    hand_in(ruth, practised(ruth, MONDAY), MONDAY + 30 * HOUR)

    assert cards(ruth) == cards(colleague)


def test_the_same_answer_twice_counts_once(ruth, published):
    rows = practised(ruth, MONDAY)
    hand_in(ruth, [*rows, *rows], MONDAY)
    before = cards(ruth)

    hand_in(ruth, rows, MONDAY + HOUR)

    assert cards(ruth) == before
    assert sum(sum(card["scenes"].values()) for card in before.values()) == len(rows)


@pytest.mark.parametrize("ahead", [HOUR, timedelta(days=100_000_000)])
def test_nothing_is_dated_in_the_future(ruth, published, ahead):
    rows = practised(ruth, MONDAY)
    for one in rows:
        one["at"] = int(MONDAY.timestamp() * 1000) + int(ahead.total_seconds() * 1000)

    hand_in(ruth, rows, MONDAY)

    assert {card["fsrs"]["last_review"] for card in cards(ruth).values()} == {MONDAY.isoformat()}


def test_an_older_answer_than_the_cards_last_counts_as_seen_and_moves_nothing(ruth, published):
    rows = practised(ruth, MONDAY, "against")
    actions.begin(member=ruth, at=MONDAY + HOUR)
    finish(ruth, at=MONDAY + HOUR)
    before = cards(ruth)

    hand_in(ruth, rows, MONDAY + 2 * HOUR)

    after = cards(ruth)
    assert {family: card["due"] for family, card in after.items()} == {
        family: card["due"] for family, card in before.items()
    }
    assert sum(sum(card["scenes"].values()) for card in after.values()) == 2 * len(rows)


def test_what_another_policy_judged_comes_back(ruth, published):
    rows = practised(ruth, MONDAY)
    publish(ruth, c1="nod", c2="eye_contact", c6="scheduling", c7="none")

    hand_in(ruth, rows, MONDAY)

    assert "changed" in {one.why for one in queries.coming_back(ruth, MONDAY)}


def test_it_moves_nobody_elses_cards(ruth, colleague, published):
    hand_in(colleague, practised(ruth, MONDAY), MONDAY)

    assert not Notebook.objects.exists()


def test_what_was_forgotten_meanwhile_does_not_come_back(ruth, published):
    hand_in(ruth, practised(ruth, MONDAY), MONDAY)
    rows = practised(ruth, MONDAY + HOUR)
    actions.forget(member=ruth)

    hand_in(ruth, rows, MONDAY + HOUR)

    assert queries.held(ruth) is None


def test_what_is_no_answer_is_left_out(ruth, published):
    good, *_ = practised(ruth, MONDAY)
    bad = [None, 1, {}, {**good, "id": "x"}, {**good, "rating": []}, {**good, "at": "now"}, {**good, "key": 5}]

    hand_in(ruth, [*bad, good], MONDAY)

    assert len(cards(ruth)) == 1


# Its address


def post(browser: Any, body: Any, token: str = "") -> Any:
    headers = {"X-CSRFToken": token} if token else {}
    return browser.post("/rehearse/answers/", body, content_type="application/json", headers=headers)


def test_its_address_takes_them_in_tells_the_next_round_and_writes_no_line(ruth, published):
    browser = signed_in(ruth)
    told = browser.get("/rehearse/due.json").json()
    lines = Entry.objects.count()

    answer = post(browser, {"answers": [row(drill, MONDAY) for drill in told["drills"]]})

    assert answer.status_code == 200
    assert answer.json()["drills"] and answer.json()["format"] == offline.FORMAT
    assert cards(ruth) and Entry.objects.count() == lines


def test_its_address_wants_the_token_that_the_round_came_with(ruth, published):
    browser = signed_in(ruth)
    browser.handler.enforce_csrf_checks = True
    token = browser.get("/rehearse/due.json").json()["token"]

    assert post(browser, {"answers": []}).status_code == 403
    assert post(browser, {"answers": []}, token).status_code == 200


@pytest.mark.parametrize("body", ["", "[]", "{", "[" * 100_000, '{"answers": 1}', "nul\0"])
def test_what_is_not_understood_is_told_so(ruth, published, body):
    answer = post(signed_in(ruth), body)

    assert (answer.status_code, list(answer.json())) == (400, ["say"])


def test_a_form_is_told_so_too(ruth, published):
    assert signed_in(ruth).post("/rehearse/answers/", {"answers": json.dumps([])}).status_code == 400


def test_who_is_not_signed_in_is_led_to_the_sign_in(db):
    assert post(Client(), {"answers": []}).status_code == 303
