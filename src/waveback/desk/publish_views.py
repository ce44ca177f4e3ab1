"""Publishing a policy: what changed, whom it concerns, and what becomes due. It spans steps 1 and 2."""

from typing import Any
from uuid import uuid4

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from waveback.desk import queries, whom
from waveback.ground.web.pages import page
from waveback.people import drafts
from waveback.people import queries as people
from waveback.people.access import MemberRequest, for_member
from waveback.steps.discussion import queries as discussion
from waveback.steps.policy import actions as policy
from waveback.steps.policy.forms import PublishForm
from waveback.steps.policy.views import around


@for_member
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: MemberRequest) -> HttpResponse:
    """Say what publishing does, then do it."""
    shown = around(request)
    first = shown["in_force"] is None
    if request.method != "POST":
        kept = drafts.initial(request.member, request.path)
        told = _every_change(str(kept.pop("changes", "")), shown)
        form = PublishForm(
            initial={"changes": told, **kept, "revision": shown["live"].revision, "id": uuid4()}, first=first
        )
        return _page(request, shown, form)
    form = PublishForm(request.POST, first=first)
    if not form.is_valid():
        return _page(request, shown, form, status=422)
    try:
        return _published(request, form)
    except policy.ChangedMeanwhile:
        sent = request.POST.copy()
        sent["revision"] = str(shown["live"].revision)
        sent["changes"] = _every_change(sent.get("changes", ""), shown)
        form = PublishForm(sent, first=first)
        form.add_error(None, "The draft was changed in another tab. Read it again, then publish.")
    except policy.NothingChanged:
        form.add_error(None, "The draft says what the version in force says: there is nothing to publish.")
    return _page(request, shown, form, status=409)


def _every_change(words: str, shown: dict[str, Any]) -> str:
    """The therapist's words, with a line for each passage that they do not speak of yet: it changed since."""
    fresh = [change.told for change in shown["changes"] if f"“{change.heading}”" not in words]
    return "\n".join([*words.splitlines(), *fresh])


def _page(request: MemberRequest, shown: dict[str, Any], form: PublishForm, status: int = 200) -> HttpResponse:
    standings = discussion.standings(request.member, timezone.now())
    concerned = whom.whom_it_concerns(queries.has_talked(standing) for standing in standings.values())
    has_colleagues = len(people.members(request.member.practice)) > 1
    context = {**shown, "form": form, "whom": concerned, "has_colleagues": has_colleagues}
    return page(request, "policy/publish.html", context, status=status)


def _published(request: MemberRequest, form: PublishForm) -> HttpResponse:
    told = form.cleaned_data
    version = policy.publish_version(
        member=request.member,
        revision=told["revision"],
        material=told.get("material", "yes") == "yes",
        changes=told.get("changes", ""),
        id=told["id"],
    )
    drafts.drop(member=request.member, path=request.path)
    address = reverse("policy:version", args=[version.pk])
    return HttpResponseRedirect(f"{address}?said=policy.published", status=303)
