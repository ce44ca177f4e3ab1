"""What the pages of steps 6 and 7 say where others may see the screen: neutral words only."""

import re

import pytest

from waveback.ground.web.words import said_in
from waveback.steps.document import forms as document_forms
from waveback.steps.document import guide, questions, rules, wording
from waveback.steps.revisit import forms as revisit_forms
from waveback.steps.revisit import rules as revisit_rules

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
    others.append(document_forms.AnswerForm())
    for form in (finish, capture, *others, revisit_forms.RevisitForm()):
        for field in form.fields.values():
            yield from (str(field.label or ""), str(field.help_text), *map(str, field.error_messages.values()))


@pytest.mark.parametrize("sentence", sorted({*spoken(), *labels()} - {""}))
def test_no_sentence_tells_what_this_is_about(sentence):
    assert not TELLING.search(said_in(sentence, discreet=True))


def test_plain_wording_is_left_as_it_is():
    assert said_in("Run-in in a café", discreet=False) == "Run-in in a café"
