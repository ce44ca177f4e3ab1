"""What goes on after a revisit: threads, run-ins that repeat, what the policy could say, private notes."""

from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from waveback.ground.vault import KeyDestroyed
from waveback.ground.web.pages import page
from waveback.people import actions as people_actions
from waveback.people import drafts
from waveback.people import queries as people
from waveback.people.access import MemberRequest, for_member, reauthenticated
from waveback.steps.document import queries as document
from waveback.steps.policy.clauses import CLAUSES
from waveback.steps.revisit import actions, queries
from waveback.steps.revisit.forms import EntryForm, ProcessForm, RepeatForm, TopicForm

if TYPE_CHECKING:
    from datetime import date

    from waveback.people.models import Client

PAGE = ["GET", "HEAD", "POST"]


def _opened(request: MemberRequest, client_id: UUID) -> "Client":
    client = people.client_of(request.member, client_id)
    people_actions.look_at(member=request.member, client=client)
    return client


def _today(request: MemberRequest) -> "date":
    return queries.today(request.member, timezone.now())


def _to(name: str, *args: Any, said: str) -> HttpResponse:
    return HttpResponseRedirect(reverse(f"revisit:{name}", args=args) + f"?said={said}", status=303)


@for_member
@require_http_methods(PAGE)
def threads(request: MemberRequest, client_id: UUID) -> HttpResponse:
    """Every topic of one client, with its history; a new one can be added."""
    client = _opened(request, client_id)
    if request.method != "POST":
        form = TopicForm(initial={"id": uuid4()} | drafts.initial(request.member, request.path))
        return _threads(request, client, form)
    form = TopicForm(request.POST)
    if not form.is_valid():
        return _threads(request, client, form, status=422)
    try:
        actions.add_topic(member=request.member, client=client, **form.cleaned_data)
    except KeyDestroyed:
        return _threads(request, client, form, status=410)
    drafts.drop(member=request.member, path=request.path)
    return _to("threads", client.pk, said="revisit.topic")


def _threads(request: MemberRequest, client: "Client", form: TopicForm, status: int = 200) -> HttpResponse:
    found = queries.threads(request.member, client)
    context = {
        "client": client,
        "form": form,
        "open": [one for one in found if one.is_open and not one.erased],
        "closed": [one for one in found if not one.is_open and not one.erased],
        "left": [document.line(row) for row in queries.left_open_of(request.member, client)],
        "erased": queries.is_erased(client),
    }
    return page(request, "revisit/threads.html", context, status=status)


@for_member
@require_http_methods(PAGE)
def thread(request: MemberRequest, client_id: UUID, topic_id: UUID) -> HttpResponse:
    """One thread: what became of it, and what happened today."""
    client = _opened(request, client_id)
    one = queries.thread(request.member, client, topic_id)
    if one.erased:
        return HttpResponseRedirect(reverse("revisit:threads", args=[client.pk]), status=303)
    if request.method != "POST":
        begun = {"id": uuid4(), "on": _today(request), "seen": one.number}
        form = EntryForm(today=_today(request), initial=begun | drafts.initial(request.member, request.path))
        return _thread(request, client, one, form)
    form = EntryForm(request.POST, today=_today(request))
    if not form.is_valid():
        return _thread(request, client, one, form, status=422)
    try:
        actions.add_entry(member=request.member, client=client, topic=topic_id, **form.cleaned_data)
    except actions.ThreadChanged as lost:
        data = request.POST.copy()
        data["seen"] = str(lost.current.number)
        return _thread(request, client, lost.current, EntryForm(data, today=_today(request)), 409, changed=True)
    drafts.drop(member=request.member, path=request.path)
    return _to("threads", client.pk, said="revisit.entry")


def _thread(
    request: MemberRequest, client: "Client", one: queries.Thread, form: EntryForm, status: int = 200,
    changed: bool = False,
) -> HttpResponse:  # fmt: skip
    context = {"client": client, "one": one, "form": form, "changed": changed}
    return page(request, "revisit/thread.html", context, status=status)


@for_member
@require_http_methods(PAGE)
def repeats(request: MemberRequest, client_id: UUID) -> HttpResponse:
    """Three in a quarter: a plan, supervision, or not now."""
    client = _opened(request, client_id)
    if request.method != "POST":
        begun = {"id": uuid4(), "on": _today(request)} | drafts.initial(request.member, request.path)
        return _repeats(request, client, RepeatForm(today=_today(request), initial=begun))
    form = RepeatForm(request.POST, today=_today(request))
    if not form.is_valid():
        return _repeats(request, client, form, status=422)
    try:
        actions.answer_repeat(member=request.member, client=client, **form.cleaned_data)
    except KeyDestroyed:
        return _repeats(request, client, form, status=410)
    drafts.drop(member=request.member, path=request.path)
    return _to("repeats", client.pk, said="revisit.repeat")


def _repeats(request: MemberRequest, client: "Client", form: RepeatForm, status: int = 200) -> HttpResponse:
    context = {
        "client": client,
        "form": form,
        "repeat": queries.repeat_of(request.member, client, timezone.now()),
        "answers": queries.repeat_answers(request.member, client),
        "erased": queries.is_erased(client),
    }
    return page(request, "revisit/repeats.html", context, status=status)


@for_member
@require_safe
def left_open(request: MemberRequest) -> HttpResponse:
    """Run-ins of files that have ended, whose revisit nobody closed."""
    rows = [(row.client, document.line(row)) for row in queries.left_open(request.member)]
    return page(request, "revisit/left_open.html", {"rows": rows})


@for_member
@require_safe
def suggestions(request: MemberRequest) -> HttpResponse:
    """Which clauses to look at again after what was said."""
    headings = {clause.number: clause.heading for clause in CLAUSES}
    rows = [(one, headings[one.clause]) for one in queries.policy_suggestions(request.member)]
    return page(request, "revisit/suggestions.html", {"rows": rows})


@for_member
@require_POST
def suggest(request: MemberRequest, run_in_id: UUID, clause: int) -> HttpResponse:
    run_in = queries.to_revisit(request.member, run_in_id)
    row = queries.of(request.member, run_in)
    if row is None or row.signed_at is None:
        raise queries.NotFound
    try:
        actions.suggest_policy(member=request.member, run_in=run_in, clause=clause)
    except KeyDestroyed:
        raise queries.NotFound from None
    return _to("revisit", run_in.pk, said="revisit.suggested")


@for_member
@require_POST
def settle(request: MemberRequest, suggestion_id: UUID) -> HttpResponse:
    actions.settle_suggestion(member=request.member, suggestion=suggestion_id, done="done" in request.POST)
    return _to("suggestions", said="revisit.settled")


@for_member
@reauthenticated
@require_http_methods(PAGE)
def process_notes(request: MemberRequest, client_id: UUID) -> HttpResponse:
    """The member's own private notes about a client; the record and everybody else know nothing of them."""
    client = _opened(request, client_id)
    if request.method != "POST":
        form = ProcessForm(initial={"id": uuid4()} | drafts.initial(request.member, request.path))
        return _notes(request, client, form)
    form = ProcessForm(request.POST)
    if not form.is_valid():
        return _notes(request, client, form, status=422)
    try:
        actions.write_process_note(member=request.member, client=client, **form.cleaned_data)
    except actions.Erased:
        return _notes(request, client, form, status=410)
    drafts.drop(member=request.member, path=request.path)
    return _to("process_notes", client.pk, said="revisit.noted")


def _notes(request: MemberRequest, client: "Client", form: ProcessForm, status: int = 200) -> HttpResponse:
    erased = queries.is_erased(client)
    notes = [] if erased else queries.process_notes(request.member, client)
    context = {"client": client, "form": form, "notes": notes, "erased": erased}
    return page(request, "revisit/process.html", context, status=status)


@for_member
@reauthenticated
@require_http_methods(PAGE)
def delete_process_note(request: MemberRequest, client_id: UUID, note_id: UUID) -> HttpResponse:
    """Deleted for good, after a question."""
    client = _opened(request, client_id)
    note = queries.process_note(request.member, client, note_id)
    if request.method != "POST":
        context = {"client": client, "note": note, "erased": queries.is_erased(client)}
        return page(request, "revisit/process_delete.html", context)
    actions.delete_process_note(member=request.member, client=client, note=note_id)
    return _to("process_notes", client.pk, said="revisit.deleted")
