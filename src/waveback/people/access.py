"""Who gets in: the decorators that every view of a room stands behind.

`@for_member` first, then, where something is signed or leaves the house, `@reauthenticated`.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, Final, ParamSpec, cast
from urllib.parse import urlencode, urlsplit

from allauth.account.authentication import get_authentication_records
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from waveback.ground.web.forms import is_own_path
from waveback.people import drafts
from waveback.people.queries import NotFound

if TYPE_CHECKING:
    from waveback.people.models import Member

P = ParamSpec("P")
View = Callable[Concatenate[Any, P], HttpResponse]

FRESH_FOR: Final = 5 * 60  # seconds
FACTORS: Final = {
    "totp": "totp",
    "webauthn": "passkey",
    "recovery_codes": "recovery code",
}


@dataclass(frozen=True)
class Reauthentication:
    """How, and when, somebody last showed who they are. factor: password, totp, passkey or recovery code."""

    factor: str
    at: datetime


class MemberRequest(HttpRequest):
    """What a view behind `for_member` gets. `reauthenticated` is there behind `@reauthenticated` alone."""

    member: "Member"
    reauthenticated: Reauthentication


def for_member(view: View[P]) -> View[P]:
    """Let members in, send others to sign in; what they may not see does not exist (404, as for nobody's)."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if getattr(request, "member", None) is None:
            return detour(request, reverse("account_login"))
        try:
            return view(request, *args, **kwargs)
        except NotFound:
            raise Http404 from None

    return guarded


def reauthenticated(view: View[P]) -> View[P]:
    """Let in who showed within five minutes who they are; others first confirm it.

    A POST that comes too late is kept as a draft of its own address, from which the form refills.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        shown = last_shown(request)
        if shown is None or time.time() - shown.at.timestamp() >= FRESH_FOR:
            keep_typed(request)
            return detour(request, reverse("account_reauthenticate"))
        cast(MemberRequest, request).reauthenticated = shown
        return view(request, *args, **kwargs)

    return guarded


def last_shown(request: HttpRequest) -> Reauthentication | None:
    """The newest proof of who sits here, from allauth's records in the session."""
    records = get_authentication_records(request, request.user)
    if not records:
        return None
    newest = records[-1]
    factor = FACTORS.get(newest.get("type", ""), newest["method"])
    return Reauthentication(factor, datetime.fromtimestamp(newest["at"], UTC))


def keep_typed(request: HttpRequest) -> bool:
    """Keep the fields of a POST, sealed for its member. Files and secrets are not kept; False when nothing was."""
    member: Member | None = getattr(request, "member", None)
    typed = dict(request.POST.lists()) if request.method == "POST" else {}
    if member is None or not any(typed.values()):
        return False
    drafts.keep(member=member, path=request.path, data=typed)
    return True


def detour(request: HttpRequest, to: str, **told: str) -> HttpResponse:
    """Go to `to` and come back after it. htmx is told by a header to move the whole page (401)."""
    place = f"{to}?{urlencode({'next': where_to_return(request), **told})}"
    if getattr(request, "htmx", False):
        return HttpResponse(status=401, headers={"HX-Redirect": place})
    response = HttpResponseRedirect(place)
    response.status_code = 303 if request.method == "POST" else 302
    return response


def where_to_return(request: HttpRequest) -> str:
    """The page itself; for a part that htmx loads, the page around it; for a form, the page it stands on."""
    if getattr(request, "htmx", False):
        return request.htmx.current_url_abs_path or "/"  # type: ignore[attr-defined]
    if request.method in ("GET", "HEAD"):
        return request.get_full_path()
    came_from = urlsplit(request.headers.get("Referer", ""))
    own = came_from.netloc == request.get_host() and is_own_path(came_from.path)
    return came_from.path if own else request.path
