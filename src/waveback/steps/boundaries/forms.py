"""An overlap plan as a form: the therapist's page, or a screen of the talk-through in the client's voice."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from waveback.ground.web.forms import private_attrs
from waveback.steps.boundaries import rules


def _line(**attrs: str) -> forms.TextInput:
    return forms.TextInput(attrs={"class": "input said", **private_attrs(), **attrs})


def _words(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"class": "input said", "rows": rows, **private_attrs()})


def _day_field(label: str, hint: str, needed: str) -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=hint,
        widget=forms.DateInput(attrs={"class": "input", "type": "date"}),
        error_messages={"required": needed, "invalid": "Write the day like 2026-03-14."},
    )


_OWN_WORDS = "In your own words. No names."
ASKED_OF_THE_CLIENT = {
    "place": ("What kind of place is it?", "The kind is enough."),
    "named": ("What do you call it?", "Only if you would like it written down."),
    "often": ("How often may we meet there?", ""),
    "they": ("What will you do there?", ""),
    "they_words": ("More about what you do", "In your own words."),
    "i": ("What shall I do there?", ""),
    "i_words": ("More about what I do", "In your own words."),
    "company": ("Who else may be there?", "Kinds of people, never names."),
    "review": ("When shall we look at this again?", ""),
}
PLAIN_FIELDS = tuple(ASKED_OF_THE_CLIENT)


class PlanForm(forms.Form):
    """Cleans to `.plan()`. voice: "told" for the therapist's words, "said" for the client's.

    optional: a form in which nothing was filled in is fine, and then `.filled` is False. today: the day from which
    a review day may lie; None does not compare.
    """

    place = forms.ChoiceField(label="Kind of place", widget=forms.RadioSelect, required=False)
    named = forms.CharField(
        label="What they call it",
        help_text="Only if they named it themselves. The kind of place is enough.",
        widget=_line(),
        required=False,
    )
    often = forms.ChoiceField(label="How often we may meet there", widget=forms.RadioSelect, required=False)
    they = forms.MultipleChoiceField(label="What they do", widget=forms.CheckboxSelectMultiple, required=False)
    they_words = forms.CharField(
        label="More about what they do", help_text=_OWN_WORDS, widget=_words(2), required=False
    )
    i = forms.MultipleChoiceField(label="What I do", widget=forms.CheckboxSelectMultiple, required=False)
    i_words = forms.CharField(label="More about what I do", help_text=_OWN_WORDS, widget=_words(2), required=False)
    company = forms.MultipleChoiceField(
        label="Who else may be there",
        help_text="Kinds of people, never names. None if nobody was spoken about.",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    review = _day_field("Look at it again by", "Three months are usual.", "Give the day by which you look at it again.")

    def __init__(
        self,
        *args: Any,
        voice: str = "told",
        optional: bool = False,
        today: date | None = None,
        **kwargs: Any,
    ) -> None:
        self.voice, self.optional, self.today = voice, optional, today
        super().__init__(*args, **kwargs)
        self.fields["review"].required = False
        if voice == "said":
            for name, (label, hint) in ASKED_OF_THE_CLIENT.items():
                self.fields[name].label, self.fields[name].help_text = label, hint
        self._offer()

    def _offer(self) -> None:
        """The suggestions follow the kind of place, where it is known already; every known line is taken."""
        place = str(self["place"].value() or "")
        offers = {"place": rules.PLACES, "often": rules.OFTEN, "company": rules.COMPANY}
        for name, options in offers.items():
            self._choose(name, options)
        for side in ("they", "i"):
            self._choose(side, rules.offered(side, place, self._ticked(side)))

    def _choose(self, name: str, options: Iterable[rules.Option]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(option.value, getattr(option, self.voice)) for option in options]
        field.error_messages["invalid_choice"] = "Choose from the lines shown."

    def _ticked(self, side: str) -> list[str]:
        value = self[side].value()
        return [value] if isinstance(value, str) else list(value or [])

    @property
    def filled(self) -> bool:
        """Whether anything but the review day was filled in. Only after is_valid()."""
        return any(self.cleaned_data.get(name) for name in PLAIN_FIELDS if name != "review")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.optional and not self.filled and not self.errors:
            return cleaned
        for problem in rules.problems(cleaned):
            if problem.field not in self.errors:
                self.add_error(problem.field, str(problem))
        review = cleaned.get("review")
        if review and self.today and (sentence := rules.review_problem(review, self.today)):
            self.add_error("review", sentence)
        return cleaned

    def plan(self) -> rules.Plan:
        """What was agreed. Only after is_valid() said yes, and where `.filled`."""
        return rules.plan({name: self.cleaned_data.get(name) for name in PLAIN_FIELDS})

    def fields_json(self) -> dict[str, object]:
        """The plan as JSON values, to be kept between screens; empty where nothing was filled in."""
        return self.plan().as_dict() if self.filled else {}


class AgreeForm(PlanForm):
    """The therapist's page: the plan, and the day on which it was agreed."""

    on = _day_field("Agreed on", "The day on which you spoke about it.", "Give the day on which you agreed it.")
    id = forms.UUIDField(widget=forms.HiddenInput)
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)

    field_order = (*PLAIN_FIELDS[:-1], "on", "review")

    def __init__(self, *args: Any, today: date, suggest_at: str = "", **kwargs: Any) -> None:
        """suggest_at: where the form with other suggestions comes from when another kind of place is chosen."""
        super().__init__(*args, today=today, **kwargs)
        self.fields["review"].required = True
        if suggest_at:
            self.fields["place"].widget.attrs |= {
                "hx-post": suggest_at,
                "hx-trigger": "change",
                "hx-target": "#agree",
                "hx-swap": "outerHTML",
                "hx-include": "closest form",
                "hx-vals": '{"suggest": "yes"}',
            }

    def clean_on(self) -> date:
        return _not_to_come(self.cleaned_data["on"], self.today)


def _not_to_come(on: date, today: date | None) -> date:
    if today is not None and on > today:
        raise forms.ValidationError("This day has not come yet. Give the day on which you agreed it.", code="future")
    return on


class LookForm(forms.Form):
    """Looked at again, and it holds."""

    review = _day_field("Look at it again by", "Three months are usual.", "Give the day by which you look at it again.")
    id = forms.UUIDField(widget=forms.HiddenInput)
    seen = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        self.today = today
        super().__init__(*args, **kwargs)

    def clean_review(self) -> date:
        review: date = self.cleaned_data["review"]
        if sentence := rules.review_problem(review, self.today):
            raise forms.ValidationError(sentence, code="review")
        return review


class EndForm(forms.Form):
    """A plan ends for a reason that stays with it."""

    reason = forms.CharField(
        label="Why does it end?",
        help_text="A sentence is enough. For example: they no longer go there.",
        widget=_words(2),
        max_length=rules.REASON_LENGTH,
        error_messages={
            "required": "Say in a few words why it ends; it stays with the plan.",
            "max_length": f"Shorten this to {rules.REASON_LENGTH} characters.",
        },
    )
    id = forms.UUIDField(widget=forms.HiddenInput)
    seen = forms.UUIDField(widget=forms.HiddenInput)
