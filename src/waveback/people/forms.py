"""Forms about clients and the diary. Plain forms: what they give is plain values, for an action."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.datastructures import MultiValueDict

from waveback.ground.web.forms import private_attrs
from waveback.people import rules

_WRITE_DATE = "Write it like 1979-08-07, or leave it empty."
_TOO_LONG = "Shorten this to %(limit_value)d signs; it has %(show_value)d."


_UNSEEN = "This name held signs that cannot be seen. They are taken out now: look at it, and save it again."


def _text(label: str, *, most: int, needed: str | None = None, hint: str = "", **attrs: str) -> forms.CharField:
    errors = {"max_length": _TOO_LONG, "required": needed or ""}
    widget = forms.TextInput(attrs=private_attrs() | attrs)
    return forms.CharField(
        label=label, max_length=most, required=needed is not None, help_text=hint, widget=widget, error_messages=errors
    )


class SearchForm(forms.Form):
    """Any part of a name. Posted, so that no name stands in an address, a history or a log."""

    text = forms.CharField(label="Find a client", max_length=120, required=False)
    ended = forms.BooleanField(label="Ended ones too", required=False)
    page = forms.IntegerField(min_value=1, max_value=10_000, required=False)


class ClientForm(forms.Form):
    """Who a client is. Only the name is needed."""

    legal_name = _text("Name", most=120, needed="Type the client’s name.", hint="As it stands in your other records.")
    name_used = _text("Name they use", most=120, hint="If it differs. This is what the pages show.")
    birth_date = forms.DateField(
        label="Birth date",
        required=False,
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(attrs={"type": "date", **private_attrs()}, format="%Y-%m-%d"),
        error_messages={"invalid": _WRITE_DATE},
    )
    email = forms.EmailField(
        label="E-mail",
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs=private_attrs()),
        error_messages={"invalid": "Write it like name@example.org, or leave it empty.", "max_length": _TOO_LONG},
    )
    phone = _text("Phone", most=40, inputmode="tel")
    outside_id = _text(
        "Number in your other system", most=60, hint="So that a list brought in later recognises this client."
    )
    kind = forms.ChoiceField(
        label="Who is this file for?", choices=list(rules.CLIENT_KINDS.items()), widget=forms.RadioSelect
    )
    minor = forms.BooleanField(label="Under age", required=False)
    guardian = _text("Who may sign for them", most=120, hint="A role is enough, such as “mother”.")
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._today = today

    def clean_legal_name(self) -> str:
        return self._seen("legal_name")

    def clean_name_used(self) -> str:
        return self._seen("name_used")

    def _seen(self, field: str) -> str:
        """The name in one line. Where signs in it cannot be seen, it is shown without them, to be looked at again."""
        name, there = rules.seen_name(self.cleaned_data[field]), " ".join(self.cleaned_data[field].split())
        if name == there:
            return name
        shown = MultiValueDict({each: [self.data[each]] for each in self.data})
        shown[self.add_prefix(field)] = name
        self.data = shown
        raise forms.ValidationError(_UNSEEN if name else "Type the client’s name.", code="unseen")

    def clean_birth_date(self) -> str:
        born: date | None = self.cleaned_data["birth_date"]
        if born is None:
            return ""
        if born > self._today or self._today.year - born.year > 125:
            raise forms.ValidationError("Check the year of this birth date, or leave it empty.", code="unlikely")
        return born.isoformat()

    def details(self) -> dict[str, Any]:
        """The values that people.actions.ClientDetails takes."""
        return {name: value for name, value in self.cleaned_data.items() if name != "revision"}


class SessionForm(forms.Form):
    """A next session, in the practice's time zone."""

    day = forms.DateField(
        label="Day",
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": "Give the day of the session.", "invalid": "Write the day like 2026-11-26."},
    )
    time = forms.TimeField(
        label="Begins at",
        input_formats=["%H:%M", "%H:%M:%S", "%I:%M %p", "%I %p"],
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"required": "Give the time it begins.", "invalid": "Write the time like 14:30."},
    )
    minutes = forms.IntegerField(
        label="Minutes",
        min_value=5,
        max_value=600,
        error_messages={
            "required": "Give the length in minutes.",
            "invalid": "Give the length in minutes, as a number.",
            "min_value": "A session lasts five minutes at least.",
            "max_value": "A session lasts ten hours at most.",
        },
    )

    def __init__(self, *args: Any, time_zone: str, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._zone, self._now = ZoneInfo(time_zone), now

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        today = self._now.astimezone(self._zone).date()
        if day < today:
            raise forms.ValidationError("This day is over. Give the day of the next session.", code="past")
        if day > today + timedelta(days=3 * 366):
            raise forms.ValidationError("This is more than three years away. Check the year.", code="far")
        return day

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        if "day" in told and "time" in told:
            starts_at = datetime.combine(told["day"], told["time"], self._zone)
            if rules.is_skipped(starts_at):
                self.add_error("time", "The clocks go forward over this time, so it does not exist. Choose another.")
            told["starts_at"] = starts_at
        return told
