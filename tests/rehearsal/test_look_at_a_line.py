"""A typed line is looked at by rules that are told in full, and compared with one's own phrases."""

from dataclasses import replace

import pytest

from waveback.rehearsal.lines import Around, look
from waveback.rehearsal.scene import AGAINST, BETTER, FITS, UNSAFE
from waveback.steps.policy.rules import SHIPPED_PHRASES

AROUND = Around(SHIPPED_PHRASES, appointments=False, town=False, names=False, name="Heron")


@pytest.mark.parametrize(
    ("line", "verdict", "rule"),
    [
        ("Hi. Good weekend to you.", FITS, ""),
        ("That deserves proper time. Let’s keep it for when we next sit down.", FITS, ""),
        ("We’ll talk about it in our next session.", UNSAFE, "It names no therapy"),
        ("This is a client of mine.", UNSAFE, "It names no therapy"),
        ("How did it go after we spoke?", UNSAFE, "It opens nothing"),
        ("I’m proud of you.", UNSAFE, "It opens nothing"),
        ("Oh, we are old friends.", AGAINST, "It asserts nothing false"),
        ("We met at a conference.", AGAINST, "It asserts nothing false"),
        ("We know each other from around town.", AGAINST, "It asserts nothing false"),
        ("I could do Wednesday at ten.", AGAINST, "It makes no appointment"),
        ("Hi Heron, nice day.", BETTER, "It calls nobody by name unless they asked for it"),
        ("Hello! How are you?", BETTER, "It ends within one exchange"),
        ("word " * 30, BETTER, "It ends within one exchange"),
    ],
)
def test_each_rule_names_what_it_found(line, verdict, rule):
    found = look(line, AROUND)

    assert found.verdict == verdict
    broken = [finding.rule for finding in found.findings if not finding.holds]
    assert (rule in broken) if rule else (broken == [])
    assert all(finding.sentence for finding in found.findings if not finding.holds)


def test_every_rule_is_told_also_where_it_holds():
    assert len(look("Hello.", AROUND).findings) == 7


@pytest.mark.parametrize(
    "line",
    [
        "Hello, nice to see you.",
        "Hi! Lovely day, isn't it?",
        "Why, hello there!",
        "Hello neighbour.",
        "I could do with a coffee. Have a nice evening.",
        "At one point I thought it would rain.",
        "We meet in the oddest places. Have a good day.",
        "Excuse me, my friend is waiting.",
        "Enjoy the day with your family.",
        "Bring it on Thursday.",
        "That’s for them to say.",
        "Your dog is doing better than mine at sitting still.",
        "I'm glad you told me. Let's talk about it when we sit down.",
        "Not by car. I’ll get you a taxi.",
        "Are you safe today?",
    ],
)
def test_what_anybody_would_say_holds(line):
    found = look(line, AROUND)

    assert [finding for finding in found.findings if not finding.holds] == []


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("I can't talk to you here, it's confidential.", "It names no therapy"),
        ("I’m not allowed to say how we know each other.", "It names no therapy"),
        ("I'm their shrink.", "It names no therapy"),
        ("They come to see me on Mondays.", "It names no therapy"),
        ("She is one of mine.", "It names no therapy"),
        ("Good luck with the divorce!", "It opens nothing"),
        ("Are you still not sleeping?", "It opens nothing"),
        ("How's your mum doing?", "It opens nothing"),
        ("How was the court hearing?", "It opens nothing"),
        ("Did you take your tablets?", "It opens nothing"),
        ("You look so much happier than last month.", "It opens nothing"),
        ("Remember your breathing exercise.", "It opens nothing"),
        ("We go way back.", "It asserts nothing false"),
        ("We were at school together.", "It asserts nothing false"),
        ("We've never met.", "It asserts nothing false"),
        ("I don't know them.", "It asserts nothing false"),
        ("I'm his aunt.", "It asserts nothing false"),
        ("I'm just a friend.", "It asserts nothing false"),
        ("This is my old coach.", "It asserts nothing false"),
        ("We're in the same book club.", "It asserts nothing false"),
        ("I used to teach her.", "It asserts nothing false"),
        ("You must mean somebody else.", "It asserts nothing false"),
        ("Same time next week?", "It makes no appointment"),
        ("See you on Thursday.", "It makes no appointment"),
    ],
)
def test_what_gives_somebody_away_or_is_made_up_is_found(line, rule):
    assert rule in [finding.rule for finding in look(line, AROUND).findings if not finding.holds]


def test_a_telling_word_in_ones_own_phrase_is_named_and_not_held_against_it():
    own = replace(SHIPPED_PHRASES, gentle="That belongs in our session, so bring it along.")
    around = replace(AROUND, phrases=own)

    assert look(own.gentle, around).verdict == BETTER
    assert look("I am her therapist, bring it along.", around).verdict == UNSAFE


def test_a_line_near_one_that_the_scene_warns_of_is_told_why():
    warned = replace(AROUND, warned=(("Ask your friend.", UNSAFE, "Nobody had connected the two of you."),))
    found = look("Just ask your friend.", warned)

    assert found.verdict == UNSAFE
    assert "Nobody had connected" in found.findings[-1].sentence
    assert look("Just ask your friend.", replace(warned, fitting=("Just ask your friend.",))).verdict == FITS


def test_a_question_is_fine_where_a_question_is_what_fits():
    asking = replace(AROUND, fitting=("Are you hurt? Would you like some water?",))

    assert look("Would you like me to call somebody?", asking).verdict == FITS


def test_the_policy_decides_about_appointments_and_vague_answers():
    assert look("I could do Wednesday at ten.", replace(AROUND, appointments=True)).verdict == BETTER
    assert look("We know each other from around town.", replace(AROUND, town=True)).verdict == FITS


def test_a_name_that_they_asked_for_is_fine():
    assert look("Hi Heron.", replace(AROUND, names=True)).verdict == FITS


def test_where_nothing_is_to_be_said_it_says_why():
    found = look("Hello.", replace(AROUND, silent="They gave no sign."))

    assert found.verdict == AGAINST
    assert "They gave no sign." in found.findings[-1].sentence


def test_the_nearest_of_ones_own_phrases_is_named():
    assert look("I don’t talk about that here, bring it when we next sit down", AROUND).nearest[0] == "firm"
    assert look("Lovely weather.", AROUND).nearest == ("", "")


@pytest.mark.parametrize("strength", ["gentle", "firm", "final"])
def test_the_shipped_phrases_hold(strength):
    assert look(getattr(SHIPPED_PHRASES, strength), AROUND).verdict == FITS


def test_behind_a_closed_door_a_line_may_open_what_is_opened_in_the_office():
    behind = replace(AROUND, private=True)

    assert look("We may have seen each other last week. Would you like to talk about it?", behind).verdict == FITS
    assert look("We used to work together.", behind).verdict == AGAINST


def test_behind_a_closed_door_something_may_be_said_or_written_where_the_scene_has_no_words_for_it():
    behind = replace(AROUND, private=True, silent="There is nothing to write down.")

    assert look("Seen in a shop, both noticed, a nod.", behind).verdict == FITS
