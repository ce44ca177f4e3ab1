"""Second factors: signing in with them, setting them up, taking them away. allauth's pages in our words.

The passkey library is a tenth of the start, so this module is loaded when one of its pages is first asked for.
"""

from collections.abc import Callable
from typing import Any

from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.internal.auth import begin_registration
from allauth.mfa.webauthn.views import AddWebAuthnView, LoginWebAuthnView, RemoveWebAuthnView
from django.http import HttpRequest, HttpResponse
from django.urls import reverse, reverse_lazy

from waveback.ground.web.forms import safe_next
from waveback.people import proving
from waveback.people.access import for_member, reauthenticated
from waveback.people.account_views import FORM_METHODS, see_other


class PasskeySignIn(LoginWebAuthnView):
    """allauth's passkey sign-in, which says why it did not work and goes where one wanted to go."""

    http_method_names = FORM_METHODS

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        credential = request.POST.get("credential", "")
        # A passkey that tells nobody's name cannot sign in by itself.
        named = proving.has_shape(credential, (*proving.SHOWN, "userHandle"))
        return super().post(request, *args, **kwargs) if named else self.form_invalid(None)

    def form_invalid(self, form: Any) -> HttpResponse:
        return see_other(f"{reverse('account_login')}?said=people.passkey-refused")

    def form_valid(self, form: Any) -> HttpResponse:
        answer = super().form_valid(form)
        signed_in = self.request.user.is_authenticated
        return see_other(safe_next(self.request)) if signed_in else answer


class SecondFactor(AuthenticateView):
    """allauth's second step, reachable only after the first."""

    http_method_names = FORM_METHODS

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        shaped = "code" in request.POST or proving.has_shape(request.POST.get("credential", ""), proving.SHOWN)
        if not shaped:
            return see_other(f"{reverse('mfa_authenticate')}?said=people.passkey-failed")
        return super().post(request, *args, **kwargs)


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
sign_in_with_passkey = PasskeySignIn.as_view()
second_factor = SecondFactor.as_view()
