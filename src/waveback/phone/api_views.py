"""What the app asks: the kit, handing in, labels while unlocked, the lock, pairing. JSON in and out (docs/phone.md)."""

import base64
import binascii
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from allauth.core import ratelimit
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpResponse, JsonResponse
from django.utils import timezone

from waveback.ground.vault import KeyDestroyed
from waveback.people import actions as people_actions
from waveback.people import directory, middleware, proving
from waveback.people import queries as people
from waveback.people.account_forms import ProveForm
from waveback.phone import actions, kit, queries, rules, sealing
from waveback.phone.api import answers, refusal
from waveback.steps.client_leads import queries as client_leads
from waveback.steps.document import queries as document

if TYPE_CHECKING:
    from waveback.people.models import Client, Member
    from waveback.phone.models import Device

COOKIE_LASTS: Final = 400 * 24 * 60 * 60  # seconds: as long as browsers allow, counted anew at each contact
FOUND_AT_MOST: Final = 8


@answers("GET")
def the_kit(request: Any) -> HttpResponse:
    """What the phone may hold while it is locked, and how its session stands."""
    device = _device(request)
    if device is None:
        return refusal("pair_first")
    if not queries.works(device):
        return refusal("revoked")
    actions.seen(device=device)
    return _with_token(JsonResponse(kit.of(device, _member(request), _session_state(request))), _token(request))


@answers("POST")
def inbox(request: Any) -> HttpResponse:
    """Take in one sealed capture. The receipt is signed after the commit, never before."""
    hands, session = _device(request), _member(request)
    if hands is None and session is None:
        return refusal("pair_first")
    sent = _sealed(request.told)
    if sent is None:
        return refusal("not_understood")
    who = hands.pk if hands else session.pk if session else ""
    if not ratelimit.consume(request, action="phone_inbox", key=str(who)):
        return refusal("too_many")
    try:
        receipt = actions.receive(sent=sent, hands=hands, session=session)
    except sealing.CannotOpen:
        return refusal("cannot_open")
    except actions.TooMany:
        return refusal("too_many")
    if hands is not None:
        actions.seen(device=hands)
    return JsonResponse({"receipt_text": receipt.text, "signature": receipt.signature})


def _sealed(told: dict[str, Any]) -> rules.Sealed | None:
    """The delivery, if every member has its shape."""
    try:
        capture, device, key = (UUID(str(told[name])) for name in ("id", "device", "key"))
        n, sealed = told["n"], base64.b64decode(told["sealed"], validate=True)
    except (KeyError, ValueError, TypeError, binascii.Error):
        return None
    if type(n) is not int or not 1 <= n <= rules.MOST_N:
        return None
    return rules.Sealed(capture, n, device, key, sealed, rules.offset_of(told.get("sent_at"), timezone.now()))


# While unlocked


@answers("GET")
def unlocked(request: Any) -> HttpResponse:
    """Labels of those whom one met last, each with its line for the card: each is a look at that file."""
    refused = _not_open(request)
    if refused is not None:
        return refused
    middleware.touch(request.session)
    found = document.recent_clients(request.member)
    return JsonResponse({"people": [_person(one, _wish(request.member, one)) for one in found]})


@answers("POST")
def find(request: Any) -> HttpResponse:
    """Labels that match what was typed, which may be a name. A search is no reading, so it tells no wishes."""
    refused = _not_open(request)
    if refused is not None:
        return refused
    middleware.touch(request.session)
    typed = request.told.get("typed")
    if not isinstance(typed, str) or not typed.strip():
        return JsonResponse({"people": []})
    found = directory.find(request.member, typed[:120], count=FOUND_AT_MOST)
    return JsonResponse({"people": [_person(one, "") for one in found.clients]})


@answers("POST")
def wish(request: Any) -> HttpResponse:
    """One client's line for the card."""
    refused = _not_open(request)
    if refused is not None:
        return refused
    try:
        client = people.client_of(request.member, UUID(str(request.told.get("client"))))
    except (ValueError, people.NotFound):
        return refusal("nobody")
    middleware.touch(request.session)
    return JsonResponse({"wish": _wish(request.member, client)})


def _person(client: "Client", line: str) -> dict[str, str]:
    return {"id": str(client.pk), "label": client.code_label, "wish": line}


def _wish(member: "Member", client: "Client") -> str:
    people_actions.look_at(member=member, client=client)
    try:
        return client_leads.pocket_line(member, client)
    except KeyDestroyed:
        return ""


# The lock


@answers("POST", body=False)
def lock(request: Any) -> HttpResponse:
    """Lock the session, if there is one: the app was left."""
    if _member(request) is not None:
        middleware.lock(request.session)
    return HttpResponse(status=204)


@answers("POST")
def unlock(request: Any) -> HttpResponse:
    """Open a locked session again by PIN or passkey. Neither counts as a proof for signing, nor starts it anew."""
    if _member(request) is None:
        return refusal("sign_in")
    if request.member is not None:
        return JsonResponse({})
    told = request.told
    if told.get("options") is True:
        options = proving.passkey_options(request)
        return JsonResponse({"request_options": options}) if options else refusal("no_passkey")
    if isinstance(told.get("credential"), str):
        return _by_passkey(request, told["credential"])
    return _by_pin(request, told["pin"]) if isinstance(told.get("pin"), str) else refusal("not_understood")


def _by_pin(request: Any, pin: str) -> HttpResponse:
    device = _device(request)
    if device is None or device.member_id != request.locked_member.pk:
        return refusal("no_pin")
    try:
        actions.try_pin(device=device, pin=pin[:20])
    except actions.NoPin:
        return refusal("no_pin")
    except actions.WrongPin as error:
        if error.left:
            return refusal("wrong", left=error.left)
        logout(request)
        return refusal("sign_in")
    return _opened(request)


def _by_passkey(request: Any, credential: str) -> HttpResponse:
    try:
        proven = proving.prove(request, ProveForm({"credential": credential}))
    except proving.TooManyTries:
        return refusal("too_many")
    return _opened(request) if proven else refusal("wrong")


def _opened(request: Any) -> HttpResponse:
    request.session.cycle_key()
    middleware.begin(request.session)
    return JsonResponse({})


# Pairing


@answers("POST")
def pair(request: Any) -> HttpResponse:
    """Spend a code; the token goes into a cookie that no script reads."""
    if not ratelimit.consume(request, action="phone_pair"):
        return refusal("too_many")
    code, name = request.told.get("code"), request.told.get("name")
    named = rules.device_name(name) if isinstance(name, str) else ""
    if not isinstance(code, str) or len(code) > 40:
        return refusal("wrong_code")
    if not named:
        return refusal("no_name")
    try:
        device, token = actions.pair(typed=code, name=named)
    except actions.WrongCode:
        return refusal("wrong_code")
    except actions.TooManyPhones:
        return refusal("too_many_phones")
    return _with_token(JsonResponse(kit.of(device, _member(request), _session_state(request))), token)


# Who asks


def _token(request: Any) -> str:
    return str(request.COOKIES.get(settings.PHONE_COOKIE_NAME, ""))


def _device(request: Any) -> "Device | None":
    return queries.by_token(_token(request))


def _member(request: Any) -> "Member | None":
    """Whoever is signed in, whether the session is open or locked."""
    found: Member | None = request.member or request.locked_member
    return found


def _session_state(request: Any) -> str:
    return "open" if request.member else "locked" if request.locked_member else "none"


def _not_open(request: Any) -> HttpResponse | None:
    if _member(request) is None:
        return refusal("sign_in")
    return refusal("locked") if request.member is None else None


def _with_token(response: HttpResponse, token: str) -> HttpResponse:
    """The cookie in which the token lies, for another while."""
    response.set_cookie(
        settings.PHONE_COOKIE_NAME,
        token,
        max_age=COOKIE_LASTS,
        secure=settings.HTTPS,
        httponly=True,
        samesite="Strict",
    )
    return response
