"""Whose file, discard, sign, add, entered in error: the small forms around a note."""

from typing import Any

from django import forms

from waveback.ground.web.forms import private_attrs
from waveback.steps.document import formats, questions, rules
from waveback.steps.document.forms.boxes import said_box


class RevisionForm(forms.Form):
    """A button that acts on what was seen."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class AssignForm(RevisionForm):
    client = forms.UUIDField(
        error_messages={"required": "Choose whose file it belongs to.", "invalid": "Choose someone from the list."}
    )


class DiscardForm(RevisionForm):
    reason = forms.ChoiceField(
        label="Why should there be no record?",
        choices=[("only_i_noticed", "Only I noticed"), ("mistake", "It was put down by mistake")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose why there should be no record."},
    )


class SignForm(RevisionForm):
    """The signature: one's own name, typed."""

    name = forms.CharField(
        label="Type your name to sign",
        widget=forms.TextInput(attrs={"class": "input said", **private_attrs()}),
        error_messages={"required": "Type your name to sign."},
    )

    finds_read = forms.BooleanField(
        label="I have read these; sign as it is",
        error_messages={"required": "Say that you have read what was found, or go back and edit the note."},
    )

    def __init__(self, *args: Any, signer: str, has_finds: bool = False, **kwargs: Any) -> None:
        """has_finds: the note check found something, which the signer has to have read."""
        self.signer = signer
        super().__init__(*args, **kwargs)
        if not has_finds:
            del self.fields["finds_read"]

    def clean_name(self) -> str:
        typed = " ".join(str(self.cleaned_data["name"]).split())
        if typed.casefold() != " ".join(self.signer.split()).casefold():
            raise forms.ValidationError(f"Type your name as it stands here: {self.signer}.", code="name")
        return typed


class FormatForm(forms.Form):
    key = forms.ChoiceField(
        label="Show notes as",
        choices=[(one.key, f"{one.name}: {one.hint}") for one in formats.FORMATS],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a format.", "invalid_choice": "Choose a format from the list."},
    )
    whose = forms.ChoiceField(
        label="For whom?",
        choices=[("mine", "For me"), ("practice", "For everybody in the practice who has not chosen")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose for whom.", "invalid_choice": "Choose for whom."},
    )


class AddForm(forms.Form):
    addendum_id = forms.UUIDField(widget=forms.HiddenInput)
    reason = forms.ChoiceField(
        label="Why do you add something?",
        choices=[(one.value, one.words) for one in questions.REASONS_TO_ADD],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose why you add something."},
    )
    text = forms.CharField(
        label="Addendum",
        help_text="It stands below the note with today’s date. The note itself stays as it is.",
        max_length=rules.TEXT_LENGTH,
        widget=said_box(6),
        error_messages={
            "required": "Write what you want to add.",
            "max_length": f"Shorten this to {rules.TEXT_LENGTH} characters.",
        },
    )


class ClientTextForm(forms.Form):
    """What the client said about a signed note: their own account, or a correction they ask for."""

    text_id = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label="What is it?",
        choices=[(one.value, one.words) for one in questions.FROM_THE_CLIENT],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what it is."},
    )
    text = forms.CharField(
        label="In the client’s words",
        help_text="As they said or wrote it. It stands beside the note; the note itself stays as it is.",
        max_length=rules.TEXT_LENGTH,
        widget=said_box(6),
        error_messages={
            "required": "Write what the client said.",
            "max_length": f"Shorten this to {rules.TEXT_LENGTH} characters.",
        },
    )
    given_on = forms.DateField(
        label="Said on",
        widget=forms.DateInput(attrs={"class": "input", "type": "date"}),
        error_messages={"required": "Give the day on which they said it.", "invalid": "Write the day like 2026-03-14."},
    )


class AnswerForm(forms.Form):
    """The answer to a correction that the client asked for."""

    text_id = forms.UUIDField(widget=forms.HiddenInput)
    decision = forms.ChoiceField(
        label="Your answer",
        choices=[(one.value, one.words) for one in questions.DECISIONS],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether you correct it."},
    )
    text = forms.CharField(
        label="The correction, or why the note stands",
        help_text="It stands beside the note with today’s date, below what was asked.",
        max_length=rules.TEXT_LENGTH,
        widget=said_box(5),
        error_messages={
            "required": "Write the correction, or why the note stands.",
            "max_length": f"Shorten this to {rules.TEXT_LENGTH} characters.",
        },
    )


class ErrorForm(forms.Form):
    reason = forms.CharField(
        label="Why does this note not belong here?",
        help_text="Write it without naming anybody else’s file.",
        max_length=rules.REASON_LENGTH,
        widget=said_box(3),
        error_messages={
            "required": "Say why this note does not belong here.",
            "max_length": f"Shorten this to {rules.REASON_LENGTH} characters.",
        },
    )
