"""The forms of the policy builder."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django import forms

from waveback.ground.web.forms import private_attrs
from waveback.steps.policy import rules, translation
from waveback.steps.policy.phrases import STARTER_PHRASES

CHANGES_LENGTH = 4000


class KeptHidden(forms.TextInput):
    """A hidden field that is kept with a form that was left half filled; drafts.js leaves type="hidden" out."""

    is_hidden = True

    def __init__(self) -> None:
        super().__init__({"hidden": True})


class RevisionForm(forms.Form):
    """Every form of the builder carries the draft's revision that it was shown with."""

    revision = forms.IntegerField(widget=KeptHidden, min_value=0)


class ComfortForm(RevisionForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in rules.COMFORT:
            self.fields[one.key] = _several(one) if one.many else _single(one)

    def comfort(self) -> dict[str, Any]:
        return {one.key: self.cleaned_data[one.key] for one in rules.COMFORT}


def _single(one: rules.Comfort) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=one.question,
        help_text=one.hint,
        choices=one.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose one; you can change it later.", "invalid_choice": "Choose one of these."},
    )


def _several(one: rules.Comfort) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=one.question,
        help_text=one.hint,
        choices=one.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Choose from these, or none."},
    )


class ClauseForm(RevisionForm):
    """One clause: a choice, and own words if the therapist would rather say it themselves."""

    option = forms.ChoiceField(
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose the one that is closest.",
            "invalid_choice": "Choose the one of these that is closest.",
        },
    )
    own_words = forms.CharField(
        label="In your own words",
        required=False,
        max_length=rules.OWN_WORDS_LENGTH,
        help_text="Leave it empty to print the sentence above. “Generally” and “usually” leave you room to decide.",
        widget=forms.Textarea(attrs={"rows": 5, **private_attrs()}),
        error_messages={"max_length": f"Say it in {rules.OWN_WORDS_LENGTH} characters or fewer, so that it is read."},
    )

    def __init__(self, clause: rules.Clause, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.clause = clause
        option = self.fields["option"]
        assert isinstance(option, forms.ChoiceField)
        option.label = clause.question
        option.help_text = clause.hint
        option.choices = [(one.key, one.label) for one in clause.options]
        if clause is rules.EXTRA:
            self._ask_words_alone()
        if clause.key == "6":
            self._ask_phrases()

    def _ask_words_alone(self) -> None:
        self.fields["option"].widget = forms.HiddenInput()
        self.fields["own_words"].help_text = ""

    def _ask_phrases(self) -> None:
        for name in rules.PHRASES:
            self.fields[name] = forms.CharField(
                label=f"Your {name} phrase",
                required=False,
                max_length=rules.PHRASE_LENGTH,
                help_text=_WHERE_SAID[name],
                widget=forms.TextInput(attrs=private_attrs()),
                error_messages={"max_length": "Make it short enough to say in one breath."},
            )

    @property
    def phrases(self) -> list[tuple[str, forms.BoundField, list[tuple[str, str]]]]:
        """Each strength with its field and the ready phrases for it; empty for every other clause."""
        offered = {
            name: [(f"{name}:{n}", text) for n, text in enumerate(STARTER_PHRASES[name])] for name in rules.PHRASES
        }
        return [(name, self[name], offered[name]) for name in rules.PHRASES if name in self.fields]

    def answer(self) -> dict[str, Any]:
        given: dict[str, Any] = {name: self.cleaned_data[name] for name in ("option", "own_words")}
        if "gentle" in self.fields:
            given["phrases"] = {name: self.cleaned_data[name].strip() for name in rules.PHRASES}
        return given


_WHERE_SAID = {
    "gentle": "It prints in this passage, and stands on the pocket card.",
    "firm": "For the second time. It stands on the pocket card.",
    "final": "When it is time to go. It stands on the pocket card.",
}


def taken(value: str) -> dict[str, str]:
    """The field and the ready phrase that a button of `ClauseForm.phrases` stands for; nothing for an unknown one."""
    strength, _, place = value.partition(":")
    ready = dict(enumerate(STARTER_PHRASES.get(strength, ())))
    phrase = ready.get(int(place)) if place.isdecimal() else None
    return {strength: phrase} if phrase else {}


class PublishForm(RevisionForm):
    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    material = forms.ChoiceField(
        label="How much does it change?",
        choices=[
            ("yes", "Material: what I do changes, so clients should hear about it when we next meet"),
            ("no", "Minor: only the wording is better, nobody is asked again"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose one: it decides who is talked to again."},
    )
    changes = forms.CharField(
        label="What changed, in plain words",
        max_length=CHANGES_LENGTH,
        help_text="Written from the passages above. Put it in your own words; one line for each change reads well.",
        widget=forms.Textarea(attrs={"rows": 6, **private_attrs()}),
        error_messages={
            "required": "Say in a sentence what changed; clients and you will read it later.",
            "max_length": f"Say it in {CHANGES_LENGTH} characters or fewer.",
        },
    )

    def __init__(self, *args: Any, first: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if first:
            del self.fields["material"], self.fields["changes"]


class LanguageForm(forms.Form):
    """Which other language, of those that were not begun yet."""

    language = forms.ChoiceField(
        label="Another language",
        error_messages={"required": "Choose a language.", "invalid_choice": "Choose one of the languages in the list."},
    )

    def __init__(self, *args: Any, begun: Collection[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["language"]
        assert isinstance(field, forms.ChoiceField)
        left = ((tag, name) for tag, name in translation.LANGUAGES.items() if tag not in begun)
        field.choices = [("", "Choose one"), *((tag, f"{name} ({tag})") for tag, name in left)]


class TranslationForm(RevisionForm):
    """Every passage in the other language; an empty one is still to be written."""

    def __init__(self, passages: list[translation.Passage], *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.passages = passages
        attrs = {**private_attrs(), "lang": language, "dir": translation.direction(language)}
        for one in passages:
            if one.heading:
                self.fields[f"heading-{one.key}"] = forms.CharField(
                    label="Heading",
                    required=False,
                    initial=one.said_heading,
                    max_length=translation.HEADING_LENGTH,
                    widget=forms.TextInput(attrs),
                    error_messages={"max_length": "Make the heading shorter: 200 characters are the most."},
                )
            self.fields[f"text-{one.key}"] = forms.CharField(
                label="Text",
                required=False,
                initial="\n".join(one.said),
                max_length=translation.TEXT_LENGTH,
                widget=forms.TextInput(attrs) if one.key == translation.TITLE else forms.Textarea({**attrs, "rows": 5}),
                error_messages={"max_length": "Make this passage shorter: 4,000 characters are the most."},
            )

    def said(self) -> dict[str, tuple[str, str]]:
        told = self.cleaned_data
        return {one.key: (told.get(f"heading-{one.key}", ""), told[f"text-{one.key}"]) for one in self.passages}

    def pairs(self) -> list[tuple[translation.Passage, list[forms.BoundField]]]:
        """Each passage with its fields."""
        return [
            (one, [self[name] for name in (f"heading-{one.key}", f"text-{one.key}") if name in self.fields])
            for one in self.passages
        ]


class ReviewForm(RevisionForm):
    """Who read both texts, and when."""

    by = forms.CharField(
        label="Who read both texts?",
        help_text="Somebody who reads both languages well. Their name is kept with the text.",
        max_length=translation.READER_LENGTH,
        widget=forms.TextInput(private_attrs()),
        error_messages={"required": "Write who read both texts.", "max_length": "Make the name shorter."},
    )
    on = forms.DateField(
        label="When?",
        widget=forms.DateInput({"type": "date"}),
        error_messages={"required": "Choose the day.", "invalid": "Write the day as the field shows it."},
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._today = today

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if on > self._today:
            raise forms.ValidationError("This day has not come yet. Choose today or an earlier one.")
        return on
