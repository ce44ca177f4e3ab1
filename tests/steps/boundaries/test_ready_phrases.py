"""The shipped set of phrases: several for each strength, fit to be said in public."""

import pytest

from waveback.steps.confidentiality.rules import telling_words
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
