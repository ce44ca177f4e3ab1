"""The talk-through's screens as forms, and the answer at its end."""

from typing import Any

from django import forms
from django.forms.boundfield import BoundWidget

from waveback.ground.web.forms import private_attrs
from waveback.steps.client_leads.forms import WishesForm
from waveback.steps.discussion import rules


def _words(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"class": "input said", "rows": rows, **private_attrs()})


class ScreenForm(forms.Form):
    """What every screen of the talk-through sends: where it stood, and where to go from here."""

    revision = forms.IntegerField(widget=forms.HiddenInput)

    def answers(self) -> dict[str, object]:
        """What this screen asked, as JSON values to keep. Only after is_valid() said yes."""
        return {name: value for name, value in self.cleaned_data.items() if name != "revision"}


class WishScreenForm(WishesForm, ScreenForm):
    """One or two of the wishes, in the client's voice."""

    def answers(self) -> dict[str, object]:
        return self.fields_json()


class QuestionsForm(ScreenForm):
    """What the client asks, and what they heard, in their own words."""

    questions = forms.CharField(
        label="What would you like to ask?",
        help_text="Your words, or leave it empty.",
        widget=_words(3),
        max_length=rules.WORDS_LENGTH,
        required=False,
        error_messages={"max_length": "Shorten this to %(limit_value)d characters; it has %(show_value)d."},
    )
    teach_back = forms.CharField(
        label="How would you say it, in your own words?",
        help_text="This is no test: it shows me whether I said it clearly.",
        widget=_words(3),
        max_length=rules.WORDS_LENGTH,
        required=False,
        error_messages={"max_length": "Shorten this to %(limit_value)d characters; it has %(show_value)d."},
    )


class AnswerForm(ScreenForm):
    """The client's answer on the read-back page: agree, not agree, or not yet; typed or spoken."""

    state = forms.ChoiceField(
        label="What is your answer?",
        widget=forms.RadioSelect,
        choices=[
            (rules.ACCEPTED, "Yes, that’s right"),
            (rules.DECLINED, "I do not agree to it"),
            (rules.DEFERRED, "Not yet"),
        ],
        error_messages={
            "required": "Choose an answer. “Not yet” is one.",
            "invalid_choice": "Choose one of the answers shown.",
        },
    )
    way = forms.ChoiceField(
        label="How do you give it?",
        widget=forms.RadioSelect,
        choices=[(rules.TYPED, "I type my name"), (rules.SPOKEN, "I say it")],
        initial=rules.TYPED,
        error_messages={
            "required": "Choose how you give your answer.",
            "invalid_choice": "Choose one of the two ways shown.",
        },
    )
    name = forms.CharField(
        label="Your name",
        widget=forms.TextInput(attrs={"class": "input said", **private_attrs()}),
        max_length=rules.NAME_LENGTH,
        required=False,
        error_messages={"max_length": "Shorten this to %(limit_value)d characters; it has %(show_value)d."},
    )
    consents = forms.BooleanField(label=rules.CONSENT, required=False)
    seen = forms.UUIDField(widget=forms.HiddenInput, required=False)
    version = forms.UUIDField(widget=forms.HiddenInput)
    text_hash = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("state") == rules.DEFERRED and not cleaned.get("name"):
            cleaned["way"] = rules.SPOKEN  # "not yet" needs no signature: saying it is enough
        if cleaned.get("way") == rules.TYPED and "name" in cleaned:
            problem = rules.signature_problem(rules.TYPED, cleaned["name"], cleaned.get("consents", False), "", "")
            if problem:
                self.add_error(*problem)
        return cleaned

    def meanings(self) -> list[tuple[BoundWidget, str]]:
        """Each answer with what it means."""
        return [(option, rules.MEANINGS[option.data["value"]]) for option in self["state"].subwidgets]

    def given(self) -> dict[str, Any]:
        """The answer as `actions.answer` takes it. Only after is_valid() said yes."""
        told = self.cleaned_data
        seen = str(told["seen"]) if told["seen"] else ""
        return {
            "shown": (told["version"], told["text_hash"]),
            "given": {name: told[name] for name in ("state", "way", "name", "consents")} | {"seen": seen},
        }


class RecordForm(forms.Form):
    """The therapist's last step: what was shown, and for a spoken answer, who heard it."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    version = forms.UUIDField(widget=forms.HiddenInput)
    text_hash = forms.CharField(widget=forms.HiddenInput, max_length=64)
    said_by = forms.CharField(
        label="Who said it?",
        widget=forms.TextInput(attrs={"class": "input", **private_attrs()}),
        max_length=rules.NAME_LENGTH,
        required=False,
    )
    presence = forms.CharField(
        label="In whose presence?",
        help_text="You, and anybody else who was there, by role.",
        widget=forms.TextInput(attrs={"class": "input", **private_attrs()}),
        max_length=rules.NAME_LENGTH,
        required=False,
    )

    def __init__(self, *args: Any, way: str, **kwargs: Any) -> None:
        self.way = way
        super().__init__(*args, **kwargs)
        if way != rules.SPOKEN:
            del self.fields["said_by"], self.fields["presence"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.way == rules.SPOKEN and not self.errors:
            problem = rules.signature_problem(self.way, "", False, cleaned["said_by"], cleaned["presence"])
            if problem:
                self.add_error(*problem)
        return cleaned
