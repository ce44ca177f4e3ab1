"""“Was it a run-in?”: each case says what it is, shows the practice's own clause, and ends in one next step."""

from html import unescape

import pytest

from waveback.steps.document import guide
from waveback.steps.policy import actions as policy


def text(response):
    return unescape(response.content.decode())


def publish(ruth, number, option):
    revision = policy.answer_clause(member=ruth, number=number, answer={"option": option}, revision=0)
    policy.publish_version(member=ruth, revision=revision)


def test_the_page_offers_every_case(ruths_browser):
    page = text(ruths_browser.get("/run-ins/guide/"))

    for case in guide.CASES:
        assert f"?it={case.key}" in page
        assert case.happened in page


@pytest.mark.parametrize("case", guide.CASES, ids=lambda case: case.key)
def test_each_case_ends_in_one_clear_next_step(ruths_browser, case):
    response = ruths_browser.get(f"/run-ins/guide/?it={case.key}")

    page = text(response)
    assert case.verdict in page
    assert page.count('class="btn primary') == 1
    assert ruths_browser.get(response.context["step"][1]).status_code == 200


def test_an_unknown_case_shows_them_all(ruths_browser):
    assert "What happened?" in text(ruths_browser.get("/run-ins/guide/?it=x"))


@pytest.mark.parametrize(
    ("option", "step", "offers_record"),
    [
        ("no_record", "Leave it unwritten", True),
        ("always_tell", "Put it down", True),
        ("never", "Leave it unwritten", False),
    ],
)
def test_clause_32_decides_what_only_the_therapist_saw(ruths_browser, ruth, option, step, offers_record):
    publish(ruth, "32", option)

    page = ruths_browser.get("/run-ins/guide/?it=unaware")

    assert "Your policy says (clause 32):" in text(page)
    assert page.context["clause"].paragraphs[0] in text(page)
    assert page.context["step"][0] == step
    assert ("/run-ins/new/" in text(page)) is offers_record


def test_where_the_policy_is_silent_it_says_so(ruths_browser):
    assert "Your policy says nothing of this yet." in text(ruths_browser.get("/run-ins/guide/?it=unaware"))


def test_a_search_for_a_client_is_no_run_in_and_leads_to_no_record(ruths_browser):
    page = text(ruths_browser.get("/run-ins/guide/?it=searched"))

    assert "It is no run-in." in page
    assert "/run-ins/new/" not in page


def test_what_was_planned_arrives_at_the_form_as_planned(ruths_browser, mara):
    step = ruths_browser.get("/run-ins/guide/?it=planned").context["step"][1]

    page = text(ruths_browser.get(step))

    assert 'value="planned"' in page
    assert 'id="id_chance_1" checked' in page.replace(" required", "")


def test_the_form_asks_about_chance_only_when_it_was_said(ruths_browser):
    assert "Was it chance?" not in text(ruths_browser.get("/run-ins/new/"))


def test_capture_leads_to_the_guide(ruths_browser):
    assert 'href="/run-ins/guide/"' in text(ruths_browser.get("/run-ins/new/"))
