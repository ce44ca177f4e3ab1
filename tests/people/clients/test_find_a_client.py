"""The list of clients and its search: any part of a name, at once, and never in an address."""

import time
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from waveback.people import actions, disposal, queries

FIND = "/clients/"


def found(answer):
    return [client.name for client in answer.context["shown"].items]


@pytest.fixture
def a_few(ruth):
    names = ["Chloé Lefèvre", "Søren Kierkegaard", "Siobhán Ní Dhónaill", "Percival O'Shaughnessy"]
    details = [actions.ClientDetails(legal_name=name) for name in names]
    return actions.open_clients(member=ruth, many=details)


def test_the_list_stands_in_the_order_of_names(ruths_browser, mara, daniel, a_few):
    assert found(ruths_browser.get(FIND)) == [
        "Chloé Lefèvre", "Dan Okafor", "Mara Lindqvist", "Percival O'Shaughnessy", "Siobhán Ní Dhónaill",
        "Søren Kierkegaard",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("mara", "Mara Lindqvist"),
        ("qvist", "Mara Lindqvist"),
        ("lind mar", "Mara Lindqvist"),
        ("lefevre", "Chloé Lefèvre"),
        ("DHÓN", "Siobhán Ní Dhónaill"),
        ("o's", "Percival O'Shaughnessy"),
        ("daniel", "Dan Okafor"),
        ("dan ok", "Dan Okafor"),
    ],
)
def test_any_part_of_any_name_finds(ruths_browser, mara, daniel, a_few, typed, name):
    assert found(ruths_browser.post(FIND, {"text": typed})) == [name]


def test_the_code_label_finds(ruths_browser, mara, daniel):
    assert found(ruths_browser.post(FIND, {"text": mara.code_label.lower()})) == ["Mara Lindqvist"]


def test_a_name_in_the_address_is_ignored(ruths_browser, mara, daniel):
    assert len(found(ruths_browser.get(FIND + "?text=mara"))) == 2


def test_while_typing_only_the_part_with_the_list_is_sent(ruths_browser, mara):
    part = ruths_browser.post(FIND, {"text": "mara"}, headers={"HX-Request": "true", "HX-Request-Type": "partial"})

    assert part.content.decode().strip().startswith('<section id="found"')


def test_nobody_found_says_what_to_try(ruths_browser, mara):
    assert "Nobody is found. Try fewer letters" in ruths_browser.post(FIND, {"text": "zzz"}).content.decode()


def test_a_practice_without_clients_is_told_how_to_begin(ruths_browser):
    page = ruths_browser.get(FIND).content.decode()

    assert "No clients yet." in page and "/clients/import/" in page and "/clients/new/" in page


def test_those_whose_work_has_ended_are_found_when_asked_for(ruths_browser, ruth, mara, daniel, noon):
    actions.end_client(member=ruth, client=mara, at=noon)

    assert found(ruths_browser.get(FIND)) == ["Dan Okafor"]
    assert found(ruths_browser.post(FIND, {"ended": "1"})) == ["Dan Okafor", "Mara Lindqvist"]


def test_a_long_list_has_pages_of_fifty(ruths_browser, ruth):
    many = [actions.ClientDetails(legal_name=f"Client {number:03}") for number in range(120)]
    actions.open_clients(member=ruth, many=many)

    first = ruths_browser.get(FIND)
    last = ruths_browser.post(FIND, {"text": "client", "page": "3"})

    assert "1 to 50 of 120" in first.content.decode()
    assert found(last) == [f"Client {number:03}" for number in range(100, 120)]


def test_discreetly_labels_stand_for_names(ruths_browser, mara):
    ruths_browser.post("/wording/", {"discreet": "yes", "next": FIND})

    page = ruths_browser.get(FIND).content.decode()

    assert mara.code_label in page and "Lindqvist" not in page


def test_the_next_session_stands_beside_the_name(ruths_browser, ruth, mara, noon):
    at = (datetime.now(UTC) + timedelta(days=3)).replace(second=0, microsecond=0)
    actions.schedule_session(member=ruth, client=mara, starts_at=at)

    assert "Next session" in ruths_browser.get(FIND).content.decode()


def test_another_practice_sees_none_of_them(omars_browser, mara):
    assert "Lindqvist" not in omars_browser.get(FIND).content.decode()
    assert "Lindqvist" not in omars_browser.post(FIND, {"text": "mara"}).content.decode()


def test_a_new_name_is_found_at_once_and_the_old_one_no_longer(ruths_browser, ruth, mara):
    assert found(ruths_browser.post(FIND, {"text": "lindqvist"})) == ["Mara Lindqvist"]
    details = actions.ClientDetails(legal_name="Mara Berg", outside_id="1000")

    actions.change_client(member=ruth, client=mara, revision=1, details=details)

    assert found(ruths_browser.post(FIND, {"text": "lindqvist"})) == []
    assert found(ruths_browser.post(FIND, {"text": "berg"})) == ["Mara Berg"]


def test_an_erased_file_is_found_by_its_label_alone(ruths_browser, ruth, mara):
    assert found(ruths_browser.post(FIND, {"text": "mara"})) == ["Mara Lindqvist"]

    disposal.destroy_key(member=ruth, client=mara, reason="retention")

    assert "Mara" not in ruths_browser.post(FIND, {"text": "mara"}).content.decode()
    page = ruths_browser.post(FIND, {"text": mara.code_label})
    assert mara.code_label in page.content.decode() and "Erased" in page.content.decode()


@pytest.fixture
def five_thousand(ruth):
    many = [
        actions.ClientDetails(legal_name=f"Given{number} Family{number * 7919 % 5000}", name_used=f"Used{number}")
        for number in range(5_000)
    ]
    return actions.open_clients(member=ruth, many=many)


@pytest.mark.once
def test_among_five_thousand_a_search_takes_no_longer_than_a_keystroke(ruths_browser, ruth, five_thousand):
    htmx = {"HX-Request": "true", "HX-Request-Type": "partial"}
    ruths_browser.post(FIND, {"text": "family"}, headers=htmx)
    took = []
    for typed in ("f", "fam", "family12", "given499", "zzz"):
        began = time.process_time()  # not the wall: other tests run on the same machine
        ruths_browser.post(FIND, {"text": typed}, headers=htmx)
        took.append(time.process_time() - began)

    assert sorted(took)[len(took) // 2] < 0.1
    assert len(queries.search(ruth, "given499")) == 11


def test_the_number_of_queries_does_not_grow_with_the_list(ruths_browser, ruth, mara):
    def asked():
        with CaptureQueriesContext(connections["default"]) as captured:
            ruths_browser.get(FIND)
        return len(captured)

    asked()
    few = asked()
    actions.open_clients(member=ruth, many=[actions.ClientDetails(legal_name=f"Client {n}") for n in range(40)])
    asked()
    assert asked() == few
