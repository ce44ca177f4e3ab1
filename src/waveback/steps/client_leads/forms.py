"""Wishes as a form: the whole of it for the therapist, a few fields at a time in the talk-through."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.forms import BoundField

from waveback.ground.web.forms import private_attrs
from waveback.steps.client_leads import rules
from waveback.steps.policy.forms import KeptHidden


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
    "spoken_name": ("What shall I call you in public?", "The name, and the pronouns if you like."),
    "touch": ("What about touch?", ""),
    "cues": ("Anything about hearing, seeing or signing?", "Tick all that are right."),
    "who_knows": (
        "Who knows?",
        "Tick all that are right, or none if you would rather not say.",
    ),
    "unsafe": (
        "It would not be safe for me to be seen with you",
        "Because of somebody who might see us. Then I keep away altogether, whatever else you choose.",
    ),
    "unsafe_from": ("By whom would it not be safe to be seen?", "Only kinds of people, and only if you want to say."),
    "how_to_raise": ("Who brings it up?", ""),
    "card": ("I would like a small card to carry", "With what we agreed. It names nobody, neither you nor me."),
    "note": ("Anything else, in your own words?", ""),
}
OTHER = ("acknowledge", "greeting", "introduction")
SITUATION_FIELDS = tuple(
    f"{situation.key}_{name}"
    for situation in rules.SITUATIONS
    for name in (OTHER[:1] if situation.key == "online" else OTHER)
)
"""The fields of the situations, such as `friends_greeting`. `only=("situations",)` asks all of them."""

_ONE_LINE = "Choose one of the lines shown."
_KINDS = "Choose from the lines shown; names are not kept."


def _other(situation: rules.Situation, name: str, voice: str) -> forms.Field:
    """One field of a situation; left alone it says “as always”."""
    client = voice == "said"
    if name == "introduction":
        return forms.CharField(
            label=f"{situation.said}: I will call you" if client else f"{situation.told}: will call me",
            widget=forms.TextInput(attrs={"class": "input said", **private_attrs()}),
            required=False,
        )
    options = rules.offered(situation.key) if name == "acknowledge" else _without_none(rules.GREETING)
    asked = {"acknowledge": "what to do", "greeting": "how to greet back"}[name]
    return forms.ChoiceField(
        label=f"{situation.said if client else situation.told}: {asked}",
        choices=[("", "As always"), *_lines(options, voice)],
        widget=forms.RadioSelect,
        required=False,
        error_messages={"invalid_choice": _ONE_LINE},
    )


def _without_none(options: Iterable[rules.Option]) -> list[rules.Option]:
    return [option for option in options if option.value != rules.NO_PREFERENCE]


@dataclass(frozen=True)
class Situated:
    """The fields of one situation, as the template shows them together. is_set: whether anything is other there."""

    key: str
    heading: str
    fields: list[BoundField]
    is_set: bool


class WishesForm(forms.Form):
    """Cleans to `.choices()`. voice: "told" for the therapist's words, "said" for the client's.

    only: the wishes that this screen asks ("situations" stands for all their fields); the others keep
    what `held` says.
    """

    acknowledge = forms.ChoiceField(label="Acknowledge me?", widget=forms.RadioSelect, required=False)
    unsafe = forms.BooleanField(
        label="It would not be safe for them to be seen with me",
        help_text="Then there is no contact at all, whatever else is chosen.",
        required=False,
    )
    unsafe_from = forms.MultipleChoiceField(
        label="By whom it would not be safe to be seen",
        help_text="Kinds of people, never names.",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    greeting = forms.ChoiceField(label="Greeting", widget=forms.RadioSelect, required=False)
    introduction = forms.CharField(
        label="What they will probably call me",
        help_text="They introduce you; you add nothing. For example “an old colleague”.",
        widget=forms.TextInput(attrs={"class": "input said", **private_attrs()}),
        required=False,
    )
    spoken_name = forms.CharField(
        label="Name and pronouns in public",
        help_text="If they want to be called otherwise than in the office.",
        widget=forms.TextInput(attrs={"class": "input said", **private_attrs()}),
        required=False,
    )
    touch = forms.ChoiceField(label="Touch", widget=forms.RadioSelect, required=False)
    cues = forms.MultipleChoiceField(
        label="Hearing, sight, sign",
        help_text="How contact works, and what it could give away.",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    who_knows = forms.MultipleChoiceField(
        label="Who knows that they come here",
        help_text="Kinds of people, never names.",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    how_to_raise = forms.ChoiceField(label="Raising it afterwards", widget=forms.RadioSelect, required=False)
    card = forms.BooleanField(
        label="They would like a small card to carry",
        help_text="With what you agreed. It names nobody.",
        required=False,
    )
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
        kwargs["initial"] = self.held | _flat(self.held) | (initial or {})
        super().__init__(*args, **kwargs)
        for situation in rules.SITUATIONS:
            for name in OTHER[:1] if situation.key == "online" else OTHER:
                self.fields[f"{situation.key}_{name}"] = _other(situation, name, voice)
        self._offer(voice)
        self.voice = voice
        if only is not None:
            wanted = {*only, *(SITUATION_FIELDS if "situations" in only else ())}
            for name in [name for name in self.fields if name not in wanted]:
                del self.fields[name]

    def _offer(self, voice: str) -> None:
        if voice == "said":
            for name, (label, hint) in ASKED_OF_THE_CLIENT.items():
                self.fields[name].label, self.fields[name].help_text = label, hint
        for name, options, unknown in (
            ("acknowledge", rules.ACKNOWLEDGE, _ONE_LINE),
            ("unsafe_from", rules.UNSAFE_FROM, _KINDS),
            ("greeting", rules.GREETING, _ONE_LINE),
            ("touch", rules.TOUCH, _ONE_LINE),
            ("cues", rules.CUES, _ONE_LINE),
            ("who_knows", rules.WHO_KNOWS, _KINDS),
            ("how_to_raise", rules.RAISE, _ONE_LINE),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = _lines(options, voice)
            field.error_messages["invalid_choice"] = unknown

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        given = self.held | {name: value for name, value in cleaned.items() if name in self.held}
        if any(name in self.fields for name in SITUATION_FIELDS):
            given["situations"] = _nested(cleaned)
        if "unsafe" in self.fields and "unsafe_from" not in self.fields and not cleaned.get("unsafe"):
            given["unsafe_from"] = []  # whoever takes back that it is not safe takes back from whom
        try:
            self._choices = rules.choices(given)
        except rules.BadChoice as problem:
            self.add_error(problem.field if problem.field in self.fields else None, str(problem))
        return cleaned

    def choices(self) -> rules.Choices:
        """What was chosen. Only after is_valid() said yes."""
        return self._choices

    def fields_json(self) -> dict[str, object]:
        """The wishes of this screen alone, as JSON values."""
        chosen = self._choices.as_dict()
        asked = {name: chosen[name] for name in self.fields if name in chosen}
        if any(name in self.fields for name in SITUATION_FIELDS):
            asked["situations"] = chosen["situations"]
        if "unsafe" in self.fields:
            asked["unsafe_from"] = chosen["unsafe_from"]
        return asked

    def usual(self) -> list[BoundField]:
        """The fields that hold everywhere, without the hidden ones."""
        return [field for field in self.visible_fields() if field.name not in SITUATION_FIELDS]

    def situated(self) -> list[Situated]:
        """The situations that are asked, each with its fields."""
        found = []
        for situation in rules.SITUATIONS:
            names = [name for name in SITUATION_FIELDS if name.startswith(f"{situation.key}_")]
            fields = [self[name] for name in names if name in self.fields]
            if fields:
                heading = situation.said if self.voice == "said" else situation.told
                is_set = any(field.value() or field.errors for field in fields)
                found.append(Situated(situation.key, heading, fields, is_set))
        return found


def _flat(held: dict[str, Any]) -> dict[str, str]:
    """The situations as the form's fields hold them."""
    return {
        f"{situation}_{name}": value
        for situation, other in (held.get("situations") or {}).items()
        for name, value in other.items()
    }


def _nested(cleaned: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The form's fields as the wishes hold them."""
    return {
        situation.key: {name: cleaned.get(f"{situation.key}_{name}", "") for name in OTHER}
        for situation in rules.SITUATIONS
    }


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
    seen = forms.UUIDField(widget=KeptHidden, required=False)

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


class ConfirmForm(forms.Form):
    """One button: what was shown, and an id so that it lands once."""

    seen = forms.UUIDField(widget=forms.HiddenInput)
    id = forms.UUIDField(widget=forms.HiddenInput)


class EndGreetFirstForm(forms.Form):
    reason = forms.CharField(
        label="Why does it end?",
        help_text="For example “They would rather lead again”.",
        max_length=rules.NOTE_LENGTH,
        widget=_words(2),
        error_messages={
            "required": "Write in a few words why it ends.",
            "max_length": f"Shorten this to {rules.NOTE_LENGTH} characters.",
        },
    )
