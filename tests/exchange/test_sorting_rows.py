"""Each row becomes a new client, one who is there already, or a sentence. Nothing twice, nothing guessed."""

from datetime import date
from pathlib import Path

import pytest

from waveback.exchange import csv, mapping, rules

TODAY = date(2026, 11, 23)
DATA = Path(__file__).parent.parent / "data"


def sort(text, there=(), **choices):
    table = csv.read(text.encode() if isinstance(text, str) else text)
    return rules.sort_out(table, rules.Choices(mapping.guess(table.titles), **choices), there, TODAY)


def file(name):
    return (DATA / f"clients-{name}.csv").read_bytes()


def as_known(person):
    return rules.known([person.legal_name, person.name_used], person.email, person.outside_id, person.birth_date)


def mara(**changes):
    facts = {
        "names": ["Mara Lindqvist"],
        "email": "m0@example.org",
        "outside_id": "1000",
        "birth_date": date(2001, 8, 26),
    }
    return rules.known(**(facts | changes))


def test_a_simplepractice_like_list_brings_the_active_clients_and_counts_the_ended_ones():
    sorting = sort(file("simplepractice-like"))

    assert (len(sorting.new), sorting.ended, sorting.bad) == (35, 5, [])
    assert sorting.new[0] == rules.Person(
        line=2, legal_name="Mara Lindqvist", email="m0@example.org", phone="+1 512 555 0100", outside_id="1000",
        birth_date=date(2001, 8, 26),
    )  # fmt: skip


def test_ended_clients_come_too_when_that_is_chosen_and_stay_ended():
    sorting = sort(file("simplepractice-like"), ended_too=True)

    assert next(person.legal_name for person in sorting.new if person.ended) == "Emre Demir"
    assert len(sorting.new) == 40


def test_a_jane_like_list_keeps_the_name_used_with_the_family_name():
    sorting = sort(file("jane-like"))

    daniel = sorting.new[1]
    assert (daniel.legal_name, daniel.name_used) == ("Daniel Okafor", "Dan Okafor")
    assert (len(sorting.new), sorting.bad) == (25, [])


def test_the_second_list_of_the_same_practice_brings_nobody_twice():
    there = [as_known(person) for person in sort(file("simplepractice-like"), ended_too=True).new]

    sorting = sort(file("jane-like"), there)

    assert (len(sorting.new), len(sorting.already), sorting.bad) == (0, 25, [])


def test_the_troublesome_list_brings_two_clients_and_one_message_for_each_bad_row():
    sorting = sort(file("troublesome"))

    assert [(one.line, one.legal_name, one.name_used, one.birth_date) for one in sorting.new] == [
        (6, "Mara Lindqvist", "", date(1988, 3, 4)),
        (7, "Aoife Byrne", "Effie Byrne", date(1971, 3, 3)),
    ]
    assert [remark.line for remark in sorting.bad] == [2, 3, 4, 5, 8, 9]
    said = {remark.line: remark.text for remark in sorting.bad}
    assert "not a day in the calendar" in said[2]
    assert "whether the day or the month comes first" in said[3] and "not an e-mail address" in said[3]
    assert "no name" in said[4]
    assert "formula" in said[5]
    assert "not a day in the calendar" in said[8]
    assert "300 signs; at most 120" in said[9]


def test_with_the_order_chosen_only_the_address_of_that_row_is_left_to_correct():
    said = {remark.line: remark.text for remark in sort(file("troublesome"), order="day").bad}

    assert said[3] == "“not-an-address” is not an e-mail address. Correct it, or leave it empty."


@pytest.mark.parametrize(
    "row",
    [
        "1000,Mara,Lindqvist,,",
        "1000,Mara,Lindqvist-Berg,2001-08-26,",
        "1000,Mara,Lindqvist-Berg,,M0@example.org",
        ",MARA,Lindqvist,2001-08-26,",
        ",Mara,Lindqvist,,m0@Example.org",
        "77,Mara,Lindqvist,2001-08-26,new@example.org",
        ",Mara,Lindqvist,,",
    ],
    ids=[
        "number",
        "married",
        "married, same e-mail",
        "name and birth date",
        "name and e-mail",
        "another number",
        "bare name",
    ],
)
def test_who_is_there_already_is_left_alone(row):
    sorting = sort("Number,First,Last,Born,Email\n" + row, [mara()])

    assert (len(sorting.new), len(sorting.already), sorting.bad) == (0, 1, [])


def test_a_namesake_with_another_birth_date_is_a_new_client():
    assert len(sort("Name,Born\nMara Lindqvist,1950-01-01", [mara()]).new) == 1


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("1000,Somebody,Else,1950-01-01,", "belongs to somebody with another name here"),
        (",Mara,Lindqvist,2001-08-25,m0@example.org", "has another birth date here"),
    ],
)
def test_where_it_cannot_be_told_the_therapist_is_asked(row, said):
    sorting = sort("Number,First,Last,Born,Email\n" + row, [mara()])

    assert sorting.new == sorting.already == []
    assert said in sorting.bad[0].text


def test_a_namesake_about_whom_nothing_is_known_is_asked_about():
    bare = mara(email="", outside_id="", birth_date=None)

    assert (
        "nothing tells whether it is the same person"
        in sort("Name,Born\nMara Lindqvist,2001-08-26", [bare]).bad[0].text
    )


def test_a_person_twice_in_one_file_comes_once_and_the_line_is_told():
    sorting = sort('Name,Born\nMara Lindqvist,2001-08-26\nDaniel Okafor,1964-05-07\n"Lindqvist, Mara",2001-08-26\n')

    assert len(sorting.new) == 2
    assert sorting.twice == [rules.Remark(4, "The same person as in line 2, so left out.")]


@pytest.mark.parametrize("name", ["=1+1", "+Mara", "-Mara", "@Mara", '=HYPERLINK(""x"")'])
def test_a_name_that_would_run_in_a_spreadsheet_is_refused(name):
    assert "formula" in sort(f'Name\n"{name}"\n').bad[0].text


def test_a_plus_before_a_telephone_number_is_no_formula():
    assert sort("Name,Phone\nMara Lindqvist,+1 512 555 0100\n").bad == []


def test_the_number_that_excel_keeps_as_a_formula_is_unwrapped():
    assert sort('Name,Client ID\nMara Lindqvist,"=""01000"""\n').new[0].outside_id == "01000"


@pytest.mark.parametrize(
    ("written", "name", "used"),
    [
        ("Lindqvist, Mara", "Mara Lindqvist", ""),
        ("Mara Lindqvist", "Mara Lindqvist", ""),
        ('Byrne, Aoife "Effie"', "Aoife Byrne", "Effie Byrne"),
        ("Byrne, Aoife (Effie)", "Aoife Byrne", "Effie Byrne"),
        ("Weber, Jonas, Jr.", "Jonas Weber Jr.", ""),
        ("  Ó Briain ,  Pádraig ", "Pádraig Ó Briain", ""),
        ("Cher", "Cher", ""),
    ],
)
def test_whole_names_are_taken_apart(written, name, used):
    row = written.replace('"', '""')

    person = sort(f'Name\n"{row}"\n').new[0]

    assert (person.legal_name, person.name_used) == (name, used)


def test_every_row_ends_in_exactly_one_place():
    table = csv.read(file("troublesome") + file("troublesome").split(b"\r\n", 1)[1])

    sorting = rules.sort_out(table, rules.Choices(mapping.guess(table.titles)), [mara()], TODAY)

    placed = [one.line for group in (sorting.new, sorting.already, sorting.twice, sorting.bad) for one in group]
    assert sorted(placed) == [row.line for row in table.rows]
