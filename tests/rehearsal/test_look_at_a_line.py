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
    assert len(look("Hello.", AROUND).findings) == 6


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
