"""Showing again who sits here: by password, code or passkey, for the lock and before signing."""

import json

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.account.forms import ReauthenticateForm as ByPassword
from allauth.account.internal.flows.reauthentication import reauthenticate_by_password
from allauth.core import ratelimit
from allauth.mfa.base.forms import ReauthenticateForm as ByCode
from django.http import HttpRequest

from waveback.people import account_queries
from waveback.people.account_forms import ProveForm

RECORDS_KEPT = 5


class TooManyTries(Exception):
    """The limit of tries a minute is reached."""


def ways(request: HttpRequest) -> set[str]:
    """The second factors that this user has: totp, webauthn, recovery_codes."""
    return account_queries.factor_types(request.user)  # type: ignore[arg-type]


def passkey_options(request: HttpRequest) -> dict[str, object] | None:
    """What the browser needs to ask for a passkey; None when there is none."""
    if "webauthn" not in ways(request):
        return None
    from allauth.mfa.webauthn.internal.auth import begin_authentication  # late: a tenth of the start

    return begin_authentication(request.user)


def prove(request: HttpRequest, form: ProveForm) -> bool:
    """Check what was given, record it, and give the session a new id (O11). Errors go to the form's fields."""
    if not ratelimit.consume(request, action="reauthenticate", user=request.user):
        raise TooManyTries
    if not form.is_valid():
        return False
    if not form.way:
        others = ", or use one of the other ways" if ways(request) else ""
        form.add_error("password", f"Type your password{others}.")
        return False
    checks = {"password": _by_password, "code": _by_code, "credential": _by_passkey}
    problem = checks[form.way](request, form.cleaned_data[form.way])
    if problem:
        form.add_error(form.way if form.way != "credential" else None, problem)
        return False
    request.session[AUTHENTICATION_METHODS_SESSION_KEY] = request.session[AUTHENTICATION_METHODS_SESSION_KEY][
        -RECORDS_KEPT:
    ]
    request.session.cycle_key()
    return True


def _by_password(request: HttpRequest, password: str) -> str | None:
    form = ByPassword({"password": password}, user=request.user)
    if not form.is_valid():
        return form.errors["password"][0]
    reauthenticate_by_password(request)
    return None


def _by_code(request: HttpRequest, code: str) -> str | None:
    form = ByCode({"code": code.replace(" ", "")}, user=request.user)
    if not form.is_valid():
        return form.errors["code"][0]
    form.save()
    return None


def _by_passkey(request: HttpRequest, credential: str) -> str | None:
    from allauth.mfa.webauthn.forms import ReauthenticateWebAuthnForm as ByPasskey  # late: a tenth of the start

    form = ByPasskey({"credential": credential}, user=request.user)
    if not has_shape(credential, SHOWN) or not form.is_valid():
        return "The passkey did not work. Try it again, or use another way."
    form.save()
    return None


SHOWN = ("clientDataJSON", "authenticatorData", "signature")
MADE = ("clientDataJSON", "attestationObject")


def has_shape(credential: str, parts: tuple[str, ...]) -> bool:
    """Whether it looks like a browser's answer (SHOWN or MADE): allauth takes that for granted and fails otherwise."""
    try:
        given = json.loads(credential)
    except ValueError:
        return False
    if not isinstance(given, dict) or not isinstance(given.get("response"), dict):
        return False
    texts = [*(given.get(name) for name in ("id", "rawId", "type")), *(given["response"].get(part) for part in parts)]
    handle = given["response"].get("userHandle")
    return all(isinstance(text, str) for text in texts) and (handle is None or isinstance(handle, str))
