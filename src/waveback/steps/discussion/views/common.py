"""What the pages of this room share."""

import json
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from waveback.ground import jobs
from waveback.ground.vault import KeyDestroyed
from waveback.ground.web.pages import page
from waveback.people import actions as people_actions
from waveback.people import queries as people
from waveback.people.access import MemberRequest, last_shown
from waveback.steps.discussion import queries

if TYPE_CHECKING:
    from waveback.people.models import Client
    from waveback.steps.discussion.models import Acknowledgement, GreetFirst


def see(address: str) -> HttpResponseRedirect:
    response = HttpResponseRedirect(address)
    response.status_code = 303
    return response


def opened(request: MemberRequest, client_id: UUID) -> "Client":
    """The client whose file this page opens; the look is entered. Raises NotFound."""
    client = people.client_of(request.member, client_id)
    people_actions.look_at(member=request.member, client=client)
    return client


def begin_evidence(request: MemberRequest, client: "Client", about: "Acknowledgement | GreetFirst") -> UUID | None:
    """See to it that all evidence of this file that is due is made, off the request. Asked for twice, begun once.

    Returns the work's id; None where nothing is due, or nothing can be made any more.
    """
    member = request.member
    try:
        if not queries.evidence_is_due(member, client, about):
            return None
        since = queries.happened_since(member, client, about)
    except KeyDestroyed:
        return None
    return jobs.begin(
        practice=member.practice_id,
        member=member.pk,
        kind="evidence",
        args={"client": str(client.pk), "about": str(about.pk)},
        back=beside(client, about),
        id=uuid5(about.pk, f"evidence {member.pk} {json.dumps(since, sort_keys=True)}"),
    )


def beside(client: "Client", about: "Acknowledgement | GreetFirst") -> str:
    """The page on which an answer, or a word about being greeted first, stands."""
    if about._meta.model_name == "acknowledgement":
        return reverse("discussion:acknowledgement", args=[client.id, about.pk])
    return reverse("discussion:greet_first", args=[client.id])


def today(request: MemberRequest) -> date:
    return people.practice_time(request.member.practice, timezone.now()).date()


def factor(request: MemberRequest) -> str:
    """How the member had shown who they are."""
    shown = last_shown(request)
    return shown.factor if shown else "session"


def show_overview(request: MemberRequest, client: "Client", status: int = 200, **more: object) -> HttpResponse:
    context = queries.overview(request.member, client, timezone.now()) | more
    return page(request, "discussion/overview.html", context, status=status)
