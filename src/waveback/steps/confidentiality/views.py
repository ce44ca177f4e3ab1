"""Guidance by profession, and who looked at a file."""

from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from waveback.ground.web.pages import page
from waveback.people import actions as people_actions
from waveback.people import queries as people
from waveback.people import rules as people_rules
from waveback.people.access import MemberRequest, for_member
from waveback.steps.confidentiality import guidance as codes
from waveback.steps.confidentiality import queries, rules


@for_member
@require_safe
def guidance(request: MemberRequest) -> HttpResponse:
    """One profession's code, the practice's own to begin with; nothing else is taken from the address."""
    own = request.member.practice.profession
    chosen = codes.code_of(request.GET.get("profession", own))
    context = {
        "code": codes.CODES[chosen],
        "chosen": chosen,
        "others": [(key, people_rules.PROFESSIONS[key]) for key in codes.CODES],
        "own": own,
        "silence": codes.SILENCE,
        "confirm": codes.CONFIRM,
        "convention": codes.CONVENTION,
        "every_note": codes.EVERY_NOTE,
    }
    return page(request, "confidentiality/guidance.html", context)


@for_member
@require_safe
def looks(request: MemberRequest, client_id: UUID) -> HttpResponse:
    client = people.client_of(request.member, client_id)
    people_actions.look_at(member=request.member, client=client)
    asked = request.GET.get("before", "")
    before = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 19 else None
    found = queries.looks(request.member, client, before)
    context = {
        "client": client,
        "looks": [(look, rules.LOOKS[look.what]) for look in found.lines],
        "older": found.older,
        "first_page": before is None,
        "place": "clients",
    }
    return page(request, "confidentiality/looks.html", context)
