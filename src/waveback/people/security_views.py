"""The page on signing in: password, passkeys, authenticator app, recovery codes, other sessions."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.internal.auth import begin_registration
from allauth.mfa.webauthn.views import AddWebAuthnView, RemoveWebAuthnView
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.urls import reverse, reverse_lazy
from django.views.decorators.http import require_http_methods, require_POST

from waveback.ground.web.pages import page
from waveback.people import account_actions, account_queries, proving
from waveback.people.access import MemberRequest, for_member, reauthenticated
from waveback.people.account_forms import ChangePasswordForm
from waveback.people.account_views import FORM_METHODS, see_other


def _told(code: str) -> HttpResponse:
    return see_other(f"{reverse('mfa_index')}?said={code}")


@for_member
@require_http_methods(["GET", "HEAD"])
def overview(request: MemberRequest) -> HttpResponse:
    held = account_queries.second_factors(request.member.user)
    return page(request, "mfa/index.html", {"place": "settings", "held": held})


@for_member
@reauthenticated
@require_http_methods(["GET", "HEAD", "POST"])
def change_password(request: MemberRequest) -> HttpResponse:
    member = request.member
    known = [member.practice.name, member.name, member.user.email]
    form = ChangePasswordForm(request.POST or None, known=known)
    if request.method == "POST" and form.is_valid():
        if member.user.check_password(form.cleaned_data["old"]):
            account_actions.change_password(member=member, password=form.cleaned_data["new"])
            update_session_auth_hash(request, member.user)
            return _told("people.password-changed")
        form.add_error("old", "This is not your password. Check it and try again.")
    return page(request, "account/password_change.html", {"form": form}, status=422 if form.is_bound else 200)


@for_member
@reauthenticated
@require_POST
def end_sessions(request: MemberRequest) -> HttpResponse:
    account_actions.end_other_sessions(
        member=request.member,
        keep=request.session.session_key,
    )
    return _told("people.sessions-ended")


def guarded(view: Callable[..., Any]) -> Callable[..., HttpResponse]:
    """allauth's page, for members who have just shown who they are."""
    return for_member(reauthenticated(view))


def _page(view: Any) -> Callable[..., HttpResponse]:
    return guarded(view.as_view(http_method_names=FORM_METHODS))


class ActivateTotp(ActivateTOTPView):
    def get_success_url(self) -> str:
        return super().get_success_url() + "?said=people.totp-on"


class DeactivateTotp(DeactivateTOTPView):
    success_url = reverse_lazy("mfa_index", query={"said": "people.totp-off"})


class AddPasskey(AddWebAuthnView):
    """Every passkey here signs in by itself: it lives on the device and asks who is using it."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        failed = see_other(f"{reverse('mfa_add_webauthn')}?said=people.passkey-failed")
        if not proving.has_shape(request.POST.get("credential", ""), proving.MADE):
            return failed
        try:
            return super().post(request, *args, **kwargs)
        except ValueError:  # garbled inside: allauth expects this of a login only, not of a new passkey
            return failed

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return context | {"js_data": {"creation_options": begin_registration(self.request.user, passwordless=True)}}

    def get_success_url(self) -> str:
        return super().get_success_url() + "?said=people.passkey-on"


class RemovePasskey(RemoveWebAuthnView):
    success_url = reverse_lazy("mfa_index")

    def get_success_url(self) -> str:
        return reverse("mfa_index") + "?said=people.passkey-off"


activate_totp = _page(ActivateTotp)
deactivate_totp = _page(DeactivateTotp)
add_passkey = _page(AddPasskey)
remove_passkey = _page(RemovePasskey)
recovery_codes = _page(ViewRecoveryCodesView)
new_recovery_codes = _page(GenerateRecoveryCodesView)
