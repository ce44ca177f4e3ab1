"""On the way: a plan for a shared place, questions with what was said to them, and a copy on paper."""

import pytest
from django.utils import timezone

from tests.steps.discussion.test_acknowledge import talked
from waveback.ground.ledger.models import Entry
from waveback.people import queries as people
from waveback.steps.boundaries import queries as plans
from waveback.steps.discussion import queries

PLAN = {"place": "sport", "often": "weekly", "they_words": "I nod.", "i_words": "You nod back."}


def words(response):
    return response.content.decode()


def test_a_shared_place_named_on_the_way_becomes_a_plan_in_the_same_act(room, ruth, mara):
    room.begin()
    room.send("plan", **PLAN)
    shown = words(room.browser.get(room.address("read_back")))
    assert "I nod." in shown

    room.answer()
    room.record()

    (held,) = plans.plans(ruth, mara)
    row = queries.acknowledgements(ruth, mara).get()
    assert row.further["plan"]["they_words"] == "I nod." and "I nod." in row.read_back
    assert held.now.source == "talk_through"
    told = [entry.what for entry in Entry.objects.filter(client_seq__isnull=False).order_by("client_seq")]
    assert told[-1] == "discussion.acknowledged" and any(what.startswith("boundaries.") for what in told)


def test_no_place_is_fine_and_takes_back_what_was_filled_in(room, ruth, mara):
    room.begin()
    room.send("plan", **PLAN)
    assert room.send("plan", **(PLAN | {"place": ""})).status_code == 303

    room.answer()
    room.record()

    assert not plans.plans(ruth, mara)
    assert queries.acknowledgements(ruth, mara).get().further is None


def test_half_a_plan_says_what_is_missing_and_keeps_the_rest(room):
    room.begin()

    refused = room.send("plan", **(PLAN | {"often": ""}))

    assert refused.status_code == 422
    assert "Say roughly how often." in words(refused) and "You nod back." in words(refused)


def test_the_question_the_answer_to_it_and_the_teach_back_are_kept(room, ruth, mara):
    room.begin()
    room.send("questions", questions="And my mother?", agreed="I wait there, too.", teach_back="You wait.")
    room.answer()
    done = room.record()

    row = queries.acknowledgements(ruth, mara).get()
    assert (row.questions, row.further["agreed"], row.teach_back) == (
        "And my mother?",
        "I wait there, too.",
        "You wait.",
    )
    copy = words(room.browser.get(done["Location"]))
    assert "And my mother?" in copy and "I wait there, too." in copy


def test_every_screen_says_about_how_long_it_still_takes(room, ruth):
    room.begin()
    minutes = []
    for number in range(1, len(queries.parts(ruth, room.talk)) + 1):
        shown = room.browser.get(f"{room.home}{room.talk.id}/{number}/")
        minutes.append(shown.context["screen"].minutes)
        assert f"About {minutes[-1]} minute" in words(shown)

    assert minutes == sorted(minutes, reverse=True) and minutes[-1] == 1


def test_two_devices_on_the_plan_keep_both(room, ruth, mara):
    room.begin()
    shown = room.browser.get(room.address("plan")).context["form"]["revision"].value()
    room.send("plan", **PLAN)

    other = room.browser.post(room.address("plan"), PLAN | {"they_words": "I wave.", "revision": shown, "go": "next"})

    assert other.status_code == 409
    assert "I nod." in words(other) and "I wave." in words(other)


def test_a_copy_is_printed_in_plain_wording_and_the_print_is_entered(ruths_browser, ruth, mara, version):
    row = talked(ruth, mara, version)
    address = f"/clients/{mara.id}/talk/{row.id}/print/"
    ruths_browser.post("/wording/", {"wording": "discreet", "next": "/"})
    asked = words(ruths_browser.get(address))
    assert "Print" in asked and row.text_hash not in asked

    paper = words(ruths_browser.post(address))

    assert "Mara Lindqvist" in paper and row.text_hash in paper and "Signed on the screen" in paper
    assert "Hold to show" not in paper
    assert Entry.objects.filter(what="discussion.printed").count() == 1


def test_a_talk_through_paused_for_long_still_agrees_its_plan(room, ruth, mara):
    today = people.practice_time(ruth.practice, timezone.now()).date()
    room.begin()
    room.send("plan", **PLAN, review=today.isoformat())
    talk = room.talk
    from waveback.steps.discussion import actions

    past = {**talk.answers, "plan": {**talk.answers["plan"], "review": "2020-01-01"}}
    actions.keep(talk=talk, revision=talk.revision, part=talk.part, fields={"plan": past["plan"]})
    room.answer()
    room.record()

    (held,) = plans.plans(ruth, mara)
    assert held.review_on > today


@pytest.mark.parametrize("state", ["declined", "deferred"])
def test_a_plan_is_agreed_only_by_who_agrees(room, ruth, mara, state):
    room.begin()
    room.send("plan", **PLAN)
    room.answer(state=state)
    room.record()

    row = queries.acknowledgements(ruth, mara).get()
    assert not plans.plans(ruth, mara)
    assert row.further["plan"]["they_words"] == "I nod."
