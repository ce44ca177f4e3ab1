"""A client's wishes: what holds now, the form to set them anew, and how they came about."""

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from waveback.ground.web.pages import page
from waveback.people import actions as people_actions
from waveback.people import drafts
from waveback.people import queries as people
from waveback.people.access import MemberRequest, for_member
from waveback.steps.client_leads import actions, queries
from waveback.steps.client_leads.forms import ConfirmForm, EndGreetFirstForm, SetWishesForm

if TYPE_CHECKING:
    from waveback.people.models import Client


@for_member
@require_http_methods(["GET", "HEAD", "POST"])
def wishes(request: MemberRequest, client_id: UUID) -> HttpResponse:
    """What holds now, the form to set it anew (POST), and how it came about."""
    client = people.client_of(request.member, client_id)
    if request.method == "POST":
        return _set(request, client)
    people_actions.look_at(member=request.member, client=client)
    form = _form(request, client)
    overtaken = _overtaken(request, form)
    return page(request, "client_leads/wishes.html", _context(request, client, form) | {"conflict": overtaken})


def _overtaken(request: MemberRequest, form: SetWishesForm) -> bool:
    """Whether a form that was left half filled was begun before the wishes that hold now."""
    kept = drafts.initial(request.member, request.path)
    return "seen" in kept and str(kept["seen"]) != str(form["seen"].value() or "")


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
        return _done(client, "client_leads.set")
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
    today = _today(request)
    started = {"on": today, "id": uuid4(), "seen": held.id if held else None}
    kept = {} if data else drafts.initial(request.member, request.path)
    return SetWishesForm(
        data, today=today, held=held.choices if held else None, initial=started | kept | {"seen": started["seen"]}
    )


@for_member
@require_POST
def confirm(request: MemberRequest, client_id: UUID) -> HttpResponse:
    """Looked at again, nothing changed."""
    client = people.client_of(request.member, client_id)
    form = ConfirmForm(request.POST)
    if not form.is_valid():
        return _wishes_page(request, client, status=409)
    try:
        actions.confirm_wishes(member=request.member, client=client, on=_today(request), **form.cleaned_data)
    except actions.SetMeanwhile:
        return _wishes_page(request, client, status=409)
    return _done(client, "client_leads.confirmed")


@for_member
@require_http_methods(["GET", "HEAD", "POST"])
def end_greet_first(request: MemberRequest, client_id: UUID) -> HttpResponse:
    """The client no longer wants to be greeted first, or the therapist ends it; asks why."""
    client = people.client_of(request.member, client_id)
    if queries.greet_first(request.member, client) is None:
        return _done(client, "client_leads.greet_first.none")
    if request.method != "POST":
        people_actions.look_at(member=request.member, client=client)
        form = EndGreetFirstForm(initial=drafts.initial(request.member, request.path))
        return _end_page(request, client, form)
    form = EndGreetFirstForm(request.POST)
    if not form.is_valid():
        return _end_page(request, client, form, status=422)
    try:
        actions.end_greet_first(member=request.member, client=client, on=_today(request), **form.cleaned_data)
    except actions.NotOptedIn:
        return _done(client, "client_leads.greet_first.none")
    drafts.drop(member=request.member, path=request.path)
    return _done(client, "client_leads.greet_first.ended")


def _end_page(request: MemberRequest, client: "Client", form: EndGreetFirstForm, status: int = 200) -> HttpResponse:
    context = {"place": "clients", "client": client, "form": form}
    return page(request, "client_leads/end_greet_first.html", context, status=status)


def _wishes_page(request: MemberRequest, client: "Client", status: int) -> HttpResponse:
    """The page as it stands now, when what was to be confirmed is no longer what holds."""
    context = _context(request, client, _form(request, client)) | {"changed_meanwhile": True}
    return page(request, "client_leads/wishes.html", context, status=status)


def _done(client: "Client", said: str) -> HttpResponse:
    return HttpResponseRedirect(reverse("client_leads:wishes", args=[client.id]) + f"?said={said}", status=303)


def _today(request: MemberRequest) -> date:
    return people.practice_time(request.member.practice, timezone.now()).date()


def _context(request: MemberRequest, client: "Client", form: SetWishesForm) -> dict[str, object]:
    panel = queries.panel(request.member, client, timezone.now())
    return {
        "place": "clients",
        "client": client,
        "panel": panel,
        "history": [] if panel.erased else queries.told_history(request.member, client),
        "greetings": [] if panel.erased else queries.greet_first_history(request.member, client),
        "form": form,
        "confirm_id": uuid4(),
    }
