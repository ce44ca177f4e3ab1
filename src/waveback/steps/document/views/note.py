"""The note: reading it, finishing it, signing it."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from waveback.ground.vault import KeyDestroyed
from waveback.ground.web.pages import page
from waveback.people import actions as people_actions
from waveback.people import drafts
from waveback.people import queries as people
from waveback.people.access import MemberRequest, for_member, reauthenticated
from waveback.steps.document import actions, formats, note_check, queries, record, rules, wording
from waveback.steps.document.forms import FinishForm, FormatForm, SignForm
from waveback.steps.document.views.capturing import see, to_note

if TYPE_CHECKING:
    from waveback.steps.document.models import RunIn


@for_member
@require_safe
def note(request: MemberRequest, run_in_id: UUID) -> HttpResponse:
    """The run-in as far as it has come: captured, drafted, or the signed record."""
    run_in = queries.run_in(request.member, run_in_id)
    look_at(request, run_in)
    try:
        context = record.of(request.member, run_in)
    except KeyDestroyed:
        return page(request, "document/erased.html", {"run_in": run_in}, status=410)
    days = run_in.age(timezone.now())
    context |= {"days": days, "ageing": days >= rules.AMBER_FROM}
    if run_in.state == rules.SIGNED:
        how = format_in(request)
        to_copy = record.to_copy(run_in, context["added"], how).as_text()
        context |= {"formats": formats.FORMATS, "how": how, "to_copy": to_copy}
    return page(request, "document/note.html", context)


def format_in(request: MemberRequest) -> formats.Format:
    """The format asked for (?as=, or the field of that name), else the member's usual one."""
    asked = request.POST.get("as") or request.GET.get("as")
    return formats.known(asked) or queries.format_of(request.member)


@for_member
@require_http_methods(["GET", "HEAD", "POST"])
def usual_format(request: MemberRequest) -> HttpResponse:
    """In which format notes are usually shown to copy: to this member, or to the practice."""
    usual = {"key": queries.format_of(request.member).key, "whose": "mine"}
    form = FormatForm(request.POST if request.method == "POST" else None, initial=usual)
    if request.method != "POST" or not form.is_valid():
        return page(request, "document/format.html", {"form": form}, status=422 if form.is_bound else 200)
    whole = form.cleaned_data["whose"] == "practice"
    actions.choose_format(member=request.member, key=form.cleaned_data["key"], for_practice=whole)
    return see(reverse("document:format") + "?said=document.format")


def look_at(request: MemberRequest, run_in: "RunIn") -> None:
    """A note is part of a client's file: opening it is a look at the file."""
    if run_in.client is not None:
        people_actions.look_at(member=request.member, client=run_in.client)


@for_member
@require_http_methods(["GET", "HEAD", "POST"])
def finish(request: MemberRequest, run_in_id: UUID) -> HttpResponse:
    run_in = queries.run_in(request.member, run_in_id)
    if request.method == "POST":
        return _finished(request, run_in)
    if run_in.signed_at is not None:
        return redirect("document:note", run_in.pk)
    look_at(request, run_in)
    kept = drafts.initial(request.member, request.path)
    form = _finish_form(request, run_in, initial=_begun(request, run_in) | kept)
    lacking = queries.lacks(request.member, run_in) if run_in.state == rules.DRAFTED else []
    return _finish_page(request, run_in, form, lacking=lacking, refilled=bool(kept))


def _finished(request: MemberRequest, run_in: "RunIn") -> HttpResponse:
    form = _finish_form(request, run_in, request.POST)
    if not form.is_valid():
        return _finish_page(request, run_in, form, status=422)
    told = form.cleaned_data
    try:
        actions.finish(
            member=request.member,
            run_in=run_in,
            revision=told["revision"],
            facts=form.facts(),
            happened_at=told["happened_at"],
            approximately=told["approximately"],
            ease=form.own_ease(),
        )
    except actions.ChangedMeanwhile as lost:
        return _conflict(request, form, lost)
    except actions.NotYours:
        form.add_error(None, "Only whoever wrote a note can change or sign it.")
        return _finish_page(request, run_in, form, status=403)
    drafts.drop(member=request.member, path=request.path)
    if "sign" not in request.POST:
        return to_note(run_in.pk, "document.drafted")
    lacking = queries.lacks(request.member, run_in)
    if not lacking:
        return see(reverse("document:sign", args=[run_in.pk]))
    return _still_open(request, run_in, lacking)


def _still_open(request: MemberRequest, run_in: "RunIn", lacking: list[rules.Missing]) -> HttpResponse:
    """The draft is kept; each thing that a signed note needs is asked for beside its field."""
    form = _finish_form(request, run_in, _with_revision(request.POST, run_in.revision))
    form.is_valid()
    for one in lacking:
        form.add_error(one.field if one.field in form.fields else None, one.sentence)
    return _finish_page(request, run_in, form, lacking=lacking, status=422)


def _conflict(request: MemberRequest, form: FinishForm, lost: actions.ChangedMeanwhile) -> HttpResponse:
    """Nobody's text is lost: what stands now and what was typed, side by side; sending again keeps the typed one."""
    current = lost.current
    typed = rules.tidy(form.facts())
    context: dict[str, Any] = {"typed": wording.texts_of(typed), "current": current, "gone": current is None}
    if current is not None:
        context |= {"standing": wording.texts_of(current.noted), "signed": current.signed_at is not None}
        if current.signed_at is None:
            context["form"] = _finish_form(request, current, _with_revision(request.POST, current.revision))
    return page(request, "document/conflict.html", context, status=409)


def _with_revision(data: QueryDict, revision: int) -> QueryDict:
    fresh = data.copy()
    fresh["revision"] = str(revision)
    return fresh


def _begun(request: MemberRequest, run_in: "RunIn") -> dict[str, Any]:
    """What the form starts with: what was captured, and a first sentence made of it."""
    facts = run_in.noted
    happened = people.practice_time(request.member.practice, run_in.happened_at)
    begun = {**facts, "on": happened.date(), "at": happened.time(), "approximately": run_in.happened_approximately}
    if "fact" not in facts:
        begun["fact"] = wording.assembled(facts)
    if how := rules.likely_channel(facts):
        begun["channel"] = how
    if "knew" not in facts and facts.get("saw") in ("both", "they_me"):
        begun["knew"] = "both"
    return begun | {"revision": run_in.revision, "ease": queries.ease(request.member, run_in)}


def _finish_form(request: MemberRequest, run_in: "RunIn", data: Any = None, **kwargs: Any) -> FinishForm:
    form = FinishForm(data, time_zone=request.member.practice.time_zone, stands=run_in.happened_at, **kwargs)
    if not run_in.is_late:
        del form.fields["late_reason"]
    if queries.policy_in_force(request.member, run_in.happened_at) is None:
        del form.fields["deviated"], form.fields["deviation_reason"]
    return form


_FOLDED = (*rules.OPTIONAL, "risk", "consulted")
"""What the page folds away while it is empty."""


def _finish_page(
    request: MemberRequest,
    run_in: "RunIn",
    form: FinishForm,
    *,
    lacking: list[rules.Missing] | None = None,
    refilled: bool = False,
    status: int = 200,
) -> HttpResponse:
    context = {
        "refilled": refilled,
        "run_in": run_in,
        "form": form,
        "lacking": lacking or [],
        "unnoticed": queries.unnoticed_rule(request.member),
        "policy": queries.policy_in_force(request.member, run_in.happened_at),
        "phrases": queries.phrases(request.member),
        "more_open": any(form[name].value() or form[name].errors for name in _FOLDED)
        or form["chance"].value() == "suspected",
    }
    return page(request, "document/finish.html", context, status=status)


@for_member
@reauthenticated
@require_http_methods(["GET", "HEAD", "POST"])
def sign(request: MemberRequest, run_in_id: UUID) -> HttpResponse:
    """Shows exactly what is signed, and takes the signature: the author's own typed name."""
    run_in = queries.run_in(request.member, run_in_id)
    if run_in.signed_at is not None:
        return to_note(run_in.pk, "document.signed_before")
    if request.method == "POST":
        return _signed(request, run_in)
    look_at(request, run_in)
    if queries.lacks(request.member, run_in):
        return redirect("document:finish", run_in.pk)
    return _sign_page(request, run_in, _sign_form(request, run_in, initial={"revision": run_in.revision}))


def _signed(request: MemberRequest, run_in: "RunIn") -> HttpResponse:
    form = _sign_form(request, run_in, request.POST)
    if not form.is_valid():
        return _sign_page(request, run_in, form, status=422)
    try:
        actions.sign(
            member=request.member,
            run_in=run_in,
            revision=form.cleaned_data["revision"],
            proof=request.reauthenticated,
            checked=note_check.VERSION,
        )
    except actions.Unfinished:
        return see(reverse("document:finish", args=[run_in.pk]))
    except actions.AlreadySigned:
        return to_note(run_in.pk, "document.signed_before")
    except actions.ChangedMeanwhile as lost:
        if lost.current is None:
            return see("/?said=document.changed")
        return _changed_before_signing(request, lost.current)
    except actions.NotYours:
        form.add_error(None, "Only whoever wrote a note can change or sign it.")
        return _sign_page(request, run_in, form, status=403)
    drafts.drop(member=request.member, path=request.path)
    return to_note(run_in.pk, "document.signed")


def _changed_before_signing(request: MemberRequest, current: "RunIn") -> HttpResponse:
    form = _sign_form(request, current, initial={"revision": current.revision})
    return _sign_page(request, current, form, status=409, changed=True)


def _sign_form(request: MemberRequest, run_in: "RunIn", data: Any = None, **kwargs: Any) -> SignForm:
    has_finds = any(one.finds for one in _checked(run_in))
    return SignForm(data, signer=request.member.name, has_finds=has_finds, **kwargs)


def _checked(run_in: "RunIn") -> list[note_check.Checked]:
    """The texts as the note check sees them: the client's own names may stand in their own file, and the author's."""
    client = run_in.client
    own = [client.name, people.legal_name(client), client.code_label] if client else []
    own.append(run_in.author.name)
    return note_check.checked(run_in.noted, known=[name for name in own if name])


def _sign_page(
    request: MemberRequest, run_in: "RunIn", form: SignForm, status: int = 200, *, changed: bool = False
) -> HttpResponse:
    context = record.of(request.member, run_in)
    policy = queries.policy_in_force(request.member, run_in.happened_at)
    checked = _checked(run_in)
    context |= {
        "form": form,
        "changed": changed,
        "policy": policy,
        "now": timezone.now(),
        "checked": checked,
        "finds": sum(len(one.finds) for one in checked),
    }
    return page(request, "document/sign.html", context, status=status)
