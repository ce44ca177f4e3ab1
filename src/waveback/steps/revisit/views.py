"""The revisit's page: the offer, then the client's words; kept as a draft or signed."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from waveback.ground import print as press
from waveback.ground.vault import KeyDestroyed
from waveback.ground.web.pages import page
from waveback.people import actions as people_actions
from waveback.people import drafts
from waveback.people import queries as people
from waveback.people.access import MemberRequest, for_member, reauthenticated
from waveback.steps.boundaries import actions as boundaries_actions
from waveback.steps.boundaries import queries as boundaries
from waveback.steps.boundaries import rules as boundaries_rules
from waveback.steps.boundaries.forms import PlanForm
from waveback.steps.client_leads import actions as client_leads_actions
from waveback.steps.client_leads import queries as client_leads
from waveback.steps.client_leads.forms import WishesForm
from waveback.steps.document import pdf as note_pdf
from waveback.steps.document import queries as document
from waveback.steps.policy.clauses import CLAUSES
from waveback.steps.revisit import actions, pdf, queries, rules
from waveback.steps.revisit.forms import RevisitForm

if TYPE_CHECKING:
    from waveback.steps.document.models import RunIn

WISHES, PLAN = "wishes", "plan"


@for_member
@require_http_methods(["GET", "HEAD", "POST"])
def revisit(request: MemberRequest, run_in_id: UUID) -> HttpResponse:
    run_in = queries.to_revisit(request.member, run_in_id)
    try:
        if request.method == "POST":
            return _sign(request, run_in) if "sign" in request.POST else _keep(request, run_in)
        return _show(request, run_in)
    except KeyDestroyed:
        return page(request, "document/erased.html", {"run_in": run_in}, status=410)


@for_member
@reauthenticated
@require_POST
def as_pdf(request: MemberRequest, run_in_id: UUID) -> HttpResponse:
    """A signed revisit as a document. Each one that is made is entered in the ledger."""
    run_in = queries.to_revisit(request.member, run_in_id)
    row = queries.of(request.member, run_in)
    if row is None or row.signed_at is None:
        raise queries.NotFound
    checkpoint = actions.printed(member=request.member, row=row)
    try:
        made = pdf.revisit(request.member, run_in, row, checkpoint=checkpoint, at=timezone.now())
    except press.PrintFailed:
        return HttpResponseRedirect(reverse("revisit:revisit", args=[run_in.pk]) + "?said=document.no_pdf", status=303)
    except KeyDestroyed:
        return page(request, "document/erased.html", {"run_in": run_in}, status=410)
    return HttpResponse(made.content, content_type="application/pdf", headers=note_pdf.HEADERS)


def _show(request: MemberRequest, run_in: "RunIn") -> HttpResponse:
    assert run_in.client is not None  # a signed run-in has a client
    people_actions.look_at(member=request.member, client=run_in.client)
    if document.line(run_in).erased:
        raise KeyDestroyed
    row = queries.of(request.member, run_in)
    if row is not None and row.signed_at is not None:
        return page(request, "revisit/signed.html", _signed(request, run_in, row))
    kept = drafts.initial(request.member, request.path)
    begun = RevisitForm.begun(row.content) if row else _suggested_end(request, run_in)
    begun["revision"] = row.revision if row else 0
    wishes = _wishes_form(request, run_in, initial=_without_prefix(kept, WISHES))
    plan = _plan_form(request, initial=_without_prefix(kept, PLAN))
    return _page(request, run_in, RevisitForm(initial=begun | kept), wishes, plan)


def _suggested_end(request: MemberRequest, run_in: "RunIn") -> dict[str, Any]:
    """Where no talk is to be expected, the page begins with that; it can still be changed."""
    if run_in.client is not None and run_in.client.ended_at is not None:
        return {"outcome": rules.NOT_APPLICABLE, "why": "gone"}
    if not document.is_a_run_in(run_in) and document.unnoticed_rule(request.member) != "always":
        return {"outcome": rules.NOT_APPLICABLE, "why": "unnoticed"}
    return {}


def _signed(request: MemberRequest, run_in: "RunIn", row: Any) -> dict[str, Any]:
    """What was signed, and what could be changed after it."""
    told = row.content
    mine = row.author_id == request.member.pk
    kept = queries.suggested(request.member, run_in) if mine else set()
    clauses = [number for number in rules.clauses(told) if number not in kept] if mine else []
    headings = {clause.number: clause.heading for clause in CLAUSES}
    return {
        "run_in": run_in,
        "revisit": row,
        "told": queries.shown(row),
        "suggests": rules.suggests(told),
        "clauses": [(number, headings[number]) for number in clauses],
        "kept_for_policy": [(number, headings[number]) for number in sorted(kept)],
    }


def _keep(request: MemberRequest, run_in: "RunIn") -> HttpResponse:
    """Finish later: it stays a draft."""
    form, wishes, plan = _forms(request, run_in)
    if not form.is_valid():
        return _page(request, run_in, form, wishes, plan, status=422)
    try:
        actions.keep(member=request.member, run_in=run_in, revision=form.cleaned_data["revision"], told=form.told())
    except actions.ChangedMeanwhile as lost:
        return _conflict(request, run_in, lost)
    except actions.NotYours:
        return _not_yours(request, run_in, form, wishes, plan)
    drafts.drop(member=request.member, path=request.path)
    return _to_file(run_in, "revisit.kept")


@reauthenticated
def _sign(request: MemberRequest, run_in: "RunIn") -> HttpResponse:
    form, wishes, plan = _forms(request, run_in)
    talked, then = request.POST.get("outcome") == rules.DONE, request.POST.get("next")
    changes, agrees = talked and then in rules.CHANGES_WISHES, talked and then in rules.AGREES_PLAN
    valid = [form.is_valid(), not changes or wishes.is_valid(), not agrees or plan.is_valid()]
    if not all(valid):
        return _page(request, run_in, form, wishes, plan, status=422)
    try:
        actions.sign(
            member=request.member,
            run_in=run_in,
            revision=form.cleaned_data["revision"],
            told=form.told(),
            proof=request.reauthenticated,
            wishes=_new_wishes(request, wishes) if changes else None,
            plan=_new_plan(request, plan) if agrees else None,
        )
    except actions.Unfinished as unfinished:
        form.ask_for(unfinished.missing)
        return _page(request, run_in, form, wishes, plan, status=422)
    except actions.ChangedMeanwhile as lost:
        return _conflict(request, run_in, lost)
    except actions.NotYours:
        return _not_yours(request, run_in, form, wishes, plan)
    except (client_leads_actions.SetMeanwhile, client_leads_actions.BeforeCurrent):
        form.add_error("next", "What they want was changed a moment ago. Read it below, choose again, and sign.")
        return _page(request, run_in, form, _wishes_form(request, run_in), plan, status=409)
    except boundaries_actions.PlannedMeanwhile:
        form.add_error("next", "A plan for this kind of place was agreed a moment ago. Read it first, then sign.")
        return _page(request, run_in, form, wishes, plan, status=409)
    drafts.drop(member=request.member, path=request.path)
    if talked and (rules.suggests(form.told()) or rules.clauses(form.told())):
        return HttpResponseRedirect(request.path + "?said=revisit.signed", status=303)
    return _to_file(run_in, "revisit.signed")


def _forms(request: MemberRequest, run_in: "RunIn") -> tuple[RevisitForm, WishesForm, PlanForm]:
    data = request.POST
    return RevisitForm(data), _wishes_form(request, run_in, data), _plan_form(request, data)


def _plan_form(request: MemberRequest, data: Any = None, **kwargs: Any) -> PlanForm:
    today = queries.today(request.member, timezone.now())
    initial = {"review": boundaries_rules.first_review(today)} | kwargs.pop("initial", {})
    return PlanForm(data, prefix=PLAN, voice="said", today=today, initial=initial, **kwargs)


def _new_plan(request: MemberRequest, plan: PlanForm) -> actions.NewPlan:
    seen = request.POST.get("plans_seen", "")
    today = queries.today(request.member, timezone.now())
    return actions.NewPlan(plan.plan(), today, int(seen) if seen.isdecimal() else 0)


def _new_wishes(request: MemberRequest, wishes: WishesForm) -> actions.NewWishes:
    today = people.practice_time(request.member.practice, timezone.now()).date()
    seen = request.POST.get("wishes_seen") or None
    try:
        return actions.NewWishes(wishes.choices(), today, UUID(seen) if seen else None)
    except ValueError:
        return actions.NewWishes(wishes.choices(), today, None)


def _wishes_form(request: MemberRequest, run_in: "RunIn", data: Any = None, **kwargs: Any) -> WishesForm:
    assert run_in.client is not None  # a signed run-in has a client
    held = client_leads.wishes(request.member, run_in.client)
    return WishesForm(data, prefix=WISHES, held=held.choices if held else None, **kwargs)


def _without_prefix(kept: dict[str, Any], prefix: str) -> dict[str, Any]:
    return {name.removeprefix(f"{prefix}-"): kept[name] for name in kept if name.startswith(f"{prefix}-")}


def _page(
    request: MemberRequest, run_in: "RunIn", form: RevisitForm, wishes: WishesForm, plan: PlanForm, status: int = 200
) -> HttpResponse:
    member = request.member
    assert run_in.client is not None  # a signed run-in has a client
    held = client_leads.wishes(member, run_in.client)
    context = {
        "run_in": run_in,
        "form": form,
        "wishes_form": wishes,
        "plan_form": plan,
        "plans_seen": boundaries.last_number(member, run_in.client.pk),
        "seen": held.pk if held else "",
        "client": run_in.client,
        "threads": queries.open_threads(member, [run_in.client.pk]).get(run_in.client.pk, []),
        "repeat": queries.repeat_of(member, run_in.client, timezone.now()),
        "offer": rules.OFFER,
        "theirs_to_raise": held is not None and held.how_to_raise == "client",
        "policy_says": queries.who_raises(member),
        "noted": document.line(run_in),
    }
    return page(request, "revisit/revisit.html", context, status=status)


def _conflict(request: MemberRequest, run_in: "RunIn", lost: actions.ChangedMeanwhile) -> HttpResponse:
    """Both texts stay: what stands now above, what was typed in the form, ready to be sent again."""
    current = lost.current
    data = request.POST.copy()
    data["revision"] = str(current.revision if current else 0)
    context = {
        "run_in": run_in,
        "standing": queries.shown(current) if current else None,
        "signed": current is not None and current.signed_at is not None,
        "typed": _typed(request),
        "again": list(_pairs(data)),
    }
    return page(request, "revisit/conflict.html", context, status=409)


def _typed(request: MemberRequest) -> list[tuple[str, str]]:
    form = RevisitForm(request.POST)
    form.is_valid()
    return rules.shown(form.told())


def _pairs(data: QueryDict) -> list[tuple[str, str]]:
    skipped = ("csrfmiddlewaretoken", "sign")
    return [(name, value) for name, values in data.lists() if name not in skipped for value in values]


def _not_yours(
    request: MemberRequest, run_in: "RunIn", form: RevisitForm, wishes: WishesForm, plan: PlanForm
) -> HttpResponse:
    form.add_error(None, "Somebody else began this revisit. Only whoever began it can go on with it.")
    return _page(request, run_in, form, wishes, plan, status=403)


def _to_file(run_in: "RunIn", said: str) -> HttpResponse:
    return HttpResponseRedirect(reverse("desk:client", args=[run_in.client_id]) + f"?said={said}", status=303)
