"""The page on which a therapist sets what a client told them, and reads how it came about."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from waveback.people import queries as people
from waveback.steps.client_leads import queries
from waveback.steps.client_leads.actions import set_wishes
from waveback.steps.client_leads.rules import choices


def words(response):
    return response.content.decode()


@pytest.fixture
def address(mara):
    return f"/clients/{mara.id}/wishes/"


@pytest.fixture
def today(ruth):
    return people.practice_time(ruth.practice, timezone.now()).date()


def fill(browser, address, **fields):
    """The form as it is shown, with some fields changed."""
    form = browser.get(address).context["form"]
    shown = {field.name: field.value() for field in form}
    return {name: value for name, value in shown.items() if value not in (None, False)} | fields


def test_a_therapist_sets_what_a_client_told_them(ruths_browser, ruth, mara, address):
    told = fill(ruths_browser, address, acknowledge="yes", greeting="nod", who_knows=["partner"])

    done = ruths_browser.post(address, told)

    assert (done.status_code, done["Location"]) == (
        303,
        address + "?said=client_leads.set",
    )
    assert queries.wishes(ruth, mara).who_knows == ["partner"]
    shown = words(ruths_browser.get(done["Location"]))
    assert "Yes, after they look over or say hello" in shown
    assert "The wishes are set." in shown


def test_the_form_begins_with_what_holds_and_the_history_keeps_every_setting(ruths_browser, ruth, mara, address):
    ruths_browser.post(address, fill(ruths_browser, address, greeting="nod"))
    again = fill(ruths_browser, address, acknowledge="only_alone")
    assert again["greeting"] == "nod"
    ruths_browser.post(address, again)

    assert [row.acknowledge for row in queries.history(ruth, mara)] == [
        "only_alone",
        "no_preference",
    ]
    assert "This holds now." in words(ruths_browser.get(address))


def test_somebody_unsafe_near_is_shown_before_everything_else(ruths_browser, address):
    ruths_browser.post(address, fill(ruths_browser, address, acknowledge="yes", unsafe="on"))

    rows = ruths_browser.get(address).context["panel"].rows

    assert rows[0][0] == "stop"
    assert "No contact at all" in rows[0][2]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        (
            {"who_knows": ["nobody", "partner"]},
            "Choose “Nobody”, or the people who know, but not both.",
        ),
        ({"who_knows": ["Sam"]}, "Choose from the lines shown; names are not kept."),
        ({"introduction": "x" * 201}, "Shorten this to 200 characters; it has 201."),
        ({"on": ""}, "Give the day on which they told you."),
        ({"on": "tomorrow"}, "Write the day like 2026-03-14."),
        ({"acknowledge": "greet_first"}, "Choose one of the lines shown."),
    ],
)
def test_an_error_says_what_to_do_and_keeps_what_was_typed(ruths_browser, ruth, mara, address, fields, sentence):
    refused = ruths_browser.post(address, fill(ruths_browser, address, note="Never at the shop.") | fields)

    assert refused.status_code == 422
    assert sentence in words(refused)
    assert refused.context["form"]["note"].value() == "Never at the shop."
    assert queries.wishes(ruth, mara) is None


def test_a_day_to_come_is_refused(ruths_browser, address, today):
    refused = ruths_browser.post(address, fill(ruths_browser, address, on=today + timedelta(days=1)))

    assert "This day has not come yet." in words(refused)


def test_a_day_before_the_present_wishes_is_refused(ruths_browser, address, today):
    ruths_browser.post(address, fill(ruths_browser, address, greeting="nod"))

    refused = ruths_browser.post(address, fill(ruths_browser, address, on=today - timedelta(days=1)))

    assert refused.status_code == 422
    assert "or a later day: the present wishes hold from then" in words(refused)


def test_two_windows_keep_both_wishes(ruths_browser, ruth, mara, address):
    first, second = (
        fill(ruths_browser, address, greeting="nod"),
        fill(ruths_browser, address, greeting="hi"),
    )
    ruths_browser.post(address, first)

    refused = ruths_browser.post(address, second)

    assert refused.status_code == 409
    assert "set anew in another window" in words(refused)
    assert refused.context["form"]["greeting"].value() == "hi"
    assert queries.wishes(ruth, mara).greeting == "nod"
    resent = {field.name: field.value() for field in refused.context["form"] if field.value() not in (None, False)}
    assert ruths_browser.post(address, resent).status_code == 303
    assert queries.wishes(ruth, mara).greeting == "hi"


def test_a_form_sent_twice_lands_once(ruths_browser, ruth, mara, address):
    told = fill(ruths_browser, address, greeting="nod")

    assert [ruths_browser.post(address, told).status_code for _ in range(2)] == [
        303,
        303,
    ]
    assert queries.history(ruth, mara).count() == 1


def test_fields_that_are_not_on_the_form_change_nothing(ruths_browser, ruth, omar, mara, address):
    forged = {
        "practice_id": omar.practice_id,
        "set_by": omar.id,
        "source": "revisit",
        "turn": 9,
    }

    ruths_browser.post(address, fill(ruths_browser, address, greeting="nod", **forged))

    held = queries.wishes(ruth, mara)
    assert (held.practice_id, held.set_by, held.source, held.turn) == (
        ruth.practice_id,
        ruth,
        "told_me",
        1,
    )


def test_clinical_fields_are_kept_from_the_browsers_helpers(ruths_browser, address):
    shown = words(ruths_browser.get(address))

    for name in ("introduction", "note"):
        control = next(part for part in shown.split("<") if f'name="{name}"' in part)
        assert 'spellcheck="false"' in control and 'autocomplete="off"' in control


def test_another_practice_and_a_visitor_get_nothing(ruths_browser, omars_browser, visitor, address):
    ruths_browser.post(address, fill(ruths_browser, address, note="Never at the shop."))

    assert omars_browser.get(address).status_code == 404
    assert omars_browser.post(address, {"greeting": "nod"}).status_code == 404
    assert "Never at the shop" not in words(visitor.get(address, follow=True))


def test_a_discreet_page_holds_back_who_knows_and_names_nobody(ruths_browser, address):
    ruths_browser.post(address, fill(ruths_browser, address, who_knows=["partner"], introduction="an old colleague"))

    shown = words(ruths_browser.get(address, headers={"sec-ch-ua-mobile": "?1"}))

    assert "Lindqvist" not in shown and "Mara" not in shown
    assert shown.count("data-hold") >= 2
    text = re.sub(r"<[^>]*>", " ", shown.split("<body")[1]).lower()
    assert not re.findall(r"\b(client|session|run-in|policy|therap\w+)\b", text)


def test_a_form_begun_before_the_present_wishes_says_so_and_keeps_what_was_typed(ruths_browser, ruth, mara):
    address = f"/clients/{mara.pk}/wishes/"
    left = {"draft-path": address, "acknowledge": "yes", "note": "Half a thought", "seen": ""}
    ruths_browser.post("/drafts/", left)
    unsafe = choices({"unsafe": True})
    set_wishes(member=ruth, client=mara, choices=unsafe, on=date(2026, 3, 3), source="told_me", seen=None)

    again = ruths_browser.get(address)

    assert again.context["conflict"]
    assert again.context["form"]["note"].value() == "Half a thought"
    assert str(again.context["form"]["seen"].value()) == str(queries.wishes(ruth, mara).pk)
