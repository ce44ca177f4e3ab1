"""Guidance by profession: convention, never law; a section's number only where its text was read."""

from html import unescape

import pytest

from waveback.people import rules as people_rules
from waveback.steps.confidentiality import guidance

READ = {"aca": {"A.2.a", "A.1.b"}, "aamft": {"1.3"}, "bacp": {"31(d–e)", "33"}}
"""What domain.md B marks as read."""


def page_of(browser, query=""):
    return unescape(browser.get(f"/guidance/{query}").content.decode())


def test_every_profession_of_a_practice_has_its_code():
    assert set(guidance.CODES) | {"other"} == set(people_rules.PROFESSIONS)


@pytest.mark.parametrize("key", guidance.CODES)
def test_a_section_has_its_number_only_where_it_was_read(key):
    assert {point.section for point in guidance.CODES[key].points if point.section} == READ.get(key, set())


def test_a_practice_sees_its_own_code_first(ruths_browser, ruth):
    shown = page_of(ruths_browser)

    assert "American Psychological Association" in shown
    assert "never as law" in shown
    assert "To be confirmed by you" in shown
    assert "No code that we read prescribes silence" in shown


@pytest.mark.parametrize("key", guidance.CODES)
def test_the_others_can_be_chosen(ruths_browser, key):
    shown = page_of(ruths_browser, f"?profession={key}")

    assert guidance.CODES[key].name in shown
    assert f'href="?profession={key}" aria-current="page"' in shown


def test_what_is_no_profession_shows_one_all_the_same(ruths_browser):
    assert "American Psychological Association" in page_of(ruths_browser, "?profession=<b>")


def test_no_point_claims_to_be_law():
    said = " ".join(point.says for code in guidance.CODES.values() for point in code.points)

    assert "law" not in said.lower().split()
    assert "must" not in said.lower().split()
