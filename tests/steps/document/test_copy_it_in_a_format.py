"""DAP, SOAP, BIRP, narrative: the same facts arranged differently; what was signed knows nothing of them."""

from html import unescape

import pytest

from tests.steps.run_ins import PROOF, WHOLE, drafted, said_by_client, signed
from waveback.ground import ledger
from waveback.ground.ledger import queries as entries
from waveback.steps.document import actions, formats, queries, record, rules, wording

EVERYTHING = {name: f"The text of {name}." for name in (*rules.NOTE, *rules.PLANNED, *rules.OPTIONAL)} | {
    name: f"The text of {name}." for name in ("deviation_reason", "late_reason", "relevance")
}
ALL = pytest.mark.parametrize("how", formats.FORMATS, ids=lambda how: how.key)


def text(response):
    return unescape(response.content.decode())


def flat(sections):
    return "\n".join(f"{heading}\n{words}" for heading, words in sections)


@ALL
def test_every_text_of_the_note_stands_in_every_format_once(how):
    shown = flat(formats.rendered(how, EVERYTHING))

    for words in EVERYTHING.values():
        assert shown.count(words) == 1


@ALL
def test_every_answer_stands_in_every_format_once_in_the_words_that_were_signed(how):
    answers = wording.record(WHOLE)

    shown = flat(formats.rendered(how, WHOLE, answers))

    for label, words in answers:
        assert shown.count(f"{label}: {words}") == 1


@ALL
def test_an_answer_to_a_question_since_gone_is_not_lost(how):
    assert "Weather: fine." in flat(formats.rendered(how, WHOLE, [["Weather", "fine"]]))


@ALL
def test_what_it_may_have_meant_is_called_tentative(how):
    assert "tentative" in flat(formats.rendered(how, WHOLE))


def test_each_format_has_its_own_headings():
    headings = {how.key: [heading for heading, _ in formats.rendered(how, EVERYTHING)] for how in formats.FORMATS}

    assert headings == {
        "dap": ["Data", "Assessment (an impression, tentative)", "Plan"],
        "soap": ["Subjective", "Objective", "Assessment (an impression, tentative)", "Plan"],
        "birp": ["Behavior", "Intervention", "Response (an impression, tentative)", "Plan"],
        "narrative": [""],
    }


def test_a_section_with_nothing_in_it_is_left_out():
    soap = formats.known("soap")

    assert "Subjective" not in [heading for heading, _ in formats.rendered(soap, WHOLE)]


@ALL
def test_what_is_signed_is_the_same_whatever_format_is_chosen(ruth, mara, how):
    actions.choose_format(member=ruth, key=how.key)

    run_in = signed(ruth, mara)

    assert "Assessment" not in run_in.signed_text
    document = rules.signed_document(run_in.noted, record.signing_of(run_in), wording.record(run_in.noted))
    assert run_in.signed_text == ledger.canonical(document)
    assert record.of(ruth, run_in)["seal"].whole


def test_the_note_is_ready_to_copy_as_dap_unless_said_otherwise(ruths_browser, ruth, mara):
    run_in = signed(ruth, mara)

    shown = ruths_browser.get(f"/run-ins/{run_in.pk}/").context["to_copy"]

    assert "\nData\n" in shown
    assert "She waved first." in shown
    assert "Signed by Ruth Adeyemi, PhD" in shown
    assert "Mara" not in shown
    assert mara.code_label not in shown


def test_what_stands_beside_the_note_is_copied_with_it(ruths_browser, ruth, mara):
    run_in = signed(ruth, mara)
    said_by_client(ruth, run_in, text="I was glad.")

    assert "The client’s own account" in ruths_browser.get(f"/run-ins/{run_in.pk}/").context["to_copy"]


def test_one_view_can_be_in_another_format(ruths_browser, ruth, mara):
    run_in = signed(ruth, mara)

    page = ruths_browser.get(f"/run-ins/{run_in.pk}/?as=birp")

    assert "Intervention" in page.context["to_copy"]
    assert ruths_browser.get(f"/run-ins/{run_in.pk}/?as=x").context["how"].key == "dap"
    assert queries.format_of(ruth).key == "dap"


def test_a_therapists_own_choice_comes_before_the_practices(ruth):
    actions.choose_format(member=ruth, key="soap", for_practice=True)
    assert queries.format_of(ruth).key == "soap"

    actions.choose_format(member=ruth, key="narrative")
    actions.choose_format(member=ruth, key="birp", for_practice=True)

    assert queries.format_of(ruth).key == "narrative"


def test_the_choice_is_entered_in_the_ledger_and_concerns_no_client(ruth):
    before = entries.end(ruth.practice_id)[0]

    actions.choose_format(member=ruth, key="soap")

    assert entries.end(ruth.practice_id)[0] == before + 1


def test_the_page_keeps_the_choice(ruths_browser, ruth):
    assert "Choose for whom." in text(ruths_browser.post("/run-ins/format/", {"key": "soap"}))

    ruths_browser.post("/run-ins/format/", {"key": "soap", "whose": "mine"})

    assert queries.format_of(ruth).key == "soap"


@ALL
def test_the_print_is_in_the_format_asked_for(ruths_browser, ruth, mara, how):
    run_in = signed(ruth, mara, WHOLE | {"quote": "Lovely apples."})

    page = text(ruths_browser.post(f"/run-ins/{run_in.pk}/print/", {"as": how.key}))

    assert f"Shown as {how.name}." in page
    assert page.count("She waved first.") == 1
    assert "Lovely apples." in page


def test_a_draft_is_not_offered_to_copy(ruths_browser, ruth, mara):
    assert "to_copy" not in ruths_browser.get(f"/run-ins/{drafted(ruth, mara).pk}/").context


def test_a_note_in_error_is_not_offered_to_copy(ruths_browser, ruth, mara):
    run_in = signed(ruth, mara)
    actions.enter_in_error(member=ruth, run_in=run_in, reason="Somebody else's.", proof=PROOF)

    assert "to_copy" not in ruths_browser.get(f"/run-ins/{run_in.pk}/").context
