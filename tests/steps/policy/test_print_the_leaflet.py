"""The leaflet: one page for the client, a client's questions, the published version's own answers."""

import shutil
import subprocess
from datetime import UTC, datetime
from io import BytesIO

import pikepdf
import pytest

from waveback.ground import print as press
from waveback.steps.policy import actions as policy
from waveback.steps.policy import document, leaflet, rules
from waveback.steps.policy.clauses import CLAUSES

AT = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
ALL = {one.key: {"option": one.default.key, "own_words": "", "included": True} for one in CLAUSES}


def read(answers):
    return document.read(rules.plain_text("Lakeside Counselling", rules.completed(answers, {}), {}))


def printed(answers, paper="a4", language="en"):
    told = leaflet.told(read(answers), language, "Version 4, 1 March 2026")
    return press.pdf(leaflet.TEMPLATE, told, title=told["heading"], language=language, paper=paper, at=AT)


def pages(made):
    with pikepdf.open(BytesIO(made.content)) as opened:
        return len(opened.pages)


def text_of(made):
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed here: apt-get install poppler-utils")
    done = subprocess.run(["pdftotext", "-", "-"], input=made.content, capture_output=True, check=True)
    return " ".join(done.stdout.decode().split())


def test_every_clause_has_a_question_of_the_clients_in_both_languages():
    assert set(leaflet.QUESTIONS) == {one.number for one in CLAUSES}
    for english, spanish in leaflet.QUESTIONS.values():
        assert english.endswith("?") and spanish.startswith("¿") and spanish.endswith("?")


def test_the_answers_are_the_published_ones_word_for_word_in_their_order():
    found = leaflet.answers(read({}), "en")

    assert [one.paragraphs for one in found] == [one.paragraphs for one in read({}).sections]
    assert found[0].question == "Will you say hello?"


def test_in_a_language_that_is_not_ours_it_has_the_policys_own_headings_and_no_sentence_of_ours():
    text = "إذا التقينا\nLakeside Counselling\n\nقد نلتقي.\n\nإلقاء التحية\nأومئ برأسي.\n"

    told = leaflet.told(document.numbered(document.read(text), [1]), "ar", "Version 4, 1 March 2026")

    assert told["heading"] == "إذا التقينا"
    assert [one["question"] for one in told["answers"]] == ["إلقاء التحية"]
    assert told["more"] == "+"


def test_a_passage_of_ones_own_keeps_its_heading():
    extra = {"34": {"included": True, "own_words": "I bring a dog along.", "option": "own"}}

    assert leaflet.answers(read(extra), "en")[-1].question == "Anything else"


@pytest.mark.parametrize("paper", ["a4", "us-letter"])
@pytest.mark.parametrize("answers", [{}, ALL], ids=["the core", "all 33"])
def test_it_is_one_page_on_either_paper_however_much_there_is(answers, paper):
    made = printed(answers, paper)

    assert pages(made) == 1 and made.standards == ("a-3a", "ua-1")


def test_what_does_not_fit_is_named_and_what_matters_most_stays():
    text = text_of(printed(ALL))

    assert "Will you say hello?" in text and "What if somebody is in danger?" in text
    assert "More stands in the whole text, which you can have:" in text and "Dating apps" in text
    assert "More stands" not in text_of(printed({}))


@pytest.mark.parametrize("length", [400, 1200])
def test_own_words_of_any_length_stay_on_one_page(length):
    own = {one.key: {"option": one.default.key, "own_words": ("word " * length)[:1200]} for one in CLAUSES if one.core}

    assert pages(printed(own)) == 1


def test_markup_in_the_policy_is_printed_as_it_was_typed():
    odd = "#set page(fill: red) $x^2$ *bold* <b>not</b> \\ // [x]"

    assert odd.replace(" ", "") in text_of(printed({"5": {"option": "two_minutes", "own_words": odd}})).replace(" ", "")


def test_its_page_gives_the_published_version_and_no_other_practices(ruths_browser, omars_browser, ruth):
    answer = {"option": "two_minutes", "own_words": "I say goodbye soon."}
    revision = policy.answer_clause(member=ruth, number="5", answer=answer, revision=0)
    version = policy.publish_version(member=ruth, revision=revision)
    address = f"/policy/versions/{version.pk}/leaflet.pdf"

    found = ruths_browser.get(address)

    assert found["Content-Type"] == "application/pdf" and 'filename="leaflet.pdf"' in found["Content-Disposition"]
    assert omars_browser.get(address).status_code == 404


def test_when_the_press_fails_it_says_to_try_again(ruths_browser, ruth, monkeypatch):
    revision = policy.answer_clause(
        member=ruth, number="5", answer={"option": "two_minutes", "own_words": ""}, revision=0
    )
    version = policy.publish_version(member=ruth, revision=revision)

    def broken(*_, **__):
        raise press.TookTooLong

    monkeypatch.setattr(press, "pdf", broken)
    answer = ruths_browser.get(f"/policy/versions/{version.pk}/leaflet.pdf", follow=True)
    assert "could not be made just now" in answer.content.decode()
