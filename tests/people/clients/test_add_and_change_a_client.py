"""A client added or changed by hand: only a name is needed, nothing typed is lost, nobody overwrites anybody."""

import pytest

from waveback.ground.ledger.models import Entry
from waveback.people import actions, queries

FIELDS = {
    "legal_name": "Priya Raman",
    "name_used": "",
    "birth_date": "",
    "email": "",
    "phone": "",
    "outside_id": "",
    "kind": "individual",
    "guardian": "",
}


def as_kept(browser, client):
    form = browser.get(f"/clients/{client.pk}/edit/").context["form"]
    values = {bound.name: bound.value() for bound in form}
    return {name: value for name, value in values.items() if value not in (None, False)}


def test_a_name_is_enough(ruth, ruths_browser):
    answer = ruths_browser.post("/clients/new/", FIELDS)

    client = queries.search(ruth, "Priya")[0]
    assert answer.status_code == 303
    assert answer["Location"] == f"/clients/{client.pk}/?said=people.client.opened"
    assert client.code_label and "Priya" not in client.code_label


@pytest.mark.parametrize(
    "typed",
    ["Priya\u202e Raman", "\u2066Priya\u2069 Raman", "Pri\u200bya Raman", "Priya\x07 Raman", "\ufeffPriya Raman\u200f"],
)
def test_signs_that_cannot_be_seen_are_taken_out_and_the_name_is_shown_again(typed, ruth, ruths_browser):
    answer = ruths_browser.post("/clients/new/", FIELDS | {"legal_name": typed})

    assert answer.status_code == 422 and "signs that cannot be seen" in answer.content.decode()
    assert answer.context["form"]["legal_name"].value() == "Priya Raman"
    assert not queries.search(ruth, "Priya")


def test_a_name_of_nothing_but_unseen_signs_is_none(ruths_browser):
    answer = ruths_browser.post("/clients/new/", FIELDS | {"legal_name": "\u200e\u200f"})

    assert answer.status_code == 422 and "Type the client’s name." in answer.content.decode()


def test_unseen_signs_that_a_script_needs_stay(ruth, ruths_browser):
    ruths_browser.post("/clients/new/", FIELDS | {"legal_name": "علی\u200cرضا احمدی"})

    assert [client.legal_name for client in queries.clients_of(ruth)] == ["علی\u200cرضا احمدی"]


def test_every_fact_is_kept(ruth, ruths_browser):
    ruths_browser.post(
        "/clients/new/",
        FIELDS
        | {
            "name_used": "Pri Raman", "birth_date": "2012-04-13", "email": "p2@example.org", "phone": "+1 512 555 0102",
            "outside_id": "1014", "kind": "couple", "minor": "on", "guardian": "mother",
        },
    )  # fmt: skip

    client = queries.search(ruth, "Priya")[0]
    assert (client.name, client.birth_date, client.email, client.phone, client.outside_id) == (
        "Pri Raman", "2012-04-13", "p2@example.org", "+1 512 555 0102", "1014",
    )  # fmt: skip
    assert (client.kind, client.is_minor, client.guardian) == ("couple", True, "mother")


def test_a_client_without_a_name_is_refused_and_what_was_typed_stays(ruth, ruths_browser):
    page = ruths_browser.post("/clients/new/", FIELDS | {"legal_name": " ", "phone": "+1 512 555 0102"})

    assert page.status_code == 422
    assert "Type the client’s name." in page.content.decode() and "+1 512 555 0102" in page.content.decode()
    assert queries.clients_of(ruth) == []


def test_an_unlikely_birth_date_or_address_gets_a_sentence(ruths_browser):
    page = ruths_browser.post("/clients/new/", FIELDS | {"birth_date": "2126-01-01", "email": "not-an-address"})

    assert "Check the year of this birth date" in page.content.decode()
    assert "Write it like name@example.org" in page.content.decode()


def test_the_form_to_change_shows_what_is_kept_and_keeps_what_is_sent(ruth, ruths_browser, daniel):
    fields = as_kept(ruths_browser, daniel)
    assert fields["name_used"] == "Dan Okafor"

    ruths_browser.post(f"/clients/{daniel.pk}/edit/", fields | {"name_used": "Danny Okafor"})

    assert queries.client_of(ruth, daniel.pk).name == "Danny Okafor"
    assert Entry.objects.filter(what="people.client.changed").count() == 1


def test_of_two_who_change_at_once_the_second_sees_both_and_decides(ruth, ruths_browser, daniel):
    fields = as_kept(ruths_browser, daniel)
    details = actions.ClientDetails(legal_name="Daniel Okafor", name_used="Dee Okafor", outside_id="1007")
    actions.change_client(member=ruth, client=queries.client_of(ruth, daniel.pk), revision=1, details=details)

    page = ruths_browser.post(f"/clients/{daniel.pk}/edit/", fields | {"name_used": "Danny Okafor"})

    text = page.content.decode()
    assert page.status_code == 409
    assert "Somebody changed this file meanwhile." in text and "Dee Okafor" in text and "Danny Okafor" in text
    again = {name: value for name, value in ((b.name, b.value()) for b in page.context["form"]) if value}
    ruths_browser.post(f"/clients/{daniel.pk}/edit/", again)
    assert queries.client_of(ruth, daniel.pk).name == "Danny Okafor"


def test_ended_work_can_be_taken_up_again(ruth, ruths_browser, mara):
    ruths_browser.post(f"/clients/{mara.pk}/end/")
    assert queries.client_of(ruth, mara.pk).ended_at is not None

    twice = ruths_browser.post(f"/clients/{mara.pk}/end/")
    assert twice["Location"].endswith("?said=people.client.ended-before")

    ruths_browser.post(f"/clients/{mara.pk}/reopen/")
    assert queries.client_of(ruth, mara.pk).ended_at is None


def test_another_practice_finds_no_such_client_at_any_door(omars_browser, mara):
    for door in ("edit", "sessions"):
        assert omars_browser.get(f"/clients/{mara.pk}/{door}/").status_code == 404
        assert omars_browser.post(f"/clients/{mara.pk}/{door}/", FIELDS).status_code == 404
    for door in ("end", "reopen"):
        assert omars_browser.post(f"/clients/{mara.pk}/{door}/").status_code == 404
