"""Forms beside the talk-through: asked for again, taken back, who signs, who is in the file."""

from datetime import date
from typing import Any

from django import forms

from waveback.ground.web.forms import private_attrs
from waveback.steps.discussion import rules

_TOO_LONG = "Shorten this to %(limit_value)d characters; it has %(show_value)d."


def words(label: str, hint: str, rows: int = 2, most: int = rules.WORDS_LENGTH, needed: str = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        widget=forms.Textarea(attrs={"class": "input said", "rows": rows, **private_attrs()}),
        max_length=most,
        required=bool(needed),
        error_messages={"max_length": _TOO_LONG, "required": needed},
    )


def line(label: str, hint: str = "", most: int = rules.NAME_LENGTH, needed: str = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        widget=forms.TextInput(attrs={"class": "input", **private_attrs()}),
        max_length=most,
        required=bool(needed),
        error_messages={"max_length": _TOO_LONG, "required": needed},
    )


def day(label: str, hint: str, needed: str) -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=hint,
        widget=forms.DateInput(attrs={"class": "input", "type": "date"}),
        error_messages={"required": needed, "invalid": "Write the day like 2026-03-14."},
    )


class AskAgainForm(forms.Form):
    """Somebody asked to go over it again."""

    words = words("What would they like to go over?", "In their words, or leave it empty.", most=rules.REASON_LENGTH)
    id = forms.UUIDField(widget=forms.HiddenInput)


class WithdrawForm(forms.Form):
    """An accepted answer is taken back."""

    on = day("Since when", "The day on which they told you.", "Give the day on which they told you.")
    words = words("In their words", "Nobody has to give a reason. Leave it empty if none was given.")

    def __init__(self, *args: Any, given: date, today: date, **kwargs: Any) -> None:
        self.given, self.today = given, today
        super().__init__(*args, **kwargs)

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if on > self.today:
            raise forms.ValidationError(
                "This day has not come yet. Give the day on which they told you.", code="future"
            )
        if on < self.given:
            raise forms.ValidationError(
                f"The answer was given on {self.given:%-d %B %Y}. Give that day or a later one.", code="early"
            )
        return on


class SigningForm(forms.Form):
    """Who may consent for a client under age. It differs from place to place, so it is said, not guessed."""

    who = forms.ChoiceField(
        label="Who may consent here?",
        help_text="This differs from place to place. Ask where you are licensed if you are not sure.",
        widget=forms.RadioSelect,
        choices=rules.WHO_SIGNS,
        error_messages={
            "required": "Choose who may consent.",
            "invalid_choice": "Choose one of the lines shown.",
        },
    )
    guardian_reads = forms.BooleanField(
        label="The guardian may read what the young person wished for",
        help_text="If not, the guardian’s copy has the text and the signatures, and no wishes.",
        required=False,
    )
    reason = line("Why so?", "A few words for your own record, or leave it empty.", most=rules.REASON_LENGTH)
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class PersonForm(forms.Form):
    """One more person of a couple's or a group's file."""

    label = line(
        "What shall they be called here?",
        "A role such as “Partner A” or “Member 3”, or the name they use.",
        most=60,
        needed="Give them a role or a name.",
    )
    id = forms.UUIDField(widget=forms.HiddenInput)

    def clean_label(self) -> str:
        return " ".join(self.cleaned_data["label"].split())
