"""The pages on which plans are read, agreed, changed, looked at again, ended and printed."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.steps.boundaries.conftest import MARCH, a_plan
from waveback.ground.ledger.models import Entry
from waveback.people import actions as people_actions
from waveback.people import disposal, drafts
from waveback.people import queries as people
from waveback.steps.boundaries import queries
from waveback.steps.boundaries.actions import agree_plan, confirm_plan, end_plan
from waveback.steps.confidentiality.rules import telling_words
from waveback.steps.policy import actions as policy
from waveback.steps.policy.rules import CLAUSES


def words(response):
    return unescape(response.content.decode())


@pytest.fixture
def address(mara):
    return f"/clients/{mara.id}/overlaps/"


@pytest.fixture
def today(ruth):
    return people.practice_time(ruth.practice, timezone.now()).date()


CHOSEN = {"place": "sport", "often": "weekly", "they": ["they_lead"], "i": ["i_wait"]}


def fill(browser, address, **fields):
    """The form as it is shown, with some fields changed."""
    return sent(browser.get(address)) | fields


def sent(response):
    shown = {field.name: field.value() for field in response.context["form"]}
    return {name: value for name, value in shown.items() if value not in (None, False)}


# Agree


def test_a_therapist_agrees_a_plan_for_a_place_that_was_mentioned(ruths_browser, ruth, mara, address, today):
    done = ruths_browser.post(f"{address}new/", fill(ruths_browser, f"{address}new/", **CHOSEN))

    assert (done.status_code, done["Location"]) == (303, f"{address}?said=boundaries.agreed")
    (held,) = queries.plans(ruth, mara)
    assert (held.plan.place, held.on, held.now.source) == ("sport", today, "told_me")
    shown = words(ruths_browser.get(done["Location"]))
    assert "The plan is agreed." in shown
    assert "Gym or sport" in shown and "I wait, and answer if they greet me" in shown


def test_the_page_says_that_only_what_was_told_belongs_here(ruths_browser, address):
    for page in (address, f"{address}new/"):
        assert "that they have told you about. Waveback never guesses." in words(ruths_browser.get(page))


def test_three_months_are_offered_and_another_day_is_taken(ruths_browser, ruth, mara, address, today):
    form = ruths_browser.get(f"{address}new/").context["form"]
    assert form["review"].value() > today + timedelta(days=85)

    chosen = today + timedelta(days=10)
    ruths_browser.post(f"{address}new/", fill(ruths_browser, f"{address}new/", **CHOSEN, review=chosen))

    assert queries.plans(ruth, mara)[0].review_on == chosen


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"place": ""}, "Choose the kind of place."),
        ({"often": ""}, "Say roughly how often."),
        ({"they": []}, "Tick a line, or say in a few words what they do."),
        ({"i": []}, "Tick a line, or say in a few words what you do."),
        ({"company": ["Sam"]}, "Choose from the lines shown."),
        ({"named": "x" * 121}, "Shorten this to 120 characters; it has 121."),
        ({"on": ""}, "Give the day on which you agreed it."),
        ({"on": "2199-01-01"}, "This day has not come yet. Give the day on which you agreed it."),
        ({"review": ""}, "Give the day by which you look at it again."),
        ({"review": "2020-01-01"}, "This day has passed. Choose today or a later day."),
        ({"review": "3 June"}, "Write the day like 2026-03-14."),
    ],
)
def test_an_error_says_what_to_do_and_keeps_what_was_typed(ruths_browser, ruth, mara, address, fields, sentence):
    typed = fill(ruths_browser, f"{address}new/", **CHOSEN) | {"named": "Riverside"} | fields

    refused = ruths_browser.post(f"{address}new/", typed)

    assert refused.status_code == 422
    assert sentence in words(refused)
    assert refused.context["form"]["named"].value() == fields.get("named", "Riverside")
    assert queries.plans(ruth, mara) == []


def test_what_fits_the_place_is_suggested_without_losing_what_was_typed(ruths_browser, address):
    typed = fill(ruths_browser, f"{address}new/") | {"place": "worship", "they_words": "We nod.", "suggest": "yes"}

    shown = ruths_browser.post(f"{address}new/", typed)

    assert shown.status_code == 200
    assert "I go to another service" in words(shown)
    assert shown.context["form"]["they_words"].value() == "We nod."
    assert "I train at other hours" not in words(shown)


def test_suggestions_come_as_a_part_of_the_page_where_that_is_asked_for(ruths_browser, address):
    typed = fill(ruths_browser, f"{address}new/") | {"place": "worship", "suggest": "yes"}

    part = words(ruths_browser.post(f"{address}new/", typed, headers={"HX-Request": "true"}))

    assert "I go to another service" in part and "<html" not in part


def test_what_the_published_policy_says_about_such_a_place_stands_beside_the_form(ruth, ruths_browser, address):
    option = next(clause for clause in CLAUSES if clause.number == 11).default.key
    ours = {"option": option, "own_words": "At the gym I generally train and go."}
    revision = policy.answer_clause(member=ruth, number="11", answer=ours, revision=0)
    policy.publish_version(member=ruth, revision=revision)

    assert "At the gym I generally train and go." in words(ruths_browser.get(f"{address}new/?place=sport"))
    assert "At the gym I generally train and go." not in words(ruths_browser.get(f"{address}new/?place=school"))


def test_a_draft_comes_back_into_the_form(ruths_browser, ruth, address):
    drafts.keep(member=ruth, path=f"{address}new/", data={"place": ["school"], "they_words": ["Only the agenda."]})

    form = ruths_browser.get(f"{address}new/").context["form"]
    assert (form["place"].value(), form["they_words"].value()) == ("school", "Only the agenda.")
    ruths_browser.post(f"{address}new/", fill(ruths_browser, f"{address}new/", **CHOSEN))
    assert drafts.kept(ruth, f"{address}new/") is None


def test_a_form_sent_twice_lands_once(ruths_browser, ruth, mara, address):
    told = fill(ruths_browser, f"{address}new/", **CHOSEN)

    assert [ruths_browser.post(f"{address}new/", told).status_code for _ in range(2)] == [303, 303]
    assert len(queries.plans(ruth, mara)) == 1


def test_two_windows_that_plan_for_the_same_place_keep_both_texts(ruths_browser, ruth, mara, address):
    told = [fill(ruths_browser, f"{address}new/", **CHOSEN) | {"i_words": text} for text in ("First.", "Second.")]
    ruths_browser.post(f"{address}new/", told[0])

    met = ruths_browser.post(f"{address}new/", told[1])

    assert met.status_code == 409
    assert "was agreed in another window" in words(met)
    assert "First." in words(met) and met.context["form"]["i_words"].value() == "Second."
    assert ruths_browser.post(f"{address}new/", sent(met)).status_code == 303
    assert len(queries.plans(ruth, mara)) == 2


# Change


def test_a_change_begins_with_what_holds_and_keeps_the_former(ruths_browser, ruth, mara, gym, address):
    at = f"{address}{gym.chain}/change/"
    assert fill(ruths_browser, at)["named"] == "Riverside"

    done = ruths_browser.post(at, fill(ruths_browser, at, often="most_days"))

    assert done["Location"] == f"{address}?said=boundaries.changed"
    shown = words(ruths_browser.get(address))
    assert "Most days" in shown and "What was agreed before" in shown and "About once a week" in shown


def test_a_change_dated_before_what_holds_is_refused(ruths_browser, gym, address):
    at = f"{address}{gym.chain}/change/"

    refused = ruths_browser.post(at, fill(ruths_browser, at, on="2026-03-02"))

    assert refused.status_code == 422
    assert "Give 3 March 2026 or a later day" in words(refused)


def test_two_windows_that_change_a_plan_keep_both_texts(ruths_browser, ruth, mara, gym, address):
    at = f"{address}{gym.chain}/change/"
    told = [fill(ruths_browser, at) | {"i_words": text} for text in ("First.", "Second.")]
    ruths_browser.post(at, told[0])

    met = ruths_browser.post(at, told[1])

    assert met.status_code == 409
    assert "changed in another window" in words(met) and "First." in words(met)
    assert met.context["form"]["i_words"].value() == "Second."
    assert ruths_browser.post(at, sent(met)).status_code == 303
    assert queries.plans(ruth, mara)[0].plan.i_words == "Second."


def test_a_change_after_another_window_ended_it_keeps_the_text_and_may_become_a_new_plan(
    ruths_browser, ruth, mara, gym, address
):
    at = f"{address}{gym.chain}/change/"
    told = fill(ruths_browser, at) | {"i_words": "I train early."}
    end_plan(member=ruth, plan=gym.id, reason="They left.")

    met = ruths_browser.post(at, told)

    assert met.status_code == 409
    assert "ended in another window" in words(met) and "They left." in words(met)
    assert met.context["form"]["i_words"].value() == "I train early."
    assert ruths_browser.post(at, sent(met)).status_code == 303
    assert [one.chain == gym.chain for one in queries.plans(ruth, mara)] == [False]


def test_a_draft_that_was_overtaken_is_shown_beside_what_holds_now(ruths_browser, ruth, mara, gym, address):
    at = f"{address}{gym.chain}/change/"
    drafts.keep(member=ruth, path=at, data={"i_words": ["What I began."]})
    told = {"member": ruth, "client": mara, "on": MARCH, "source": "told_me"}
    agree_plan(**told, plan=a_plan(i_words="What holds."), replaces=gym.id)

    shown = ruths_browser.get(at)

    assert "This plan was changed after you began." in words(shown) and "What holds." in words(shown)
    assert shown.context["form"]["i_words"].value() == "What I began."


def test_an_ended_plan_is_not_offered_to_be_changed(ruths_browser, ruth, gym, address):
    end_plan(member=ruth, plan=gym.id, reason="They left.")

    assert ruths_browser.get(f"{address}{gym.chain}/change/")["Location"] == address


# Look at it again


def test_a_plan_that_is_due_says_so_until_it_was_looked_at(ruths_browser, ruth, mara, gym, address, today):
    assert "Look at this plan again." in words(ruths_browser.get(address))

    at = f"{address}{gym.chain}/look/"
    done = ruths_browser.post(at, fill(ruths_browser, at))

    assert done["Location"] == f"{address}?said=boundaries.held"
    assert "Look at this plan again." not in words(ruths_browser.get(address))
    assert (queries.plans(ruth, mara)[0].on, queries.reviews_due(ruth, today)) == (today, [])


@pytest.mark.parametrize(
    ("review", "sentence"),
    [("", "Give the day by which you look at it again."), ("2020-01-01", "This day has passed.")],
)
def test_the_next_day_is_asked_for(ruths_browser, gym, address, review, sentence):
    at = f"{address}{gym.chain}/look/"

    refused = ruths_browser.post(at, fill(ruths_browser, at, review=review))

    assert refused.status_code == 422 and sentence in words(refused)


def test_what_was_changed_meanwhile_is_read_before_it_is_said_to_hold(ruths_browser, ruth, mara, gym, address):
    at = f"{address}{gym.chain}/look/"
    told = fill(ruths_browser, at)
    agree_plan(member=ruth, client=mara, plan=a_plan(i_words="New."), on=MARCH, source="told_me", replaces=gym.id)

    met = ruths_browser.post(at, told)

    assert met.status_code == 409 and "New." in words(met)
    assert ruths_browser.post(at, sent(met)).status_code == 303


# End


def test_a_plan_ends_with_its_reason_and_stays_in_the_history(ruths_browser, ruth, mara, gym, address):
    at = f"{address}{gym.chain}/end/"

    done = ruths_browser.post(at, fill(ruths_browser, at, reason="They no longer go there."))

    assert done["Location"] == f"{address}?said=boundaries.ended"
    shown = words(ruths_browser.get(address))
    assert "Plans that have ended" in shown and "They no longer go there." in shown
    assert queries.plans(ruth, mara) == []


def test_a_plan_does_not_end_without_a_reason(ruths_browser, ruth, mara, gym, address):
    at = f"{address}{gym.chain}/end/"

    refused = ruths_browser.post(at, fill(ruths_browser, at, reason="  "))

    assert refused.status_code == 422
    assert "Say in a few words why it ends" in words(refused)
    assert len(queries.plans(ruth, mara)) == 1


def test_two_who_end_a_plan_both_keep_their_reason(ruths_browser, ruth, gym, address):
    at = f"{address}{gym.chain}/end/"
    told = fill(ruths_browser, at, reason="Mine.")
    end_plan(member=ruth, plan=gym.id, reason="Theirs.")

    met = ruths_browser.post(at, told)

    assert met.status_code == 409
    assert "Theirs." in words(met) and met.context["form"]["reason"].value() == "Mine."


# Who sees what


@pytest.mark.parametrize("page", ["", "new/", "print/", "{chain}/change/", "{chain}/look/", "{chain}/end/"])
def test_another_practice_and_a_visitor_get_nothing(omars_browser, visitor, gym, address, page):
    at = address + page.format(chain=gym.chain)

    assert omars_browser.get(at).status_code == 404
    assert omars_browser.post(at, {}).status_code in (404, 405)
    assert "Riverside" not in words(visitor.get(at, follow=True))


@pytest.mark.parametrize("page", ["change/", "look/", "end/"])
def test_a_plan_is_not_found_in_another_clients_file(ruths_browser, daniel, gym, page):
    assert ruths_browser.get(f"/clients/{daniel.id}/overlaps/{gym.chain}/{page}").status_code == 404


@pytest.mark.parametrize("page", ["", "new/", "print/", "{chain}/change/", "{chain}/look/", "{chain}/end/"])
def test_every_look_is_entered_in_the_ledger(ruths_browser, mara, gym, address, page):
    people_actions._looked.clear()
    before = Entry.objects.filter(what="people.client.looked").count()

    ruths_browser.get(address + page.format(chain=gym.chain))

    assert Entry.objects.filter(what="people.client.looked").count() == before + 1


@pytest.mark.parametrize("page", ["", "new/?place=sport", "print/", "{chain}/change/", "{chain}/look/", "{chain}/end/"])
def test_a_discreet_page_names_nobody_and_holds_back_what_was_agreed(ruth, ruths_browser, mara, gym, address, page):
    revision = policy.set_comfort(member=ruth, comfort={}, revision=0)
    policy.publish_version(member=ruth, revision=revision)
    agree_plan(
        member=ruth, client=mara, plan=a_plan(place="school", i_words="Apples."), on=MARCH, source="talk_through"
    )
    phone = {"sec-ch-ua-mobile": "?1"}

    html = words(ruths_browser.get(address + page.format(chain=gym.chain), headers=phone))

    html = re.sub(r'<details class="private".*?</details>', "", html, flags=re.DOTALL)
    html = re.sub(r"<(head|textarea|script|style|svg)\b.*?</\1>", "", html, flags=re.DOTALL)
    text = re.sub(r"<[^>]*>", " ", html)
    assert telling_words(text) == []
    assert not re.search(r"Mara|Lindqvist|Riverside|Apples", text)


def test_clinical_fields_are_kept_from_the_browsers_helpers(ruths_browser, gym, address):
    shown = words(ruths_browser.get(f"{address}new/")) + words(ruths_browser.get(f"{address}{gym.chain}/end/"))

    for name in ("named", "they_words", "i_words", "reason"):
        control = next(part for part in shown.split("<") if f'name="{name}"' in part)
        assert 'spellcheck="false"' in control and 'autocomplete="off"' in control


def test_an_erased_file_shows_that_it_is_erased_and_takes_no_plan(ruths_browser, ruth, mara, gym, address):
    forms = [
        f"{address}new/",
        f"{address}{gym.chain}/change/",
        f"{address}{gym.chain}/look/",
        f"{address}{gym.chain}/end/",
    ]
    told = fill(ruths_browser, forms[0], **CHOSEN)
    disposal.destroy_key(member=ruth, client=mara, reason="retention")

    assert "Erased: the key to this file was destroyed." in words(ruths_browser.get(address))
    for at in (*forms, f"{address}print/"):
        assert ruths_browser.get(at)["Location"] == address
        assert ruths_browser.post(at, told)["Location"] == address


# Paper


def test_the_plans_print_in_plain_words_and_the_print_is_entered(ruths_browser, mara, gym, address):
    shown = words(ruths_browser.post(f"{address}print/", headers={"sec-ch-ua-mobile": "?1"}))

    assert "Mara Lindqvist" in shown and "Riverside" in shown and "What the client does" in shown
    assert 'class="private"' not in shown
    assert Entry.objects.filter(what="boundaries.plans.printed").count() == 1


def test_asking_for_a_print_prints_nothing(ruths_browser, gym, address):
    shown = words(ruths_browser.get(f"{address}print/"))

    assert "Riverside" not in shown
    assert not Entry.objects.filter(what="boundaries.plans.printed").exists()


# For other pages


def test_the_file_shows_the_plans_in_force(ruths_browser, ruth, mara, gym, noon):
    panel = queries.panel(ruth, mara, noon)

    assert [(one.place, one.often, one.is_due) for one in panel.plans] == [("Gym or sport", "About once a week", True)]
    assert panel.ended == 0


def test_today_learns_which_plans_are_due_oldest_first(ruth, mara, daniel, gym, today):
    later = agree_plan(member=ruth, client=daniel, plan=a_plan(review="2026-05-01"), on=MARCH, source="told_me")
    agree_plan(member=ruth, client=daniel, plan=a_plan(review="2099-05-01"), on=MARCH, source="told_me")
    gone = agree_plan(member=ruth, client=daniel, plan=a_plan(), on=MARCH, source="told_me")
    end_plan(member=ruth, plan=gone.id, reason="They left.")
    kept = agree_plan(member=ruth, client=daniel, plan=a_plan(), on=MARCH, source="told_me")
    confirm_plan(member=ruth, plan=kept.id, on=today, review_on=today + timedelta(days=90))

    due = queries.reviews_due(ruth, today)

    assert [(one.client_id, one.chain) for one in due] == [(daniel.id, later.chain), (mara.id, gym.chain)]


def test_nobodys_plan_is_due_once_the_work_has_ended(ruth, mara, gym, today):
    people_actions.end_client(member=ruth, client=mara, at=timezone.now())

    assert queries.reviews_due(ruth, today) == []


def test_another_practices_plans_are_not_due_here(omar, gym, today):
    assert queries.reviews_due(omar, today) == []


def test_the_number_of_queries_does_not_grow_with_the_plans(
    ruth, mara, gym, today, noon, django_assert_num_queries, ruths_browser, address
):
    with django_assert_num_queries(1):
        queries.reviews_due(ruth, today)
    queries.panel(ruth, mara, noon)
    with django_assert_num_queries(1):
        queries.panel(ruth, mara, noon)
    for place in ("school", "worship", "work", "waiting", "online"):
        row = agree_plan(member=ruth, client=mara, plan=a_plan(place=place), on=MARCH, source="told_me")
        agree_plan(member=ruth, client=mara, plan=a_plan(place=place), on=MARCH, source="told_me", replaces=row.id)
    with django_assert_num_queries(1):
        assert len(queries.panel(ruth, mara, noon).plans) == 6
    with django_assert_num_queries(1):
        assert len(queries.reviews_due(ruth, today)) == 6


@pytest.mark.parametrize("page", ["", "new/?place=sport"])
def test_a_page_asks_the_database_as_much_for_one_plan_as_for_many(
    ruth, mara, gym, ruths_browser, address, page, django_assert_num_queries
):
    ruths_browser.get(address + page)
    with CaptureQueriesContext(connection) as asked:
        ruths_browser.get(address + page)
    for place in ("school", "worship", "work", "waiting", "online"):
        row = agree_plan(member=ruth, client=mara, plan=a_plan(place=place), on=MARCH, source="told_me")
        agree_plan(member=ruth, client=mara, plan=a_plan(place=place), on=MARCH, source="told_me", replaces=row.id)

    with django_assert_num_queries(len(asked)):
        ruths_browser.get(address + page)
