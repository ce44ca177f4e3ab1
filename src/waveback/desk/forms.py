"""The one form of Settings: the practice."""

from zoneinfo import available_timezones

from django import forms

from waveback.people.rules import PROFESSIONS


class PracticeForm(forms.Form):
    name = forms.CharField(
        label="Name of the practice",
        max_length=120,
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "organization"}),
        error_messages={"required": "Write the practice’s name.", "max_length": "Shorten this to 120 characters."},
    )
    time_zone = forms.CharField(
        label="Time zone",
        help_text="For example Europe/London or America/Chicago. Every time is shown in it.",
        widget=forms.TextInput(attrs={"class": "input", "list": "zones"}),
        error_messages={"required": "Choose the time zone."},
    )
    profession = forms.ChoiceField(
        label="Profession",
        choices=list(PROFESSIONS.items()),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose your profession.", "invalid_choice": "Choose from the list."},
    )

    part_two = forms.BooleanField(
        label="42 CFR Part 2 applies to us",
        help_text="For federally assisted programmes in the United States. A notice is then read before anybody signs, "
        "and every print says that it may not be passed on. Leave it out if you are not sure.",
        required=False,
    )

    def clean_time_zone(self) -> str:
        zone = str(self.cleaned_data["time_zone"]).strip()
        if zone not in available_timezones():
            raise forms.ValidationError("Choose a time zone from the list, such as Europe/London.", code="zone")
        return zone
