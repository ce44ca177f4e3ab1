"""Forms about one's phones."""

from typing import Any

from django import forms

from waveback.phone import rules

NO_NAME = "Give this phone a name, such as “Pocket”."


class NameForm(forms.Form):
    """What one calls a phone."""

    name = forms.CharField(
        label="What to call it",
        help_text="Only you see it, here and on the phone itself. Name no one in it.",
        max_length=rules.LONGEST_NAME,
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "off", "spellcheck": "false"}),
        error_messages={
            "required": NO_NAME,
            "max_length": f"Use at most {rules.LONGEST_NAME} letters.",
            "null_characters_not_allowed": NO_NAME,
        },
    )

    def clean_name(self) -> str:
        name = rules.device_name(self.cleaned_data["name"])
        if not name:
            raise forms.ValidationError(NO_NAME)
        return name


class PinForm(forms.Form):
    """A PIN for one phone, typed twice."""

    pin = forms.CharField(
        label="New PIN",
        help_text="Six digits. They only unlock; they never sign or export.",
        max_length=20,
        widget=forms.PasswordInput(attrs={"class": "input", "inputmode": "numeric", "autocomplete": "new-password"}),
        error_messages={"required": "Choose six digits.", "max_length": "Choose six digits."},
    )
    again = forms.CharField(
        label="Once more",
        max_length=20,
        widget=forms.PasswordInput(attrs={"class": "input", "inputmode": "numeric", "autocomplete": "new-password"}),
        error_messages={"required": "Type the same digits once more.", "max_length": "Type the same digits once more."},
    )

    def clean_pin(self) -> str:
        pin = str(self.cleaned_data["pin"])
        problem = rules.weak_pin(pin)
        if problem:
            raise forms.ValidationError(problem)
        return pin

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "pin" in cleaned and "again" in cleaned and cleaned["pin"] != cleaned["again"]:
            self.add_error("again", "This differs from the first one. Type both again.")
        return cleaned
