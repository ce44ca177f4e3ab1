"""Choosing the wording of this session."""

import re

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_POST

from waveback.ground.web import words
from waveback.ground.web.forms import safe_next


@require_POST
def wording(request: HttpRequest) -> HttpResponse:
    """Plain or discreet until the session ends; then back to where the button was pressed."""
    words.choose(request, request.POST.get("discreet") == "yes")
    # What was said is said once: without its code in the address the page does not repeat it.
    back = re.sub(r"(?<=[?&])said=[\w.-]*&?", "", safe_next(request)).rstrip("?&")
    response = HttpResponseRedirect(back or "/")
    response.status_code = 303
    return response
