"""Capture and finish. They clean to facts and moments; what may be done with them, the actions decide."""

from collections.abc import Iterable
from datetime import UTC, datetime, time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from waveback.ground.web.forms import private_attrs
from waveback.steps.document import questions, rules
from waveback.steps.document.forms.boxes import said_box
from waveback.steps.document.questions import Question

LATER = "later"


def _question(question: Question) -> forms.Field:
    choices = [(one.value, one.words) for one in question.answers]
    errors = {"invalid_choice": "Choose from the answers shown."}
    if question.several:
        return forms.MultipleChoiceField(
            label=question.asked,
            choices=choices,
            required=False,
            widget=forms.CheckboxSelectMultiple,
            error_messages=errors,
        )
    return forms.ChoiceField(
        label=question.asked, choices=choices, required=False, widget=forms.RadioSelect, error_messages=errors
    )


class _WhenForm(forms.Form):
    """When it happened, in the practice's zone. Cleans to `happened_at` and `approximately`."""

    on = forms.DateField(
        label="Day",
        required=False,
        widget=forms.DateInput(attrs={"class": "input", "type": "date"}),
        error_messages={"invalid": "Write the day like 2026-03-14."},
    )
    at = forms.TimeField(
        label="Time",
        required=False,
        widget=forms.TimeInput(attrs={"class": "input", "type": "time"}, format="%H:%M"),
        error_messages={"invalid": "Write the time like 17:30."},
    )
    approximately = forms.BooleanField(label="This is an estimate", required=False)

    def __init__(self, *args: Any, time_zone: str, **kwargs: Any) -> None:
        self.zone = ZoneInfo(time_zone)
        super().__init__(*args, **kwargs)

    def _happened_at(self, cleaned: dict[str, Any]) -> datetime | None:
        """The moment given; a day without a time counts as noon, approximately."""
        day, at = cleaned.get("on"), cleaned.get("at")
        if day is None:
            return None
        now = timezone.now().astimezone(self.zone)
        moment = datetime.combine(day, at or time(12), tzinfo=self.zone)
        if at is None:
            cleaned["approximately"] = True
            moment = min(moment, now) if day == now.date() else moment
        if rules.lies_ahead(moment, now):
            self.add_error("on", "This lies in the future. Check the day and the time.")
            return None
        return moment


class _FactsForm(_WhenForm):
    """The questions that this page asks, its texts, and the therapist's own ease."""

    asks: Iterable[Question] = ()
    texts: dict[str, tuple[str, str, int]] = {}  # noqa: RUF012 - each form overrides it as a whole

    ease = forms.ChoiceField(
        label="How at ease were you?",
        choices=[(number, number) for number in questions.EASE],
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Choose a number from 1 to 5."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for question in self.asks:
            self.fields[question.name] = _question(question)
        for name, (label, hint, rows) in self.texts.items():
            most = rules.TEXT_LENGTH if name in rules.NOTE else rules.REASON_LENGTH
            self.fields[name] = forms.CharField(
                label=label,
                help_text=hint,
                required=False,
                max_length=most,
                widget=said_box(rows),
                error_messages={"max_length": f"Shorten this to {most} characters."},
            )

    def facts(self) -> dict[str, Any]:
        """The answers and texts of this page. Only after is_valid() said yes."""
        names = [question.name for question in self.asks] + list(self.texts)
        return {name: self.cleaned_data.get(name) for name in names}

    def own_ease(self) -> int | None:
        chosen = self.cleaned_data.get("ease")
        return int(chosen) if chosen else None

    def _refuse_contradictions(self, cleaned: dict[str, Any]) -> None:
        for problem in rules.contradictions(cleaned):
            self.add_error(problem.field, problem.sentence)


class WhoForm(forms.Form):
    """Whom one met. `client` is a client's id or LATER; `who` is free text. `capture_key` lets it land once."""

    capture_key = forms.UUIDField(widget=forms.HiddenInput)
    device_at = forms.CharField(widget=forms.HiddenInput, required=False)
    client = forms.CharField(required=False)
    who = forms.CharField(
        required=False,
        max_length=rules.WHO_LENGTH,
        widget=forms.TextInput(attrs={"class": "input find", **private_attrs()}),
        error_messages={"max_length": f"Shorten this to {rules.WHO_LENGTH} characters."},
    )

    def clean_client(self) -> UUID | str | None:
        given = str(self.cleaned_data["client"])
        if given in ("", LATER):
            return given or None
        try:
            return UUID(given)
        except ValueError:
            raise forms.ValidationError("Choose someone from the list.") from None

    def clean_device_at(self) -> datetime | None:
        """The device's clock, if it said something that can be a time; it proves little, so nothing hangs on it."""
        try:
            told = parse_datetime(str(self.cleaned_data["device_at"]))
        except ValueError:
            return None
        return told.astimezone(UTC) if told and told.tzinfo and 2000 < told.year < 9999 else None


class AnotherForm(WhoForm):
    """Somebody else who was there."""

    with_line = forms.BooleanField(
        label="Take the sentence along",
        help_text="Only if it names nobody and tells nothing of the first one.",
        required=False,
    )


class CaptureForm(WhoForm, _FactsForm):
    """Thirty seconds: only *who* is needed. another: somebody else was there too, and is asked about next."""

    asks = (*questions.AT_CAPTURE, *questions.ONLINE_AT_CAPTURE, questions.CHANCE)
    texts = {"line": ("A line for later", "", 3)}  # noqa: RUF012 - see _FactsForm

    another = forms.BooleanField(
        label="Somebody else I see was there too",
        help_text="I ask about them next. The two records do not know of each other.",
        required=False,
    )
    when = forms.ChoiceField(
        choices=[("now", "Now"), ("earlier", "Earlier")],
        required=False,
        initial="now",
        error_messages={"invalid_choice": "Choose “Now” or “Earlier”."},
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self._refuse_contradictions(cleaned)
        if cleaned.get("when") == "earlier":
            cleaned["happened_at"] = self._happened_at(cleaned)
            if cleaned["happened_at"] is None and not self.errors:
                self.add_error("on", "Give the day; an estimate is fine.")
        else:
            cleaned["happened_at"], cleaned["approximately"] = timezone.now(), False
        return cleaned


class FinishForm(_FactsForm):
    """The note: every question again, now with Fact, Impact and Plan."""

    asks = questions.AT_FINISH
    texts = {  # noqa: RUF012 - see _FactsForm
        "line": ("The line you wrote", "", 2),
        "fact": ("Fact", "What happened, as seen and heard. Roles, no names.", 6),
        "impact": ("Impact", "What it may have meant, in tentative words.", 4),
        "plan": ("Plan", "What you will do: offer once at the next session.", 3),
        "rationale": ("Why was it planned?", "The clinical reason, as you agreed on it.", 3),
        "benefit": ("What good was it expected to do?", "", 2),
        "consequences": ("What could come of it?", "And how you would mend harm.", 2),
        "quote": ("A short quote", "The client’s own words, if they matter.", 2),
        "affect": ("What could be seen of their mood", "Seen, not guessed: smiled, spoke fast, looked down.", 2),
        "risk_action": ("What was seen, and what did you do?", "What you saw, not what it may be called.", 3),
        "consultation": ("What came of it?", "Roles, no names; nothing that tells who the client is.", 2),
        "deviation_reason": ("What was different, and why?", "", 3),
        "relevance": ("Why does it matter clinically?", "Only you noticed: your policy asks for the reason.", 3),
        "late_reason": ("Why was it written down late?", "", 2),
    }
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args: Any, stands: datetime | None = None, **kwargs: Any) -> None:
        """stands: the moment that is noted already."""
        self.stands = stands
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self._refuse_contradictions(cleaned)
        cleaned["happened_at"] = self._to_the_second(self._happened_at(cleaned))
        if cleaned["happened_at"] is None and not self.errors:
            self.add_error("on", "Give the day; an estimate is fine.")
        return cleaned

    def _to_the_second(self, given: datetime | None) -> datetime | None:
        """The page shows minutes: sent back as it was shown, the moment stays what it was, to the second.

        Otherwise a run-in would slip before a policy that was published in the same minute.
        """
        unchanged = self.stands is not None and given == self.stands.replace(second=0, microsecond=0)
        return self.stands if unchanged else given
