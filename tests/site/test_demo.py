"""`waveback demo`: an invented practice with a year behind it, where nothing real is."""

from collections import Counter
from datetime import UTC, datetime, time

import pytest
from django.contrib.auth import authenticate

from tests.conftest import signed_in
from tests.days import BY_THE_LAKE, today
from waveback.ground import ledger
from waveback.people import queries as people
from waveback.site import demo
from waveback.site.demo_year import Year
from waveback.steps.boundaries import queries as boundaries
from waveback.steps.discussion import queries as discussion
from waveback.steps.document import queries as document
from waveback.steps.policy import queries as policy
from waveback.steps.revisit import queries as revisit


@pytest.fixture(scope="module")
def told():
    return []


@pytest.fixture(scope="module")
def once_filled(for_all_in_this_file, told):
    return demo.fill(lambda done, total: told.append((done, total)))


@pytest.fixture
def filled(db, once_filled):
    return once_filled


@pytest.fixture
def ruth_of_the_demo(filled):
    return people.owners(people.practices()[0])[0]


def test_where_a_practice_is_it_refuses_and_says_what_to_do(ruth):
    with pytest.raises(demo.NotEmpty, match="set DATA_DIR to an empty folder"):
        demo.fill(lambda done, total: None)

    assert len(people.practices()) == 1


def test_it_tells_how_far_it_is(filled, told):
    assert told[0][0] == 1
    assert told[-1][0] == told[-1][1] == len(told)


def test_the_printed_password_signs_in(filled):
    assert authenticate(None, username=filled.email, email=filled.email, password=filled.password) is not None


def test_the_practice_is_marked_as_invented_on_every_page(ruth_of_the_demo):
    browser = signed_in(ruth_of_the_demo)
    mara = people.search(ruth_of_the_demo, "Mara")[0]

    assert ruth_of_the_demo.practice.demo
    for address in ("/", "/clients/", f"/clients/{mara.pk}/", "/policy/", "/settings/"):
        assert "Invented data." in browser.get(address).content.decode(), address


def test_there_are_forty_clients_some_of_them_ended(ruth_of_the_demo):
    assert len(people.clients_of(ruth_of_the_demo, include_ended=True)) == 40
    assert len(people.clients_of(ruth_of_the_demo)) == 35


def test_the_policy_was_published_twice(ruth_of_the_demo):
    versions = policy.versions(ruth_of_the_demo.practice)

    assert sorted(version.number for version in versions) == [1, 2]
    assert policy.published(ruth_of_the_demo.practice).material


def test_clients_have_answered_in_every_way_and_some_are_to_be_talked_to_again(ruth_of_the_demo):
    standings = discussion.standings(ruth_of_the_demo).values()

    assert {one.state for one in standings} == {"accepted", "declined", "deferred", "withdrawn", "never"}
    assert {"never", "deferred", "material", "asked"} <= {reason for one in standings for reason in one.reasons}


def test_run_ins_are_there_in_every_state(ruth_of_the_demo):
    reach = document.within_reach(ruth_of_the_demo)
    states = Counter(run_in.state for run_in in reach)

    assert states["signed"] >= 35
    assert (states["captured"], states["drafted"], states["in_error"]) == (3, 1, 2)
    assert any(run_in.is_late for run_in in reach)
    assert not all(run_in.is_late for run_in in reach)
    assert any(document.addenda(ruth_of_the_demo, run_in) for run_in in reach)


def test_revisits_are_done_declined_waiting_and_one_is_due_today(ruth_of_the_demo):
    morning = datetime.combine(today(), time(6), BY_THE_LAKE)  # before the day's sessions, whenever this runs
    mara = people.search(ruth_of_the_demo, "Mara")[0]

    assert revisit.waiting(ruth_of_the_demo)
    assert revisit.due(ruth_of_the_demo, mara, morning)


def test_plans_are_agreed_looked_at_again_due_and_ended(ruth_of_the_demo):
    clients = people.clients_of(ruth_of_the_demo, include_ended=True)
    states = Counter(
        version.state
        for client in clients
        for plan in boundaries.standings(ruth_of_the_demo, client)
        for version in plan.versions
    )

    assert states == {"agreed": 5, "held": 1, "ended": 1}
    assert len(boundaries.reviews_due(ruth_of_the_demo, today())) == 1


def test_clients_words_stand_beside_notes(ruth_of_the_demo):
    reach = document.within_reach(ruth_of_the_demo)
    kinds = Counter(words.kind for run_in in reach for words in document.client_texts(ruth_of_the_demo, run_in))

    assert kinds["account"] == kinds["amendment"] == 1


def test_something_was_planned_and_something_happened_online(ruth_of_the_demo):
    noted = [run_in.noted for run_in in document.within_reach(ruth_of_the_demo)]

    assert any(facts.get("agreed") == "yes" for facts in noted)
    assert any(facts.get("online_kind") == "request" for facts in noted)


def test_what_followed_from_run_ins_is_there_too(ruth_of_the_demo):
    ruth, mara = ruth_of_the_demo, people.search(ruth_of_the_demo, "Mara")[0]
    clients = people.clients_of(ruth, include_ended=True)
    revisits = [revisit.of(ruth, run_in) for run_in in document.within_reach(ruth)]

    assert max(len(topic.entries) for topic in revisit.threads(ruth, mara)) == 2
    assert revisit.process_notes(ruth, mara)
    assert revisit.policy_suggestions(ruth)
    assert any(revisit.repeat_answers(ruth, client) for client in clients)
    assert revisit.left_open(ruth)
    assert any(one.wishes_id for one in revisits if one)


def test_each_of_the_couple_answered_and_one_drew_their_name(ruth_of_the_demo):
    couple = next(one for one in people.clients_of(ruth_of_the_demo, include_ended=True) if one.kind == "couple")
    answers = discussion.acknowledgements(ruth_of_the_demo, couple)

    assert {(one.participant.label, one.way) for one in answers} == {("Partner A", "drawn"), ("Partner B", "typed")}


def test_the_version_in_force_can_be_had_in_spanish(ruth_of_the_demo):
    assert policy.languages(policy.published(ruth_of_the_demo.practice)) == ["en", "es"]


def test_the_next_version_of_the_policy_is_begun(ruth_of_the_demo):
    assert policy.unpublished_changes(ruth_of_the_demo.practice)


def test_the_ledger_of_the_demonstration_holds(ruth_of_the_demo):
    assert ledger.verify(ruth_of_the_demo.practice_id) is None


def test_the_story_has_the_same_times_whenever_it_is_told_on_the_same_day():
    noon = datetime(2026, 11, 23, 18, tzinfo=UTC)

    first, second = ([at for at, _ in Year(None, noon).happenings()] for _ in range(2))

    assert first == second


def test_it_has_a_phone_in_use_and_an_entry_that_was_set_apart(ruth_of_the_demo):
    from waveback.phone import queries as phones

    assert [device.ended_at is None for device in phones.devices(ruth_of_the_demo)] == [True, False]
    assert [waiting.reason for waiting in phones.waiting(ruth_of_the_demo)] == ["ended"]
    assert "One entry was set apart" in signed_in(ruth_of_the_demo).get("/").content.decode()
