"""Crisis, drink, danger, no coincidence: what to do first, the least that is said, what follows."""

import re

import pytest

from waveback.steps.boundaries import rules
from waveback.steps.confidentiality.rules import telling_words
from waveback.steps.policy import actions as policy

WORDS_A_MINUTE = 240


def visible(html):
    html = re.sub(r"<(head|script|style|svg)\b.*?</\1>", " ", html, flags=re.DOTALL)
    html = re.sub(r'<details class="(?:private|more).*?</details>', " ", html, flags=re.DOTALL)
    return re.sub(r"<[^>]*>", " ", html)


def main_of(html):
    return visible("<main" + html.split("<main")[1].split("</main>")[0])


def test_it_speaks_of_the_four_things_that_override(ruths_browser):
    shown = ruths_browser.get("/card/guidance/").content.decode()

    assert [one.key for one in rules.OVERRIDES] == ["crisis", "intoxicated", "danger", "not_chance"]
    assert all(one.heading in shown and one.say in shown for one in rules.OVERRIDES)
    assert rules.DUTIES in shown


def test_it_is_read_in_under_a_minute(ruths_browser):
    text = main_of(ruths_browser.get("/card/guidance/").content.decode())

    assert len(text.split()) < WORDS_A_MINUTE


@pytest.mark.parametrize("one", rules.OVERRIDES, ids=lambda one: one.key)
def test_what_is_said_out_loud_tells_nobody_how_they_know_each_other(one):
    assert telling_words(one.say) == []
    assert not re.search(r"\b(I am|I’m) (his|her|their)\b|\bknow (him|her|them)\b", one.say)


def test_it_names_no_law_and_says_that_duties_differ():
    text = " ".join([*rules.AFTERWARDS, rules.DUTIES, *(" ".join(one.first) + one.then for one in rules.OVERRIDES)])

    assert "Duties differ by place" in text
    assert not re.search(r"\b(Act|statute|section \d|HIPAA|GDPR|Tarasoff)\b", text)


def test_each_part_shows_what_the_published_policy_says(ruth, ruths_browser):
    before = ruths_browser.get("/card/guidance/").content.decode()
    words = {"option": "safety", "own_words": "In danger, I generally get help first."}
    policy.publish_version(
        member=ruth, revision=policy.answer_clause(member=ruth, number="27", answer=words, revision=0)
    )
    after = ruths_browser.get("/card/guidance/").content.decode()

    assert "What your policy says" not in before
    assert after.count("In danger, I generally get help first.") == 2  # for a crisis and for a threat


def test_an_unpublished_draft_is_not_shown_as_policy(ruth, ruths_browser):
    words = {"option": "safety", "own_words": "Only a draft so far."}
    policy.answer_clause(member=ruth, number="27", answer=words, revision=0)

    assert "Only a draft so far." not in ruths_browser.get("/card/guidance/").content.decode()


def test_on_a_discreet_screen_it_tells_nothing(ruth, ruths_browser):
    policy.publish_version(member=ruth, revision=policy.set_comfort(member=ruth, comfort={}, revision=0))

    shown = ruths_browser.get("/card/guidance/", headers={"sec-ch-ua-mobile": "?1"}).content.decode()

    assert telling_words(visible(shown)) == []
    assert "<title>Waveback</title>" in shown


def test_it_is_one_tap_from_the_card_and_leads_to_the_note(ruths_browser):
    assert 'href="/card/guidance/"' in ruths_browser.get("/card/").content.decode()
    assert 'href="/run-ins/new/"' in ruths_browser.get("/card/guidance/").content.decode()


def test_it_asks_the_database_the_same_few_things_whatever_the_policy_holds(
    ruth, ruths_browser, django_assert_max_num_queries
):
    policy.publish_version(member=ruth, revision=policy.set_comfort(member=ruth, comfort={}, revision=0))

    ruths_browser.get("/card/guidance/")  # the session's clock starts, and the version comes into memory
    with django_assert_max_num_queries(4):
        ruths_browser.get("/card/guidance/")
