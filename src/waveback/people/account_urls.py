"""Signing in and what belongs to it, listed one by one. Names without a namespace are those that allauth reverses."""

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

urlpatterns = [
    path("sign-in/", account_views.SignIn.as_view(), name="account_login"),
    path("sign-in/passkey/", account_views.PasskeySignIn.as_view(), name="mfa_login_webauthn"),
    path("sign-in/second/", account_views.SecondFactor.as_view(), name="mfa_authenticate"),
    path("sign-out/", account_views.sign_out, name="account_logout"),
    path("lock/", account_views.lock, name="lock"),
    path("confirm/", account_views.confirm, name="account_reauthenticate"),
    path("claim/<str:token>/", claim_views.claim, name="claim"),
    path("drafts/", draft_views.keep_draft, name="keep_draft"),
    path("here/", draft_views.here, name="here"),
    path("security/", security_views.overview, name="mfa_index"),
    path("security/password/", security_views.change_password, name="account_change_password"),
    path("security/sessions/end/", security_views.end_sessions, name="end_sessions"),
    path("security/app/", security_views.activate_totp, name="mfa_activate_totp"),
    path("security/app/remove/", security_views.deactivate_totp, name="mfa_deactivate_totp"),
    path("security/passkeys/", security_views.add_passkey, name="mfa_add_webauthn"),
    path("security/passkeys/<int:pk>/remove/", security_views.remove_passkey, name="mfa_remove_webauthn"),
    path("security/recovery-codes/", security_views.recovery_codes, name="mfa_view_recovery_codes"),
    path("security/recovery-codes/new/", security_views.new_recovery_codes, name="mfa_generate_recovery_codes"),
]
