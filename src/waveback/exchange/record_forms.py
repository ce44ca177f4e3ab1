"""What is to be handed out, to whom and why; and what of it is covered."""

from typing import Any

from django import forms

from waveback.exchange import covering
from waveback.exchange.record_making import Wanted
from waveback.exchange.record_queries import PARTS, Chosen
from waveback.ground.web.forms import private_attrs

_DAY = {"invalid": "Write the day like 2026-03-14."}


def _day(label: str, hint: str) -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=hint,
        required=False,
        widget=forms.DateInput(attrs={"class": "input", "type": "date"}),
        error_messages=_DAY,
    )


class ChooseForm(forms.Form):
    """Which part of the record, for whom, and why."""

    recipient = forms.CharField(
        label="To whom is it handed?",
        help_text="A person or an office, as it should stand in the list of disclosures.",
        max_length=300,
        widget=forms.TextInput(attrs={"class": "input", **private_attrs()}),
        error_messages={"required": "Say to whom it is handed."},
    )
    purpose = forms.CharField(
        label="Why?",
        help_text="What it is needed for. It is kept in the file, and stands in the copy.",
        max_length=2000,
        widget=forms.Textarea(attrs={"class": "input", "rows": 3, **private_attrs()}),
        error_messages={"required": "Say why it is handed out."},
    )
    since = _day("From", "Leave it empty to begin with the first day.")
    until = _day("Until", "This day is included. Leave it empty to end today.")
    parts = forms.MultipleChoiceField(
        label="Which parts?",
        choices=list(PARTS.items()),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one part.", "invalid_choice": "Choose parts from the list."},
    )
    in_error = forms.BooleanField(
        label="Notes entered in error, too",
        help_text="They are withheld, unless the law asks for them. That they were included is recorded.",
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        since, until = told.get("since"), told.get("until")
        if since and until and until < since:
            self.add_error("until", "This day lies before the first one. Check both days.")
        return told

    def wanted(self) -> Wanted:
        told = self.cleaned_data
        parts = tuple(part for part in PARTS if part in told["parts"])
        chosen = Chosen(told["since"], told["until"], parts, told["in_error"])
        return Wanted(chosen, told["purpose"].strip(), told["recipient"].strip())


class CoverForm(forms.Form):
    """Passages to cover: found names that were ticked, and lines that were written. item: "" for everywhere."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    item = forms.CharField(required=False, max_length=36, widget=forms.HiddenInput)
    passages = forms.CharField(
        label="Passages to cover, one a line",
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"class": "input", "rows": 2, **private_attrs()}),
    )
    found = forms.MultipleChoiceField(
        label="Names that were found", required=False, widget=forms.CheckboxSelectMultiple
    )
    reason = forms.ChoiceField(
        label="Why is it covered?",
        choices=[(key, words.capitalize()) for key, words in covering.REASONS.items()],
        initial="another",
        widget=forms.Select(attrs={"class": "input"}),
        error_messages={"required": "Choose why it is covered.", "invalid_choice": "Choose a reason from the list."},
    )

    def __init__(self, *args: Any, found: "list[str] | None" = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names: Any = self.fields["found"]
        names.choices = [(name, name) for name in found or ()]
        if not found:
            del self.fields["found"]

    @property
    def wanted(self) -> list[str]:
        written = [line for line in str(self.cleaned_data["passages"]).splitlines() if line.strip()]
        return [*self.cleaned_data.get("found", []), *written]


class ShowAgainForm(forms.Form):
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    item = forms.CharField(required=False, max_length=36, widget=forms.HiddenInput)
    passage = forms.CharField(max_length=20_000, widget=forms.HiddenInput)


class MakeForm(forms.Form):
    """revision: of what was looked at last."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
