"""The talk-through's screens as forms, and the answer at its end."""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField, BoundWidget

from waveback.ground.web.forms import private_attrs
from waveback.steps.boundaries import rules as plans
from waveback.steps.boundaries.forms import PLAIN_FIELDS, PlanForm
from waveback.steps.client_leads.forms import WishesForm
from waveback.steps.discussion import rules


def _words(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"class": "input said", "rows": rows, **private_attrs()})


def opened() -> forms.CharField:
    return forms.CharField(
        label="The four characters at the end of the text",
        help_text="Open the whole text and read its last line. It shows that you can read it on this screen.",
        widget=forms.TextInput(attrs={"class": "input code", "size": 6, **private_attrs()}),
        max_length=20,
        required=False,
        error_messages={"max_length": "There are four characters. Look at the last line of the text once more."},
    )


def checked(label: str) -> forms.ChoiceField:
    """How it is known who signed. Nothing is chosen beforehand: it is for the therapist to say."""
    return forms.ChoiceField(
        label=label,
        widget=forms.RadioSelect,
        choices=list(rules.IDENTITY_CHECKS.items()),
        error_messages={
            "required": "Choose how you know them.",
            "invalid_choice": "Choose one of the answers shown.",
        },
    )


def copied() -> forms.ChoiceField:
    return forms.ChoiceField(
        label="Do they have a copy?",
        widget=forms.RadioSelect,
        choices=list(rules.COPIES.items()),
        initial=rules.LATER,
        required=False,
        error_messages={"invalid_choice": "Choose one of the answers shown."},
    )


class ScreenForm(forms.Form):
    """What every screen of the talk-through sends: where it stood, and where to go from here."""

    revision = forms.IntegerField(widget=forms.HiddenInput)

    def answers(self) -> dict[str, object]:
        """What this screen asked, as JSON values to keep. Only after is_valid() said yes."""
        return {name: value for name, value in self.cleaned_data.items() if name != "revision"}


class PlanScreenForm(PlanForm, ScreenForm):
    """A place where both will be, if the client names one. "None" takes back whatever was filled in below it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["place"]
        assert isinstance(field, forms.ChoiceField)
        offered = [(place.value, place.said) for place in plans.PLACES]
        field.choices = [("", "None that I would like to name"), *offered]
        self.initial.setdefault("place", "")

    def clean(self) -> dict[str, Any]:
        if not self.cleaned_data.get("place") and "place" not in self.errors:
            for name in [name for name in PLAIN_FIELDS if name in self.errors]:
                del self.errors[name]
            self.cleaned_data |= {name: self.fields[name].clean(None) for name in PLAIN_FIELDS}
        return super().clean()

    def rest(self) -> list[BoundField]:
        """What is asked once there is a place."""
        return [field for field in self.visible_fields() if field.name != "place"]

    def answers(self) -> dict[str, object]:
        return {"plan": self.fields_json()}


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
    agreed = forms.CharField(
        label="What we said to that",
        help_text="What I answered, or what we agreed to do differently.",
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
        choices=[
            (rules.TYPED, "I type my name"),
            (rules.DRAWN, "I draw my signature, and type my name"),
            (rules.SPOKEN, "I say it"),
        ],
        initial=rules.TYPED,
        error_messages={
            "required": "Choose how you give your answer.",
            "invalid_choice": "Choose one of the ways shown.",
        },
    )
    strokes = forms.CharField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(
        label="Your name",
        widget=forms.TextInput(attrs={"class": "input said", **private_attrs()}),
        max_length=rules.NAME_LENGTH,
        required=False,
        error_messages={"max_length": "Shorten this to %(limit_value)d characters; it has %(show_value)d."},
    )
    consents = forms.BooleanField(label=rules.CONSENT, required=False)
    opened = opened()
    seen = forms.UUIDField(widget=forms.HiddenInput, required=False)
    noticed = forms.BooleanField(widget=forms.HiddenInput, required=False)
    version = forms.UUIDField(widget=forms.HiddenInput)
    text_hash = forms.CharField(widget=forms.HiddenInput, max_length=64)

    assent = forms.ChoiceField(
        label="Does the young person agree?",
        help_text="Their own word, beside the guardian’s.",
        widget=forms.RadioSelect,
        choices=rules.ASSENTS,
        required=False,
        error_messages={"invalid_choice": "Choose one of the answers shown."},
    )
    assent_because = forms.CharField(
        label="If they were not asked: why?",
        widget=forms.TextInput(attrs={"class": "input", **private_attrs()}),
        max_length=rules.REASON_LENGTH,
        required=False,
        error_messages={"max_length": "Shorten this to %(limit_value)d characters; it has %(show_value)d."},
    )
    minor_name = forms.CharField(
        label="The young person’s own name",
        widget=forms.TextInput(attrs={"class": "input said", **private_attrs()}),
        max_length=rules.NAME_LENGTH,
        required=False,
        error_messages={"max_length": "Shorten this to %(limit_value)d characters; it has %(show_value)d."},
    )

    def __init__(self, *args: Any, signing: rules.Signing | None = None, opening: str = "", **kwargs: Any) -> None:
        self.signing, self.opening = signing, opening
        super().__init__(*args, **kwargs)
        if signing is None or not signing.with_guardian:
            del self.fields["assent"], self.fields["assent_because"]
        else:
            self.fields["name"].label = "The guardian’s name"
        if signing is None or signing.who != rules.BOTH:
            del self.fields["minor_name"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("state") == rules.DEFERRED and not cleaned.get("name"):
            cleaned["way"] = rules.SPOKEN  # "not yet" needs no signature: saying it is enough
        if cleaned.get("way") in rules.ON_SCREEN and "name" in cleaned:
            problem = rules.signature_problem(cleaned["way"], cleaned["name"], cleaned.get("consents", False), "", "")
            if problem:
                self.add_error(*problem)
            elif self.signing and self.signing.who == rules.BOTH and not cleaned.get("minor_name"):
                self.add_error("minor_name", "Both sign here: type this name too, or choose “I say it”.")
            unread = rules.opening_problem(cleaned.get("opened", ""), self.opening)
            if unread and "opened" not in self.errors:
                self.add_error("opened", unread)
        if cleaned.get("way") == rules.DRAWN:
            self._drawn(cleaned)
        if "assent" in self.fields and cleaned.get("state") != rules.DEFERRED and "assent" not in self.errors:
            lacking = rules.assent_problem(cleaned)
            if lacking:
                self.add_error(*lacking)
        return cleaned

    def _drawn(self, cleaned: dict[str, Any]) -> None:
        try:
            cleaned["drawn"] = rules.strokes(cleaned.get("strokes", ""))
        except rules.BadDrawing as problem:
            self.add_error("strokes", str(problem))

    def meanings(self) -> list[tuple[BoundWidget, str]]:
        """Each answer with what it means."""
        return [(option, rules.MEANINGS[option.data["value"]]) for option in self["state"].subwidgets]

    def given(self) -> dict[str, Any]:
        """The answer as `actions.answer` takes it. Only after is_valid() said yes."""
        told = self.cleaned_data
        given = {name: told[name] for name in ("state", "way", "name", "consents")}
        given |= {name: told[name] for name in ("assent", "assent_because", "minor_name") if told.get(name)}
        given["noticed"] = told["noticed"]
        if told["way"] in rules.ON_SCREEN:
            given["opened"] = self.opening
        given |= {"seen": str(told["seen"]) if told["seen"] else "", "signer": rules.signer_of(self.signing)}
        if told["way"] == rules.DRAWN:
            given["strokes"] = told["drawn"]
        return {"shown": (told["version"], told["text_hash"]), "given": given}


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
    checked = checked("How do you know who answered?")
    copy = copied()
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
