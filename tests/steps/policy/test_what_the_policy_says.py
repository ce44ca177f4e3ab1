"""The written policy: every choice prints a sentence that informs and binds nobody against a client's good."""

import re

import pytest

from waveback.steps.policy import rules

OPTIONS = [(clause, option) for clause in rules.CLAUSES for option in clause.options]
LEAVES_ROOM = re.compile(
    r"generally|usually|as is|I would (generally )?rather|I might|whether|comes before", re.IGNORECASE
)


def names(pair):
    return f"{pair[0].number}-{pair[1].key}"


def test_the_core_clauses_are_asked_in_order():
    assert [clause.number for clause in rules.CLAUSES] == [1, 2, 3, 4, 5, 6, 7, 9, 17, 27, 32, 33]


@pytest.mark.parametrize("pair", OPTIONS, ids=names)
def test_every_choice_says_what_is_generally_done(pair):
    assert LEAVES_ROOM.search(pair[1].text), "a policy informs; it must leave room for judgement"


@pytest.mark.parametrize("pair", OPTIONS, ids=names)
def test_every_choice_prints_its_own_sentence(pair):
    clause, option = pair
    printed = rules.sections({clause.key: {"option": option.key}})[rules.CLAUSES.index(clause)]

    assert printed.paragraphs[0].startswith(option.text.split("{")[0])


@pytest.mark.parametrize("pair", OPTIONS, ids=names)
def test_no_choice_promises_for_ever(pair):
    assert not re.search(r"\b(never|always|promise|guarantee)\b", pair[1].text)


def test_the_whole_text_can_be_read_at_fourteen():
    assert rules.reading_level(rules.plain_text("Lakeside Counselling", {})).age <= 14


def test_the_hardest_sentence_is_pointed_at():
    text = "I wait. Notwithstanding considerable professional deliberation I occasionally reconsider. You lead."

    assert rules.reading_level(text).hardest.startswith("Notwithstanding")


def test_own_words_replace_the_sentence():
    own = rules.sections({"1": {"option": "client", "own_words": "You wave.\n\nI wave back."}})[0]

    assert own.paragraphs == ("You wave.", "I wave back.")


def test_the_gentle_phrase_stands_in_the_clause_on_topics():
    answers = {"6": {"option": "chit_chat", "phrases": {"gentle": "Bring it on Thursday."}}}

    assert "“Bring it on Thursday.”" in rules.plain_text("Lakeside", answers)


def test_a_phrase_left_empty_is_the_shipped_one():
    assert rules.phrases({"6": {"phrases": {"gentle": " "}}}) == rules.SHIPPED_PHRASES


def test_comfort_chooses_the_defaults_and_answers_stay():
    comfort = {"place": "town", "touch": "rather_not"}

    filled = rules.completed({"7": {"option": "culture"}}, comfort)

    assert filled["1"]["option"] == "nod"
    assert filled["7"]["option"] == "culture"


def test_every_comfort_choice_leads_to_options_that_exist():
    for one in rules.COMFORT:
        for key, _ in one.choices:
            for number, option in rules.defaults({one.key: key}).items():
                rules.clause(number).option(option)


@pytest.mark.parametrize(
    ("option", "wish"),
    [("client", {"acknowledge": "yes", "greeting": "hi"}), ("nod", {"acknowledge": "yes", "greeting": "nod"})],
)
def test_a_client_without_a_preference_gets_what_the_policy_says(option, wish):
    assert rules.default_wish({"1": {"option": option}}) == {**wish, "how_to_raise": "offer"}


def test_what_changed_is_named_by_its_heading():
    assert rules.changed_clauses({}, {"5": {"option": "open"}}) == ["How long we talk"]


def test_the_text_never_uses_a_word_that_tells_on_its_reader():
    from waveback.steps.confidentiality.rules import telling_words

    assert telling_words(rules.plain_text("Lakeside", {})) == []
