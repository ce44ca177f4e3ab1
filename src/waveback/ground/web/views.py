"""Choosing the wording of this session."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_POST

from waveback.ground.web import words
from waveback.ground.web.forms import safe_next


@require_POST
def wording(request: HttpRequest) -> HttpResponse:
    """Plain or discreet until the session ends; then back to where the button was pressed."""
    words.choose(request, request.POST.get("discreet") == "yes")
    response = HttpResponseRedirect(safe_next(request))
    response.status_code = 303
    return response
