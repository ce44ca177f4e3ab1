"""Claiming in the browser: looking spends nothing, the kit is shown once, weak passwords are refused."""

import pytest

from waveback.people import actions, queries

FILLED = {
    "practice_name": "Lakeside Counselling",
    "time_zone": "America/Chicago",
    "profession": "apa",
    "name": "Ruth Adeyemi",
    "credentials": "PhD",
    "email": "ruth@example.org",
    "password": "four geese over water",
}


@pytest.fixture
def link(db):
    return f"/claim/{actions.new_claim_link()}/"


def test_looking_at_the_link_does_not_spend_it(visitor, link):
    assert visitor.get(link).status_code == 200
    assert visitor.head(link).status_code == 200
    assert visitor.get(link).status_code == 200
    assert not queries.is_claimed()


def test_claiming_signs_in_and_shows_the_kit_once(visitor, link):
    answer = visitor.post(link, FILLED)
    text = answer.content.decode()

    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Your recovery kit" in text
    assert text.count('class="mono"') >= 4
    assert visitor.get("/").status_code == 200
    assert visitor.get("/security/app/").status_code == 200
    assert visitor.post(link, FILLED).status_code == 410
    again = visitor.get(link).content.decode()
    assert "Your recovery kit" not in again
    assert "waveback keys kit" in again


def test_a_wrong_link_founds_nothing(visitor, link):
    assert visitor.get("/claim/guessed/").status_code == 410
    assert visitor.post("/claim/guessed/", FILLED).status_code == 410
    assert not queries.is_claimed()


@pytest.mark.parametrize(
    ("password", "advice"),
    [
        ("short", "Use at least 15 characters."),
        ("aaaaaaaaaaaaaaaaaaa", "Use more different letters."),
        ("lakesidecounselling1", "Most of this can be guessed"),
        ("Ruth.Adeyemi.12345678", "Most of this can be guessed"),
        ("passwordpassword123", "Most of this can be guessed"),
        ("Waveback-waveback-1", "Most of this can be guessed"),
    ],
)
def test_a_weak_password_is_refused_with_advice_and_nothing_typed_is_lost(visitor, link, password, advice):
    answer = visitor.post(link, {**FILLED, "password": password})
    text = answer.content.decode()

    assert answer.status_code == 422
    assert advice in text
    assert 'value="Lakeside Counselling"' in text
    assert password not in text.replace("lakesidecounselling", "")
    assert not queries.is_claimed()


def test_the_link_can_be_tried_only_so_often(visitor, link):
    answers = [visitor.post("/claim/guessed/", FILLED).status_code for _ in range(25)]

    assert answers[-1] == 429
