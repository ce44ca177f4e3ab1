"""Signing in and what belongs to it, listed one by one. Names without a namespace are those that allauth reverses."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import path

from waveback.ground.web.said import register
from waveback.people import account_views, claim_views, draft_views, security_views

register(
    {
        "people.signed-out": "You are signed out.",
        "people.session-ended": "Half a day is over. Sign in again to go on where you were.",
        "people.passkey-refused": "The passkey did not work. Try it again, or use your password.",
        "people.passkey-failed": "The passkey did not work. Try it again, or use another way.",
        "people.password-changed": "The new password holds from now on. You are signed out everywhere else.",
        "people.sessions-ended": "You are signed out everywhere else.",
        "people.totp-on": "The authenticator app is set up.",
        "people.totp-off": "The authenticator app is removed.",
        "people.passkey-on": "The passkey is set up.",
        "people.passkey-off": "The passkey is removed.",
    }
)


def _later(name: str) -> Callable[..., HttpResponse]:
    """A view of factor_views, which is loaded when the first of its pages is asked for."""

    def view(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        from waveback.people import factor_views

        answer: HttpResponse = getattr(factor_views, name)(request, *args, **kwargs)
        return answer

    return view


urlpatterns = [
    path("sign-in/", account_views.SignIn.as_view(), name="account_login"),
    path("sign-in/passkey/", _later("sign_in_with_passkey"), name="mfa_login_webauthn"),
    path("sign-in/second/", _later("second_factor"), name="mfa_authenticate"),
    path("sign-out/", account_views.sign_out, name="account_logout"),
    path("lock/", account_views.lock, name="lock"),
    path("confirm/", account_views.confirm, name="account_reauthenticate"),
    path("claim/<str:token>/", claim_views.claim, name="claim"),
    path("drafts/", draft_views.keep_draft, name="keep_draft"),
    path("here/", draft_views.here, name="here"),
    path("security/", security_views.overview, name="mfa_index"),
    path("security/password/", security_views.change_password, name="account_change_password"),
    path("security/sessions/end/", security_views.end_sessions, name="end_sessions"),
    path("security/app/", _later("activate_totp"), name="mfa_activate_totp"),
    path("security/app/remove/", _later("deactivate_totp"), name="mfa_deactivate_totp"),
    path("security/passkeys/", _later("add_passkey"), name="mfa_add_webauthn"),
    path("security/passkeys/<int:pk>/remove/", _later("remove_passkey"), name="mfa_remove_webauthn"),
    path("security/recovery-codes/", _later("recovery_codes"), name="mfa_view_recovery_codes"),
    path("security/recovery-codes/new/", _later("new_recovery_codes"), name="mfa_generate_recovery_codes"),
]
