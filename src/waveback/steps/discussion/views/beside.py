"""The overview, a copy to print, and what stands beside: asked again, taken back, who signs, who is in the file."""

from uuid import UUID, uuid4

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from waveback.ground.web.pages import page
from waveback.ground.web.words import speak_plainly
from waveback.people import drafts
from waveback.people import queries as people
from waveback.people.access import MemberRequest, for_member
from waveback.steps.discussion import actions, queries, rules
from waveback.steps.discussion.forms import AskAgainForm, PersonForm, SigningForm, WithdrawForm
from waveback.steps.discussion.views.common import begin_evidence, factor, opened, see, show_overview, today
from waveback.steps.discussion.views.evidence import sealed_files


@for_member
@require_http_methods(["GET", "HEAD"])
def still(request: MemberRequest) -> HttpResponse:
    """Who is still to be talked to, and why."""
    why, number = request.GET.get("why", ""), request.GET.get("page", "")
    why = why if why in rules.REASONS else ""
    shown = queries.still_to_talk(
        request.member, timezone.now(), why, int(number) if number.isascii() and number.isdigit() else 1
    )
    context = {
        "place": "clients",
        "still": shown,
        "why": why,
        "reasons": [(reason, shown.counts[reason]) for reason in rules.REASONS if shown.counts[reason]],
        "any_published": queries.newest_version(request.member) is not None,
    }
    return page(request, "discussion/still.html", context)


@for_member
@require_http_methods(["GET", "HEAD"])
def overview(request: MemberRequest, client_id: UUID) -> HttpResponse:
    client = opened(request, client_id)
    initial = drafts.initial(request.member, reverse("discussion:ask_again", args=[client.id])) | {"id": uuid4()}
    return show_overview(request, client, again=AskAgainForm(initial=initial))


@for_member
@require_POST
def ask_again(request: MemberRequest, client_id: UUID) -> HttpResponse:
    """Somebody asked to go over it again: the client is due until the next answer."""
    client = people.client_of(request.member, client_id)
    form = AskAgainForm(request.POST)
    if not form.is_valid():
        return show_overview(request, client, status=422, again=form)
    actions.ask_again(
        member=request.member, client=client, words=form.cleaned_data["words"], id=form.cleaned_data["id"]
    )
    drafts.drop(member=request.member, path=request.path)
    return see(reverse("discussion:talk", args=[client.id]) + "?said=discussion.asked")


@for_member
@require_http_methods(["GET", "HEAD"])
def acknowledgement(request: MemberRequest, client_id: UUID, acknowledgement_id: UUID) -> HttpResponse:
    """What was answered, with the exact text that was shown: to read, and to print as the client's copy.

    `for=guardian` is the guardian's copy, without what is not for them.
    """
    client = opened(request, client_id)
    row = queries.acknowledgement(request.member, client, acknowledgement_id)
    for_guardian = request.GET.get("for") == "guardian"
    context = queries.copy(request.member, client, row, for_guardian)
    if not for_guardian:
        context |= sealed_files(request, client, row)
    return page(request, "discussion/acknowledgement.html", context)


@for_member
@require_http_methods(["GET", "HEAD", "POST"])
def print_copy(request: MemberRequest, client_id: UUID, acknowledgement_id: UUID) -> HttpResponse:
    """The copy on paper, in plain wording, for the client or for the guardian. Each print is entered in the ledger."""
    client = opened(request, client_id)
    row = queries.acknowledgement(request.member, client, acknowledgement_id)
    context = queries.copy(request.member, client, row, request.GET.get("for") == "guardian")
    if context.get("erased"):
        return see(reverse("discussion:acknowledgement", args=[client.id, row.id]))
    if request.method != "POST":
        return page(request, "discussion/print_ask.html", context)
    speak_plainly(request)
    context |= {
        "checkpoint": actions.print_copy(member=request.member, client=client, answer=row),
        "printed_at": timezone.now(),
        "by": request.member.printed_name,
        "paper": True,
    }
    return page(request, "discussion/print.html", context)


@for_member
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: MemberRequest, client_id: UUID, acknowledgement_id: UUID) -> HttpResponse:
    """The client takes an accepted answer back. It never blocks care."""
    client = opened(request, client_id)
    row = queries.acknowledgement(request.member, client, acknowledgement_id)
    given, day = people.practice_time(request.member.practice, row.given_at).date(), today(request)
    context = {"place": "clients", "client": client, "row": row}
    if request.method != "POST":
        initial = {"on": day} | drafts.initial(request.member, request.path)
        form = WithdrawForm(given=given, today=day, initial=initial)
        return page(request, "discussion/withdraw.html", context | {"form": form})
    form = WithdrawForm(request.POST, given=given, today=day)
    if not form.is_valid():
        return page(request, "discussion/withdraw.html", context | {"form": form}, status=422)
    try:
        actions.withdraw(member=request.member, client=client, answer=row, factor=factor(request), **form.cleaned_data)
    except actions.NothingToWithdraw:
        return page(request, "discussion/withdraw.html", context | {"form": form, "gone": True}, status=409)
    drafts.drop(member=request.member, path=request.path)
    begin_evidence(request, client, row)
    return see(reverse("discussion:acknowledgement", args=[client.id, row.id]) + "?said=discussion.withdrawn")


@for_member
@require_http_methods(["GET", "HEAD", "POST"])
def who_signs(request: MemberRequest, client_id: UUID) -> HttpResponse:
    """Who may consent for a client under age, and what the guardian may read."""
    client = opened(request, client_id)
    rows = queries.signing_rows(request.member, client)
    held = rows[0].chosen if rows else {}
    context: dict[str, object] = {"place": "clients", "client": client, "rows": rows, "who_signs": rules.WHO_SIGNS}
    context["is_minor"] = queries.signing(request.member, client, timezone.now()) is not None
    if request.method != "POST":
        initial = held | drafts.initial(request.member, request.path) | {"seen": len(rows)}
        return page(request, "discussion/who_signs.html", context | {"form": SigningForm(initial=initial)})
    form = SigningForm(request.POST)
    if not form.is_valid():
        return page(request, "discussion/who_signs.html", context | {"form": form}, status=422)
    try:
        actions.set_signing(member=request.member, client=client, **form.cleaned_data)
    except actions.SetMeanwhile as other:
        data = request.POST.copy()
        data["seen"] = str(len(queries.signing_rows(request.member, client)))
        context |= {"form": SigningForm(data), "current": other.current}
        return page(request, "discussion/who_signs.html", context, status=409)
    drafts.drop(member=request.member, path=request.path)
    return see(reverse("discussion:talk", args=[client.id]) + "?said=discussion.signing")


@for_member
@require_http_methods(["GET", "HEAD", "POST"])
def persons(request: MemberRequest, client_id: UUID) -> HttpResponse:
    """Who is in a couple's or a group's file. Each answers for themselves."""
    client = opened(request, client_id)
    if request.method != "POST":
        initial = drafts.initial(request.member, request.path) | {"id": uuid4()}
        return _persons(request, client_id, PersonForm(initial=initial))
    if "leaves" in request.POST:
        return _leave(request, client_id)
    form = PersonForm(request.POST)
    if not form.is_valid():
        return _persons(request, client_id, form, status=422)
    try:
        actions.add_participant(member=request.member, client=client, **form.cleaned_data)
    except actions.LabelTaken:
        form.add_error("label", "Somebody in this file is called that already. Give this person another role or name.")
        return _persons(request, client_id, form, status=409)
    drafts.drop(member=request.member, path=request.path)
    return see(request.path + "?said=discussion.person_added")


def _persons(
    request: MemberRequest, client_id: UUID, form: PersonForm, status: int = 200, **more: object
) -> HttpResponse:
    client = people.client_of(request.member, client_id)
    context = {
        "place": "clients",
        "client": client,
        "form": form,
        "persons": queries.standings_of_people(request.member, client, timezone.now()),
        **more,
    }
    return page(request, "discussion/people.html", context, status=status)


def _leave(request: MemberRequest, client_id: UUID) -> HttpResponse:
    client = people.client_of(request.member, client_id)
    try:
        person = queries.participant(request.member, client, UUID(request.POST["leaves"]))
        actions.leave(member=request.member, client=client, person=person)
    except ValueError:
        raise queries.NotFound from None
    except (queries.NotFound, actions.LeftAlready):
        pass  # another window said so first: the list shows it
    except actions.StillAnswering:
        return _persons(request, client_id, PersonForm(initial={"id": uuid4()}), status=409, still_answering=True)
    return see(request.path + "?said=discussion.person_left")
