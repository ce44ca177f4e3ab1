"""The policy's own texts in Spanish: whole, and saying neither more nor less than the English ones."""

import re

import pytest

from waveback.steps.policy import rules
from waveback.steps.policy.clauses import spanish
from waveback.steps.policy.phrases import STARTER_PHRASES

PLACES = re.compile(r"\{\w+\}")
CHOICES = [(clause, option) for clause in rules.CLAUSES for option in clause.options]


def test_every_clause_has_its_heading_and_no_other_is_there():
    assert set(spanish.TEXTS) == {clause.number for clause in rules.CLAUSES}
    assert all(said.heading.strip() for said in spanish.TEXTS.values())


@pytest.mark.parametrize(("clause", "option"), CHOICES, ids=[f"{one.number}-{option.key}" for one, option in CHOICES])
def test_every_choice_prints_a_sentence_with_the_same_phrases(clause, option):
    said = spanish.TEXTS[clause.number]

    for small_world in (False, True):
        english = option.printed(small_world=small_world)
        text = said.printed(option.key, small_world=small_world)
        assert PLACES.findall(text) == PLACES.findall(english)
        assert 0.7 < len(text) / len(english) < 1.6
    assert bool(option.small) == (option.key in said.small)


def test_no_choice_is_there_that_the_english_policy_does_not_have():
    for clause in rules.CLAUSES:
        keys = {option.key for option in clause.options}
        assert set(spanish.TEXTS[clause.number].options) == keys
        assert set(spanish.TEXTS[clause.number].small) <= keys


def test_what_is_promised_in_no_english_sentence_is_promised_in_no_spanish_one():
    binding = re.compile(r"\b(siempre|nunca|jamás|prometo|garantizo)\b", re.IGNORECASE)

    for said in spanish.TEXTS.values():
        for text in (*said.options.values(), *said.small.values()):
            assert not binding.findall(text)


def test_the_ready_phrases_are_there_as_many_as_in_english():
    assert {name: len(some) for name, some in spanish.PHRASES.items()} == {
        name: len(some) for name, some in STARTER_PHRASES.items()
    }
    assert all(len(text) <= rules.PHRASE_LENGTH for some in spanish.PHRASES.values() for text in some)
