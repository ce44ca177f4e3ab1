"""What was written elsewhere: the whole talk-through on paper."""

from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from waveback.ground.web.pages import page
from waveback.ground.web.uploads import too_large
from waveback.people import drafts
from waveback.people import queries as people
from waveback.people.access import MemberRequest, for_member
from waveback.steps.client_leads import actions as client_leads
from waveback.steps.discussion import actions, queries, rules
from waveback.steps.discussion.forms import CHOOSE_AGAIN, PaperForm
from waveback.steps.discussion.views.common import begin_evidence, factor, opened, see, show_overview, today
from waveback.steps.discussion.views.scans import read

if TYPE_CHECKING:
    from waveback.people.models import Client


@for_member
@require_http_methods(["GET", "HEAD", "POST"])
def on_paper(request: MemberRequest, client_id: UUID) -> HttpResponse:
    """We went through it on paper."""
    client = opened(request, client_id)
    if queries.newest_version(request.member) is None:
        return show_overview(request, client, status=409)
    signing = queries.signing(request.member, client, timezone.now())
    if signing and not signing.chosen:
        return see(reverse("discussion:who_signs", args=[client.id]))
    if client.kind != "individual" and not queries.participants(request.member, client):
        return see(reverse("discussion:people", args=[client.id]))
    if request.method == "POST":
        return _record(request, client, _form(request, client, signing, request.POST))
    return _show(request, client, _form(request, client, signing))


def _form(
    request: MemberRequest, client: "Client", signing: rules.Signing | None, data: QueryDict | None = None
) -> PaperForm:
    member = request.member
    versions = queries.versions(member)
    held = queries.wishes_held(member, client)
    initial: dict[str, object] = {"version": str(versions[0].id), "on": today(request), "name": _signs(client, signing)}
    initial |= drafts.initial(member, request.path)
    initial |= _of_packet(request, client)
    initial |= {"id": uuid4(), "seen": held.id if held else None}
    return PaperForm(
        data,
        request.FILES if data else None,
        too_large=too_large(request),
        versions=versions,
        languages=queries.languages_of(versions),
        published_on={str(one.id): people.practice_time(member.practice, one.published_at).date() for one in versions},
        persons=queries.participants(member, client),
        together=client.kind != "individual",
        signing=signing,
        today=today(request),
        held=held.choices if held and client.kind == "individual" else None,
        initial=initial,
    )


def _of_packet(request: MemberRequest, client: "Client") -> dict[str, str]:
    """What a packet whose code led here proposes: its version, its person, its code."""
    try:
        made = queries.packet_by_id(request.member, client, UUID(request.GET.get("packet", "")))
    except (ValueError, queries.NotFound):
        return {}
    person = {"person": str(made.participant_id)} if made.participant_id else {}
    return {"version": str(made.version_id), "code": made.printed_code} | person


def _signs(client: "Client", signing: rules.Signing | None) -> str:
    """Whose name probably stands under the signature; empty where that is not known."""
    if signing and signing.with_guardian:
        return ""
    return client.name if client.kind == "individual" else ""


def _show(request: MemberRequest, client: "Client", form: PaperForm, status: int = 200, **more: object) -> HttpResponse:
    context = {"place": "clients", "client": client, "form": form, **more}
    return page(request, "discussion/on_paper.html", context, status=status)


def _record(request: MemberRequest, client: "Client", form: PaperForm) -> HttpResponse:
    form.is_valid()
    told = form.cleaned_data
    scanned = read(
        request,
        client,
        form,
        told.get("id") or uuid4(),
        person=UUID(told["person"]) if told.get("person") else None,
        version=UUID(told["version"]) if told.get("version") else None,
    )
    if form.errors:
        return _show(request, client, form, status=422)
    paper = actions.Paper(
        version=queries.one_version(request.member, UUID(told["version"])),
        on=told["on"],
        state=told["state"],
        name=told["name"],
        kept=told["kept"],
        signer=rules.signer_of(form.signing),
        choices=form.chosen(),
        seen=told["seen"],
        questions=told["questions"],
        teach_back=told["teach_back"],
        further=form.further(),
        checked=told["checked"],
        copy=told["copy"],
    )
    person = queries.participant(request.member, client, UUID(told["person"])) if told.get("person") else None
    try:
        done = actions.record_paper(
            member=request.member,
            client=client,
            paper=paper,
            id=told["id"],
            participant=person,
            scanned=scanned,
            factor=factor(request),
            language=told.get("language") or rules.ENGLISH,
        )
    except actions.NewerAnswer as newer:
        form.add_error("on", f"An answer of {newer.since:%-d %B %Y} is recorded. Give that day or a later one.")
        return _once_more(request, client, form)
    except client_leads.BeforeCurrent as newer:
        form.add_error(
            "on",
            f"Their wishes were set anew on {newer.since:%-d %B %Y}. Give that day or a later one, or leave the wishes "
            "as they are.",
        )
        return _once_more(request, client, form)
    except (client_leads.SetMeanwhile, actions.ChangedMeanwhile):
        return _conflict(request, client, form.signing)
    drafts.drop(member=request.member, path=request.path)
    begin_evidence(request, client, done)
    return see(reverse("discussion:acknowledgement", args=[client.id, done.id]) + "?said=discussion.recorded")


def _conflict(request: MemberRequest, client: "Client", signing: rules.Signing | None) -> HttpResponse:
    """Another window was first: what holds now is shown, what was typed here stays in the form."""
    held = queries.wishes_held(request.member, client)
    data = request.POST.copy()
    data["seen"] = str(held.id) if held else ""
    now = queries.held_in_words(request.member, client)
    return _once_more(request, client, _form(request, client, signing, data), conflict=now or ["-"])


def _once_more(request: MemberRequest, client: "Client", form: PaperForm, **more: object) -> HttpResponse:
    if request.FILES and "scans" not in form.errors:
        form.add_error("scans", CHOOSE_AGAIN)
    return _show(request, client, form, status=409, **more)
