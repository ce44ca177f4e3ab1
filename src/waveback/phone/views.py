"""Settings › Phones: pairing, ending, PINs, a lost phone, and what was set apart. In the desk's look."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from waveback.ground.vault import KeyDestroyed
from waveback.ground.web.pages import page
from waveback.people.access import MemberRequest, for_member, reauthenticated
from waveback.phone import actions, addresses, queries, rules, sealing
from waveback.phone.forms import NameForm, PinForm

if TYPE_CHECKING:
    from waveback.phone.models import Device


@for_member
@require_safe
def phones(request: MemberRequest) -> HttpResponse:
    context = {
        "devices": queries.devices(request.member),
        "waiting": queries.waiting(request.member),
        "hurdle": addresses.hurdle(settings.ORIGIN),
        "place": "settings",
    }
    return page(request, "phone/phones.html", context)


@for_member
@reauthenticated
@require_http_methods(["GET", "HEAD", "POST"])
def pair(request: MemberRequest) -> HttpResponse:
    """A GET explains; the POST makes a code and shows it once: no address has it."""
    hurdle = addresses.hurdle(settings.ORIGIN)
    context = {"hurdle": hurdle, "shell": addresses.shell(settings.ORIGIN), "minutes": 15, "place": "settings"}
    if request.method != "POST":
        return page(request, "phone/pair.html", context)
    try:
        code = actions.new_code(member=request.member)
    except actions.TooManyPhones:
        return page(request, "phone/pair.html", context | {"too_many": rules.MOST_DEVICES}, status=409)
    link = addresses.pairing(settings.ORIGIN, code)
    context |= {
        "code": rules.shown_code(code),
        "link": link,
        "picture": addresses.picture(link),
        "until": timezone.now() + rules.CODE_LASTS,
    }
    return page(request, "phone/pair.html", context)


@for_member
@require_safe
def one(request: MemberRequest, device_id: UUID) -> HttpResponse:
    device = queries.own_device(request.member, device_id)
    return page(request, "phone/phone.html", {"device": device, "place": "settings"})


@for_member
@require_http_methods(["GET", "HEAD", "POST"])
def name(request: MemberRequest, device_id: UUID) -> HttpResponse:
    device = queries.own_device(request.member, device_id)
    form = NameForm(request.POST if request.method == "POST" else None, initial={"name": device.name})
    if form.is_valid():
        actions.rename(member=request.member, device=device, name=form.cleaned_data["name"])
        return _to(device, "phone.renamed")
    context = {"device": device, "form": form, "place": "settings"}
    return page(request, "phone/name.html", context, status=422 if form.is_bound else 200)


@for_member
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: MemberRequest, device_id: UUID) -> HttpResponse:
    """Ending asks no proof: whoever has lost a phone is in a hurry, and nothing is lost by it."""
    device = queries.own_device(request.member, device_id)
    if request.method == "POST":
        actions.end(member=request.member, device=device)
        return _list("phone.ended")
    return page(request, "phone/end.html", {"device": device, "place": "settings"})


@sensitive_post_parameters("pin", "again")
@for_member
@reauthenticated
@require_http_methods(["GET", "HEAD", "POST"])
def pin(request: MemberRequest, device_id: UUID) -> HttpResponse:
    device = queries.own_device(request.member, device_id)
    if request.method == "POST" and "remove" in request.POST:
        actions.remove_pin(member=request.member, device=device)
        return _to(device, "phone.pin_off")
    form = PinForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.set_pin(member=request.member, device=device, pin=form.cleaned_data["pin"])
        return _to(device, "phone.pin_on")
    context = {"device": device, "form": form, "place": "settings"}
    return page(request, "phone/pin.html", context, status=422 if form.is_bound else 200)


@for_member
@require_safe
def lost(request: MemberRequest) -> HttpResponse:
    """What to do, in order, when a phone is gone."""
    found = [device for device in queries.devices(request.member) if device.ended_at is None]
    return page(request, "phone/lost.html", {"devices": found, "place": "settings"})


# What was set apart


@for_member
@require_POST
def take(request: MemberRequest, held_id: UUID) -> HttpResponse:
    held = queries.one_waiting(request.member, held_id)
    try:
        where = actions.take_in(member=request.member, held=held)
    except actions.DecidedBefore:
        return _list("phone.decided_before")
    except (sealing.CannotOpen, KeyDestroyed, rules.NotAsSealed):
        return _list("phone.cannot_open")
    return HttpResponseRedirect(where, status=303)


@for_member
@require_http_methods(["GET", "HEAD", "POST"])
def throw(request: MemberRequest, held_id: UUID) -> HttpResponse:
    held = queries.one_waiting(request.member, held_id)
    if request.method != "POST":
        return page(request, "phone/throw.html", {"held": held, "place": "settings"})
    try:
        actions.throw_away(member=request.member, held=held)
    except actions.DecidedBefore:
        return _list("phone.decided_before")
    return _list("phone.thrown")


def _list(said: str) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse('phone:phones')}?said={said}", status=303)


def _to(device: "Device", said: str) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse('phone:phone', args=[device.pk])}?said={said}", status=303)
