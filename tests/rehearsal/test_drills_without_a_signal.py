"""The seam for a phone: the next round, judged beforehand by the published policy, in discreet words, naming nobody."""

import json
import re

from tests.conftest import signed_in
from tests.rehearsal.conftest import MONDAY, publish, the_round
from waveback.rehearsal import actions, offline, packs, queries

TELLING = re.compile(
    r"\b(clients?|run-ins?|sessions?|polic(y|ies)|therap(y|ist)|counsell\w+|patients?)\b", re.IGNORECASE
)


def test_it_asks_what_a_round_would_ask_and_begins_none(ruth, published):
    drills = offline.due_drills(ruth, MONDAY)["drills"]
    assert queries.held(ruth) is None

    actions.begin(member=ruth, at=MONDAY)
    begun = the_round(ruth).drills
    assert [(one["family"], one["person"]) for one in drills] == [(one.scene.family, one.person.name) for one in begun]


def test_each_move_is_judged_by_the_published_policy_and_each_turn_has_one_that_fits(ruth, published):
    before = offline.due_drills(ruth, MONDAY)
    for drill in before["drills"]:
        for turn in drill["turns"]:
            assert any(move["verdict"] == "fits" for move in turn["moves"])
            for move in turn["moves"]:
                assert move["title"] and move["why"] and move["passage"][0]
                assert (move["instead"] is None) == (move["verdict"] == "fits")

    publish(ruth, c1="nod", c2="eye_contact", c6="scheduling", c7="none")
    assert offline.due_drills(ruth, MONDAY) != before


def test_it_names_nobody_and_no_profession_in_any_scene(ruth, mara, published):
    judge = queries.own(ruth.practice)
    for scene in packs.shipped():
        told = json.dumps(offline._drill(scene, scene.people[0], judge, ""), ensure_ascii=False)
        for name in ("Mara", "Lindqvist", "Ruth", "Adeyemi", "Lakeside", str(ruth.pk), str(ruth.practice_id)):
            assert name not in told, (scene.key, name)
        assert not TELLING.search(told), (scene.key, TELLING.search(told))


def test_its_address_gives_the_member_their_own(ruth, omar, published):
    answer = signed_in(ruth).get("/rehearse/due.json")

    assert answer["Content-Type"] == "application/json"
    assert answer.json()["format"] == offline.FORMAT
    assert answer["Cache-Control"] == "no-store"
