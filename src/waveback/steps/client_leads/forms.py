"""Wishes as a form: the whole of it for the therapist, a few fields at a time in the talk-through."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from waveback.ground.web.forms import private_attrs
from waveback.steps.client_leads import rules


def _lines(options: Iterable[rules.Option], voice: str) -> list[tuple[str, str]]:
    return [(option.value, getattr(option, voice)) for option in options]


def _words(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"class": "input said", "rows": rows, **private_attrs()})


ASKED_OF_THE_CLIENT = {
    "acknowledge": ("What would you like me to do?", ""),
    "greeting": ("How shall I greet you back?", ""),
    "introduction": (
        "What will you probably call me?",
        "You introduce me, never I you. For example “an old colleague”.",
    ),
    "who_knows": (
        "Who knows?",
        "Tick all that are right, or none if you would rather not say.",
    ),
    "unsafe": (
        "It would not be safe for me to be seen with you",
        "Because of somebody who might see us. Then I keep away altogether, whatever else you choose.",
    ),
    "how_to_raise": ("Who brings it up?", ""),
    "note": ("Anything else, in your own words?", ""),
}


class WishesForm(forms.Form):
    """Cleans to `.choices()`. voice: "told" for the therapist's words, "said" for the client's.

    only: the fields that this screen asks; the others keep what `held` says.
    """

    acknowledge = forms.ChoiceField(label="Acknowledge me?", widget=forms.RadioSelect, required=False)
    greeting = forms.ChoiceField(label="Greeting", widget=forms.RadioSelect, required=False)
    introduction = forms.CharField(
        label="What they will probably call me",
        help_text="They introduce you; you add nothing. For example “an old colleague”.",
        widget=forms.TextInput(attrs={"class": "input said", **private_attrs()}),
        required=False,
    )
    who_knows = forms.MultipleChoiceField(
        label="Who knows that they come here",
        help_text="Kinds of people, never names.",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    unsafe = forms.BooleanField(
        label="It would not be safe for them to be seen with me",
        help_text="Then there is no contact at all, whatever else is chosen.",
        required=False,
    )
    how_to_raise = forms.ChoiceField(label="Raising it afterwards", widget=forms.RadioSelect, required=False)
    note = forms.CharField(label="In their own words", widget=_words(3), required=False)

    def __init__(
        self,
        *args: Any,
        held: rules.Choices | None = None,
        only: Iterable[str] | None = None,
        voice: str = "told",
        initial: dict[str, Any] | None = None,
        **kwargs: Any,
    ) -> None:
        self.held = (held or rules.Choices()).as_dict()
        kwargs["initial"] = self.held | (initial or {})
        super().__init__(*args, **kwargs)
        self._offer(voice)
        if only is not None:
            for name in [name for name in self.fields if name not in only]:
                del self.fields[name]

    def _offer(self, voice: str) -> None:
        if voice == "said":
            for name, (label, hint) in ASKED_OF_THE_CLIENT.items():
                self.fields[name].label, self.fields[name].help_text = label, hint
        for name, options in (
            ("acknowledge", rules.ACKNOWLEDGE),
            ("greeting", rules.GREETING),
            ("who_knows", rules.WHO_KNOWS),
            ("how_to_raise", rules.RAISE),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = _lines(options, voice)
            unknown = "Choose from the lines shown; names are not kept." if name == "who_knows" else _ONE_LINE
            field.error_messages["invalid_choice"] = unknown

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        try:
            self._choices = rules.choices(self.held | cleaned)
        except rules.BadChoice as problem:
            self.add_error(problem.field if problem.field in self.fields else None, str(problem))
        return cleaned

    def choices(self) -> rules.Choices:
        """What was chosen. Only after is_valid() said yes."""
        return self._choices

    def fields_json(self) -> dict[str, object]:
        """The fields of this screen alone, as JSON values."""
        chosen = self._choices.as_dict()
        return {name: chosen[name] for name in self.fields if name in chosen}


_ONE_LINE = "Choose one of the lines shown."


class SetWishesForm(WishesForm):
    """The therapist's form: the wishes, since when, and how they came to be known."""

    on = forms.DateField(
        label="Since when",
        help_text="The day on which they told you.",
        widget=forms.DateInput(attrs={"class": "input", "type": "date"}),
        error_messages={
            "required": "Give the day on which they told you.",
            "invalid": "Write the day like 2026-03-14.",
        },
    )
    id = forms.UUIDField(widget=forms.HiddenInput)
    seen = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        self.today = today
        super().__init__(*args, **kwargs)

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if on > self.today:
            raise forms.ValidationError(
                "This day has not come yet. Give the day on which they told you.",
                code="future",
            )
        return on
