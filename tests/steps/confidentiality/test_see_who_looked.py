"""Every look at a file is shown to its clinician: who, when, and what they did."""

from datetime import UTC, datetime
from html import unescape

from tests.conftest import signed_in
from waveback.ground import ledger
from waveback.ground.acts import act
from waveback.people import actions as people
from waveback.steps.confidentiality import queries


def looked(member, client, what="people.client.looked", times=1):
    for _ in range(times):
        with act():
            ledger.record(practice=member.practice_id, what=what, by=member.pk, client=client.pk)


def page_of(browser, client, query=""):
    return unescape(browser.get(f"/clients/{client.pk}/looks/{query}").content.decode())


def test_each_look_says_who_and_when_in_the_practices_zone(ruths_browser, ruth, mara):
    looked(ruth, mara, "document.note.printed")

    shown = page_of(ruths_browser, mara)

    assert "Ruth Adeyemi printed from the file." in shown
    assert "Ruth Adeyemi opened the file." in shown, "opening this page is a look too"
    assert "CST" in shown or "CDT" in shown


def test_what_is_no_look_is_not_listed(ruth, mara):
    looked(ruth, mara, "people.client.changed")

    assert queries.looks(ruth, mara).lines == []


def test_another_clients_looks_do_not_show(ruth, mara, daniel):
    looked(ruth, daniel)

    assert queries.looks(ruth, mara).lines == []


def test_another_practice_is_told_nothing(omar, mara):
    assert signed_in(omar).get(f"/clients/{mara.pk}/looks/").status_code == 404


def test_the_pages_go_on_until_the_first_look(ruth, mara):
    looked(ruth, mara, times=queries.PAGE + 3)

    newest = queries.looks(ruth, mara)
    rest = queries.looks(ruth, mara, newest.older)

    assert len(newest.lines) == queries.PAGE and newest.lines[0].at <= datetime.now(UTC)
    assert len(rest.lines) == 3 and rest.older is None


def test_the_number_of_queries_does_not_grow(ruth, mara, django_assert_num_queries):
    looked(ruth, mara)
    with django_assert_num_queries(2):
        queries.looks(ruth, mara)
    looked(ruth, mara, times=30)
    with django_assert_num_queries(2):
        queries.looks(ruth, mara)


def test_nonsense_in_the_address_shows_the_newest(ruths_browser, ruth, mara):
    people.look_at(member=ruth, client=mara)

    for query in ("?before=x", "?before=-1", "?before=²", "?before=" + "9" * 40):
        assert "opened the file" in page_of(ruths_browser, mara, query)
