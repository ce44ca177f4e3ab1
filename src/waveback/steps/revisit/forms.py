"""The revisit as a form: the offer first, then what the client says."""

from collections.abc import Mapping
from typing import Any

from django import forms

from waveback.ground.web.forms import private_attrs
from waveback.steps.revisit import rules


def _text(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"class": "input said", "rows": rows, **private_attrs()})


def _words(label: str, hint: str, rows: int, most: int) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        required=False,
        max_length=most,
        widget=_text(rows),
        error_messages={"max_length": f"Shorten this to {most} characters."},
    )


def _one_of(label: str, choices: Mapping[str, str]) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=list(choices.items()),
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Choose from the answers shown."},
    )


class RevisitForm(forms.Form):
    """Cleans to `.told()`. What is needed for signing is decided by the rules, not here: a draft may lack it."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    outcome = _one_of("You offered it once. What did they say?", rules.OUTCOMES)
    reason = _words("Why could it not be offered?", "", 2, rules.REASON_LENGTH)
    words = _words("What was it like for you?", "Their words, as they say them.", 4, rules.WORDS_LENGTH)
    ease = _one_of("How at ease did you feel?", {number: number for number in rules.EASE})
    themes = forms.MultipleChoiceField(
        label="What is in it?",
        choices=list(rules.THEMES.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Choose from the themes shown."},
    )
    topics = _words("Topics to bring into therapy", "In their words, if they have any.", 2, rules.TOPICS_LENGTH)
    next = _one_of("And next?", rules.NEXT)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for problem in rules.contradictions(cleaned):
            self.add_error(problem.field, problem.sentence)
        return cleaned

    def told(self) -> dict[str, Any]:
        """What was said, as the rules know it. Only after is_valid() said yes."""
        return {name: value for name, value in self.cleaned_data.items() if name != "revision"}

    def ask_for(self, missing: list[rules.Missing]) -> None:
        """Put each sentence beside its field."""
        for one in missing:
            self.add_error(one.field, one.sentence)
