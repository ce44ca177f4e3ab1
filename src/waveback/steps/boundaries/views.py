"""Overlap plans: agreed, changed, looked at again, ended. And the pocket card for the next sixty seconds."""

from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from waveback.ground.web.pages import page
from waveback.ground.web.words import speak_plainly
from waveback.people import actions as people_actions
from waveback.people import drafts
from waveback.people import queries as people
from waveback.people import rules as people_rules
from waveback.people.access import MemberRequest, for_member
from waveback.steps.boundaries import actions, queries, rules
from waveback.steps.boundaries.forms import PLAIN_FIELDS, AgreeForm, EndForm, LookForm

if TYPE_CHECKING:
    from waveback.people.models import Client


@for_member
@require_safe
def card(request: MemberRequest) -> HttpResponse:
    context = {
        "lines": rules.FIVE_LINES,
        "danger": rules.DANGER,
        "phrases": queries.phrases(request.member).as_list(),
    }
    return page(request, "boundaries/card.html", context)


@for_member
@require_safe
def wallet(request: MemberRequest) -> HttpResponse:
    """The same card for the wallet, to cut out and fold: 85 × 54 mm. It names nobody and no profession."""
    from waveback.ground import print as press

    paper = people_rules.paper_of(request.GET.get("paper", ""), request.member.practice.time_zone)
    names = (request.member.printed_name, request.member.practice.name)
    told = rules.wallet_card(queries.phrases(request.member).as_list(), names)
    try:
        made = press.pdf(rules.WALLET, told, title=rules.WALLET_TITLE, paper=paper, at=timezone.now())
    except (press.PrintFailed, press.TookTooLong):
        return HttpResponseRedirect(reverse("boundaries:card") + "?said=boundaries.not_printed", status=303)
    headers = {"Content-Disposition": 'inline; filename="card.pdf"'}
    return HttpResponse(made.content, content_type="application/pdf", headers=headers)


@for_member
@require_safe
def guidance(request: MemberRequest) -> HttpResponse:
    """What comes before every boundary, with the least said that helps."""
    context = {
        "overrides": queries.overrides(request.member),
        "afterwards": rules.AFTERWARDS,
        "duties": rules.DUTIES,
    }
    return page(request, "boundaries/guidance.html", context)


@for_member
@require_safe
def plans(request: MemberRequest, client_id: UUID) -> HttpResponse:
    """What is agreed for places where both go, and how it came about."""
    client = people.client_of(request.member, client_id)
    people_actions.look_at(member=request.member, client=client)
    context = {**_around(client), "file": queries.history(request.member, client, _today(request))}
    return page(request, "boundaries/plans.html", context)


@for_member
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: MemberRequest, client_id: UUID) -> HttpResponse:
    client = people.client_of(request.member, client_id)
    return _agree(request, client, None)


@for_member
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: MemberRequest, client_id: UUID, chain: UUID) -> HttpResponse:
    client = people.client_of(request.member, client_id)
    return _agree(request, client, queries.plan(request.member, client, chain))


def _agree(request: MemberRequest, client: "Client", held: queries.Standing | None) -> HttpResponse:
    """One form for a new plan and for a changed one; the former stays in the history."""
    if queries.is_erased(client) or (held and held.ended and request.method != "POST"):
        return _to_plans(client)
    if request.method != "POST":
        people_actions.look_at(member=request.member, client=client)
        return _asked(request, client, held, _agree_form(request, client, held), **_overtaken(request, held))
    if "suggest" in request.POST:
        return _asked(request, client, held, _suggesting(request))
    form = _with_suggestions(request, request.POST)
    if not form.is_valid():
        return _asked(request, client, held, form, status=422)
    told = form.cleaned_data
    replaces, seen = _was_shown(told["seen"])
    try:
        actions.agree_plan(
            member=request.member, client=client, plan=form.plan(), on=told["on"], source="told_me",
            replaces=replaces, seen=seen, id=told["id"],
        )  # fmt: skip
    except actions.BeforeCurrent as early:
        form.add_error("on", f"Give {early.since:%-d %B %Y} or a later day: the present version holds from then.")
        return _asked(request, client, held, form, status=422)
    except (actions.ChangedMeanwhile, actions.PlannedMeanwhile) as other:
        return _met(request, client, held, other)
    return _done(request, client, "boundaries.changed" if held else "boundaries.agreed")


def _was_shown(seen: str) -> tuple[UUID | None, int | None]:
    """What the page was showing: the version that is to be replaced, or how many there were before a new plan."""
    if seen.isdecimal():
        return None, int(seen)
    try:
        return UUID(seen), None
    except ValueError:
        return None, 0


def _agree_form(request: MemberRequest, client: "Client", held: queries.Standing | None) -> AgreeForm:
    today = _today(request)
    started: dict[str, Any] = {"on": today, "review": rules.first_review(today), "id": uuid4()}
    if held:
        started |= held.plan.as_dict() | {"review": max(held.review_on or today, today), "seen": held.id}
    else:
        started |= {"seen": queries.last_number(request.member, client.id), "place": request.GET.get("place", "")}
    return _with_suggestions(request, initial=started | drafts.initial(request.member, request.path))


def _overtaken(request: MemberRequest, held: queries.Standing | None) -> dict[str, Any]:
    """A draft that was begun before the present version is shown beside it, not in its place."""
    begun = drafts.kept_at(request.member, request.path) if held else None
    if held is None or begun is None or begun > held.now.set_at:
        return {}
    return {"conflict": queries.shown(held.now, _today(request)), "is_older": True}


def _with_suggestions(request: MemberRequest, *args: Any, **kwargs: Any) -> AgreeForm:
    return AgreeForm(*args, today=_today(request), suggest_at=request.path, **kwargs)


def _suggesting(request: MemberRequest) -> AgreeForm:
    """Another kind of place was chosen: the same form, as it was filled in, with what fits there."""
    several = ("they", "i", "company")
    typed = {
        name: request.POST.getlist(name) if name in several else request.POST.get(name, "")
        for name in (*PLAIN_FIELDS, "on", "id", "seen")
    }
    return _with_suggestions(request, initial=typed)


def _met(
    request: MemberRequest, client: "Client", held: queries.Standing | None,
    other: actions.ChangedMeanwhile | actions.PlannedMeanwhile,
) -> HttpResponse:  # fmt: skip
    """Both stay: what came about meanwhile stands above, what was typed stands in the form, ready to be sent again."""
    data = request.POST.copy()
    is_new = isinstance(other, actions.PlannedMeanwhile) or other.current.ended
    data["seen"] = str(queries.last_number(request.member, client.id)) if is_new else str(other.current.id)
    data["id"] = str(uuid4())
    form = _with_suggestions(request, data)
    context = {"conflict": queries.shown(other.current, _today(request)), "is_new": is_new}
    return _asked(request, client, held, form, status=409, **context)


def _asked(
    request: MemberRequest, client: "Client", held: queries.Standing | None, form: AgreeForm, status: int = 200,
    **more: Any,
) -> HttpResponse:  # fmt: skip
    says = queries.policy_says(request.member, rules.place(str(form["place"].value() or "")))
    context = {**_around(client), "form": form, "held": held, "says": says, **more}
    return page(request, "boundaries/agree.html", context, status=status)


@for_member
@require_http_methods(["GET", "HEAD", "POST"])
def look(request: MemberRequest, client_id: UUID, chain: UUID) -> HttpResponse:
    """Looked at again: it holds, until another day."""
    client = people.client_of(request.member, client_id)
    held, today = queries.plan(request.member, client, chain), _today(request)
    if queries.is_erased(client):
        return _to_plans(client)
    if request.method != "POST":
        people_actions.look_at(member=request.member, client=client)
        form = LookForm(today=today, initial={"review": rules.first_review(today), "id": uuid4(), "seen": held.id})
        return _at_one(request, client, held, "boundaries/look.html", form)
    form = LookForm(request.POST, today=today)
    if not form.is_valid():
        return _at_one(request, client, held, "boundaries/look.html", form, status=422)
    told = form.cleaned_data
    try:
        actions.confirm_plan(
            member=request.member, plan=told["seen"], review_on=told["review"], on=today, id=told["id"]
        )
    except actions.ChangedMeanwhile:
        again = LookForm(_with_current(request.POST, held), today=today)
        return _at_one(request, client, held, "boundaries/look.html", again, status=409, conflict=True)
    return _done(request, client, "boundaries.held")


@for_member
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: MemberRequest, client_id: UUID, chain: UUID) -> HttpResponse:
    """A plan ends, for a reason."""
    client = people.client_of(request.member, client_id)
    held = queries.plan(request.member, client, chain)
    if queries.is_erased(client):
        return _to_plans(client)
    if request.method != "POST":
        people_actions.look_at(member=request.member, client=client)
        started = {"id": uuid4(), "seen": held.id} | drafts.initial(request.member, request.path)
        return _at_one(request, client, held, "boundaries/end.html", EndForm(initial=started))
    form = EndForm(request.POST)
    if not form.is_valid():
        return _at_one(request, client, held, "boundaries/end.html", form, status=422)
    told = form.cleaned_data
    try:
        actions.end_plan(member=request.member, plan=told["seen"], reason=told["reason"], id=told["id"])
    except actions.ChangedMeanwhile:
        again = EndForm(_with_current(request.POST, held))
        return _at_one(request, client, held, "boundaries/end.html", again, status=409, conflict=True)
    return _done(request, client, "boundaries.ended")


@for_member
@require_http_methods(["GET", "HEAD", "POST"])
def print_plans(request: MemberRequest, client_id: UUID) -> HttpResponse:
    """The plans in force on paper, in plain wording. Each print is entered in the ledger."""
    client = people.client_of(request.member, client_id)
    people_actions.look_at(member=request.member, client=client)
    if queries.is_erased(client):
        return _to_plans(client)
    if request.method != "POST":
        return page(request, "boundaries/print_ask.html", _around(client))
    speak_plainly(request)
    now = timezone.now()
    context = {
        "client": client,
        "legal_name": people.legal_name(client) or client.code_label,
        "plans": queries.panel(request.member, client, now).plans,
        "checkpoint": actions.print_plans(member=request.member, client=client),
        "printed_at": now,
        "by": request.member.printed_name,
    }
    return page(request, "boundaries/print.html", context)


def _with_current(typed: QueryDict, held: queries.Standing) -> QueryDict:
    data = typed.copy()
    data["seen"], data["id"] = str(held.id), str(uuid4())
    return data


def _at_one(
    request: MemberRequest, client: "Client", held: queries.Standing, template: str, form: LookForm | EndForm,
    status: int = 200, conflict: bool = False,
) -> HttpResponse:  # fmt: skip
    one = queries.shown(held.now, _today(request))
    return page(
        request, template, {**_around(client), "held": held, "one": one, "form": form, "conflict": conflict}, status
    )


def _done(request: MemberRequest, client: "Client", said: str) -> HttpResponse:
    drafts.drop(member=request.member, path=request.path)
    return _to_plans(client, f"?said={said}")


def _to_plans(client: "Client", said: str = "") -> HttpResponse:
    return HttpResponseRedirect(reverse("boundaries:plans", args=[client.id]) + said, status=303)


def _around(client: "Client") -> dict[str, Any]:
    return {"place": "clients", "client": client}


def _today(request: MemberRequest) -> date:
    return people.practice_time(request.member.practice, timezone.now()).date()
