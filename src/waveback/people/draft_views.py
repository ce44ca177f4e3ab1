"""Where forms save themselves while somebody types, and where a page says that somebody is here."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, cast

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from waveback.ground.web.errors import error_page
from waveback.ground.web.forms import is_own_path
from waveback.people import drafts, queries
from waveback.people.access import for_member

if TYPE_CHECKING:
    from waveback.people.models import Member

LONGEST_PATH = 200


@require_POST
def keep_draft(request: HttpRequest) -> HttpResponse:
    """Keep the fields for the form at `draft-path`. Open while locked, for it shows nothing: 204 and the time."""
    member = cast("Member | None", request.member or request.locked_member)  # type: ignore[attr-defined]
    if member is None:
        return HttpResponse(status=401)
    fields = dict(request.POST.lists())
    path = (fields.pop("draft-path", None) or [""])[0]
    if not is_own_path(path) or len(path) > LONGEST_PATH:
        return error_page(request, 400)
    try:
        kept_at = drafts.keep(member=member, path=path, data=fields)
    except drafts.DraftTooLarge:
        return error_page(request, 413)
    return HttpResponse(status=204, headers={"X-Saved-At": f"{queries.practice_time(member.practice, kept_at):%H:%M}"})


@for_member
@require_POST
def here(request: HttpRequest) -> HttpResponse:
    """Somebody types or scrolls: the lock's clock starts anew (in the middleware)."""
    return HttpResponse(status=204, headers={"X-Seen-At": f"{datetime.now(UTC):%H:%M}"})
