"""After the signature: addenda, the client's words, the mark "entered in error", prints."""

from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from waveback.ground import print as press
from waveback.ground.web.pages import page
from waveback.ground.web.words import speak_plainly
from waveback.people import drafts
from waveback.people import queries as people
from waveback.people.access import MemberRequest, for_member, reauthenticated
from waveback.steps.document import actions, pdf, queries, record, rules
from waveback.steps.document.forms import AddForm, AnswerForm, ClientTextForm, ErrorForm
from waveback.steps.document.views.capturing import see, to_note
from waveback.steps.document.views.note import format_in, look_at

if TYPE_CHECKING:
    from waveback.steps.document.models import ClientText, RunIn


@for_member
@reauthenticated
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: MemberRequest, run_in_id: UUID) -> HttpResponse:
    """A signed addendum below a signed note."""
    run_in = queries.run_in(request.member, run_in_id)
    if request.method != "POST":
        look_at(request, run_in)
        initial = {"addendum_id": uuid4()} | drafts.initial(request.member, request.path)
        return _add_page(request, run_in, AddForm(initial=initial))
    form = AddForm(request.POST)
    if not form.is_valid():
        return _add_page(request, run_in, form, status=422)
    try:
        actions.add(member=request.member, run_in=run_in, proof=request.reauthenticated, **form.cleaned_data)
    except actions.NotSigned:
        return to_note(run_in.pk, "document.not_signed")
    except actions.ChangedMeanwhile:
        form.add_error(None, "Another addendum was signed a moment ago. Read it, then sign yours again.")
        return _add_page(request, run_in, form, status=409)
    drafts.drop(member=request.member, path=request.path)
    return to_note(run_in.pk, "document.added")


def _add_page(request: MemberRequest, run_in: "RunIn", form: AddForm, status: int = 200) -> HttpResponse:
    if run_in.signed_at is None or run_in.in_error_at is not None:
        return redirect("document:note", run_in.pk)
    context = record.of(request.member, run_in) | {"form": form}
    return page(request, "document/add.html", context, status=status)


@for_member
@reauthenticated
@require_http_methods(["GET", "HEAD", "POST"])
def client_words(request: MemberRequest, run_in_id: UUID) -> HttpResponse:
    """The client's own account, or a correction they ask for, beside a signed note."""
    run_in = queries.run_in(request.member, run_in_id)
    if request.method != "POST":
        look_at(request, run_in)
        today = people.practice_time(request.member.practice, timezone.now()).date()
        initial = {"text_id": uuid4(), "given_on": today} | drafts.initial(request.member, request.path)
        return _beside_page(request, run_in, ClientTextForm(initial=initial))
    form = ClientTextForm(request.POST)
    if not form.is_valid():
        return _beside_page(request, run_in, form, status=422)
    try:
        row = actions.add_client_text(
            member=request.member, run_in=run_in, proof=request.reauthenticated, **form.cleaned_data
        )
    except actions.NotSigned:
        return to_note(run_in.pk, "document.not_signed")
    except actions.NotThatDay:
        form.add_error("given_on", "Give a day between the run-in and today.")
        return _beside_page(request, run_in, form, status=422)
    except actions.ChangedMeanwhile:
        form.add_error(None, "Something else was put beside this note a moment ago. Read it, then sign yours again.")
        return _beside_page(request, run_in, form, status=409)
    drafts.drop(member=request.member, path=request.path)
    if row.kind == rules.AMENDMENT:
        return see(reverse("document:answer", args=[run_in.pk, row.pk]) + "?said=document.asked")
    return to_note(run_in.pk, "document.account")


@for_member
@reauthenticated
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: MemberRequest, run_in_id: UUID, request_id: UUID) -> HttpResponse:
    """The answer to a correction that the client asked for."""
    run_in = queries.run_in(request.member, run_in_id)
    asked = queries.request(request.member, run_in, request_id)
    if request.method != "POST":
        look_at(request, run_in)
        if queries.answered(request.member, asked):
            return to_note(run_in.pk, "document.answered_before")
        initial = {"text_id": uuid4()} | drafts.initial(request.member, request.path)
        return _beside_page(request, run_in, AnswerForm(initial=initial), asked=asked)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _beside_page(request, run_in, form, asked=asked, status=422)
    told = form.cleaned_data
    try:
        actions.answer_client(
            member=request.member,
            run_in=run_in,
            asked=asked,
            accepted=told["decision"] == "accepted",
            text=told["text"],
            text_id=told["text_id"],
            proof=request.reauthenticated,
        )
    except actions.NotSigned:
        return to_note(run_in.pk, "document.not_signed")
    except (actions.AlreadyAnswered, actions.ChangedMeanwhile):
        form.add_error(None, "This was answered, or something was added, a moment ago. Read the note again first.")
        return _beside_page(request, run_in, form, asked=asked, status=409)
    drafts.drop(member=request.member, path=request.path)
    return to_note(run_in.pk, "document.answered")


def _beside_page(
    request: MemberRequest,
    run_in: "RunIn",
    form: ClientTextForm | AnswerForm,
    *,
    asked: "ClientText | None" = None,
    status: int = 200,
) -> HttpResponse:
    if run_in.signed_at is None or run_in.in_error_at is not None:
        return redirect("document:note", run_in.pk)
    context = record.of(request.member, run_in) | {"form": form, "asked": asked}
    return page(request, "document/client_words.html", context, status=status)


@for_member
@reauthenticated
@require_http_methods(["GET", "HEAD", "POST"])
def enter_in_error(request: MemberRequest, run_in_id: UUID) -> HttpResponse:
    """Mark a signed note that stands in the wrong file; asks why, and names the consequence."""
    run_in = queries.run_in(request.member, run_in_id)
    form = ErrorForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        if run_in.signed_at is None or run_in.in_error_at is not None:
            return redirect("document:note", run_in.pk)
        look_at(request, run_in)
        status = 422 if form.is_bound else 200
        return page(request, "document/error.html", {"form": form, "line": queries.line(run_in)}, status=status)
    try:
        actions.enter_in_error(
            member=request.member, run_in=run_in, reason=form.cleaned_data["reason"], proof=request.reauthenticated
        )
    except actions.NotSigned:
        return to_note(run_in.pk, "document.not_signed")
    return to_note(run_in.pk, "document.in_error")


@for_member
@reauthenticated
@require_http_methods(["GET", "HEAD", "POST"])
def printed(request: MemberRequest, run_in_id: UUID) -> HttpResponse:
    """The record for paper, in plain wording whatever the screen shows. Each print is entered in the ledger."""
    run_in = queries.run_in(request.member, run_in_id)
    if run_in.signed_at is None or run_in.in_error_at is not None:
        return to_note(run_in.pk, "document.not_signed")
    if request.method != "POST":
        look_at(request, run_in)
        return page(request, "document/print_ask.html", {"line": queries.line(run_in), "how": format_in(request)})
    speak_plainly(request)
    checkpoint = actions.printed(member=request.member, run_in=run_in)
    context = record.on_paper(request.member, run_in, format_in(request))
    context |= {"checkpoint": checkpoint, "printed_at": timezone.now(), "by": request.member.printed_name}
    return page(request, "document/print.html", context)


@for_member
@reauthenticated
@require_POST
def as_pdf(request: MemberRequest, run_in_id: UUID) -> HttpResponse:
    """The same as a document. Each one that is made is entered in the ledger."""
    run_in = queries.run_in(request.member, run_in_id)
    if run_in.signed_at is None or run_in.in_error_at is not None:
        return to_note(run_in.pk, "document.not_signed")
    if queries.line(run_in).erased:
        return page(request, "document/erased.html", {"run_in": run_in}, status=410)
    how, checkpoint = format_in(request), actions.printed(member=request.member, run_in=run_in)
    try:
        made = pdf.note(request.member, run_in, how, checkpoint=checkpoint, at=timezone.now())
    except press.PrintFailed:
        return to_note(run_in.pk, "document.no_pdf")
    return HttpResponse(made.content, content_type="application/pdf", headers=pdf.HEADERS)
