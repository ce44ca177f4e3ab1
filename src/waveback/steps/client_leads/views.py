"""A client's wishes: what holds now, the form to set them anew, and how they came about."""

from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from waveback.ground.web.pages import page
from waveback.people import actions as people_actions
from waveback.people import drafts
from waveback.people import queries as people
from waveback.people.access import MemberRequest, for_member
from waveback.steps.client_leads import actions, queries
from waveback.steps.client_leads.forms import SetWishesForm

if TYPE_CHECKING:
    from waveback.people.models import Client


@for_member
@require_http_methods(["GET", "HEAD", "POST"])
def wishes(request: MemberRequest, client_id: UUID) -> HttpResponse:
    client = people.client_of(request.member, client_id)
    if request.method == "POST":
        return _set(request, client)
    people_actions.look_at(member=request.member, client=client)
    form = _form(request, client)
    return page(request, "client_leads/wishes.html", _context(request, client, form))


def _set(request: MemberRequest, client: "Client") -> HttpResponse:
    form = _form(request, client, request.POST)
    if not form.is_valid():
        return page(
            request,
            "client_leads/wishes.html",
            _context(request, client, form),
            status=422,
        )
    told = form.cleaned_data
    try:
        actions.set_wishes(
            member=request.member,
            client=client,
            choices=form.choices(),
            on=told["on"],
            source="told_me",
            seen=told["seen"],
            id=told["id"],
        )
    except actions.BeforeCurrent as early:
        form.add_error(
            "on",
            f"Give {early.since:%-d %B %Y} or a later day: the present wishes hold from then.",
        )
    except actions.SetMeanwhile:
        return _conflict(request, client)
    else:
        drafts.drop(member=request.member, path=request.path)
        done = HttpResponseRedirect(reverse("client_leads:wishes", args=[client.id]) + "?said=client_leads.set")
        done.status_code = 303
        return done
    return page(request, "client_leads/wishes.html", _context(request, client, form), status=422)


def _conflict(request: MemberRequest, client: "Client") -> HttpResponse:
    """Both stay: what holds now stands above, what was typed stands in the form, ready to be sent again."""
    held = queries.wishes(request.member, client)
    data = request.POST.copy()
    data["seen"] = str(held.id) if held else ""
    form = _form(request, client, data)
    return page(
        request,
        "client_leads/wishes.html",
        _context(request, client, form) | {"conflict": True},
        status=409,
    )


def _form(request: MemberRequest, client: "Client", data: QueryDict | None = None) -> SetWishesForm:
    held = queries.wishes(request.member, client)
    today = people.practice_time(request.member.practice, timezone.now()).date()
    started = {"on": today, "id": uuid4(), "seen": held.id if held else None}
    kept = {} if data else drafts.initial(request.member, request.path)
    return SetWishesForm(data, today=today, held=held.choices if held else None, initial=started | kept)


def _context(request: MemberRequest, client: "Client", form: SetWishesForm) -> dict[str, object]:
    return {
        "place": "clients",
        "client": client,
        "panel": queries.panel(request.member, client, timezone.now()),
        "history": queries.told_history(request.member, client),
        "form": form,
    }
