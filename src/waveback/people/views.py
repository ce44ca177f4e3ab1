"""The list of clients with its search, adding and changing a client, and the diary of next sessions."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from waveback.ground.web.pages import page
from waveback.people import actions, directory, drafts, queries
from waveback.people.access import MemberRequest, for_member
from waveback.people.forms import ClientForm, SearchForm, SessionForm

if TYPE_CHECKING:
    from waveback.people.models import Client

A_PAGE = 50


@dataclass(frozen=True)
class Shown:
    """One page of a longer list. Numbers count from 1; `next` and `before` are page numbers or None."""

    items: "list[Client]"
    total: int
    first: int
    last: int
    next: int | None
    before: int | None


@for_member
@require_http_methods(["GET", "HEAD", "POST"])
def clients(request: MemberRequest) -> HttpResponse:
    """The list, or what a search finds. A search is a POST: what was typed never stands in an address."""
    form = SearchForm(request.POST if request.method == "POST" else request.GET.dict() | {"text": ""})
    form.is_valid()
    text, ended = form.cleaned_data.get("text", ""), form.cleaned_data.get("ended", False)
    shown = _shown(request, text, ended, form.cleaned_data.get("page") or 1)
    context = {
        "form": form,
        "shown": shown,
        "text": text,
        "ended": ended,
        "sessions": queries.next_sessions(request.member, timezone.now()),
        "empty": not shown.total and not text and not queries.has_clients(request.member),
    }
    return page(request, "people/client_list.html", context)


@for_member
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: MemberRequest) -> HttpResponse:
    form = _client_form(request, {"kind": "individual"})
    if request.method == "POST" and form.is_valid():
        client = actions.open_client(member=request.member, details=actions.ClientDetails(**form.details()))
        drafts.drop(member=request.member, path=request.path)
        return _to("desk:client", client.pk, said="people.client.opened")
    return page(request, "people/client_new.html", {"form": form}, status=_status(form))


@for_member
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: MemberRequest, client_id: UUID) -> HttpResponse:
    client = queries.client_of(request.member, client_id)
    form = _client_form(request, _initial(client))
    if request.method == "POST" and form.is_valid():
        return _change(request, client, form)
    actions.look_at(member=request.member, client=client)
    return _edit_page(request, client, form, status=_status(form))


def _change(request: MemberRequest, client: "Client", form: ClientForm) -> HttpResponse:
    details = actions.ClientDetails(**form.details())
    revision = form.cleaned_data["revision"] or 0
    try:
        actions.change_client(member=request.member, client=client, revision=revision, details=details)
    except actions.ChangedMeanwhile:
        return _conflict(request, client)
    drafts.drop(member=request.member, path=request.path)
    return _to("desk:client", client.pk, said="people.client.changed")


def _conflict(request: MemberRequest, client: "Client") -> HttpResponse:
    """Both stay: what is kept now stands above, what was typed stands in the form, ready to be sent again."""
    now = queries.client_of(request.member, client.pk)
    typed = request.POST.copy()
    typed["revision"] = str(now.revision)
    form = ClientForm(typed, today=_today(request))
    form.is_valid()
    return _edit_page(request, now, form, status=409, conflict=_differences(form, now))


def _edit_page(
    request: MemberRequest, client: "Client", form: ClientForm, *, status: int, conflict: list[Any] | None = None
) -> HttpResponse:
    context = {"client": client, "form": form, "conflict": conflict}
    return page(request, "people/client_edit.html", context, status=status)


def _differences(form: ClientForm, client: "Client") -> list[tuple[str, str]]:
    """What is kept now where it differs from what was typed: label and kept value."""
    kept = _initial(client)
    shown = {name: str(kept[name]) for name in kept if name not in ("revision", "minor")}
    typed = form.data
    return [(str(form.fields[name].label), value) for name, value in shown.items() if typed.get(name, "") != value]


@for_member
@require_POST
def end(request: MemberRequest, client_id: UUID) -> HttpResponse:
    client = queries.client_of(request.member, client_id)
    try:
        actions.end_client(member=request.member, client=client, at=timezone.now())
    except actions.ChangedMeanwhile:
        return _to("people:edit", client.pk, said="people.client.ended-before")
    return _to("people:edit", client.pk, said="people.client.ended")


@for_member
@require_POST
def reopen(request: MemberRequest, client_id: UUID) -> HttpResponse:
    client = queries.client_of(request.member, client_id)
    try:
        actions.reopen_client(member=request.member, client=client)
    except actions.ChangedMeanwhile:
        return _to("people:edit", client.pk, said="people.client.open-already")
    return _to("people:edit", client.pk, said="people.client.reopened")


@for_member
@require_http_methods(["GET", "HEAD", "POST"])
def sessions(request: MemberRequest, client_id: UUID) -> HttpResponse:
    client = queries.client_of(request.member, client_id)
    form = SessionForm(
        request.POST or None,
        initial={"minutes": 50},
        time_zone=request.member.practice.time_zone,
        now=timezone.now(),
    )
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            actions.schedule_session(
                member=request.member, client=client, starts_at=told["starts_at"], minutes=told["minutes"]
            )
        except actions.AlreadyInDiary:
            form.add_error("time", "This session is in the diary already. Choose another day or time.")
        else:
            return _to("people:sessions", client.pk, said="people.session.entered")
    actions.look_at(member=request.member, client=client)
    return page(request, "people/sessions.html", _diary(request, client, form), status=_status(form))


@for_member
@require_POST
def cancel_session(request: MemberRequest, client_id: UUID, session_id: UUID) -> HttpResponse:
    client = queries.client_of(request.member, client_id)
    try:
        actions.cancel_session(member=request.member, client=client, session_id=session_id)
    except actions.ChangedMeanwhile:
        return _to("people:sessions", client.pk, said="people.session.cancelled-before")
    return _to("people:sessions", client.pk, said="people.session.cancelled")


def _diary(request: MemberRequest, client: "Client", form: SessionForm) -> dict[str, Any]:
    now = timezone.now()
    known = queries.sessions_of(request.member, client)
    return {
        "client": client,
        "form": form,
        "time_zone": request.member.practice.time_zone,
        "coming": [one for one in reversed(known) if one.starts_at >= now],
        "past": [one for one in known if one.starts_at < now][:10],
    }


def _client_form(request: MemberRequest, initial: dict[str, Any]) -> ClientForm:
    today = _today(request)
    if request.method == "POST":
        return ClientForm(request.POST, today=today)
    return ClientForm(initial=initial | drafts.initial(request.member, request.path), today=today)


def _initial(client: "Client") -> dict[str, Any]:
    return {
        "legal_name": client.legal_name,
        "name_used": client.name_used,
        "birth_date": client.birth_date,
        "email": client.email,
        "phone": client.phone,
        "outside_id": client.outside_id,
        "kind": client.kind,
        "minor": client.is_minor,
        "guardian": client.guardian,
        "revision": client.revision,
    }


def _today(request: MemberRequest) -> Any:
    return queries.practice_time(request.member.practice, timezone.now()).date()


def _shown(request: MemberRequest, text: str, ended: bool, number: int) -> Shown:
    start = (number - 1) * A_PAGE
    found = directory.find(request.member, text, include_ended=ended, start=start, count=A_PAGE)
    if start and not found.clients:
        return _shown(request, text, ended, 1)
    last = start + len(found.clients)
    return Shown(
        items=found.clients,
        total=found.total,
        first=start + 1,
        last=last,
        next=number + 1 if last < found.total else None,
        before=number - 1 if number > 1 else None,
    )


def _status(form: ClientForm | SessionForm) -> int:
    return 422 if form.is_bound and form.errors else 200


def _to(where: str, client_id: UUID, *, said: str) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse(where, args=[client_id])}?said={said}", status=303)
