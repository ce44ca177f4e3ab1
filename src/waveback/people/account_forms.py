"""Forms of signing in, proving who sits here, claiming an installation, and changing a password."""

from typing import Any
from zoneinfo import available_timezones

from allauth.account.forms import LoginForm
from django import forms
from django.contrib.auth.password_validation import CommonPasswordValidator

from waveback.people import passwords, rules

MISSING_PASSWORD = {"required": "Type your password."}


def _zones() -> list[tuple[str, str]]:
    """The zones that are named by a place. Listed when the form is shown: it reads some hundred files."""
    named = {zone for zone in available_timezones() if "/" in zone and not zone.startswith(("Etc/", "SystemV/"))}
    return [("", "Choose one"), *((zone, zone.replace("_", " ")) for zone in sorted(named))]


def _secret(autocomplete: str) -> forms.PasswordInput:
    return forms.PasswordInput(attrs={"class": "input", "autocomplete": autocomplete})


def _plain(**attrs: str) -> forms.TextInput:
    return forms.TextInput(attrs={"class": "input", **attrs})


class SignInForm(LoginForm):
    """allauth's form in our words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        login, password = self.fields["login"], self.fields["password"]
        login.label = "E-mail"
        login.widget.attrs = {"class": "input", "type": "email", "autocomplete": "username webauthn"}
        login.error_messages |= {"required": "Type your e-mail.", "invalid": "Write it like ruth@example.org."}
        for validator in login.validators:
            if hasattr(validator, "message"):
                validator.message = "Write it like ruth@example.org."
        password.help_text = ""
        password.widget.attrs = {"class": "input", "autocomplete": "current-password"}
        password.error_messages |= MISSING_PASSWORD


class ProveForm(forms.Form):
    """One page, several ways: whichever field is filled decides how somebody shows who they are."""

    password = forms.CharField(label="Password", strip=False, required=False, widget=_secret("current-password"))
    code = forms.CharField(
        label="Six digits, or a recovery code",
        required=False,
        widget=_plain(inputmode="numeric", autocomplete="one-time-code", maxlength="20"),
    )
    credential = forms.CharField(required=False, widget=forms.HiddenInput)

    @property
    def way(self) -> str:
        """password, code or credential: what was filled in; empty when nothing was."""
        return next((name for name in ("credential", "code", "password") if self.cleaned_data.get(name)), "")


class _NewPassword(forms.Form):
    def _choose(self, name: str, known: list[str]) -> None:
        """Put the reason beside the field when the password is weak."""
        password = self.cleaned_data.get(name)
        if not password:
            return
        problem = passwords.weakness(password, known)
        if problem is None:
            try:
                CommonPasswordValidator().validate(password)
            except forms.ValidationError:
                problem = "Many people use this one. Choose four or five words of your own."
        if problem:
            self.add_error(name, problem)


class ClaimForm(_NewPassword):
    """Who takes this installation over, and for which practice."""

    practice_name = forms.CharField(
        label="Name of your practice",
        max_length=120,
        widget=_plain(autocomplete="organization"),
        error_messages={"required": "Type the name of your practice. You can change it later."},
    )
    time_zone = forms.ChoiceField(
        label="Time zone",
        choices=_zones,
        widget=forms.Select(attrs={"class": "input", "data-zones": ""}),
        error_messages={"required": "Choose where your practice is.", "invalid_choice": "Choose one from the list."},
    )
    profession = forms.ChoiceField(
        label="Your profession",
        help_text="Whose code of ethics the guidance cites.",
        choices=list(rules.PROFESSIONS.items()),
        widget=forms.Select(attrs={"class": "input"}),
        error_messages={"required": "Choose your profession.", "invalid_choice": "Choose one from the list."},
    )
    name = forms.CharField(
        label="Your name",
        help_text="As it stands under what you sign.",
        max_length=120,
        widget=_plain(autocomplete="name"),
        error_messages={"required": "Type your name."},
    )
    credentials = forms.CharField(
        label="Letters after your name",
        help_text="For example PhD, LMFT. May stay empty.",
        max_length=120,
        required=False,
        widget=_plain(autocomplete="honorific-suffix"),
    )
    email = forms.EmailField(
        label="E-mail",
        help_text="You sign in with it. No mail is sent.",
        widget=forms.EmailInput(attrs={"class": "input", "autocomplete": "username"}),
        error_messages={"required": "Type your e-mail.", "invalid": "Write it like ruth@example.org."},
    )
    password = forms.CharField(
        label="Password",
        help_text=f"At least {passwords.SHORTEST} characters: four or five words in a row are easy to remember.",
        strip=False,
        max_length=1000,
        widget=_secret("new-password"),
        error_messages={"required": "Choose a password."},
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self._choose("password", [str(cleaned.get(name, "")) for name in ("practice_name", "name", "email")])
        return cleaned


class ChangePasswordForm(_NewPassword):
    old = forms.CharField(
        label="Password now", strip=False, widget=_secret("current-password"), error_messages=MISSING_PASSWORD
    )
    new = forms.CharField(
        label="New password",
        help_text=f"At least {passwords.SHORTEST} characters: four or five words in a row are easy to remember.",
        strip=False,
        max_length=1000,
        widget=_secret("new-password"),
        error_messages={"required": "Choose a password."},
    )

    def __init__(self, *args: Any, known: list[str], **kwargs: Any) -> None:
        self.known = known
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self._choose("new", self.known)
        return cleaned
