"""Clients under age: who may consent, the minor's own word, and what the guardian may see."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.conftest import _opened
from tests.steps.discussion.conftest import Room
from waveback.people import queries as people
from waveback.steps.discussion import actions, queries, rules


def words(response):
    return response.content.decode()


def years_ago(ruth, years, days=0):
    today = people.practice_time(ruth.practice, timezone.now()).date()
    return (today.replace(year=today.year - years, day=min(today.day, 28)) + timedelta(days=days)).isoformat()


@pytest.fixture
def teen(ruth):
    return _opened(ruth, legal_name="Noor Haddad", minor=True, guardian="mother", birth_date=years_ago(ruth, 16))


@pytest.fixture
def teens_room(ruths_browser, ruth, teen, version):
    return Room(ruths_browser, ruth, teen)


def signs(ruth, teen, who, guardian_reads=False):
    seen = len(queries.signing_rows(ruth, teen))
    return actions.set_signing(member=ruth, client=teen, who=who, guardian_reads=guardian_reads, reason="", seen=seen)


@pytest.mark.parametrize(
    ("marked", "born", "minor"),
    [(True, None, True), (False, None, False), (True, "2000-01-01", False), (False, "2015-01-01", True)],
)
def test_the_birth_date_decides_where_it_is_known(marked, born, minor):
    from datetime import date

    assert rules.under_age(marked, rules.birthday(born or ""), date(2026, 11, 23)) is minor


def test_it_must_be_said_first_who_may_consent(teens_room, teen):
    assert teens_room.begin()["Location"] == f"/clients/{teen.id}/talk/who-signs/"
    assert "Say first who may consent" in words(teens_room.browser.get(teens_room.home))

    done = teens_room.browser.post(
        f"{teens_room.home}who-signs/", {"who": "guardian", "seen": "0", "reason": "Here: 18"}
    )

    assert done.status_code == 303
    assert "talk" in teens_room.begin()["Location"] and teens_room.talk


def test_two_windows_that_say_who_signs_both_keep_what_was_chosen(ruths_browser, ruth, teen, version):
    signs(ruth, teen, "both")

    late = ruths_browser.post(f"/clients/{teen.id}/talk/who-signs/", {"who": "minor", "seen": "0", "reason": "Mine"})

    assert late.status_code == 409
    assert late.context["form"]["who"].value() == "minor"
    assert "Both sign" in words(late) and queries.signing_said(ruth, teen).who == "both"
    hidden = {"seen": late.context["form"]["seen"].value()}
    assert ruths_browser.post(f"/clients/{teen.id}/talk/who-signs/", {"who": "minor"} | hidden).status_code == 303
    assert queries.signing_said(ruth, teen).who == "minor"


def test_the_guardian_signs_and_the_minors_own_word_is_asked_for(teens_room, ruth, teen):
    signs(ruth, teen, "guardian")
    teens_room.begin()

    refused = teens_room.answer(name="Salma Haddad")
    assert "Say whether they agree themselves." in words(refused)
    why = teens_room.answer(name="Salma Haddad", assent="not_asked")
    assert "Say in a few words why they were not asked." in words(why)
    teens_room.answer(name="Salma Haddad", assent="no", assent_because="")
    done = teens_room.record()

    row = queries.acknowledgements(ruth, teen).get()
    assert (row.signer, row.further["assent"], row.signature["typed"]) == ("guardian", "no", "Salma Haddad")
    copy = words(teens_room.browser.get(done["Location"]))
    assert "They did not agree" in copy and "mother" in copy


def test_where_both_sign_both_names_are_needed(teens_room, ruth, teen):
    signs(ruth, teen, "both")
    teens_room.begin()

    refused = teens_room.answer(name="Salma Haddad", assent="yes")
    assert "Both sign here" in words(refused)
    teens_room.answer(name="Salma Haddad", minor_name="Noor Haddad", assent="yes")
    teens_room.record()

    row = queries.acknowledgements(ruth, teen).get()
    assert (row.signer, row.further["minor_name"]) == ("both", "Noor Haddad")


def test_a_minor_who_consents_alone_is_marked_not_for_the_guardian(teens_room, ruth, teen):
    signs(ruth, teen, "minor", guardian_reads=True)
    teens_room.begin()
    teens_room.answer(name="Noor Haddad")
    done = teens_room.record()

    row = queries.acknowledgements(ruth, teen).get()
    address = f"{teens_room.home}{row.id}/"
    assert row.signer == "minor"
    assert not queries.signing_said(ruth, teen).guardian_reads
    assert "Not for the guardian" in words(teens_room.browser.get(done["Location"]))
    assert "for=guardian" not in words(teens_room.browser.get(address))
    assert teens_room.browser.get(address + "?for=guardian").status_code == 404


@pytest.mark.parametrize("reads", [True, False])
def test_the_guardians_copy_has_the_wishes_only_where_that_was_agreed(teens_room, ruth, teen, reads):
    signs(ruth, teen, "guardian", guardian_reads=reads)
    teens_room.begin()
    teens_room.send("note", note="Never in front of my stepfather")
    teens_room.send("questions", questions="Will you tell her?", teach_back="You keep it to yourself.")
    teens_room.answer(name="Salma Haddad", assent="yes")
    teens_room.record()
    row = queries.acknowledgements(ruth, teen).get()

    guardians = words(teens_room.browser.get(f"{teens_room.home}{row.id}/?for=guardian"))
    whole = words(teens_room.browser.get(f"{teens_room.home}{row.id}/"))

    for told in ("Never in front of my stepfather", "Will you tell her?", "You keep it to yourself."):
        assert told in whole and (told in guardians) is reads
    assert "Salma Haddad" in guardians


def test_who_turned_eighteen_answers_anew_after_a_guardian(ruths_browser, ruth, version):
    almost = _opened(ruth, legal_name="Ola Berg", minor=True, guardian="father", birth_date=years_ago(ruth, 18, days=1))
    signs(ruth, almost, "guardian")
    room = Room(ruths_browser, ruth, almost)
    room.begin()
    room.answer(name="Per Berg", assent="yes")
    room.record()
    now = timezone.now()

    assert queries.standing(ruth, almost, now).due is None
    later = now + timedelta(days=5)
    assert queries.standing(ruth, almost, later).due == "majority"
    assert queries.standings(ruth, later)[almost.id].due == "majority"
    assert queries.signing(ruth, almost, later) is None


def test_not_yet_needs_no_word_of_the_minors(teens_room, ruth, teen):
    signs(ruth, teen, "guardian")
    teens_room.begin()

    assert teens_room.answer(state="deferred", name="", consents="")["Location"].endswith("/record/")


def test_the_screen_on_which_the_guardian_signs_does_not_lay_the_wishes_open(teens_room, ruth, teen):
    signs(ruth, teen, "guardian")
    teens_room.begin()
    closed = words(teens_room.browser.get(teens_room.address("read_back")))
    signs(ruth, teen, "guardian", guardian_reads=True)
    agreed = words(teens_room.browser.get(teens_room.address("read_back")))

    assert "What the young person chose is not for the guardian." in closed
    assert "What the young person chose is not for the guardian." not in agreed


def test_the_guardians_copy_keeps_what_the_young_person_decided_alone_to_itself(teens_room, ruth, teen):
    signs(ruth, teen, "guardian", guardian_reads=True)
    teens_room.begin()
    teens_room.answer(name="Salma Haddad", assent="no", assent_because="Is afraid of a stepfather")
    teens_room.record()
    first = queries.acknowledgements(ruth, teen).get()
    signs(ruth, teen, "minor")
    teens_room.begin()
    teens_room.answer(name="Noor Haddad")
    teens_room.record()

    guardians = words(teens_room.browser.get(f"{teens_room.home}{first.id}/?for=guardian"))
    whole = words(teens_room.browser.get(f"{teens_room.home}{first.id}/"))

    assert "Superseded on" in whole and "Superseded on" not in guardians
    assert "afraid of a stepfather" in whole and "afraid of a stepfather" not in guardians


def test_once_of_age_the_wishes_are_nobodys_but_their_own(ruths_browser, ruth, version, monkeypatch):
    young = _opened(ruth, legal_name="Ola Berg", minor=True, guardian="father", birth_date=years_ago(ruth, 18, days=1))
    signs(ruth, young, "guardian", guardian_reads=True)
    room = Room(ruths_browser, ruth, young)
    room.begin()
    room.send("note", note="Never in front of my father")
    room.answer(name="Per Berg", assent="yes")
    room.record()
    row = queries.acknowledgements(ruth, young).get()
    agreed = queries.copy(ruth, young, row, for_guardian=True)
    later = timezone.now() + timedelta(days=5)
    monkeypatch.setattr("waveback.steps.discussion.queries.answers.timezone.now", lambda: later)

    assert not agreed["withheld"]
    assert queries.copy(ruth, young, row, for_guardian=True)["withheld"]
