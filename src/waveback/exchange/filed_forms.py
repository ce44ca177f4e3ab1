"""What is said about a filing, and where the record is kept besides."""

from django import forms

from waveback.exchange import handover


class FiledForm(forms.Form):
    """It is filed there. id: made by the page."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    about = forms.UUIDField(widget=forms.HiddenInput)
    system = forms.ChoiceField(choices=list(handover.NAMES.items()), widget=forms.HiddenInput)
    on = forms.DateField(
        label="Filed there on",
        widget=forms.DateInput(attrs={"class": "input", "type": "date"}),
        error_messages={"required": "Give the day on which you filed it.", "invalid": "Write the day like 2026-03-14."},
    )


class NotFiledForm(forms.Form):
    id = forms.UUIDField(widget=forms.HiddenInput)
    about = forms.UUIDField(widget=forms.HiddenInput)


class SystemForm(forms.Form):
    system = forms.ChoiceField(
        label="Where do you keep the record besides?",
        choices=handover.CHOICES,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a system.", "invalid_choice": "Choose a system from the list."},
    )
    since = forms.DateField(
        label="List only what was signed since",
        help_text="Leave it empty to list everything that is not filed there.",
        required=False,
        widget=forms.DateInput(attrs={"class": "input", "type": "date"}),
        error_messages={"invalid": "Write the day like 2026-03-14."},
    )
    whose = forms.ChoiceField(
        label="For whom?",
        choices=[("mine", "For me"), ("practice", "For everybody in the practice who has not chosen")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose for whom.", "invalid_choice": "Choose for whom."},
    )
