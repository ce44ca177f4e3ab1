"""The pure decisions of step 6."""

from datetime import UTC, datetime, timedelta

import pytest

from waveback.steps.document import questions, rules, wording

NOON = datetime(2026, 11, 23, 18, tzinfo=UTC)
WHOLE = {
    "channel": "in_person",
    "led": ["spoke"],
    "responded": ["greeted"],
    "infer": "nothing",
    "place": "shop",
    "saw": "both",
    "knew": "both",
    "hello": "they",
    "they_with": ["family"],
    "i_with": "alone",
    "introduced": "not_at_all",
    "said": "chit_chat",
    "chance": "chance",
    "lasted": "moment",
    "deviated": "no",
    "fact": "We met at the market.",
    "impact": "Nothing noticed.",
    "plan": "Offer once at the next session.",
}


def lacking(facts, *, has_client=True, late=False, unnoticed="relevant"):
    return [one.field for one in rules.missing(facts, has_client=has_client, late=late, unnoticed=unnoticed)]


def test_a_whole_note_lacks_nothing():
    assert lacking(WHOLE) == []


@pytest.mark.parametrize("field", sorted(WHOLE))
def test_each_needed_answer_is_asked_for_beside_its_field(field):
    assert lacking({name: value for name, value in WHOLE.items() if name != field}) == [field]


def test_text_of_blanks_alone_is_missing():
    assert lacking(WHOLE | {"fact": " \n "}) == ["fact"]


def test_every_missing_thing_is_one_sentence_that_says_what_to_do():
    sentences = [one.sentence for one in rules.missing({}, has_client=False, late=True, unnoticed="relevant")]

    assert all(sentence.endswith(".") and len(sentence) < 120 for sentence in sentences)


def test_a_deviation_from_policy_needs_its_reason():
    assert lacking(WHOLE | {"deviated": "yes"}) == ["deviation_reason"]


def test_where_no_policy_was_in_force_nothing_can_deviate_from_it():
    facts = {name: value for name, value in WHOLE.items() if name != "deviated"}

    assert rules.missing(facts, has_client=True, late=False, unnoticed="relevant", has_policy=False) == []


def test_a_late_entry_asks_why():
    assert lacking(WHOLE, late=True) == ["late_reason"]


def test_a_note_without_a_client_cannot_be_signed():
    assert lacking(WHOLE, has_client=False) == ["client"]


@pytest.mark.parametrize(("after", "late"), [(timedelta(hours=24), False), (timedelta(hours=24, seconds=1), True)])
def test_what_is_written_down_more_than_a_day_later_is_late(after, late):
    assert rules.is_late(NOON, NOON + after) is late


def test_a_device_whose_clock_runs_a_little_ahead_may_say_now():
    assert not rules.lies_ahead(NOON + timedelta(minutes=4), NOON)
    assert rules.lies_ahead(NOON + timedelta(minutes=6), NOON)


@pytest.mark.parametrize(("knew", "is_one"), [("both", True), ("they_probably", True), ("only_me", False)])
def test_a_run_in_is_one_in_which_the_client_knew_or_probably_did(knew, is_one):
    assert rules.is_a_run_in({"knew": knew}) is is_one


def test_if_only_the_therapist_noticed_no_record_is_kept_unless_it_says_why_it_matters():
    unseen = WHOLE | {"knew": "only_me"}

    assert lacking(unseen) == ["relevance"]
    assert lacking(unseen | {"relevance": "They had asked me to tell them."}) == []


def test_a_policy_that_never_records_the_unnoticed_takes_no_reason_for_it():
    unseen = WHOLE | {"knew": "only_me", "relevance": "It matters."}

    assert lacking(unseen, unnoticed="never") == ["relevance"]


def test_a_policy_that_always_tells_records_the_unnoticed():
    assert lacking(WHOLE | {"knew": "only_me"}, unnoticed="always") == []


def test_an_unknown_choice_of_clause_32_counts_as_its_default():
    assert rules.unnoticed("") == rules.unnoticed("something new") == "relevant"


def test_states_follow_from_the_moments_alone():
    assert rules.state(None, None, None) == "captured"
    assert rules.state(NOON, None, None) == "drafted"
    assert rules.state(NOON, NOON, None) == "signed"
    assert rules.state(NOON, NOON, NOON) == "in_error"


def test_what_does_not_apply_is_not_kept():
    void = ("deviation_reason", "relevance", "rationale", "risk_action", "consultation")
    kept = rules.tidy(WHOLE | {"phrase": "gentle", "signed_at": "forged", **dict.fromkeys(void, "x")})

    assert kept == WHOLE


def test_alone_and_in_company_contradict_each_other():
    assert [one.field for one in rules.contradictions({"they_with": ["alone", "family"]})] == ["they_with"]


ONLINE = {
    "channel": "online",
    "online_kind": "request",
    "online_did": ["ignored"],
    "knew": "both",
    "said": "nothing",
    "infer": "nothing",
    "chance": "chance",
    "deviated": "no",
    "fact": "A friend request came.",
    "impact": "Nothing noticed.",
    "plan": "Offer once at the next session.",
}


def test_what_happened_online_asks_for_its_own_answers_and_for_no_greeting():
    assert lacking(ONLINE) == []


@pytest.mark.parametrize("field", sorted(set(ONLINE) - {"channel"}))
def test_each_needed_answer_about_what_happened_online_is_asked_for(field):
    assert lacking({name: value for name, value in ONLINE.items() if name != field}) == [field]


def test_whoever_chose_the_place_online_has_said_how_it_happened():
    kept = rules.tidy(CAPTURED_ONLINE)

    assert (kept["channel"], kept["place"]) == ("online", "online")
    assert "channel" not in lacking(CAPTURED_ONLINE)


CAPTURED_ONLINE = {"place": "online", "online_kind": "dating", "online_did": ["blocked"]}


def test_answers_that_make_no_sense_online_are_not_kept():
    kept = rules.tidy(WHOLE | ONLINE)

    assert kept == ONLINE | {"place": "online"}


def test_a_place_online_goes_when_it_was_in_person_after_all():
    kept = rules.tidy(WHOLE | {"place": "online"})

    assert "place" not in kept
    assert lacking(kept) == ["place"]


def test_by_phone_nobody_saw_anybody():
    by_phone = {name: value for name, value in WHOLE.items() if name not in questions.ONLY_IN_PERSON}

    assert lacking(by_phone | {"channel": "phone"}) == []
    assert rules.tidy(WHOLE | {"channel": "phone"}) == by_phone | {"channel": "phone"}


def test_therapy_talk_that_was_deferred_says_with_which_phrase():
    assert lacking(WHOLE | {"said": "deferred"}) == ["phrase"]
    assert lacking(WHOLE | {"said": "deferred", "phrase": "firm"}) == []


def test_what_was_planned_says_whether_it_was_agreed_and_then_why_what_for_and_what_could_come_of_it():
    planned = WHOLE | {"chance": "planned"}

    assert lacking(planned) == ["agreed"]
    assert lacking(planned | {"agreed": "no"}) == []
    assert lacking(planned | {"agreed": "yes"}) == ["rationale", "benefit", "consequences"]


def test_a_risk_says_what_was_seen_and_done():
    assert lacking(WHOLE | {"risk": "yes"}) == ["risk_action"]
    assert lacking(WHOLE | {"risk": "no"}) == []


def test_what_is_optional_is_kept_and_never_asked_for():
    told = WHOLE | {
        "quote": "Lovely apples.",
        "affect": "Smiled.",
        "consulted": ["supervisor"],
        "consultation": "Fine.",
    }

    assert rules.tidy(told) == told
    assert [text for _, text in wording.more(told)] == ["Lovely apples.", "Smiled.", "Fine."]


def test_what_happened_online_begins_with_what_it_was_and_what_was_done():
    assert wording.assembled(rules.tidy(CAPTURED_ONLINE)) == (
        "It happened online: on a dating app. I blocked the account."
    )


def test_facts_of_before_the_newer_questions_still_read_and_print():
    old = {"place": "shop", "saw": "both", "they_with": ["family"], "i_with": "others", "said": "chit_chat"}

    assert wording.record(old)[0] == ["Kind of place", "in a shop or market"]
    assert wording.title(old) == "Run-in in a shop or market"


def test_the_record_says_online_once():
    labels = [label for label, _ in wording.record(rules.tidy(ONLINE))]

    assert "How we met" in labels
    assert "Kind of place" not in labels


def test_a_first_sentence_is_made_of_what_was_captured():
    facts = {"place": "shop", "saw": "both", "hello": "they", "they_with": ["partner"], "said": "nothing"}

    assert wording.assembled(facts) == (
        "We met in a shop or market. We saw each other at the same time. The client greeted first. "
        "The client was with a partner. Nothing was said."
    )


def test_the_printed_record_has_words_for_every_answer():
    for question in questions.QUESTIONS.values():
        for answer in question.answers:
            assert questions.printed(question, {question.name: answer.value}) == answer.printed


def test_every_kind_of_place_has_a_title():
    assert {answer.value for answer in questions.PLACE.answers} == set(wording.TITLES) - {"", "phone"}
    assert wording.title({"channel": "phone"}) == "Run-in by phone"


def test_the_signed_text_holds_the_four_clocks_the_policy_and_the_signature():
    signing = rules.Signing(
        run_in="r",
        client="c",
        happened_at="h",
        approximate=True,
        captured_at="",
        received_at="s",
        late=True,
        policy_version=3,
        policy_hash="ab",
        name="Ruth Adeyemi, PhD",
        factor="password",
        at="now",
    )
    document = rules.signed_document(WHOLE, signing, wording.record(WHOLE))

    assert document["clocks"] == {
        "happened_at": "h",
        "happened_approximately": True,
        "captured_at": "",
        "received_at": "s",
        "late_entry": True,
    }
    assert document["policy"] == {"version": 3, "sha256": "ab"}
    assert document["signature"]["name"] == "Ruth Adeyemi, PhD"
    assert document["facts"] == WHOLE
    assert ["What was said", "We made small talk."] in document["record"]
