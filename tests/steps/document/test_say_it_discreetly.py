"""What the pages of steps 6 and 7 say where others may see the screen: neutral words only."""

import re

import pytest

from tests.steps.run_ins import drafted, said_by_client, signed
from waveback.ground.web.words import said_in
from waveback.steps.confidentiality.rules import telling_words
from waveback.steps.document import forms as document_forms
from waveback.steps.document import guide, questions, rules, wording
from waveback.steps.policy import actions as policy
from waveback.steps.revisit import forms as revisit_forms
from waveback.steps.revisit import rules as revisit_rules

pytestmark = pytest.mark.once
TELLING = re.compile(r"\b(client|run-in|session|polic|revisit|therap|counsel|clinic)", re.IGNORECASE)


def spoken():
    for question in questions.QUESTIONS.values():
        yield from (question.asked, question.needed, *(answer.words for answer in question.answers))
    yield from (answer.words for answer in questions.REASONS_TO_ADD)
    yield from (answer.words for answer in (*questions.FROM_THE_CLIENT, *questions.DECISIONS))
    yield from wording.BESIDE.values()
    yield from wording.MORE.values()
    for case in guide.CASES:
        yield from (case.happened, case.verdict, *case.says, case.step[0], *(words for words, _ in case.else_))
    yield from wording.TRAIL.values()
    yield from wording.TITLES.values()
    yield from (sentence for words in wording.SUMMARIES.values() for sentence in words.values())
    for unnoticed in ("relevant", "never"):
        facts = {"knew": "only_me", "deviated": "yes"}
        yield from (one.sentence for one in rules.missing(facts, has_client=False, late=True, unnoticed=unnoticed))
    yield from (*revisit_rules.THEMES.values(), *revisit_rules.NEXT.values(), *revisit_rules.OUTCOMES.values())
    yield from (one.sentence for one in revisit_rules.missing({"outcome": "done"}))
    yield from (heading for heading, _ in wording.texts_of(dict.fromkeys(rules.TEXTS, "x")))
    yield revisit_rules.OFFER


def labels():
    finish = document_forms.FinishForm(time_zone="UTC")
    capture = document_forms.CaptureForm(time_zone="UTC")
    others = [form() for form in (document_forms.AddForm, document_forms.ErrorForm, document_forms.ClientTextForm)]
    others += [document_forms.AnswerForm(), document_forms.AnotherForm(), document_forms.FormatForm()]
    others.append(document_forms.SignForm(signer="Ruth", has_finds=True))
    for form in (finish, capture, *others, revisit_forms.RevisitForm()):
        for field in form.fields.values():
            yield from (str(field.label or ""), str(field.help_text), *map(str, field.error_messages.values()))


@pytest.mark.parametrize("sentence", sorted({*spoken(), *labels()} - {""}))
def test_no_sentence_tells_what_this_is_about(sentence):
    assert not TELLING.search(said_in(sentence, discreet=True))


def test_plain_wording_is_left_as_it_is():
    assert said_in("Run-in in a café", discreet=False) == "Run-in in a café"


PAGES = [
    "/run-ins/",
    "/run-ins/?state=unfinished",
    "/run-ins/?online=1",
    "/run-ins/new/?online",
    "/run-ins/new/?chance=planned",
    "/run-ins/guide/",
    *[f"/run-ins/guide/?it={case.key}" for case in guide.CASES],
    "/run-ins/format/",
    *[
        f"/run-ins/{{signed}}/{part}"
        for part in ("", "?as=soap", "words/", "words/{asked}/", "another/", "add/", "error/")
    ],
    *[f"/run-ins/{{draft}}/{part}" for part in ("", "finish/", "sign/", "discard/", "client/", "another/")],
]


@pytest.fixture
def rows(ruth, mara):
    """A note in each state, with all that may stand beside it; the policy answers what the guide shows."""
    run_in = signed(ruth, mara)
    asked = said_by_client(ruth, run_in, "amendment")
    said_by_client(ruth, run_in)
    policy.publish_version(member=ruth, revision=0)
    return {"signed": run_in.pk, "asked": asked.pk, "draft": drafted(ruth, mara).pk}


@pytest.mark.parametrize("address", PAGES)
def test_no_page_shows_a_telling_word(ruths_browser, rows, address):
    ruths_browser.post("/wording/", {"discreet": "yes", "next": "/"})

    page = ruths_browser.get(address.format(**rows))

    assert page.status_code == 200
    # Behind “Hold to show”, and in the box in which one is writing, are a person's own words.
    html = re.sub(r'<details class="private.*?</details>', " ", page.content.decode(), flags=re.DOTALL)
    body = re.sub(r"<(script|style|head|textarea)\b.*?</\1>", " ", html, flags=re.DOTALL)
    assert telling_words(re.sub(r"<[^>]+>", " ", body)) == []
    assert "<title>Waveback</title>" in page.content.decode()
