"""Sealed evidence: listed beside its answer, handed out, checked, made on asking; and the copy that they got."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from waveback.ground.vault import KeyDestroyed
from waveback.ground.web.pages import page
from waveback.people import queries as people
from waveback.people.access import MemberRequest, for_member
from waveback.steps.discussion import actions, queries, rules
from waveback.steps.discussion.forms import HandedForm
from waveback.steps.discussion.views.common import begin_evidence, beside, opened, see, today

if TYPE_CHECKING:
    from waveback.people.models import Client
    from waveback.steps.discussion.models import Acknowledgement


def sealed_files(request: MemberRequest, client: "Client", row: "Acknowledgement") -> dict[str, Any]:
    """The evidence beside one answer, whether more is due, and the form for a copy. `?check=` checks one seal."""
    member = request.member
    try:
        due = queries.evidence_is_due(member, client, row)
        checked = _checked(request, client)
    except KeyDestroyed:
        return {"evidence": queries.evidence_beside(member, client, row)}
    given = people.practice_time(member.practice, row.given_at).date()
    return {
        "evidence": queries.evidence_beside(member, client, row, checked),
        "evidence_due": due,
        "copies": [(rules.HANDED[one.how], one.on) for one in queries.copies(member, client, row)],
        "handing": HandedForm(
            made_on=given, today=today(request), initial={"how": rules.ON_PAPER, "on": today(request)}
        ),
    }


def sealed_words(request: MemberRequest, client: "Client") -> dict[UUID, list[queries.ToldEvidence]]:
    """The evidence beside each word about being greeted first."""
    try:
        checked = _checked(request, client)
    except KeyDestroyed:
        checked = None
    return queries.evidence_of_greet_firsts(request.member, client, checked)


def _checked(request: MemberRequest, client: "Client") -> tuple[UUID, str] | None:
    """Which file's seal is asked about, and what checking it came to. Raises KeyDestroyed."""
    from waveback.people import sealing  # what it needs is not loaded when the service starts

    try:
        wanted = UUID(request.GET.get("check", ""))
        found = queries.evidence(request.member, client, wanted)
    except (ValueError, queries.NotFound):
        return None
    return wanted, sealing.checked(practice=request.member.practice, pdf=found.content)


@for_member
@require_safe
def evidence_pdf(request: MemberRequest, client_id: UUID, evidence_id: UUID) -> HttpResponse:
    """One sealed file, byte for byte as it was sealed."""
    client = opened(request, client_id)
    found = queries.evidence(request.member, client, evidence_id)
    try:
        content = found.content
    except KeyDestroyed:
        return HttpResponse(status=410)
    headers = {"Content-Disposition": f'attachment; filename="{found.kind}-{found.turn}.pdf"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


@for_member
@require_POST
def make_evidence(request: MemberRequest, client_id: UUID, about_id: UUID) -> HttpResponse:
    """Make what is due, with a bar. Where nothing is due any more, its page shows what is there."""
    client = opened(request, client_id)
    about = queries.signed_thing(request.member, client, about_id)
    work = begin_evidence(request, client, about)
    return see(reverse("people:job", args=[work]) if work else beside(client, about))


@for_member
@require_POST
def hand_copy(request: MemberRequest, client_id: UUID, acknowledgement_id: UUID) -> HttpResponse:
    """A copy of the answer came into their hands. Sent twice, it lands once."""
    client = opened(request, client_id)
    row = queries.acknowledgement(request.member, client, acknowledgement_id)
    given = people.practice_time(request.member.practice, row.given_at).date()
    form = HandedForm(request.POST, made_on=given, today=today(request))
    if not form.is_valid():
        context = queries.copy(request.member, client, row) | sealed_files(request, client, row) | {"handing": form}
        return page(request, "discussion/acknowledgement.html", context, status=422)
    told = form.cleaned_data
    actions.hand_copy(member=request.member, client=client, answer=row, how=told["how"], on=told["on"])
    begin_evidence(request, client, row)
    return see(beside(client, row) + "?said=discussion.packet_handed")
