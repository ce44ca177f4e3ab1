"""Whatever the builder asks has a wording that a bystander may read."""

import pytest

from waveback.ground.web.words import said_in
from waveback.steps.confidentiality.rules import telling_words
from waveback.steps.policy import forms, rules


def asked():
    for clause in (*rules.CLAUSES, rules.EXTRA):
        yield from (clause.question, clause.hint, clause.reason, clause.heading, clause.group)
        yield from (option.label for option in clause.options)
    for one in rules.COMFORT:
        yield from (one.question, one.hint)
        yield from (label for _, label in one.choices)
    shown = (
        forms.PublishForm(),
        forms.ComfortForm(),
        *(forms.ClauseForm(one) for one in (*rules.CLAUSES, rules.EXTRA)),
    )
    for form in shown:
        for field in form.fields.values():
            yield from (field.label or "", field.help_text, *field.error_messages.values())
            yield from (label for _, label in getattr(field, "choices", ()))


@pytest.mark.parametrize("sentence", sorted({str(sentence) for sentence in asked() if sentence}))
def test_no_sentence_of_the_builder_tells_when_discreet(sentence):
    assert telling_words(said_in(sentence, True)) == []
