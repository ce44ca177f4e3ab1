"""What was written elsewhere: the whole talk-through on paper, and the word that allows a greeting first."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms

from waveback.steps.client_leads.forms import WishesForm
from waveback.steps.client_leads.rules import Choices
from waveback.steps.discussion import rules
from waveback.steps.discussion.forms.beside import day, line, words
from waveback.steps.discussion.forms.scans import WithScans, code, files
from waveback.steps.discussion.forms.talking import checked, copied, opened
from waveback.steps.policy.translation import name_of

if TYPE_CHECKING:
    from waveback.steps.discussion.models import Participant
    from waveback.steps.policy.models import Version

_KEPT = "Where the paper is, so that it is found again. For example “file cabinet, drawer 2”."
_ASKED_OF_MINORS = ("assent", "assent_because", "minor_name")


class PaperForm(WithScans, WishesForm):
    """We went through it on paper: what was signed, when, by whom, where it is, and what was chosen on it."""

    version = forms.ChoiceField(
        label="Which version was it?",
        help_text="It stands at the top of the printed page.",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the version.", "invalid_choice": "Choose one of the versions shown."},
    )
    person = forms.ChoiceField(
        label="Who answered?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose who answered.", "invalid_choice": "Choose one of the people shown."},
    )
    language = forms.ChoiceField(
        label="In which language was it?",
        error_messages={"required": "Choose the language.", "invalid_choice": "Choose one of the languages shown."},
    )
    on = day("Signed on", "The day on the paper.", "Give the day on the paper.")
    state = forms.ChoiceField(
        label="What was the answer?",
        widget=forms.RadioSelect,
        choices=[(state, rules.TOLD[state]) for state in rules.STATES],
        error_messages={"required": "Choose the answer.", "invalid_choice": "Choose one of the answers shown."},
    )
    name = line("Who signed?", "The name under the signature.", needed="Write the name under the signature.")
    kept = line("Where is the paper kept?", _KEPT, needed="Write where the paper is kept.")
    scans = files(
        "Scan or photograph of it",
        "PDF, JPEG, PNG or HEIC; up to 20 pages. It can be added later. Place, time and camera are left out.",
    )
    code = code()
    assent = forms.ChoiceField(
        label="Did the young person agree?",
        help_text="Their own word, beside the guardian’s.",
        widget=forms.RadioSelect,
        choices=rules.ASSENTS,
        required=False,
        error_messages={"invalid_choice": "Choose one of the answers shown."},
    )
    assent_because = line("If they were not asked: why?", most=rules.REASON_LENGTH)
    minor_name = line("The young person’s own name, as signed")
    checked = checked("How do you know who signed?")
    copy = copied()
    questions = words("What they asked", "In their words, or leave it empty.")
    agreed = words("What was said to that", "Or leave it empty.")
    teach_back = words("How they said it in their own words", "Or leave it empty.")
    id = forms.UUIDField(widget=forms.HiddenInput)
    seen = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        versions: "Iterable[Version]",
        languages: Mapping[str, Sequence[str]],
        persons: "Iterable[Participant]" = (),
        published_on: dict[str, date],
        signing: rules.Signing | None,
        today: date,
        together: bool = False,
        **kwargs: Any,
    ) -> None:
        self.signing, self.today, self.published_on, self.languages = signing, today, published_on, languages
        super().__init__(*args, **kwargs)
        spoken = list(dict.fromkeys(tag for tags in languages.values() for tag in tags))
        self._choose("language", [(tag, name_of(tag)) for tag in spoken])
        if len(spoken) < 2:
            del self.fields["language"]
        self._choose("version", [(str(one.id), f"Version {one.number}") for one in versions])
        self._choose("person", [(str(one.id), one.label) for one in persons])
        if not together:
            del self.fields["person"]
        if signing is None or not signing.with_guardian:
            del self.fields["assent"], self.fields["assent_because"]
        if signing is None or signing.who != rules.BOTH:
            del self.fields["minor_name"]

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("language") and cleaned["language"] not in self.languages.get(cleaned.get("version", ""), ()):
            self.add_error("language", "This version was not published in that language. Choose another one.")
        if cleaned.get("on") and cleaned.get("version"):
            problem = rules.paper_problem(cleaned["on"], self.published_on[cleaned["version"]], self.today)
            if problem:
                self.add_error("on", problem)
        if cleaned.get("state") == rules.DEFERRED:
            return cleaned
        if "assent" in self.fields and "assent" not in self.errors:
            lacking = rules.assent_problem(cleaned)
            if lacking:
                self.add_error(*lacking)
        if "minor_name" in self.fields and not cleaned.get("minor_name") and "minor_name" not in self.errors:
            self.add_error("minor_name", "Both sign here: write this name too.")
        return cleaned

    def chosen(self) -> Choices | None:
        """What was chosen on the paper; None where it is what was held already."""
        return self.choices() if self.choices().as_dict() != self.held else None

    def further(self) -> dict[str, str]:
        told = self.cleaned_data
        return {name: str(told[name]) for name in ("agreed", *_ASKED_OF_MINORS) if told.get(name)}


class GreetFirstForm(WithScans):
    """The client's own written word: typed, drawn, or on paper."""

    way = forms.ChoiceField(
        label="How do you sign?",
        widget=forms.RadioSelect,
        choices=[
            (rules.TYPED, "I type my name"),
            (rules.DRAWN, "I draw my signature, and type my name"),
            (rules.PAPER, "I have signed it on paper"),
        ],
        initial=rules.TYPED,
        error_messages={"required": "Choose how you sign.", "invalid_choice": "Choose one of the ways shown."},
    )
    strokes = forms.CharField(widget=forms.HiddenInput, required=False)
    name = line("Your name", needed="Type your name.")
    consents = forms.BooleanField(label=rules.CONSENT, required=False)
    opened = opened()
    on = day("Signed on", "For paper: the day on it.", "Give the day on which it was signed.")
    kept = line("Where is the paper kept?", _KEPT)
    scans = files("Scan or photograph of it", "PDF, JPEG, PNG or HEIC. It can be added later.")
    id = forms.UUIDField(widget=forms.HiddenInput)

    minor_name = line("The young person’s own name")

    def __init__(
        self,
        *args: Any,
        published_on: date,
        today: date,
        signing: rules.Signing | None = None,
        opening: str = "",
        **kwargs: Any,
    ) -> None:
        self.published_on, self.today, self.signing, self.opening = published_on, today, signing, opening
        super().__init__(*args, **kwargs)
        if signing and signing.with_guardian:
            self.fields["name"].label = "The guardian’s name"
        if signing is None or signing.who != rules.BOTH:
            del self.fields["minor_name"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        way = cleaned.get("way")
        if way == rules.PAPER:
            self._on_paper(cleaned)
        elif way in rules.ON_SCREEN and not cleaned.get("consents"):
            self.add_error("consents", "Tick this to sign on the screen, or choose paper.")
        unread = rules.opening_problem(cleaned.get("opened", ""), self.opening) if way in rules.ON_SCREEN else ""
        if unread and "opened" not in self.errors:
            self.add_error("opened", unread)
        if "minor_name" in self.fields and not cleaned.get("minor_name") and "minor_name" not in self.errors:
            self.add_error("minor_name", "Both sign here: write this name too.")
        if way == rules.DRAWN:
            try:
                cleaned["drawn"] = rules.strokes(cleaned.get("strokes", ""))
            except rules.BadDrawing as problem:
                self.add_error("strokes", str(problem))
        return cleaned

    def _on_paper(self, cleaned: dict[str, Any]) -> None:
        if not cleaned.get("kept") and "kept" not in self.errors:
            self.add_error("kept", "Write where the paper is kept.")
        problem = rules.paper_problem(cleaned["on"], self.published_on, self.today) if cleaned.get("on") else None
        if problem:
            self.add_error("on", problem)

    def given(self) -> dict[str, Any]:
        """What actions.sign_greet_first takes. Only after is_valid() said yes."""
        told = self.cleaned_data
        id: UUID = told["id"]
        return {
            "id": id,
            "way": told["way"],
            "name": told["name"],
            "on": told["on"] if told["way"] == rules.PAPER else self.today,
            "strokes": told.get("drawn"),
            "kept": told["kept"] if told["way"] == rules.PAPER else "",
            "signer": rules.signer_of(self.signing),
            "minor_name": told.get("minor_name", ""),
            "opened": self.opening if told["way"] in rules.ON_SCREEN else "",
        }
