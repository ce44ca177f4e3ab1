"""On the page: choose a file, look at what would happen, bring in what is good, correct the rest."""

import csv
import io

import pytest

from waveback.exchange.models import ImportDraft, RememberedColumns
from waveback.ground.ledger.models import Entry
from waveback.people import actions, queries


def bring_in(browser, address, fields):
    return browser.post(address, fields | {"do": "import"})


def test_the_preview_counts_before_anything_happens(ruth, ruths_browser, uploaded, a_list):
    page = ruths_browser.get(uploaded(a_list("simplepractice-like")))

    assert "35 new. 0 there already. 5 ended, left out. Nothing to correct." in page.content.decode()
    assert queries.clients_of(ruth) == []


def test_the_good_rows_come_in_and_the_file_is_deleted(ruth, ruths_browser, uploaded, as_shown, a_list, names):
    address = uploaded(a_list("simplepractice-like"))

    answer = bring_in(ruths_browser, address, as_shown(address))

    assert (answer.status_code, answer["Location"]) == (303, "/clients/?said=exchange.imported")
    assert len(names(ruth)) == 35 and "Mara Lindqvist" in names(ruth)
    assert not ImportDraft.objects.exists()
    assert ruths_browser.get(address).status_code == 404


def test_ended_clients_come_in_as_ended_when_that_is_chosen(ruth, ruths_browser, uploaded, as_shown, a_list, names):
    address = uploaded(a_list("simplepractice-like"))
    ruths_browser.post(address, as_shown(address, ended_too="on", do="check"))

    bring_in(ruths_browser, address, as_shown(address))

    assert (len(names(ruth)), len(names(ruth, include_ended=True))) == (35, 40)


def test_medical_alerts_are_dropped_before_anything_is_stored_and_the_page_says_so(ruths_browser, uploaded, a_list):
    page = ruths_browser.get(uploaded(a_list("jane-like"))).content.decode()

    assert "Not kept: Medical Alerts." in page
    assert "latex" not in str(ImportDraft.objects.get().content)


def test_the_troublesome_list_asks_how_its_dates_are_written(ruths_browser, uploaded, as_shown, a_list, ruth):
    address = uploaded(a_list("troublesome"))

    refused = bring_in(ruths_browser, address, as_shown(address))

    assert refused.status_code == 422
    assert "Choose how the birth dates are written" in refused.content.decode()
    assert queries.clients_of(ruth) == []


def test_of_the_troublesome_list_the_good_rows_come_in_and_the_rest_waits_with_its_lines(
    ruth, ruths_browser, uploaded, as_shown, a_list, names
):
    address = uploaded(a_list("troublesome"))
    ruths_browser.post(address, as_shown(address, order="day", do="check"))

    answer = bring_in(ruths_browser, address, as_shown(address))

    assert answer["Location"] == f"{address}?said=exchange.imported-partly"
    assert names(ruth) == ["Effie Byrne", "Mara Lindqvist"]
    left = ruths_browser.get(address)
    assert [row.line for row in left.context["form"].corrections()] == [2, 3, 4, 5, 8, 9]
    assert "0 new. 0 there already. 6 to correct." in left.content.decode()


def test_a_row_corrected_on_the_page_comes_in(ruth, ruths_browser, uploaded, as_shown, a_list, names):
    address = uploaded(a_list("troublesome"))
    ruths_browser.post(address, as_shown(address, order="day", do="check"))
    bring_in(ruths_browser, address, as_shown(address))

    ruths_browser.post(address, as_shown(address, **{"cell-3-2": "d1@example.org"}, do="check"))
    bring_in(ruths_browser, address, as_shown(address))

    assert names(ruth) == ["Daniel Okafor", "Effie Byrne", "Mara Lindqvist"]
    assert [row.line for row in ruths_browser.get(address).context["form"].corrections()] == [2, 4, 5, 8, 9]


def test_what_was_changed_is_shown_once_more_before_anybody_comes_in(ruth, ruths_browser, uploaded, as_shown, a_list):
    address = uploaded(a_list("simplepractice-like"))

    answer = bring_in(ruths_browser, address, as_shown(address, **{"column-4": ""}))

    assert answer["Location"] == f"{address}?said=exchange.taken-over"
    assert queries.clients_of(ruth) == []


def test_the_columns_are_remembered_for_the_next_list_of_the_same_kind(ruths_browser, uploaded, as_shown, ruth, names):
    first = uploaded(b"Kontakt A,Kontakt B\nMara Lindqvist,m0@example.org\n")
    ruths_browser.post(first, as_shown(first, **{"column-0": "name", "column-1": "email"}, do="check"))
    bring_in(ruths_browser, first, as_shown(first))

    second = uploaded(b"Kontakt A,Kontakt B\nDaniel Okafor,d1@example.org\n")

    page = ruths_browser.get(second)
    assert "Chosen as last time" in page.content.decode()
    bring_in(ruths_browser, second, as_shown(second))
    assert names(ruth) == ["Daniel Okafor", "Mara Lindqvist"]


def test_without_a_name_column_nothing_comes_in_and_the_page_says_what_to_choose(ruths_browser, uploaded, as_shown):
    address = uploaded(b"Kontakt A,Kontakt B\nMara Lindqvist,m0@example.org\n")

    page = bring_in(ruths_browser, address, as_shown(address))

    assert page.status_code == 422
    assert "Choose the column with the whole name" in page.content.decode()


def test_one_field_cannot_be_two_columns(ruths_browser, uploaded, as_shown, a_list):
    address = uploaded(a_list("simplepractice-like"))

    page = ruths_browser.post(address, as_shown(address, **{"column-4": "email"}))

    assert page.status_code == 422
    assert "“E-mail” is chosen twice" in page.content.decode()


def test_the_same_list_again_brings_nobody_twice(ruth, ruths_browser, uploaded, as_shown, a_list, names):
    address = uploaded(a_list("simplepractice-like"))
    bring_in(ruths_browser, address, as_shown(address))

    again = ruths_browser.get(uploaded(a_list("jane-like"))).content.decode()

    # Jane's list names two people whom the first list called ended and left out.
    assert "3 new. 22 there already." in again
    assert len(names(ruth)) == 35


def test_pressing_the_button_twice_brings_nobody_twice(ruth, ruths_browser, uploaded, as_shown, a_list, names):
    address = uploaded(a_list("simplepractice-like"))
    fields = as_shown(address)
    bring_in(ruths_browser, address, fields)

    assert bring_in(ruths_browser, address, fields).status_code == 404
    assert len(names(ruth)) == 35


def test_bringing_a_list_in_is_one_act_with_one_line_of_its_own_and_one_for_each_file(
    ruth, ruths_browser, uploaded, as_shown, a_list
):
    address = uploaded(a_list("simplepractice-like"))
    before = Entry.objects.count()

    bring_in(ruths_browser, address, as_shown(address))

    assert Entry.objects.count() == before + 35 + 1


def test_when_something_breaks_half_way_nobody_has_come_in_and_the_list_is_still_there(
    ruth, ruths_browser, uploaded, as_shown, a_list, monkeypatch
):
    address = uploaded(a_list("simplepractice-like"))
    fields, calls = as_shown(address), []

    def breaks(*args, **kwargs):
        calls.append(1)
        if len(calls) == 20:
            raise RuntimeError("the power went")
        return opens(*args, **kwargs)

    opens = actions._open
    monkeypatch.setattr(actions, "_open", breaks)
    with pytest.raises(RuntimeError):
        bring_in(ruths_browser, address, fields)

    assert queries.clients_of(ruth) == []
    assert ruths_browser.get(address).status_code == 200


def test_the_rows_to_correct_can_be_downloaded_under_a_name_that_says_nothing(ruths_browser, uploaded, a_list):
    address = uploaded(a_list("troublesome"))

    file = ruths_browser.get(f"{address}rows.csv")

    assert file["Content-Disposition"] == 'attachment; filename="rows-to-correct.csv"'
    rows = list(csv.reader(io.StringIO(file.content.decode("utf-8-sig"), newline="")))
    assert rows[0] == ["Line", "What to do", "Name", "Born", "E-mail"]
    assert [row[0] for row in rows[1:]] == ["2", "3", "4", "5", "8", "9"]
    assert rows[4][2].startswith("'=HYPERLINK")


def test_what_is_no_list_is_refused_beside_the_field(ruths_browser):
    from django.core.files.uploadedfile import SimpleUploadedFile

    page = ruths_browser.post("/clients/import/", {"file": SimpleUploadedFile("list.xlsx", b"PK\x03\x04...")})

    assert page.status_code == 422
    assert "take CSV (UTF-8)" in page.content.decode()


def test_without_a_file_the_page_says_to_choose_one(ruths_browser):
    page = ruths_browser.post("/clients/import/", {})

    assert page.status_code == 422
    assert "Choose the file first." in page.content.decode()


def test_a_list_that_is_not_wanted_is_deleted(ruths_browser, uploaded, a_list):
    address = uploaded(a_list("jane-like"))

    assert ruths_browser.post(f"{address}forget/").status_code == 303
    assert not ImportDraft.objects.exists()


def test_another_list_replaces_the_one_that_waits(ruths_browser, uploaded, a_list):
    first = uploaded(a_list("jane-like"))
    uploaded(a_list("troublesome"))

    assert ruths_browser.get(first).status_code == 404
    assert ImportDraft.objects.count() == 1


def test_a_list_waits_for_a_day_and_no_longer(ruths_browser, uploaded, a_list):
    from datetime import UTC, datetime, timedelta

    from waveback.exchange.actions import forget_old_files

    address = uploaded(a_list("jane-like"))
    ImportDraft.objects.update(kept_at=datetime.now(UTC) - timedelta(hours=25))

    assert ruths_browser.get(address).status_code == 404
    assert forget_old_files() == 1
    assert not ImportDraft.objects.exists()


def test_another_practice_cannot_reach_the_list_by_any_door(uploaded, omars_browser, a_list):
    address = uploaded(a_list("jane-like"))

    assert omars_browser.get(address).status_code == 404
    assert omars_browser.post(address, {"do": "import"}).status_code == 404
    assert omars_browser.get(f"{address}rows.csv").status_code == 404
    assert omars_browser.post(f"{address}forget/").status_code == 404
    assert ImportDraft.objects.count() == 1


def test_what_is_kept_of_the_list_is_sealed(uploaded, a_list, ruth):
    from django.db import connection

    uploaded(a_list("jane-like"))

    with connection.cursor() as cursor:
        cursor.execute("SELECT content FROM exchange_importdraft")
        stored = bytes(cursor.fetchone()[0])
    assert b"Lindqvist" not in stored and b"example.org" not in stored


def test_two_windows_that_choose_differently_are_told(ruths_browser, uploaded, as_shown, a_list):
    address = uploaded(a_list("simplepractice-like"))
    older = as_shown(address)
    ruths_browser.post(address, as_shown(address, **{"column-4": ""}, do="check"))

    page = ruths_browser.post(address, older | {"do": "import"})

    assert page.status_code == 409
    assert "changed in another window" in page.content.decode()


def test_remembered_columns_name_nobody(ruths_browser, uploaded, as_shown, a_list):
    address = uploaded(a_list("jane-like"))
    bring_in(ruths_browser, address, as_shown(address))

    remembered = RememberedColumns.objects.get()
    assert set(remembered.chosen) == {"columns", "order"}
