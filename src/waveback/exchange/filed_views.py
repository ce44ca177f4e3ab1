"""Handing over to another record system: copy it, say that it is filed there; and all that is not filed yet."""

from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from waveback.exchange import filed_actions as actions
from waveback.exchange import filed_queries as queries
from waveback.exchange import handover as shapes
from waveback.exchange.filed_forms import FiledForm, NotFiledForm, SystemForm
from waveback.ground import print as press
from waveback.ground.web.pages import page
from waveback.people import actions as people_actions
from waveback.people import queries as people
from waveback.people.access import MemberRequest, for_member, reauthenticated
from waveback.steps.document import actions as document_actions
from waveback.steps.document import formats
from waveback.steps.document import pdf as note_pdf
from waveback.steps.document import queries as document

if TYPE_CHECKING:
    from waveback.people.models import Client
    from waveback.steps.document.models import RunIn

_NOT_THAT_DAY = "It cannot have been filed before it was signed, or in the future. Check the day."


@for_member
@require_safe
def handover(request: MemberRequest, run_in_id: UUID) -> HttpResponse:
    """A signed note, what was added to it and the talk about it, each ready to copy into another system."""
    return _handover(request, queries.to_hand_over(request.member, run_in_id))


def _handover(
    request: MemberRequest, run_in: "RunIn", wrong: FiledForm | None = None, status: int = 200
) -> HttpResponse:
    if run_in.client is not None:
        people_actions.look_at(member=request.member, client=run_in.client)
    how, system = _format_in(request), _system_in(request)
    context = _offering(request, how, system) | {
        "run_in": run_in,
        "line": document.line(run_in),
        "pieces": _with_ids(queries.pieces(request.member, run_in, how, system)),
        "wrong": wrong,
        "back": "note",
    }
    return page(request, "exchange/handover.html", context, status=status)


@for_member
@require_safe
def unfiled(request: MemberRequest) -> HttpResponse:
    """All that is not filed yet, oldest first, with the texts in place."""
    how, system = _format_in(request), _system_in(request)
    only = _client_in(request)
    found = queries.unfiled(request.member, how, system, _page_in(request), only)
    shown = {piece.run_in.client_id: piece.run_in.client for piece in found.pieces}
    for client in [*shown.values(), *([only] if only and only.pk not in shown else [])]:
        if client is not None:
            people_actions.look_at(member=request.member, client=client)
    context = _offering(request, how, system) | {
        "unfiled": found,
        "pieces": _with_ids(found.pieces),
        "usual": queries.usual(request.member),
        "only": only,
        "back": "list",
    }
    return page(request, "exchange/unfiled.html", context)


@for_member
@reauthenticated
@require_POST
def pdf(request: MemberRequest, run_in_id: UUID) -> HttpResponse:
    """The note as a document, with what the record system asks for in fields of its own."""
    run_in = queries.to_hand_over(request.member, run_in_id)
    how, system = _format_in(request), _system_in(request)
    shape = queries.short_fields(request.member, run_in, how, system)
    if shape is None:
        return _back(request, run_in, "exchange.not-to-be-filed")
    checkpoint = document_actions.printed(member=request.member, run_in=run_in)
    try:
        made = note_pdf.note(request.member, run_in, how, checkpoint=checkpoint, at=timezone.now(), shape=shape)
    except press.PrintFailed:
        return _back(request, run_in, "document.no_pdf")
    return HttpResponse(made.content, content_type="application/pdf", headers=note_pdf.HEADERS)


@for_member
@require_POST
def file(request: MemberRequest, run_in_id: UUID) -> HttpResponse:
    """It is filed there."""
    run_in = queries.to_hand_over(request.member, run_in_id)
    form = FiledForm(request.POST)
    if not form.is_valid():
        return _handover(request, run_in, form, status=422)
    try:
        actions.file(member=request.member, run_in=run_in, **form.cleaned_data)
    except actions.NotThatDay:
        form.add_error("on", _NOT_THAT_DAY)
        return _handover(request, run_in, form, status=422)
    except actions.SaidBefore:
        return _back(request, run_in, "exchange.filed-before")
    except actions.NotToBeFiled:
        return _back(request, run_in, "exchange.not-to-be-filed")
    return _back(request, run_in, "exchange.filed")


@for_member
@require_POST
def not_filed(request: MemberRequest, run_in_id: UUID) -> HttpResponse:
    """It is not there after all, or was taken out there."""
    run_in = queries.to_hand_over(request.member, run_in_id)
    form = NotFiledForm(request.POST)
    if not form.is_valid():
        return _handover(request, run_in, status=422)
    try:
        actions.take_back(member=request.member, run_in=run_in, **form.cleaned_data)
    except actions.Refused:
        return _back(request, run_in, "exchange.not-filed-before")
    return _back(request, run_in, "exchange.not-filed")


@for_member
@require_http_methods(["GET", "HEAD", "POST"])
def system(request: MemberRequest) -> HttpResponse:
    """Where the record is kept besides: for this member, or for the practice."""
    chosen = queries.usual(request.member)
    begun = {"system": chosen.key, "since": chosen.since, "whose": "mine"}
    form = SystemForm(request.POST if request.method == "POST" else None, initial=begun)
    if request.method != "POST" or not form.is_valid():
        return page(request, "exchange/system.html", {"form": form}, status=422 if form.is_bound else 200)
    actions.choose_system(
        member=request.member,
        key=form.cleaned_data["system"],
        since=form.cleaned_data["since"],
        for_practice=form.cleaned_data["whose"] == "practice",
    )
    return HttpResponseRedirect(reverse("exchange:system") + "?said=exchange.system", status=303)


def _offering(request: MemberRequest, how: formats.Format, system: shapes.System) -> dict[str, Any]:
    """In which shapes and formats it can be had, and which were chosen."""
    return {
        "systems": shapes.SYSTEMS,
        "system": system,
        "formats": formats.FORMATS,
        "how": how,
        "today": people.practice_time(request.member.practice, timezone.now()).date(),
    }


def _with_ids(pieces: list[queries.Piece]) -> list[tuple[queries.Piece, UUID]]:
    """Each with an id for its form, so that what is sent twice lands once."""
    return [(piece, uuid4()) for piece in pieces]


def _format_in(request: MemberRequest) -> formats.Format:
    asked = request.GET.get("as") or request.POST.get("as")
    return formats.known(asked) or document.format_of(request.member)


def _system_in(request: MemberRequest) -> shapes.System:
    asked = request.GET.get("to") or request.POST.get("system")
    return shapes.known(asked) or queries.usual(request.member).system


def _page_in(request: MemberRequest) -> int:
    asked = request.GET.get("page", "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 7 else 1


def _client_in(request: MemberRequest) -> "Client | None":
    """Whose things alone are asked for (?client=). Raises people.NotFound."""
    asked = request.GET.get("client", "")
    try:
        return people.client_of(request.member, UUID(asked)) if asked else None
    except ValueError:
        raise people.NotFound from None


def _back(request: MemberRequest, run_in: "RunIn", said: str) -> HttpResponse:
    """To the list or the note that it was said from, in the shape that was chosen there."""
    to_list = request.POST.get("back") == "list"
    where = reverse("exchange:unfiled") if to_list else reverse("exchange:handover", args=[run_in.pk])
    asked = shapes.known(request.POST.get("system"))
    shape = f"&to={asked.key}" if asked else ""
    return HttpResponseRedirect(f"{where}?said={said}{shape}", status=303)
