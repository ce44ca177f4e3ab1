"""From the command line: a whole file at once, with the same rules as the page."""

import time

import pytest

from waveback.exchange import csv
from waveback.exchange.actions import ColumnsMissing, import_file
from waveback.exchange.models import ImportDraft
from waveback.people import queries


def test_the_simplepractice_like_list_comes_in(ruth, a_list, names):
    outcome = import_file(ruth, a_list("simplepractice-like"))

    assert (outcome.opened, outcome.already, outcome.ended_left_out, outcome.bad) == (35, 0, 5, [])
    assert len(names(ruth)) == 35
    assert not ImportDraft.objects.exists()


def test_the_jane_like_list_comes_in_with_the_names_used(ruth, a_list, names):
    outcome = import_file(ruth, a_list("jane-like"))

    assert (outcome.opened, outcome.dropped) == (25, ("Medical Alerts",))
    assert "Dan Okafor" in names(ruth)


def test_of_the_troublesome_list_two_come_in_and_six_lines_say_what_to_do(ruth, a_list, names):
    outcome = import_file(ruth, a_list("troublesome"))

    assert outcome.opened == 2
    assert [remark.line for remark in outcome.bad] == [2, 3, 4, 5, 8, 9]


def test_the_same_file_again_opens_nothing(ruth, a_list):
    import_file(ruth, a_list("troublesome"))

    outcome = import_file(ruth, a_list("troublesome"))

    assert (outcome.opened, outcome.already) == (0, 2)


def test_all_three_lists_after_each_other_leave_every_person_once(ruth, a_list, names):
    for name in ("simplepractice-like", "jane-like", "troublesome"):
        import_file(ruth, a_list(name), ended_too=True)

    found = names(ruth, include_ended=True)
    # The troublesome list's Aoife and Mara have other birth dates than the first list's: Mara is asked about
    # (same e-mail), and so is Aoife; nobody is there twice.
    assert len(found) == 40 == len(set(found))


def test_birth_dates_and_minors_are_kept(ruth, a_list):
    import_file(ruth, a_list("simplepractice-like"))

    hiroshi = queries.search(ruth, "Hiroshi")[0]
    assert (hiroshi.birth_date, hiroshi.is_minor) == ("2015-03-31", True)


def test_columns_can_be_given_by_their_titles(ruth, names):
    import_file(ruth, b"Kontakt,Notiz\nMara Lindqvist,x\n", {"name": "kontakt"})

    assert names(ruth) == ["Mara Lindqvist"]


@pytest.mark.parametrize(
    ("columns", "said"),
    [({}, "Choose the column"), ({"name": "Nom"}, "has no column “Nom”"), ({"colour": "Kontakt"}, "is no field")],
)
def test_columns_that_do_not_fit_are_told(ruth, columns, said):
    with pytest.raises(ColumnsMissing, match=said):
        import_file(ruth, b"Kontakt\nMara Lindqvist\n", columns)


def test_the_order_of_dates_can_be_given(ruth):
    import_file(ruth, b"Name,Born\nMara Lindqvist,07/08/1979\n", order="day")

    assert queries.search(ruth, "Mara")[0].birth_date == "1979-08-07"


def test_what_is_no_list_raises_a_sentence(ruth):
    with pytest.raises(csv.NotAList, match="workbook"):
        import_file(ruth, b"PK\x03\x04")


def test_progress_is_told_to_the_end(ruth, a_list):
    told = []

    import_file(ruth, a_list("jane-like"), progress=lambda done, total: told.append((done, total)))

    assert told[0] == (1, 25) and told[-1] == (25, 25)


@pytest.mark.once
def test_five_thousand_clients_come_in_within_twenty_seconds_each_with_a_label_of_its_own(ruth):
    rows = "".join(f"{n},Given{n},Family{n},c{n}@example.org,19{n % 60 + 30}-03-04\n" for n in range(5_000))
    began = time.process_time()  # not the wall: other tests run on the same machine

    outcome = import_file(ruth, f"Client ID,First Name,Last Name,Email,DOB\n{rows}".encode())

    assert outcome.opened == 5_000
    assert time.process_time() - began < 20
    assert len(set(queries.labels(ruth.practice))) == 5_000
