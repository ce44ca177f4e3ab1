"""The pages that span the steps: Today, a client's file, Settings."""

from uuid import UUID
from zoneinfo import available_timezones

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from waveback import __version__
from waveback.desk import file, queries, rules
from waveback.desk.forms import PracticeForm
from waveback.ground import ledger as chain
from waveback.ground.ledger import queries as chain_ends
from waveback.ground.web.pages import page
from waveback.people import actions as people_actions
from waveback.people import queries as people
from waveback.people.access import MemberRequest, for_member


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
def client(request: MemberRequest, client_id: UUID) -> HttpResponse:
    found = people.client_of(request.member, client_id)
    people_actions.look_at(member=request.member, client=found)
    context = {"file": file.of(request.member, found, timezone.now()), "client": found, "place": "clients"}
    return page(request, "desk/client.html", context)


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
    kept = {"name": practice.name, "time_zone": practice.time_zone, "profession": practice.profession}
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
    """Recompute every entry of the practice's ledger, when asked to; reads only."""
    context = {"place": "settings", "now": timezone.now(), "checked": request.method == "POST"}
    if request.method == "POST":
        practice = request.member.practice_id
        context |= {"broken": chain.verify(practice), "entries": chain_ends.end(practice)[0]}
    return page(request, "desk/ledger.html", context)
