"""Which column is what, guessed from its title; and which columns are dropped before anything is kept."""

import pytest

from waveback.exchange import mapping


@pytest.mark.parametrize(
    ("titles", "columns"),
    [
        (
            ["Client ID", "First Name", "Last Name", "Email", "Phone", "DOB", "Status"],
            {"number": 0, "first": 1, "last": 2, "email": 3, "phone": 4, "born": 5, "status": 6},
        ),
        (
            ["Patient Number", "Preferred Name", "First Name", "Last Name", "Birth Date", "Email", "Mobile Phone"],
            {"number": 0, "used": 1, "first": 2, "last": 3, "born": 4, "email": 5, "phone": 6},
        ),
        (["Name", "Born", "E-mail", "Notes"], {"name": 0, "born": 1, "email": 2}),
        (["Client’s Frist Name", "SURNAME", "Date of Birth (mm/dd/yyyy)"], {"first": 0, "last": 1, "born": 2}),
        (["Vorname", "Nachname", "Geburtsdatum", "E-Mail"], {"first": 0, "last": 1, "born": 2, "email": 3}),
        (["firstName", "lastName", "emailAddress"], {"first": 0, "last": 1, "email": 2}),
    ],
)
def test_titles_of_known_kinds_are_recognised(titles, columns):
    assert mapping.guess(titles) == columns


def test_of_two_telephone_columns_the_mobile_one_is_taken():
    assert mapping.guess(["Home Phone", "Mobile Phone"]) == {"phone": 1}


def test_first_and_last_name_are_preferred_to_the_whole_name_beside_them():
    assert mapping.guess(["Client", "First Name", "Last Name"]) == {"first": 1, "last": 2}


@pytest.mark.parametrize(
    "title",
    [
        "Medical Alerts",
        "Notes",
        "Diagnosis",
        "Client Notes",
        "Emergency Contact Phone",
        "Guardian Email",
        "Clinician Name",
        "Insurance Member ID",
        "Street Address",
        "SSN",
        "Gender",
        "Balance",
    ],
)
def test_clinical_columns_and_those_about_others_are_unneeded_and_never_guessed(title):
    assert mapping.unneeded(title)
    assert mapping.guess([title]) == {}


@pytest.mark.parametrize("title", ["Email address", "Medical Record Number", "Client ID", "Status", "Favourite colour"])
def test_useful_and_unknown_columns_are_not_unneeded(title):
    assert not mapping.unneeded(title)


def test_without_a_name_the_user_is_told_what_to_choose():
    assert mapping.complete({"email": 0, "first": 1}) is not None
    assert mapping.complete({"first": 0, "last": 1}) is None
    assert mapping.complete({"name": 0}) is None
