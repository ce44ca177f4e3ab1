"""The signing page marks what the check found, explains it beside, and keeps nothing of it."""

import logging
from html import unescape

import pytest
from django.db import connections

from tests.steps.run_ins import WHOLE, drafted
from waveback.steps.confidentiality import rules

TEXT = "Client was there with Bartholomew.\r\nShe was drunk. 🙂 Zoe\u0308lie waved."


def page_of(browser, run_in):
    return unescape(browser.get(f"/run-ins/{run_in.pk}/sign/").content.decode())


def test_pieces_put_together_are_the_text():
    found = rules.check({"fact": TEXT})

    assert [find.words for find in found] == ["Bartholomew", "drunk", "Zoe\u0308lie"]
    assert "".join(piece.text for piece in rules.pieces(TEXT, found)) == TEXT
    assert [piece.number for piece in rules.pieces(TEXT, found) if piece.find] == [1, 2, 3]


def test_each_find_is_marked_in_the_text_and_leads_to_its_explanation(ruths_browser, ruth, mara):
    shown = page_of(ruths_browser, drafted(ruth, mara, WHOLE | {"fact": "She came with Bartholomew."}))

    assert '<mark id="find-fact-1">Bartholomew' in shown
    assert 'href="#why-fact-1"' in shown and 'id="why-fact-1"' in shown
    assert 'href="#find-fact-1"' in shown
    assert "#id_fact" in shown
    assert "others are named in no note" in shown


def test_markup_in_a_note_stays_text(ruths_browser, ruth, mara):
    run_in = drafted(ruth, mara, WHOLE | {"fact": "<script>alert(1)</script> with Bartholomew"})

    assert "<script>alert" not in ruths_browser.get(f"/run-ins/{run_in.pk}/sign/").content.decode()


def test_in_discreet_mode_it_waits_behind_hold_to_show(ruths_browser, ruth, mara):
    run_in = drafted(ruth, mara, WHOLE | {"fact": "She came with Bartholomew."})
    ruths_browser.post("/wording/", {"discreet": "yes", "next": "/"})

    shown = page_of(ruths_browser, run_in)

    before, _, after = shown.partition("Bartholomew")
    assert before.rfind('<details class="private"') > before.rfind("</details>")
    assert "Bartholomew" not in after.partition("</details>")[2]


def test_what_was_found_is_in_no_log_and_no_repr(ruths_browser, ruth, mara, caplog):
    run_in = drafted(ruth, mara, WHOLE | {"fact": "She came with Bartholomew."})
    caplog.set_level(logging.DEBUG)

    assert "Bartholomew" in page_of(ruths_browser, run_in)

    assert "Bartholomew" not in caplog.text
    (find,) = rules.check({"fact": "She came with Bartholomew."})
    assert "Bartholomew" not in repr(find)


def test_what_was_found_is_in_no_table_of_either_database(ruths_browser, ruth, mara):
    run_in = drafted(ruth, mara, WHOLE | {"fact": "She came with Bartholomew."})
    assert "Bartholomew" in page_of(ruths_browser, run_in)
    told = {"revision": run_in.revision, "name": "Ruth Adeyemi", "finds_read": "on"}
    assert ruths_browser.post(f"/run-ins/{run_in.pk}/sign/", told).status_code == 303

    for connection in connections.all():
        with connection.cursor() as cursor:
            for table in connection.introspection.table_names(cursor):
                cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
                held = b" ".join(
                    bytes(cell) if isinstance(cell, bytes | memoryview) else str(cell).encode()
                    for row in cursor.fetchall()
                    for cell in row
                )
                assert b"Bartholomew" not in held, table


@pytest.mark.parametrize("kind", rules.KINDS)
def test_every_kind_has_its_label(kind):
    assert rules.LABELS[kind]
