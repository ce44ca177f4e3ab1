"""Any page goes onto paper by the browser's own print command: clean, with who printed it when, and as a reading."""

import re
from html import unescape

import pytest

from tests import access_world as world
from tests.access_table import TABLE
from tests.conftest import signed_in
from tests.steps.run_ins import captured, signed
from waveback.ground.ledger import queries as ledger
from waveback.ground.ledger.models import Entry
from waveback.people import actions as people

# Pages about a row of the practice that is in nobody's file.
SHOW_NOTHING = {
    "document:assign": "the jotting is in nobody’s file",
    "discussion:blank_made": "a blank packet is nobody’s",
    "discussion:blank_pdf": "a blank packet is nobody’s",
    "discussion:blank_docx": "a blank packet is nobody’s",
    "exchange:preview": "nobody on the list is a client yet",
    "exchange:rows": "nobody on the list is a client yet",
    "mfa_remove_webauthn": "one’s own passkey",
    **dict.fromkeys(
        ("phone:phone", "phone:name", "phone:end", "phone:pin", "phone:throw"), "one’s own phone; it names nobody"
    ),
    "people:job": "how far one’s own work is; it names nobody",
}
POLICY = {
    "policy:version",
    "policy:print",
    "policy:copy",
    "policy:text",
    "policy:html",
    "policy:beside",
    "policy:leaflet",
} | {f"discussion:paste{how}" for how in ("", "_text", "_html", "_docx")}


def text(answer):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def printed_lines():
    return [one for one in Entry.objects.order_by("seq") if one.what == "desk.page.printed"]


def test_the_paper_says_who_printed_when_and_where_the_ledger_stood(ruth, mara, ruths_browser):
    seq, digest = ledger.end(ruth.practice_id)

    page = text(ruths_browser.get("/clients/"))

    assert re.search(r"Printed by Ruth Adeyemi, PhD, as the page stood on \d+ \w+ \d{4}, \d\d:\d\d C[SD]T", page)
    assert f"practice {ruth.practice_id}, entry {seq}, hash {digest}" in page
    assert "Lakeside Counselling" in page


def test_a_discreet_screen_prints_the_sentence_that_says_how_and_nothing_about_the_practice(ruths_browser):
    ruths_browser.post("/wording/", {"discreet": "yes", "next": "/"})

    page = text(ruths_browser.get("/clients/"))

    assert "Choose the plain wording, then print." in page
    assert "Printed by" not in page
    assert "Lakeside" not in page


def test_who_is_not_signed_in_is_not_named(visitor, ruth):
    page = text(visitor.get("/sign-in/"))

    assert "Nobody was signed in." in page
    assert "Ruth" not in page


def test_a_paper_of_its_own_says_it_once(ruths_browser, ruth, mara):
    note = signed(ruth, mara)

    for path in (f"/run-ins/{note.pk}/print/", f"/clients/{mara.pk}/print/", f"/clients/{mara.pk}/overlaps/print/"):
        page = text(ruths_browser.post(path))
        assert page.count("Printed ") == 1, path
        assert "Checkpoint of the ledger" in page


def test_what_is_handed_to_clients_says_nothing_of_who_printed_it(ruth, ruths_browser):
    assert "Printed" not in text(ruths_browser.get("/card/"))


@pytest.mark.parametrize("path", ["/clients/{client}/", "/clients/{client}/wishes/", "/run-ins/{note}/"])
def test_a_page_of_a_file_that_went_onto_paper_is_entered_as_a_reading(ruth, mara, ruths_browser, path):
    where = path.format(client=mara.pk, note=signed(ruth, mara).pk)

    assert ruths_browser.post("/printed/", {"path": where}).status_code == 204

    (line,) = printed_lines()
    assert (line.by, line.about, line.pseudonym is not None) == (ruth.pk, mara.pk, True)
    assert "Ruth Adeyemi printed from the file." in text(ruths_browser.get(f"/clients/{mara.pk}/looks/"))


@pytest.mark.parametrize("path", ["/", "/settings/", "/no-such-page/", "", "https://elsewhere.example/"])
def test_a_page_of_nobodys_file_is_not_entered(ruths_browser, path):
    assert ruths_browser.post("/printed/", {"path": path}).status_code == 204

    assert printed_lines() == []


def test_a_jotting_in_nobodys_file_is_not_entered(ruth, ruths_browser):
    jotted = captured(ruth, None, who="Red bicycle")

    assert ruths_browser.post("/printed/", {"path": f"/run-ins/{jotted.pk}/"}).status_code == 204
    assert printed_lines() == []


def test_another_practices_page_cannot_have_been_printed(omars_browser, ruth, mara):
    assert omars_browser.post("/printed/", {"path": f"/clients/{mara.pk}/"}).status_code == 404

    assert printed_lines() == []


def test_opening_any_page_of_a_file_is_entered_as_a_look(ruth):
    held = world.furnish(ruth, "little")
    browser = signed_in(ruth)
    unseen = []
    for route in TABLE:
        if not route.one_of_ours or "GET" not in route.answers or route.name in SHOW_NOTHING.keys() | POLICY:
            continue
        people._looked.clear()
        before = Entry.objects.filter(what="people.client.looked").count()
        browser.get(route.path.format(**held.rows))
        if Entry.objects.filter(what="people.client.looked").count() == before:
            unseen.append(route.name)

    assert unseen == []
