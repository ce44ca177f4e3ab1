"""What is sent from the pages of a round."""

from typing import Any, ClassVar

from django import forms

from waveback.ground.web.forms import private_attrs
from waveback.rehearsal import lines, own
from waveback.rehearsal.scene import FAMILIES, Turn


class BeginForm(forms.Form):
    """A round of everything that is due, or of one family."""

    family = forms.ChoiceField(choices=[(family.key, family.name) for family in FAMILIES], required=False)


class StepForm(forms.Form):
    """Which step of the round a button belongs to."""

    step = forms.CharField(max_length=80, widget=forms.HiddenInput)


class AnswerForm(StepForm):
    """One answer: a move that was chosen, a line that was typed, or how it went aloud."""

    way = forms.ChoiceField(choices=[(way, way) for way in own.WAYS], widget=forms.HiddenInput)
    move = forms.CharField(max_length=60, required=False)
    line = forms.CharField(
        max_length=lines.LONGEST,
        required=False,
        label="In your own words",
        error_messages={"max_length": f"Shorten it to {lines.LONGEST} signs: it is to be said in one breath."},
        widget=forms.TextInput(attrs={**private_attrs(), "maxlength": str(lines.LONGEST)}),
    )
    how = forms.ChoiceField(choices=[(how, how) for how in own.ALOUD_AS], required=False)

    _needed: ClassVar = {
        own.CHOSEN: ("move", "Choose what you would do."),
        own.TYPED: ("line", "Type what you would say."),
        own.ALOUD: ("how", "Say how it went."),
    }

    def __init__(self, turn: Turn, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.turn = turn

    def clean_move(self) -> str:
        move = str(self.cleaned_data["move"])
        if move and move not in {one.key for one in self.turn.moves}:
            raise forms.ValidationError("Choose one of the lines shown.")
        return move

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        name, sentence = self._needed.get(str(cleaned.get("way")), ("", ""))
        if name and name not in self.errors and not str(cleaned.get(name) or "").strip():
            self.add_error(name, sentence)
        return cleaned

    @property
    def given(self) -> str:
        """What was answered, as the action takes it."""
        return str(self.cleaned_data[self._needed[self.cleaned_data["way"]][0]])
