"""The card for the next sixty seconds: five lines, one's own phrases, nobody's name."""

from waveback.steps.boundaries import rules
from waveback.steps.confidentiality.rules import telling_words
from waveback.steps.policy import actions


def test_it_begins_with_the_rule_and_says_that_danger_comes_first(ruths_browser):
    shown = ruths_browser.get("/card/").content.decode()

    assert rules.FIVE_LINES[0] == "Don’t hide, don’t approach."
    assert all(line in shown for line in rules.FIVE_LINES)
    assert rules.DANGER in shown


def test_it_shows_the_therapists_own_phrases(ruth, ruths_browser):
    spoken = {"gentle": "Bring it on Thursday.", "firm": "Not here.", "final": "I am going."}
    answer = {"option": "chit_chat", "own_words": "", "phrases": spoken}
    actions.set_comfort(member=ruth, comfort={}, revision=0)
    actions.answer_clause(member=ruth, number="6", answer=answer, revision=1)

    shown = ruths_browser.get("/card/").content.decode()

    assert all(phrase in shown for phrase in spoken.values())


def test_what_is_printed_names_nobody_and_no_profession(ruth, mara, ruths_browser):
    shown = ruths_browser.get("/card/").content.decode()
    printed = shown.split('<div class="wcard">')[1].split("</div>")[0]

    assert telling_words(printed) == []
    assert ruth.name not in printed
    assert ruth.practice.name not in printed
