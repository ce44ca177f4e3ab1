"""Claiming a new installation with the printed link, and the recovery kit that is shown once."""

from typing import TYPE_CHECKING

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from waveback.ground.web.errors import error_page
from waveback.ground.web.pages import page
from waveback.people import actions
from waveback.people.account_forms import ClaimForm

if TYPE_CHECKING:
    from waveback.people.models import Member


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def claim(request: HttpRequest, token: str) -> HttpResponse:
    """Looking does not spend the link (O14); claiming does, and answers with the kit itself, which no address has."""
    if not ratelimit.consume(request, action="claim"):
        return error_page(request, 429)
    try:
        actions.check_claim(token)
        form = ClaimForm(request.POST or None, initial={"profession": "apa"})
        if request.method != "POST" or not form.is_valid():
            return page(request, "people/claim.html", {"form": form}, status=422 if form.is_bound else 200)
        member, kit = actions.claim_installation(token=token, **form.cleaned_data)
    except actions.EmailTaken:
        form.add_error("email", "Somebody signs in with this e-mail already. Use another one.")
        return page(request, "people/claim.html", {"form": form}, status=422)
    except actions.ClaimSpent:
        return page(request, "people/claim_spent.html", status=410)
    _sign_in(request, member)
    return page(request, "people/claim_kit.html", {"kit": kit, "member": member, "after": reverse("mfa_index")})


def _sign_in(request: HttpRequest, member: "Member") -> None:
    login = Login(user=member.user, email=member.user.email)
    perform_password_login(request, {"email": member.user.email}, login)
    request.member = member  # type: ignore[attr-defined]
