"""What the pages of this room share."""

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.utils import timezone

from waveback.ground.web.pages import page
from waveback.people import actions as people_actions
from waveback.people import queries as people
from waveback.people.access import MemberRequest, last_shown
from waveback.steps.discussion import queries

if TYPE_CHECKING:
    from waveback.people.models import Client


def see(address: str) -> HttpResponseRedirect:
    response = HttpResponseRedirect(address)
    response.status_code = 303
    return response


def opened(request: MemberRequest, client_id: UUID) -> "Client":
    """The client whose file this page opens; the look is entered. Raises NotFound."""
    client = people.client_of(request.member, client_id)
    people_actions.look_at(member=request.member, client=client)
    return client


def today(request: MemberRequest) -> date:
    return people.practice_time(request.member.practice, timezone.now()).date()


def factor(request: MemberRequest) -> str:
    """How the member had shown who they are."""
    shown = last_shown(request)
    return shown.factor if shown else "session"


def show_overview(request: MemberRequest, client: "Client", status: int = 200, **more: object) -> HttpResponse:
    context = queries.overview(request.member, client, timezone.now()) | more
    return page(request, "discussion/overview.html", context, status=status)
