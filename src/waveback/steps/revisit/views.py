"""The revisit's page: the offer, then the client's words; kept as a draft or signed."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from waveback.ground.vault import KeyDestroyed
from waveback.ground.web.pages import page
from waveback.people import actions as people_actions
from waveback.people import drafts
from waveback.people import queries as people
from waveback.people.access import MemberRequest, for_member, reauthenticated
from waveback.steps.client_leads import actions as client_leads_actions
from waveback.steps.client_leads import queries as client_leads
from waveback.steps.client_leads.forms import WishesForm
from waveback.steps.document import queries as document
from waveback.steps.revisit import actions, queries, rules
from waveback.steps.revisit.forms import RevisitForm

if TYPE_CHECKING:
    from waveback.steps.document.models import RunIn

WISHES = "wishes"


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


def _show(request: MemberRequest, run_in: "RunIn") -> HttpResponse:
    assert run_in.client is not None  # a signed run-in has a client
    people_actions.look_at(member=request.member, client=run_in.client)
    if document.line(run_in).erased:
        raise KeyDestroyed
    row = queries.of(request.member, run_in)
    if row is not None and row.signed_at is not None:
        return page(request, "revisit/signed.html", {"run_in": run_in, "revisit": row, "told": queries.shown(row)})
    kept = drafts.initial(request.member, request.path)
    begun = {**(row.content if row else {}), "revision": row.revision if row else 0}
    wishes = _wishes_form(request, run_in, initial=_without_prefix(kept))
    return _page(request, run_in, RevisitForm(initial=begun | kept), wishes)


def _keep(request: MemberRequest, run_in: "RunIn") -> HttpResponse:
    """Finish later: it stays a draft."""
    form, wishes = RevisitForm(request.POST), _wishes_form(request, run_in, request.POST)
    if not form.is_valid():
        return _page(request, run_in, form, wishes, status=422)
    try:
        actions.keep(member=request.member, run_in=run_in, revision=form.cleaned_data["revision"], told=form.told())
    except actions.ChangedMeanwhile as lost:
        return _conflict(request, run_in, lost)
    except actions.NotYours:
        return _not_yours(request, run_in, form, wishes)
    drafts.drop(member=request.member, path=request.path)
    return _to_file(run_in, "revisit.kept")


@reauthenticated
def _sign(request: MemberRequest, run_in: "RunIn") -> HttpResponse:
    form, wishes = RevisitForm(request.POST), _wishes_form(request, run_in, request.POST)
    changes = request.POST.get("next") == WISHES and request.POST.get("outcome") == rules.DONE
    if not form.is_valid() or (changes and not wishes.is_valid()):
        return _page(request, run_in, form, wishes, status=422)
    try:
        actions.sign(
            member=request.member,
            run_in=run_in,
            revision=form.cleaned_data["revision"],
            told=form.told(),
            proof=request.reauthenticated,
            wishes=_new_wishes(request, wishes) if changes else None,
        )
    except actions.Unfinished as unfinished:
        form.ask_for(unfinished.missing)
        return _page(request, run_in, form, wishes, status=422)
    except actions.ChangedMeanwhile as lost:
        return _conflict(request, run_in, lost)
    except actions.NotYours:
        return _not_yours(request, run_in, form, wishes)
    except (client_leads_actions.SetMeanwhile, client_leads_actions.BeforeCurrent):
        form.add_error("next", "What they want was changed a moment ago. Read it below, choose again, and sign.")
        return _page(request, run_in, form, _wishes_form(request, run_in), status=409)
    drafts.drop(member=request.member, path=request.path)
    return _to_file(run_in, "revisit.signed")


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


def _without_prefix(kept: dict[str, Any]) -> dict[str, Any]:
    return {name.removeprefix(f"{WISHES}-"): kept[name] for name in kept if name.startswith(f"{WISHES}-")}


def _page(
    request: MemberRequest, run_in: "RunIn", form: RevisitForm, wishes: WishesForm, status: int = 200
) -> HttpResponse:
    member = request.member
    assert run_in.client is not None  # a signed run-in has a client
    held = client_leads.wishes(member, run_in.client)
    context = {
        "run_in": run_in,
        "form": form,
        "wishes_form": wishes,
        "seen": held.pk if held else "",
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


def _not_yours(request: MemberRequest, run_in: "RunIn", form: RevisitForm, wishes: WishesForm) -> HttpResponse:
    form.add_error(None, "Somebody else began this revisit. Only whoever began it can go on with it.")
    return _page(request, run_in, form, wishes, status=403)


def _to_file(run_in: "RunIn", said: str) -> HttpResponse:
    return HttpResponseRedirect(reverse("desk:client", args=[run_in.client_id]) + f"?said={said}", status=303)
