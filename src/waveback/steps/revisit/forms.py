"""The revisit as a form: the offer first, then what the client says."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.forms import BoundField

from waveback.ground.web.forms import private_attrs
from waveback.steps.revisit import rules


def _text(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"class": "input said", "rows": rows, **private_attrs()})


def _words(label: str, hint: str, rows: int, most: int) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        required=False,
        max_length=most,
        widget=_text(rows),
        error_messages={"max_length": f"Shorten this to {most} characters."},
    )


def _one_of(label: str, choices: Mapping[str, str]) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=list(choices.items()),
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Choose from the answers shown."},
    )


TOPIC_FIELDS = ("words", "theme", "goal", "carry")
CARRY = {"yes": "Bring it up until it is worked on", "no": "Only keep it here"}


def _topic_fields() -> dict[str, forms.Field]:
    return {
        "words": _words("What do you want to come back to?", "In their words.", 2, rules.TOPICS_LENGTH),
        "theme": forms.ChoiceField(
            label="What is it about?",
            choices=[("", "Not said"), *((key, label) for key, label in rules.THEMES.items() if key != "nothing")],
            required=False,
            widget=forms.Select(attrs={"class": "input"}),
            error_messages={"invalid_choice": "Choose from the themes shown."},
        ),
        "goal": forms.CharField(
            label="Which goal does it belong to?",
            required=False,
            max_length=rules.GOAL_LENGTH,
            widget=forms.TextInput(attrs={"class": "input said", **private_attrs()}),
            error_messages={"max_length": f"Shorten this to {rules.GOAL_LENGTH} characters."},
        ),
        "carry": forms.ChoiceField(
            label="At later sessions",
            choices=list(CARRY.items()),
            initial="yes",
            required=False,
            widget=forms.RadioSelect,
            error_messages={"invalid_choice": "Choose from the answers shown."},
        ),
    }


class RevisitForm(forms.Form):
    """Cleans to `.told()`. What is needed for signing is decided by the rules, not here: a draft may lack it."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    outcome = _one_of("You offered it once. What did they say?", rules.OUTCOMES)
    why = _one_of("Why could it not be offered?", rules.WHY)
    reason = _words("In your words", "Needed only if none of these says it.", 2, rules.REASON_LENGTH)
    words = _words("What was it like for you?", "Their words, as they say them.", 4, rules.WORDS_LENGTH)
    ease = _one_of("How at ease did you feel?", {number: number for number in rules.EASE})
    themes = forms.MultipleChoiceField(
        label="What is in it?",
        choices=list(rules.THEMES.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Choose from the themes shown."},
    )
    account = _words(
        "Their own account",
        "If they give you one, it stands beside your note, word for word.",
        4,
        rules.ACCOUNT_LENGTH,
    )
    next = _one_of("And next?", rules.NEXT)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, question in rules.PROMPTS.items():
            self.fields[f"asked_{name}"] = _words(question, "", 2, rules.ANSWER_LENGTH)
        for number in range(1, rules.MOST_TOPICS + 1):
            for name, field in _topic_fields().items():
                self.fields[f"topic{number}_{name}"] = field

    @property
    def prompts(self) -> list[BoundField]:
        """What may be asked beyond how it was, in the client's voice."""
        return [self[f"asked_{name}"] for name in rules.PROMPTS]

    @property
    def answered(self) -> bool:
        return any(bound.value() or bound.errors for bound in self.prompts)

    @property
    def topic_blocks(self) -> list[tuple[int, list[BoundField], bool]]:
        """Each topic's number, its fields, and whether something was written in it."""
        blocks = []
        for number in range(1, rules.MOST_TOPICS + 1):
            fields = [self[f"topic{number}_{name}"] for name in TOPIC_FIELDS]
            blocks.append((number, fields, any(one.errors for one in fields) or bool(fields[0].value())))
        return blocks

    @staticmethod
    def begun(told: rules.Told) -> dict[str, Any]:
        """A draft as this form's initial values."""
        kept = rules.tidy(told)
        initial = {name: value for name, value in kept.items() if name not in ("topics", "answers")}
        initial |= {f"asked_{name}": text for name, text in kept.get("answers", {}).items()}
        for number, topic in enumerate(kept.get("topics", [])[: rules.MOST_TOPICS], start=1):
            values = topic | {"carry": "yes" if topic["carry"] else "no"}
            initial |= {f"topic{number}_{name}": values[name] for name in TOPIC_FIELDS}
        return initial

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for problem in rules.contradictions(cleaned):
            self.add_error(problem.field, problem.sentence)
        return cleaned

    def told(self) -> dict[str, Any]:
        """What was said, as the rules know it. Only after is_valid() said yes."""
        cleaned = self.cleaned_data
        told = {
            name: value
            for name, value in cleaned.items()
            if name != "revision" and not name.startswith(("asked_", "topic"))
        }
        told["answers"] = {name: cleaned.get(f"asked_{name}", "") for name in rules.PROMPTS}
        told["topics"] = [
            {name: cleaned.get(f"topic{number}_{name}", "") for name in ("words", "theme", "goal")}
            | {"carry": cleaned.get(f"topic{number}_carry") != "no"}
            for number in range(1, rules.MOST_TOPICS + 1)
        ]
        return told

    def ask_for(self, missing: list[rules.Missing]) -> None:
        """Put each sentence beside its field."""
        for one in missing:
            self.add_error(one.field, one.sentence)


def _needed(label: str, hint: str, rows: int, most: int, sentence: str) -> forms.CharField:
    field = _words(label, hint, rows, most)
    field.required = True
    field.error_messages["required"] = sentence
    return field


def _on(label: str) -> forms.DateField:
    return forms.DateField(
        label=label,
        widget=forms.DateInput(attrs={"class": "input", "type": "date"}),
        error_messages={"required": "Give the day.", "invalid": "Write the day like 2026-03-14."},
    )


class _Dated(forms.Form):
    """A form with a day that has come already, and an id made by the page, so that it lands once."""

    id = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        self.today = today
        super().__init__(*args, **kwargs)

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if on > self.today:
            raise forms.ValidationError("This day has not come yet. Give the day on which it was.", code="future")
        return on


class TopicForm(forms.Form):
    """A topic that came up outside a revisit."""

    id = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields = _topic_fields()
        del fields["carry"]
        fields["words"].required = True
        fields["words"].error_messages["required"] = "Write the topic down, in their words."
        self.fields |= fields


class EntryForm(_Dated):
    """What became of a thread."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    kind = forms.ChoiceField(
        label="What happened with it?",
        choices=list(rules.ENTRIES.items()),
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose what happened with it.",
            "invalid_choice": "Choose from the answers shown.",
        },
    )
    on = _on("On which day?")
    words = _words(
        "In a sentence", "What was worked on, or why it was let go. No interpretation.", 2, rules.REASON_LENGTH
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("kind") and (sentence := rules.entry_problem(cleaned["kind"], cleaned.get("words", ""))):
            self.add_error("words", sentence)
        return cleaned


class RepeatForm(_Dated):
    """What was decided about run-ins that repeat."""

    kind = forms.ChoiceField(
        label="What did you decide?",
        choices=list(rules.REPEAT_ANSWERS.items()),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what you decided.", "invalid_choice": "Choose from the answers shown."},
    )
    on = _on("On which day?")
    words = _words("In your words", "Only if you want to.", 2, rules.REASON_LENGTH)


class ProcessForm(forms.Form):
    """A private note."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    text = _needed("Your note", "For yourself alone.", 6, rules.NOTE_LENGTH, "Write your note first.")
