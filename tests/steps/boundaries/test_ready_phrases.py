"""The shipped set of phrases: several for each strength, fit to be said in public."""

import re
from html import unescape

import pytest

from waveback.steps.confidentiality.rules import telling_words
from waveback.steps.policy import actions as policy
from waveback.steps.policy import rules
from waveback.steps.policy.phrases import STARTER_PHRASES

EVERY = [(strength, phrase) for strength, phrases in STARTER_PHRASES.items() for phrase in phrases]


def test_there_are_five_of_each_strength_and_no_two_are_alike():
    assert [(strength, len(phrases)) for strength, phrases in STARTER_PHRASES.items()] == [
        ("gentle", 5),
        ("firm", 5),
        ("final", 5),
    ]
    assert len({phrase for _, phrase in EVERY}) == 15


@pytest.mark.parametrize(("strength", "phrase"), EVERY)
def test_a_phrase_can_be_said_in_public_and_in_one_breath(strength, phrase):
    assert telling_words(phrase) == []
    assert "!" not in phrase
    assert len(phrase) <= min(rules.PHRASE_LENGTH, 100)


def test_the_first_of_each_is_what_is_used_until_another_is_chosen():
    assert {name: phrases[0] for name, phrases in STARTER_PHRASES.items()} == {
        "gentle": rules.SHIPPED_PHRASES.gentle,
        "firm": rules.SHIPPED_PHRASES.firm,
        "final": rules.SHIPPED_PHRASES.final,
    }


@pytest.mark.parametrize("phrase", STARTER_PHRASES["final"])
def test_a_final_phrase_takes_leave(phrase):
    assert any(word in phrase for word in ("going", "go ", "go.", "leaving", "Goodbye"))


@pytest.fixture
def asked(ruth, ruths_browser):
    """The question about phrases, as it is shown."""
    revision = policy.set_comfort(member=ruth, comfort={}, revision=0)
    return {"revision": revision, "option": "chit_chat", "own_words": "", "gentle": "Mine.", "firm": "", "final": ""}


def test_the_question_offers_every_one_of_them(asked, ruths_browser):
    shown = unescape(ruths_browser.get("/policy/questions/6/").content.decode())

    assert all(f"“{phrase}”" in shown for _, phrase in EVERY)


def test_taking_one_puts_it_into_its_line_and_keeps_what_was_typed(asked, ruths_browser):
    typed = asked | {"own_words": "Half a sentence", "take": "firm:1"}

    taken = ruths_browser.post("/policy/questions/6/", typed)

    form = taken.context["form"]
    assert taken.status_code == 200
    assert form["firm"].value() == STARTER_PHRASES["firm"][1]
    assert (form["gentle"].value(), form["own_words"].value()) == ("Mine.", "Half a sentence")


def test_a_taken_phrase_is_kept_with_the_answer_and_stands_on_the_card(asked, ruths_browser):
    ruths_browser.post("/policy/questions/6/", asked | {"firm": STARTER_PHRASES["firm"][2], "next": "yes"})

    assert STARTER_PHRASES["firm"][2] in unescape(ruths_browser.get("/card/").content.decode())


@pytest.mark.parametrize("value", ["", "firm", "firm:9", "loud:1", "firm:-1", "own_words:0"])
def test_a_button_that_does_not_exist_takes_nothing(asked, ruths_browser, value):
    taken = ruths_browser.post("/policy/questions/6/", asked | {"take": value})

    assert taken.context["form"]["gentle"].value() == "Mine."


def test_enter_in_a_line_goes_on_and_takes_no_phrase(asked, ruths_browser):
    shown = ruths_browser.get("/policy/questions/6/").content.decode().split('<form class="ask-col')[1]

    first = re.search(r"<button[^>]*>", shown).group()
    assert 'name="next"' in first


def test_no_other_question_offers_phrases(asked, ruths_browser):
    assert 'name="take"' not in ruths_browser.get("/policy/questions/5/").content.decode()
