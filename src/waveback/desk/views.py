"""The pages that span the steps: Today, a client's file, Settings."""

from typing import TYPE_CHECKING
from uuid import UUID
from zoneinfo import available_timezones

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from waveback import __version__
from waveback.desk import actions, ease, file, queries, rules
from waveback.desk.forms import PracticeForm
from waveback.ground import ledger as chain
from waveback.ground.ledger import queries as chain_ends
from waveback.ground.vault import KeyDestroyed, signing_key_id
from waveback.ground.web.pages import page
from waveback.ground.web.words import speak_plainly
from waveback.people import actions as people_actions
from waveback.people import queries as people
from waveback.people import sealing
from waveback.people.access import MemberRequest, for_member, reauthenticated
from waveback.steps.boundaries import queries as boundaries
from waveback.steps.boundaries import rules as boundaries_rules
from waveback.steps.client_leads import queries as client_leads
from waveback.steps.document import queries as document

if TYPE_CHECKING:
    from waveback.people.models import Client, Member


@for_member
@require_safe
def today(request: MemberRequest) -> HttpResponse:
    now = timezone.now()
    local = people.practice_time(request.member.practice, now)
    context = {
        "today": queries.today(request.member, now),
        "day": f"{local:%A} {local.day} {local:%B}",
        "levels": rules.LEVELS,
        "place": "today",
    }
    return page(request, "desk/today.html", context)


@for_member
@require_safe
def week(request: MemberRequest) -> HttpResponse:
    """The sessions of the next seven days, and what to raise in each."""
    return page(request, "desk/week.html", {"days": queries.week(request.member, timezone.now()), "place": "today"})


@for_member
@require_safe
def how_at_ease(request: MemberRequest) -> HttpResponse:
    """The ease curve of one whole year; `?year=` chooses which."""
    now = people.practice_time(request.member.practice, timezone.now())
    first = ease.first_year(request.member, now)
    year = rules.chosen_year(request.GET.get("year"), first, now.year)
    start = now.replace(year=year, month=1, day=1, hour=0, minute=0, second=0, microsecond=0)
    context = {
        "ease": ease.of_year(request.member, start, start.replace(year=year + 1)),
        "levels": rules.LEVELS,
        "year": year,
        "earlier": year - 1 if year > first else None,
        "later": year + 1 if year < now.year else None,
        "place": "today",
    }
    return page(request, "desk/ease.html", context)


@for_member
@require_safe
def client(request: MemberRequest, client_id: UUID) -> HttpResponse:
    found = people.client_of(request.member, client_id)
    people_actions.look_at(member=request.member, client=found)
    most = None if "all" in request.GET else file.SHOWN_AT_ONCE
    context = {"file": file.of(request.member, found, timezone.now(), most), "client": found, "place": "clients"}
    return page(request, "desk/client.html", context | {"levels": rules.LEVELS})


@for_member
@require_safe
def card(request: MemberRequest, client_id: UUID) -> HttpResponse:
    """The pocket card with one line more: what this client wants. It names nobody."""
    found = people.client_of(request.member, client_id)
    people_actions.look_at(member=request.member, client=found)
    try:
        line = client_leads.pocket_line(request.member, found)
    except KeyDestroyed:
        line = ""
    context = {
        "lines": boundaries_rules.FIVE_LINES,
        "danger": boundaries_rules.DANGER,
        "phrases": boundaries.phrases(request.member).as_list(),
        "line": line,
        "client": found,
    }
    return page(request, "boundaries/card.html", context)


@for_member
@reauthenticated
@require_http_methods(["GET", "HEAD", "POST"])
def print_file(request: MemberRequest, client_id: UUID) -> HttpResponse:
    """The whole file at a glance for paper, in plain wording. Each print is entered in the ledger."""
    found = people.client_of(request.member, client_id)
    if request.method != "POST":
        people_actions.look_at(member=request.member, client=found)
        return page(request, "desk/print_ask.html", {"client": found, "place": "clients"})
    speak_plainly(request)
    now = timezone.now()
    context = {
        "file": file.of(request.member, found, now, most=None),
        "client": found,
        "legal_name": people.legal_name(found) or found.code_label,
        "checkpoint": actions.print_file(member=request.member, client=found),
        "printed_at": now,
        "by": request.member.printed_name,
    }
    return page(request, "desk/print.html", context)


@for_member
@require_POST
def printed(request: MemberRequest) -> HttpResponse:
    """A page went onto paper by the browser's own command: a reading of the file, if it shows one."""
    found = _shown_on(request.member, request.POST.get("path", ""))
    if found is not None:
        actions.print_page(member=request.member, client=found)
    return HttpResponse(status=204)


def _shown_on(member: "Member", path: str) -> "Client | None":
    """Whose file the page at this address shows. Raises people.NotFound for what is out of reach."""
    try:
        named = resolve(path).kwargs
    except Resolver404:
        return None
    if "client_id" in named:
        return people.client_of(member, named["client_id"])
    return document.run_in(member, named["run_in_id"]).client if "run_in_id" in named else None


@for_member
@require_safe
def talked(request: MemberRequest) -> HttpResponse:
    """With whom the policy was talked through, and with whom not yet: what the figure on Today counts."""
    rows = [
        (found, standing, queries.has_talked(standing))
        for found, standing in queries.talked(request.member, timezone.now())
    ]
    return page(request, "desk/talked.html", {"rows": rows, "done": sum(1 for *_, done in rows if done)})


@for_member
@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: MemberRequest) -> HttpResponse:
    practice = request.member.practice
    kept = {name: getattr(practice, name) for name in PracticeForm.base_fields}
    form = PracticeForm(request.POST if request.method == "POST" else None, initial=kept)
    if form.is_valid():
        details = people_actions.PracticeDetails(**form.cleaned_data)
        people_actions.change_practice(member=request.member, details=details)
        return HttpResponseRedirect(reverse("desk:settings") + "?said=desk.practice", status=303)
    context = {"form": form, "zones": sorted(available_timezones()), "version": __version__, "place": "settings"}
    return page(request, "desk/settings.html", context, status=422 if form.is_bound else 200)


@for_member
@require_http_methods(["GET", "HEAD", "POST"])
def ledger(request: MemberRequest) -> HttpResponse:
    """Recompute every entry of the practice's ledger, when asked to; reads only. And what others compare it with."""
    context = {"place": "settings", "now": timezone.now(), "checked": request.method == "POST"}
    certificate = sealing.certificate(request.member.practice)
    key = signing_key_id()
    context |= {
        "key": " ".join(key[i : i + 4] for i in range(0, len(key), 4)),
        "certificate": certificate and sealing.fingerprint(certificate),
    }
    if request.method == "POST":
        practice = request.member.practice_id
        context |= {"broken": chain.verify(practice), "entries": chain_ends.end(practice)[0]}
    return page(request, "desk/ledger.html", context)
