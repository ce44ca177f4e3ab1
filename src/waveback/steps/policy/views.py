"""The policy builder, publishing, and the pages that read a version."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from waveback.ground.web.pages import page, wants_part
from waveback.people import drafts
from waveback.people import queries as people
from waveback.people.access import MemberRequest, for_member
from waveback.steps.policy import actions, queries, rules
from waveback.steps.policy.forms import ClauseForm, ComfortForm, PublishForm

if TYPE_CHECKING:
    from waveback.steps.policy.models import Version


def _see_other(address: str) -> HttpResponse:
    return HttpResponseRedirect(address, status=303)


@for_member
@require_safe
def home(request: MemberRequest) -> HttpResponse:
    """The policy as it stands: the live document with its questions, and the versions."""
    return page(request, "policy/home.html", _around(request))


@for_member
@require_http_methods(["GET", "HEAD", "POST"])
def comfort(request: MemberRequest) -> HttpResponse:
    """The handful of questions that choose the defaults."""
    live = queries.live(request.member.practice)
    if request.method != "POST":
        form = ComfortForm(initial={"revision": live.revision, **live.comfort, **_kept(request)})
        return page(request, "policy/comfort.html", {**_around(request), "form": form})
    form = ComfortForm(request.POST)
    if not form.is_valid():
        return page(request, "policy/comfort.html", {**_around(request), "form": form}, status=422)
    try:
        actions.set_comfort(member=request.member, comfort=form.comfort(), revision=form.cleaned_data["revision"])
    except actions.ChangedMeanwhile:
        again = ComfortForm({**request.POST.dict(), "revision": live.revision})
        context = {**_around(request), "form": again, "conflict": True}
        return page(request, "policy/comfort.html", context, status=409)
    drafts.drop(member=request.member, path=request.path)
    return _see_other(reverse("policy:clause", args=[rules.CLAUSES[0].key]))


@for_member
@require_http_methods(["GET", "HEAD", "POST"])
def clause(request: MemberRequest, number: str) -> HttpResponse:
    """One question, beside the live document."""
    one = rules.clause(number)
    if one is None:
        raise Http404
    return _answer(request, one) if request.method == "POST" else _ask(request, one)


def _ask(request: MemberRequest, one: rules.Clause) -> HttpResponse:
    live = queries.live(request.member.practice)
    form = ClauseForm(one, initial={**_initial(live, one), **_kept(request), "revision": live.revision})
    return page(request, "policy/clause.html", _asked(request, one, form))


def _answer(request: MemberRequest, one: rules.Clause) -> HttpResponse:
    form = ClauseForm(one, request.POST)
    if not form.is_valid():
        return page(request, "policy/clause.html", _asked(request, one, form), status=422)
    try:
        actions.answer_clause(
            member=request.member,
            number=one.key,
            answer=form.answer(),
            revision=form.cleaned_data["revision"],
        )
    except actions.ChangedMeanwhile:
        return _conflict(request, one)
    drafts.drop(member=request.member, path=request.path)
    if wants_part(request) and "next" not in request.POST:
        return _ask(request, one)
    following = _following(one)
    return _see_other(
        reverse("policy:clause", args=[following.key]) if following else reverse("policy:home") + "?said=policy.kept"
    )


def _conflict(request: MemberRequest, one: rules.Clause) -> HttpResponse:
    """Both stay: what another tab kept is shown above; what was typed here is in the form, ready to be sent."""
    live = queries.live(request.member.practice)
    again = ClauseForm(one, {**request.POST.dict(), "revision": live.revision})
    there = {**live.completed[one.key]}
    context = {**_asked(request, one, again), "conflict": rules.sections({one.key: there})[rules.CLAUSES.index(one)]}
    return page(request, "policy/clause.html", context, status=409)


def _initial(live: queries.Live, one: rules.Clause) -> dict[str, Any]:
    answer = live.completed[one.key]
    spoken = rules.phrases(live.completed)
    return {
        "option": answer["option"],
        "own_words": answer["own_words"],
        **{name: getattr(spoken, name) for name in ("gentle", "firm", "final")},
    }


def _following(one: rules.Clause) -> rules.Clause | None:
    place = rules.CLAUSES.index(one) + 1
    return rules.CLAUSES[place] if place < len(rules.CLAUSES) else None


def _kept(request: MemberRequest) -> dict[str, Any]:
    return drafts.initial(request.member, request.path)


def _asked(request: MemberRequest, one: rules.Clause, form: ClauseForm) -> dict[str, Any]:
    place = rules.CLAUSES.index(one)
    return {
        **_around(request),
        "form": form,
        "clause": one,
        "place_number": place + 1,
        "before": rules.CLAUSES[place - 1] if place else None,
        "following": _following(one),
        "texts": [(option.key, option.text) for option in one.options],
    }


def _around(request: MemberRequest) -> dict[str, Any]:
    """What every page of the builder shows: the live document, how it reads, the versions."""
    practice = request.member.practice
    live, versions = queries.live(practice), queries.versions(practice)
    text = rules.plain_text(practice.name, live.completed)
    return {
        "live": live,
        "sections": rules.sections(live.completed),
        "beginning": rules.BEGINNING,
        "reading": rules.reading_level(text),
        "minutes": rules.read_aloud_minutes(text),
        "versions": versions,
        "in_force": versions[0] if versions else None,
        "next_number": versions[0].number + 1 if versions else 1,
        "changed": queries.unpublished_changes(practice),
        "clauses": rules.CLAUSES,
        "answered": live.answers.keys(),
        "practice": practice,
    }


@for_member
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: MemberRequest) -> HttpResponse:
    """Say what publishing does, then do it."""
    around = _around(request)
    first = around["in_force"] is None
    if request.method != "POST":
        form = PublishForm(initial={"revision": around["live"].revision, **_kept(request)}, first=first)
        return page(request, "policy/publish.html", {**around, "form": form, "clients": _open_clients(request)})
    form = PublishForm(request.POST, first=first)
    if form.is_valid():
        try:
            return _published(request, form)
        except actions.ChangedMeanwhile:
            form = PublishForm({**request.POST.dict(), "revision": around["live"].revision}, first=first)
            form.add_error(None, "The draft was changed in another tab. Read it again, then publish.")
        except actions.NothingChanged:
            form.add_error(None, "The draft says what the version in force says: there is nothing to publish.")
    context = {**around, "form": form, "clients": _open_clients(request)}
    return page(request, "policy/publish.html", context, status=409 if form.non_field_errors() else 422)


def _open_clients(request: MemberRequest) -> int:
    return people.within_reach(request.member).filter(ended_at=None).count()


def _published(request: MemberRequest, form: PublishForm) -> HttpResponse:
    told = form.cleaned_data
    version = actions.publish_version(
        member=request.member,
        revision=told["revision"],
        material=told.get("material", "yes") == "yes",
        changes=told.get("changes", ""),
    )
    drafts.drop(member=request.member, path=request.path)
    return _see_other(reverse("policy:version", args=[version.pk]) + "?said=policy.published")


@for_member
@require_safe
def version(request: MemberRequest, version_id: UUID) -> HttpResponse:
    """A published version, to read."""
    found = queries.version(request.member.practice, version_id)
    in_force = queries.published(request.member.practice)
    context = {
        **_read(request, found),
        "byline": f"Version {found.number}",
        "is_in_force": in_force is not None and in_force.pk == found.pk,
        "reading": rules.reading_level(found.text),
        "minutes": rules.read_aloud_minutes(found.text),
    }
    return page(request, "policy/version.html", context)


@for_member
@require_safe
def print_version(request: MemberRequest, version_id: UUID) -> HttpResponse:
    """The clean page for paper. Prints are always in plain wording, so this one is no different when discreet."""
    found = queries.version(request.member.practice, version_id)
    return page(request, "policy/print.html", _read(request, found))


def _read(request: MemberRequest, version: "Version") -> dict[str, Any]:
    return {
        "version": version,
        "sections": rules.sections(version.answers),
        "beginning": rules.BEGINNING,
        "practice": request.member.practice,
    }
