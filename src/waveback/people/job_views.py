"""Work off the request, as its member sees it: a bar, a way to stop it, and the file for an hour."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from waveback.ground import jobs
from waveback.ground.web.forms import is_own_path
from waveback.ground.web.pages import page
from waveback.people.access import MemberRequest, for_member
from waveback.people.queries import NotFound


@for_member
@require_safe
def job(request: MemberRequest, job_id: UUID) -> HttpResponse:
    state = _found(request, job_id)
    back = state.back if is_own_path(state.back) else "/"
    return page(request, "people/job.html", {"job": state, "back": back})


@for_member
@require_POST
def cancel(request: MemberRequest, job_id: UUID) -> HttpResponse:
    _found(request, job_id)
    jobs.cancel(request.member.practice_id, request.member.pk, job_id)
    return _to(job_id)


@for_member
@require_POST
def take(request: MemberRequest, job_id: UUID) -> HttpResponse:
    """Hand the file out, once. What is not there any more, the page says."""
    _found(request, job_id)
    try:
        result = jobs.take(request.member.practice_id, request.member.pk, job_id)
    except jobs.NotReady:
        return _to(job_id)
    headers = {"Content-Disposition": f'attachment; filename="{result.name}"', "Cache-Control": "no-store"}
    return HttpResponse(result.content, content_type=result.mime, headers=headers)


@for_member
@require_POST
def again(request: MemberRequest, job_id: UUID) -> HttpResponse:
    """The same once more, after it failed or was stopped; anything else just shows its page."""
    _found(request, job_id)
    try:
        return _to(jobs.begin_anew(request.member.practice_id, request.member.pk, job_id))
    except jobs.NotReady:
        return _to(job_id)


def _found(request: HttpRequest, job_id: UUID) -> jobs.State:
    member = request.member  # type: ignore[attr-defined]
    try:
        return jobs.find(member.practice_id, member.pk, job_id)
    except jobs.NoSuchJob:
        raise NotFound from None


def _to(job_id: UUID) -> HttpResponse:
    response = HttpResponseRedirect(reverse("people:job", args=[job_id]))
    response.status_code = 303
    return response
