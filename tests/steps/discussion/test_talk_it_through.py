"""The talk-through as it is held in the room: one screen at a time, without any script."""

import re
from datetime import date

import pytest
from django.utils.html import escape

from waveback.steps.client_leads import queries as wishes
from waveback.steps.client_leads import rules as leads
from waveback.steps.client_leads.actions import set_wishes
from waveback.steps.discussion import actions, queries
from waveback.steps.policy import actions as policy_actions
from waveback.steps.policy import queries as policy


def words(response):
    return response.content.decode()


def test_a_talk_through_from_the_first_screen_to_the_recorded_answer(room, ruth, mara, version):
    assert room.begin().status_code == 303
    for number, part in enumerate(queries.parts(ruth, room.talk), start=1):
        shown = words(room.browser.get(f"{room.home}{room.talk.id}/{number}/"))
        assert escape(part.heading or part.passages[0].heading) in shown
    assert room.send("acknowledge", acknowledge="yes")["Location"] == room.address("greeting")
    room.send("greeting", greeting="nod", introduction="an old colleague")
    room.send("who_knows", who_knows=["partner"])
    room.send("how_to_raise", how_to_raise="offer")
    room.send(
        "questions",
        questions="What if you are with your children?",
        teach_back="You wait for me.",
    )

    read_back = words(room.browser.get(room.address("read_back")))
    assert "I greet you back with a nod." in read_back
    assert "an old colleague" in read_back
    handed_back = room.answer()
    assert handed_back["Location"].endswith("/record/")
    done = room.record()

    row = queries.acknowledgements(ruth, mara).get()
    assert done["Location"] == f"{room.home}{row.id}/?said=discussion.recorded"
    assert (row.state, row.way, row.factor) == ("accepted", "typed", "password")
    assert row.questions == "What if you are with your children?"
    assert wishes.wishes(ruth, mara).greeting == "nod"
    copy = words(room.browser.get(done["Location"]))
    assert row.text_hash in copy and "You wait for me." in copy and "<dt>Language</dt><dd>English</dd>" in copy


def test_the_screens_show_nobody_else_and_lead_nowhere_else(room, daniel):
    room.begin()

    shown = words(room.browser.get(room.address("acknowledge")))

    assert "Okafor" not in shown and daniel.code_label not in shown
    assert 'href="/clients/"' not in shown


@pytest.mark.parametrize("wish", [{"acknowledge": "no"}, {"acknowledge": "yes", "unsafe": "on"}])
def test_who_wants_no_contact_reads_on_and_is_not_asked_how_to_be_greeted(room, wish):
    room.begin()
    room.send("acknowledge", **wish)

    shown = room.browser.get(room.address("greeting"))

    assert "Being introduced" in words(shown)
    assert [field.name for field in shown.context["form"].visible_fields()] == []


def test_every_line_of_the_text_that_is_kept_was_on_a_screen(room, ruth, version):
    room.begin()
    numbers = range(1, len(queries.parts(ruth, room.talk)))

    shown = "".join(words(room.browser.get(f"{room.home}{room.talk.id}/{number}/")) for number in numbers)

    missing = [line for line in version.text.splitlines() if line and escape(line) not in shown]
    assert missing == []


def test_pausing_keeps_what_was_chosen_and_goes_on_where_it_stopped(room):
    room.begin()
    paused = room.send("greeting", go="pause", greeting="smile")

    assert paused["Location"] == f"{room.home}?said=discussion.paused"
    assert "A talk-through is paused" in words(room.browser.get(room.home))
    assert room.begin()["Location"] == room.address("greeting")
    assert room.browser.get(room.address("greeting")).context["form"]["greeting"].value() == "smile"


def test_going_back_keeps_what_was_typed_even_where_it_is_not_whole_yet(room):
    room.begin()

    back = room.send("questions", go="back", questions="x" * 4001)
    assert back["Location"] == room.address("how_to_raise")
    assert room.browser.get(room.address("questions")).context["form"]["questions"].value() == "x" * 4001

    room.send("read_back", go="back", name="Mara Lind")
    assert room.browser.get(room.address("read_back")).context["form"]["name"].value() == "Mara Lind"


def test_a_screen_with_an_error_keeps_what_was_chosen_and_says_what_to_do(room):
    room.begin()

    refused = room.send("who_knows", who_knows=["nobody", "partner"])

    assert refused.status_code == 422
    assert "Choose “Nobody”, or the people who know, but not both." in words(refused)
    assert refused.context["form"]["who_knows"].value() == ["nobody", "partner"]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"name": ""}, "Type your name, or choose “I say it”."),
        ({"consents": ""}, "Tick this to sign on the screen, or choose “I say it”."),
        ({"state": ""}, "Choose an answer. “Not yet” is one."),
    ],
)
def test_an_answer_that_is_not_whole_says_what_is_missing(room, fields, sentence):
    room.begin()

    refused = room.answer(**fields)

    assert refused.status_code == 422
    assert sentence in words(refused)


def test_not_yet_needs_no_signature(room, ruth, mara):
    room.begin(to="answer")
    room.answer(state="deferred", name="", consents="")
    room.record()

    assert queries.standing(ruth, mara).due == "deferred"


def test_declining_is_recorded_and_says_that_care_goes_on(room, ruth, mara):
    room.begin(to="answer")
    room.answer(state="declined", way="spoken", name="")
    done = room.record(said_by="Mara Lindqvist", presence="Ruth Adeyemi")

    assert queries.standing(ruth, mara).state == "declined"
    assert "Care goes on as before" in words(room.browser.get(done["Location"]))


def test_a_spoken_answer_needs_who_heard_it(room):
    room.begin(to="answer")
    room.answer(way="spoken", name="")

    refused = room.record(presence="")

    assert refused.status_code == 422
    assert "Write in whose presence it was said." in words(refused)


def test_an_answer_given_anew_in_another_window_is_looked_at_before_it_is_recorded(room, ruth, mara):
    room.begin(to="answer")
    room.answer()
    address = f"{room.home}{room.talk.id}/record/"
    seen = {field.name: field.value() for field in room.browser.get(address).context["form"]}
    seen["checked"] = "known"
    room.answer(state="declined")

    refused = room.browser.post(address, seen)

    assert refused.status_code == 409
    assert "This went on in another window" in words(refused)
    assert queries.acknowledgements(ruth, mara).count() == 0


def test_recording_twice_leads_to_the_same_answer(room, ruth, mara):
    room.begin(to="answer")
    room.answer()
    address = f"{room.home}{room.talk.id}/record/"
    form = {field.name: field.value() for field in room.browser.get(address).context["form"]}
    form["checked"] = "known"

    first, again = room.browser.post(address, form), room.browser.post(address, form)

    assert first["Location"] == again["Location"]
    assert queries.acknowledgements(ruth, mara).count() == 1


def test_a_screen_of_a_recorded_talk_leads_to_its_answer(room, ruth, mara):
    room.begin(to="answer")
    screen = room.address("greeting")
    room.answer()
    room.record()

    row = queries.acknowledgements(ruth, mara).get()
    assert room.browser.get(screen)["Location"] == f"{room.home}{row.id}/"


def test_two_windows_keep_both_texts(room, ruth, mara):
    room.begin()
    address = room.address("questions")
    stale = room.browser.get(address).context["form"]["revision"].value()
    room.send("questions", questions="What about my children?")

    refused = room.browser.post(address, {"revision": stale, "questions": "And at the gym?", "teach_back": ""})

    assert refused.status_code == 409
    assert "What about my children?" in words(refused) and "And at the gym?" in words(refused)
    again = {
        "revision": refused.context["form"]["revision"].value(),
        "questions": "And at the gym?",
        "teach_back": "",
    }
    assert room.browser.post(address, again).status_code == 303
    assert room.talk.answers["questions"] == "And at the gym?"


def test_a_screen_sent_twice_is_kept_once(room):
    room.begin()
    address = room.address("greeting")
    fields = {
        "revision": room.browser.get(address).context["form"]["revision"].value(),
        "greeting": "nod",
    }

    first, again = (
        room.browser.post(address, fields),
        room.browser.post(address, fields),
    )

    assert first["Location"] == again["Location"]
    assert room.talk.revision == fields["revision"] + 1


def test_a_version_published_in_between_is_named_and_the_answer_is_to_the_one_shown(room, ruth, mara, publish):
    room.begin(to="answer")
    room.answer()
    publish()

    record = words(room.browser.get(f"{room.home}{room.talk.id}/record/"))
    room.record()

    assert "Version 2 was published in the meantime. This records the answer to version 1" in record
    assert queries.acknowledgements(ruth, mara).get().version_number == 1


def test_a_paused_talk_can_start_over_with_the_new_version_and_keeps_what_was_chosen(room, publish):
    room.begin()
    room.send("greeting", go="pause", greeting="nod")
    new = publish()

    assert "A newer version was published since" in words(room.browser.get(room.home))
    room.begin(version="newest")

    assert (room.talk.version_id, room.talk.answers["greeting"]) == (new.id, "nod")


def test_an_answer_to_a_text_that_changed_on_the_way_is_not_kept(room, publish):
    room.begin(to="answer")
    shown = room.browser.get(room.address("read_back")).context["form"]
    hidden = {field.name: field.value() or "" for field in shown.hidden_fields()}
    actions.go_over(talk=room.talk, version=publish())

    typed = {"state": "accepted", "way": "typed", "name": "Mara", "consents": "on", "opened": shown.opening}
    refused = room.browser.post(room.address("read_back"), hidden | typed)

    assert refused.status_code == 409
    assert "answer" not in room.talk.answers


def test_without_a_published_policy_there_is_nothing_to_begin(ruths_browser, mara):
    page = ruths_browser.get(f"/clients/{mara.id}/talk/")

    assert "There is no published policy yet" in words(page)
    assert ruths_browser.post(f"/clients/{mara.id}/talk/begin/").status_code == 409


def test_no_screen_has_a_script_of_its_own_and_titles_name_nobody(room):
    room.begin()
    for asks in ("acknowledge", "questions", "read_back"):
        shown = words(room.browser.get(room.address(asks)))
        title = shown.split("<title>")[1].split("</title>")[0]
        assert "Mara" not in title and "Lindqvist" not in title
        assert " onclick=" not in shown and "hx-on" not in shown and " style=" not in shown


@pytest.mark.parametrize("place", ["", "{talk}/1/", "{talk}/99/", "{talk}/record/", "{answered}/"])
def test_another_practice_and_a_visitor_get_nothing(room, ruth, mara, omars_browser, visitor, place, version):
    room.begin(to="answer")
    room.answer()
    room.record()
    answered = queries.acknowledgements(ruth, mara).get().id
    room.begin()
    address = room.home + place.format(talk=room.talk.id, answered=answered)

    assert omars_browser.get(address).status_code == 404
    assert omars_browser.post(address).status_code in (404, 405)
    assert visitor.get(address).status_code in (302, 303, 404)
    assert "Lindqvist" not in words(visitor.get(address))


def test_discreet_pages_about_the_talk_name_nobody(room):
    room.begin(to="answer")
    room.answer()
    done = room.record()["Location"]
    room.begin()

    for address in (room.home, done.split("?")[0], room.address("acknowledge")):
        shown = words(room.browser.get(address, headers={"sec-ch-ua-mobile": "?1"}))
        outside = re.sub(r'<details class="private".*?</details>', "", shown, flags=re.S)
        text = re.sub(r"<[^>]*>", " ", outside.split("<body")[1]).lower()
        assert not re.findall(r"\b(client|session|run-in|policy|therap\w+|lindqvist)\b", text), address


def test_what_is_kept_as_read_back_is_what_was_on_the_screen(room, ruth, mara):
    room.begin()
    shown = room.browser.get(room.address("read_back")).context["form"]
    hidden = {field.name: field.value() or "" for field in shown.hidden_fields()}
    elsewhere = leads.choices({"unsafe": True})
    set_wishes(member=ruth, client=mara, choices=elsewhere, on=date(2026, 1, 1), source="told_me", seen=None)

    signed = {"state": "accepted", "way": "typed", "name": "Mara Lindqvist", "consents": "on", "go": "next"}
    signed["opened"] = shown.opening
    late = room.browser.post(room.address("read_back"), hidden | signed)

    assert late.status_code == 409
    assert "Read it back once more" in late.content.decode()
    assert not room.talk.answers.get("answer")


def test_what_the_policy_says_in_its_own_last_words_is_read_among_the_last(ruth, mara, version):
    live = policy.live(ruth.practice)
    words = {"option": "own", "own_words": "My dog may be with me."}
    revision = policy_actions.answer_clause(member=ruth, number="34", answer=words, revision=live.revision)
    newer = policy_actions.publish_version(member=ruth, revision=revision, material=True, changes="My dog.")
    talk = actions.begin(member=ruth, client=mara, version=newer)

    screens = [part.title for part in queries.parts(ruth, talk) if "dog" in str(part.passages)]

    assert screens == ["Afterwards"]
