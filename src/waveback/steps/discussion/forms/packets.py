"""Forms of the packets: which paper, handed over when, and the code on a paper."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms

from waveback.steps.discussion import rules
from waveback.steps.policy.translation import name_of

PAPER_NAMES = {rules.A4: "A4", rules.LETTER: "Letter"}
_ONE_LINE = "Choose one of the lines shown."


class SheetForm(forms.Form):
    """The language, where there is a choice, and the paper."""

    language = forms.ChoiceField(
        label="Language", widget=forms.RadioSelect, error_messages={"invalid_choice": _ONE_LINE, "required": _ONE_LINE}
    )
    paper = forms.ChoiceField(
        label="Paper",
        widget=forms.RadioSelect,
        choices=sorted(PAPER_NAMES.items()),
        error_messages={"invalid_choice": _ONE_LINE, "required": "Choose a paper."},
    )

    def __init__(self, *args: Any, languages: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.languages = list(languages)
        field = self.fields["language"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(one, name_of(one)) for one in self.languages]
        if len(self.languages) == 1:
            del self.fields["language"]

    def chosen(self) -> dict[str, str]:
        """language and paper. Only after is_valid() said yes."""
        told = self.cleaned_data
        return {"language": told.get("language", self.languages[0]), "paper": told["paper"]}


class MakePacketForm(SheetForm):
    """One packet: for whom in the file, where several people are in it, in which language, on which paper."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    person = forms.ChoiceField(
        label="For whom?",
        help_text="Each person has a packet of their own and answers for themselves.",
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _ONE_LINE, "required": "Choose for whom it is."},
    )
    field_order = ("person", "language", "paper", "id")

    def __init__(self, *args: Any, persons: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["person"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(persons.items())
        if not persons:
            del self.fields["person"]


class PracticePacketsForm(SheetForm):
    """The packets of the whole practice: whose, in which language, on which paper."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    which = forms.ChoiceField(
        label="For whom?",
        widget=forms.RadioSelect,
        choices=list(rules.WHICH.items()),
        error_messages={"invalid_choice": _ONE_LINE, "required": "Choose for whom."},
    )
    field_order = ("which", "language", "paper", "id")


class HandedForm(forms.Form):
    how = forms.ChoiceField(
        label="How did they get it?",
        widget=forms.RadioSelect,
        choices=list(rules.HANDED.items()),
        error_messages={"invalid_choice": _ONE_LINE, "required": "Choose how they got it."},
    )
    on = forms.DateField(
        label="When?",
        widget=forms.DateInput(attrs={"class": "input", "type": "date"}),
        error_messages={"required": "Give the day on which they got it.", "invalid": "Write the day like 2026-03-14."},
    )

    def __init__(self, *args: Any, made_on: date, today: date, **kwargs: Any) -> None:
        self.made_on, self.today = made_on, today
        super().__init__(*args, **kwargs)

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        problem = rules.handed_problem(on, self.made_on, self.today)
        if problem:
            raise forms.ValidationError(problem)
        return on
