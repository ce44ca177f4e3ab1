"""Scanned papers: put beside their answer, shown page by page, marked where they are wrong."""

from typing import TYPE_CHECKING
from uuid import UUID, uuid4, uuid5

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from waveback.ground.vault import KeyDestroyed
from waveback.ground.web.pages import page
from waveback.ground.web.uploads import too_large
from waveback.people.access import MemberRequest, for_member
from waveback.steps.discussion import actions, queries
from waveback.steps.discussion.forms import ScanForm, WithScans, WrongScanForm
from waveback.steps.discussion.views.common import begin_evidence, opened, see
from waveback.steps.discussion.views.common import beside as address_beside

if TYPE_CHECKING:
    from waveback.people.models import Client
    from waveback.steps.discussion.models import Acknowledgement, GreetFirst, Scan


@for_member
@require_http_methods(["GET", "HEAD", "POST"])
def scan_answer(request: MemberRequest, client_id: UUID, acknowledgement_id: UUID) -> HttpResponse:
    """The signed paper of an answer that is recorded already."""
    client = opened(request, client_id)
    row = queries.acknowledgement(request.member, client, acknowledgement_id)
    return _add(request, client, row)


@for_member
@require_http_methods(["GET", "HEAD", "POST"])
def scan_greet_first(request: MemberRequest, client_id: UUID, evidence_id: UUID) -> HttpResponse:
    """The signed paper of somebody who wants to be greeted first."""
    client = opened(request, client_id)
    return _add(request, client, queries.greet_first(request.member, client, evidence_id))


def _add(request: MemberRequest, client: "Client", beside: "Acknowledgement | GreetFirst") -> HttpResponse:
    back = address_beside(client, beside)
    context = {"place": "clients", "client": client, "back": back}
    try:
        assert client.name is not None
    except KeyDestroyed:
        return page(request, "discussion/scan.html", context | {"erased": True}, status=410)
    if request.method != "POST":
        return page(request, "discussion/scan.html", context | {"form": ScanForm(initial={"id": uuid4()})})
    form = ScanForm(request.POST, request.FILES, too_large=too_large(request))
    form.is_valid()
    acknowledged = beside if beside._meta.model_name == "acknowledgement" else None
    person, version = getattr(acknowledged, "participant_id", None), beside.version_id if acknowledged else None
    scanned = read(request, client, form, form.cleaned_data.get("id") or uuid4(), person=person, version=version)
    if form.errors or scanned is None:
        return page(request, "discussion/scan.html", context | {"form": form}, status=422)
    actions.keep_scan(member=request.member, client=client, scanned=scanned, beside=beside)
    begin_evidence(request, client, beside)
    return see(back + "?said=discussion.scan_kept")


def read(
    request: MemberRequest,
    client: "Client",
    form: WithScans,
    scan_id: UUID,
    *,
    person: UUID | None,
    version: UUID | None,
) -> actions.Scanned | None:
    """The pages that a form brought, cleaned, and their packet; None where there are none, or the form says why not."""
    if not form.read_scans() or form.cleaned is None:
        return None
    typed = form.cleaned_data.get("code", "")
    try:
        packet = queries.paper_of_scan(
            request.member, client, list(form.cleaned.codes), typed, person=person, version=version
        )
    except queries.WrongPaper as wrong:
        form.add_error("code" if typed else "scans", str(wrong))
        return None
    return actions.Scanned(uuid5(scan_id, "scan"), form.cleaned.pages, form.cleaned.told, packet)


@for_member
@require_safe
def scan_page(request: MemberRequest, client_id: UUID, scan_id: UUID, number: int) -> HttpResponse:
    """One page's picture. It is a look at the file, and no browser keeps it."""
    client = opened(request, client_id)
    try:
        picture = queries.scan_page(request.member, client, scan_id, number)
    except KeyDestroyed:
        return HttpResponse(status=410)
    return HttpResponse(
        picture, content_type="image/jpeg", headers={"Content-Disposition": f'inline; filename="page-{number}.jpg"'}
    )


@for_member
@require_http_methods(["GET", "HEAD", "POST"])
def scan_wrong(request: MemberRequest, client_id: UUID, scan_id: UUID) -> HttpResponse:
    """A scan that does not belong here is marked so, with the reason. It stays."""
    client = opened(request, client_id)
    found = queries.scan(request.member, client, scan_id)
    back = _beside(request, client, found)
    if found.wrong_at is not None:
        return see(back)
    form = WrongScanForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        context = {"place": "clients", "client": client, "back": back, "form": form, "scan": found}
        return page(request, "discussion/scan_wrong.html", context, status=422 if form.is_bound else 200)
    try:
        actions.mark_scan_wrong(member=request.member, client=client, scan=found, reason=form.cleaned_data["reason"])
    except actions.MarkedAlready:
        return see(back)  # another window said so first: the page shows its reason
    about = found.acknowledgement_id or found.greet_first_id
    assert about
    begin_evidence(request, client, queries.signed_thing(request.member, client, about))
    return see(back + "?said=discussion.scan_wrong")


def _beside(request: MemberRequest, client: "Client", found: "Scan") -> str:
    if found.acknowledgement_id:
        return reverse("discussion:acknowledgement", args=[client.id, found.acknowledgement_id])
    return reverse("discussion:greet_first", args=[client.id])
