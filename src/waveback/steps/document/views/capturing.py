"""Putting a run-in down, saying whose file it belongs to, and taking it back before it is signed."""

from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from waveback.ground.web.pages import page, wants_part
from waveback.people import actions as people_actions
from waveback.people import drafts
from waveback.people import queries as people
from waveback.people.access import MemberRequest, for_member
from waveback.steps.document import actions, queries
from waveback.steps.document.forms import LATER, AnotherForm, AssignForm, CaptureForm, DiscardForm, WhoForm

if TYPE_CHECKING:
    from waveback.people.models import Client, Member
    from waveback.steps.document.models import RunIn

FOUND_AT_MOST = 8


def to_note(run_in_id: UUID, said: str) -> HttpResponse:
    return see(reverse("document:note", args=[run_in_id]) + f"?said={said}")


def see(path: str) -> HttpResponse:
    """After a POST: look there, by GET, whatever the method was."""
    return HttpResponseRedirect(path, status=303)


@for_member
@require_http_methods(["GET", "HEAD", "POST"])
def capture(request: MemberRequest) -> HttpResponse:
    if request.method == "POST":
        return _captured(request)
    initial: dict[str, Any] = {"capture_key": uuid4(), "when": "now", "client": _asked_for(request)}
    if "online" in request.GET:
        initial["place"] = "online"
    if request.GET.get("chance") in ("planned", "suspected"):  # said so on the page “Was it a run-in?”
        initial["chance"] = request.GET["chance"]
    form = _capture_form(request, initial=initial | drafts.initial(request.member, request.path))
    return page(request, "document/capture.html", _capture_page(request, form))


def _captured(request: MemberRequest) -> HttpResponse:
    form = _capture_form(request, request.POST)
    found: list[Client] = []
    if form.is_valid():
        client, found = _whom(request, form)
    if not form.is_valid():
        return page(request, "document/capture.html", _capture_page(request, form, found), status=422)
    told = form.cleaned_data
    landed = queries.captured(request.member, told["capture_key"])
    if landed is not None and client is not None and client.pk != landed.client_id:
        return _for_somebody_else(request, form)
    run_in = actions.capture(
        member=request.member,
        capture_key=told["capture_key"],
        client=client,
        who=told["who"],
        facts=form.facts(),
        happened_at=told["happened_at"],
        approximately=told["approximately"],
        captured_at=told["device_at"],
        ease=form.own_ease(),
        form=request.path,
    )
    if queries.says_otherwise(run_in, form.facts()):
        return _landed_before(request, run_in)
    if told["another"]:
        return see(reverse("document:another", args=[run_in.pk]) + "?said=document.captured_one")
    return to_note(run_in.pk, "document.captured")


_BEFORE = "This page has put down a run-in with somebody else before. Save again to put this one down too."


def _for_somebody_else(request: MemberRequest, form: CaptureForm) -> HttpResponse:
    """The form has become somebody else's run-in before (Back, another choice): sent again it is a new one."""
    data = request.POST.copy()
    data["capture_key"] = str(uuid4())
    fresh = _capture_form(request, data)
    fresh.is_valid()
    fresh.add_error(None, _BEFORE)
    return page(request, "document/capture.html", _capture_page(request, fresh), status=409)


def _landed_before(request: MemberRequest, run_in: "RunIn") -> HttpResponse:
    """The form was sent before, with other words: what stands is kept, and what came now waits to be looked at."""
    if run_in.signed_at is not None:
        path = reverse("document:add", args=[run_in.pk])
        drafts.keep(member=request.member, path=path, data={"text": [request.POST.get("line", "")]})
        return see(path + "?said=document.twice")
    path = reverse("document:finish", args=[run_in.pk])
    typed = {name: values for name, values in request.POST.lists() if name in _CARRIED and any(values)}
    drafts.keep(member=request.member, path=path, data=typed)
    return see(path + "?said=document.twice")


_CARRIED = {"line", "ease", *(question.name for question in CaptureForm.asks)}


@for_member
@require_http_methods(["GET", "HEAD", "POST"])
def another(request: MemberRequest, run_in_id: UUID) -> HttpResponse:
    """Somebody else was there too: a second record that does not know of this one."""
    run_in = queries.run_in(request.member, run_in_id)
    if run_in.author_id != request.member.pk:
        return to_note(run_in.pk, "document.not_yours")
    if queries.line(run_in).erased:
        return page(request, "document/erased.html", {"run_in": run_in}, status=410)
    if run_in.in_error_at is not None:
        return redirect("document:note", run_in.pk)
    if request.method != "POST":
        if run_in.client is not None:
            people_actions.look_at(member=request.member, client=run_in.client)
        return _another_page(request, run_in, AnotherForm(initial={"capture_key": uuid4()}))
    form = AnotherForm(request.POST)
    found: list[Client] = []
    if form.is_valid():
        client, found = _whom(request, form)
    if not form.is_valid():
        return _another_page(request, run_in, form, found, status=422)
    told = form.cleaned_data
    try:
        second = actions.capture_another(
            member=request.member,
            of=run_in,
            capture_key=told["capture_key"],
            client=client,
            who=told["who"],
            with_line=told["with_line"],
            captured_at=told["device_at"],
        )
    except actions.SameClient:
        form.add_error("client", "That is the one whom you put down first. Choose somebody else.")
        return _another_page(request, run_in, form, status=422)
    return to_note(second.pk, "document.captured")


def _another_page(
    request: MemberRequest,
    run_in: "RunIn",
    form: AnotherForm,
    found: "list[Client] | None" = None,
    status: int = 200,
) -> HttpResponse:
    context = _offered(request, form, found)
    context["offered"] = [client for client in context["offered"] if client.pk != run_in.client_id]
    context |= {"form": form, "run_in": run_in, "line": run_in.noted.get("line", "")}
    return page(request, "document/another.html", context, status=status)


def _whom(request: MemberRequest, form: WhoForm) -> "tuple[Client | None, list[Client]]":
    """Who it was: chosen, or typed and recognised, or kept as typed. Adds an error where it is none of these.

    The second value are clients who may be meant, to choose from.
    """
    chosen, typed = form.cleaned_data["client"], str(form.cleaned_data["who"]).strip()
    if isinstance(chosen, UUID):
        return _chosen(request, form, chosen, typed), []
    if chosen == LATER or not typed:
        if not typed:
            field, sentence = _WHO_IS_MISSING[chosen == LATER]
            form.add_error(field, sentence)
        return None, []
    found = people.search(request.member, typed)
    if len(found) == 1:
        return found[0], []
    form.add_error("who", _several_or_nobody(found))
    return None, found[:FOUND_AT_MOST]


_WHO_IS_MISSING = {
    False: ("client", "Say who it was, or choose “Say later”."),
    True: ("who", "Write a few words by which you will know who it was."),
}


def _chosen(request: MemberRequest, form: WhoForm, chosen: UUID, typed: str) -> "Client | None":
    """Whoever was chosen, unless what is typed names somebody else: a note in the wrong file cannot be undone."""
    client = queries.reached(request.member, chosen)
    if client is None:
        form.add_error("client", "Choose someone from the list.")
        return None
    if typed and client not in people.search(request.member, typed):
        form.add_error("who", "You chose somebody and typed somebody else. Empty this, or choose again.")
        return None
    return client


def _several_or_nobody(found: "list[Client]") -> str:
    if found:
        return "Several people go by this. Choose one above, or “Say later” to keep it as you typed it."
    return "Nobody goes by this. Choose “Say later” to keep it as you typed it."


def _asked_for(request: MemberRequest) -> str:
    """A page about one client leads here with that client chosen."""
    try:
        wanted = UUID(request.GET.get("for", ""))
    except ValueError:
        return ""
    return str(people.client_of(request.member, wanted).pk)


def _capture_form(request: MemberRequest, data: Any = None, **kwargs: Any) -> CaptureForm:
    return CaptureForm(data, time_zone=request.member.practice.time_zone, **kwargs)


def _capture_page(request: MemberRequest, form: CaptureForm, found: "list[Client] | None" = None) -> dict[str, Any]:
    return _offered(request, form, found) | {
        "form": form,
        "now": timezone.now(),
        "clauses": queries.online_clauses(request.member),
    }


def _offered(request: MemberRequest, form: WhoForm, found: "list[Client] | None" = None) -> dict[str, Any]:
    offered = {client.pk: client for client in found or []}
    chosen = str(form["client"].value() or "")
    if chosen not in ("", LATER):
        offered |= people.clients_by_id(request.member, _ids(chosen))
    offered |= {client.pk: client for client in queries.recent_clients(request.member)}
    return {"offered": list(offered.values()), "chosen": chosen, "later": LATER}


def _ids(text: str) -> set[UUID]:
    try:
        return {UUID(text)}
    except ValueError:
        return set()


@for_member
@require_POST
def who(request: MemberRequest) -> HttpResponse:
    """Clients whose name or label contains what is typed, as choices. By POST: names belong in no address."""
    if not wants_part(request):
        return redirect("document:capture")
    typed = str(request.POST.get("who", "")).strip()
    found = people.search(request.member, typed)[:FOUND_AT_MOST] if typed else queries.recent_clients(request.member)
    return page(request, "document/who.html", {"offered": found, "typed": typed})


@for_member
@require_http_methods(["GET", "HEAD", "POST"])
def assign(request: MemberRequest, run_in_id: UUID) -> HttpResponse:
    """Say whose file an unsigned run-in belongs to."""
    run_in = queries.run_in(request.member, run_in_id)
    if request.method != "POST":
        return _assign_page(request, run_in, AssignForm(initial={"revision": run_in.revision}))
    if "find" in request.POST:
        return _assign_page(request, run_in, AssignForm(initial={"revision": run_in.revision}))
    form = AssignForm(request.POST)
    if not form.is_valid():
        return _assign_page(request, run_in, form, status=422)
    try:
        client = people.client_of(request.member, form.cleaned_data["client"])
        actions.assign(member=request.member, run_in=run_in, client=client, revision=form.cleaned_data["revision"])
    except actions.ChangedMeanwhile:
        return to_note(run_in.pk, "document.changed")
    except actions.NotYours:
        return to_note(run_in.pk, "document.not_yours")
    return to_note(run_in.pk, "document.assigned")


def _assign_page(request: MemberRequest, run_in: "RunIn", form: AssignForm, status: int = 200) -> HttpResponse:
    typed = str(request.POST.get("who", "")).strip()
    found = people.search(request.member, typed) if typed else _likely_first(request.member, str(run_in.who or ""))
    context = {"run_in": run_in, "form": form, "typed": typed, "offered": found[:60], "more": len(found) > 60}
    return page(request, "document/assign.html", context, status=status)


def _likely_first(member: "Member", who: str) -> "list[Client]":
    """Everybody; in front those whom the words put down for “who” may mean."""
    likely = people.search(member, who.strip()) if who.strip() else []
    return [*likely, *(one for one in people.clients_of(member) if one not in likely)]


@for_member
@require_http_methods(["GET", "HEAD", "POST"])
def discard(request: MemberRequest, run_in_id: UUID) -> HttpResponse:
    """Take back what was never signed; asks first, and names the consequence."""
    run_in = queries.run_in(request.member, run_in_id)
    form = DiscardForm(request.POST if request.method == "POST" else None, initial={"revision": run_in.revision})
    if request.method != "POST" or not form.is_valid():
        if run_in.client is not None:
            people_actions.look_at(member=request.member, client=run_in.client)
        status = 422 if form.is_bound else 200
        return page(request, "document/discard.html", {"form": form, "line": queries.line(run_in)}, status=status)
    told = form.cleaned_data
    try:
        actions.discard(member=request.member, run_in=run_in, revision=told["revision"], reason=told["reason"])
    except actions.ChangedMeanwhile:
        return to_note(run_in.pk, "document.changed")
    except actions.NotYours:
        return to_note(run_in.pk, "document.not_yours")
    return see("/?said=document.discarded")
