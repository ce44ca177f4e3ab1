"""The pocket card: five lines and the therapist's phrases, for the next sixty seconds."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from waveback.ground.web.pages import page
from waveback.people.access import MemberRequest, for_member
from waveback.steps.boundaries import queries, rules


@for_member
@require_safe
def card(request: MemberRequest) -> HttpResponse:
    context = {
        "lines": rules.FIVE_LINES,
        "danger": rules.DANGER,
        "phrases": queries.phrases(request.member).as_list(),
    }
    return page(request, "boundaries/card.html", context)
