"""Packets: made for a client or for the front desk, looked at, taken along, handed over, found by their code."""

from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from waveback.ground.vault import KeyDestroyed
from waveback.ground.web.pages import page
from waveback.ground.web.uploads import too_large
from waveback.people import queries as people
from waveback.people.access import MemberRequest, for_member
from waveback.steps.discussion import actions, queries, rules
from waveback.steps.discussion.forms import FindForm, HandedForm, MakePacketForm, PracticePacketsForm
from waveback.steps.discussion.papers import pdf, web, word
from waveback.steps.discussion.views.common import opened, see, today

if TYPE_CHECKING:
    from django.http import QueryDict

    from waveback.people.models import Client
    from waveback.steps.discussion.models import Packet

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@for_member
@require_http_methods(["GET", "HEAD", "POST"])
def packet(request: MemberRequest, client_id: UUID) -> HttpResponse:
    """Make a packet for this client; and those made before."""
    return _make(request, opened(request, client_id))


@for_member
@require_http_methods(["GET", "HEAD", "POST"])
def blank(request: MemberRequest) -> HttpResponse:
    """Make one for nobody in particular: for the waiting room or the front desk."""
    return _make(request, None)


def _make(request: MemberRequest, client: "Client | None") -> HttpResponse:
    version = queries.newest_version(request.member)
    hindered = queries.hindrance(request.member, client, timezone.now()) if client else ""
    if version is None or hindered:
        return _offer(request, client, None, hindered=hindered, status=409 if request.method == "POST" else 200)
    if request.method != "POST":
        return _offer(request, client, _form(request, client))
    form = _form(request, client, request.POST)
    if not form.is_valid():
        return _offer(request, client, form, status=422)
    person = form.cleaned_data.get("person")
    made = actions.make_packet(
        member=request.member,
        client=client,
        version=version,
        id=form.cleaned_data["id"],
        person=queries.participant(request.member, client, UUID(person)) if client and person else None,
        **form.chosen(),
    )
    return see(_address(made) + "?said=discussion.packet_made")


def _form(request: MemberRequest, client: "Client | None", data: "QueryDict | None" = None) -> MakePacketForm:
    version = queries.newest_version(request.member)
    together = client is not None and client.kind != "individual"
    persons = queries.participants(request.member, client) if client and together else []
    languages = list(queries.texts(version)) if version else [rules.ENGLISH]
    usual = rules.paper_for(request.member.practice.time_zone)
    initial = {"id": uuid4(), "paper": usual, "language": languages[0]}
    return MakePacketForm(
        data, languages=languages, persons={str(one.pk): one.label for one in persons}, initial=initial
    )


def _offer(
    request: MemberRequest,
    client: "Client | None",
    form: MakePacketForm | None,
    status: int = 200,
    hindered: str = "",
) -> HttpResponse:
    made = queries.packets(request.member, client) if client else queries.blank_packets(request.member)
    context: dict[str, Any] = {
        "place": "clients" if client else "policy",
        "client": client,
        "form": form,
        "version": queries.newest_version(request.member),
        "made": [(one, _address(one)) for one in made[:50]],
        "hindered": hindered,
        "hindered_says": rules.HINDRANCES.get(hindered, ""),
        "erased": hindered == rules.ERASED,
    }
    if client and not hindered:
        context["card"], context["no_card"] = _card(request, client)
    return page(request, "discussion/packet.html", context, status=status)


@for_member
@require_http_methods(["GET", "HEAD", "POST"])
def practice_packets(request: MemberRequest) -> HttpResponse:
    """The packets of the whole practice in one file: begun here, made off the request, shown with a bar."""
    from waveback.ground import jobs

    version = queries.newest_version(request.member)
    if version is None:
        return _offer_all(request, None, status=409 if request.method == "POST" else 200)
    sent = request.POST if request.method == "POST" else None
    languages = list(queries.texts(version))
    usual = rules.paper_for(request.member.practice.time_zone)
    initial = {"id": uuid4(), "paper": usual, "language": languages[0], "which": rules.EVERYBODY}
    form = PracticePacketsForm(sent, languages=languages, initial=initial)
    if sent is None or not form.is_valid():
        return _offer_all(request, form, status=200 if sent is None else 422)
    begun = jobs.begin(
        practice=request.member.practice_id,
        member=request.member.pk,
        kind="packets",
        args={"version": str(version.pk), "which": form.cleaned_data["which"], **form.chosen()},
        back=request.path,
        id=form.cleaned_data["id"],
    )
    return see(reverse("people:job", args=[begun]))


def _offer_all(request: MemberRequest, form: PracticePacketsForm | None, status: int = 200) -> HttpResponse:
    standings = queries.standings(request.member)
    still = sum(1 for one in standings.values() if one.due)
    context = {
        "place": "clients",
        "form": form,
        "version": queries.newest_version(request.member),
        "files": len(standings),
        "still": still,
    }
    return page(request, "discussion/practice_packets.html", context, status=status)


@for_member
@require_safe
def packet_made(request: MemberRequest, client_id: UUID, packet_id: UUID) -> HttpResponse:
    client = opened(request, client_id)
    return _show(request, queries.packet_by_id(request.member, client, packet_id))


@for_member
@require_safe
def blank_made(request: MemberRequest, packet_id: UUID) -> HttpResponse:
    return _show(request, queries.packet_by_id(request.member, None, packet_id))


def _show(
    request: MemberRequest, made: "Packet", handing: HandedForm | None = None, status: int = 200, failed: str = ""
) -> HttpResponse:
    """A packet that was made: what stands on it, its files, and whether it was handed over."""
    member, client = request.member, made.client
    try:
        form = queries.form_for_pen(member, made, timezone.now())
    except KeyDestroyed:
        form = None
    context = {
        "place": "clients" if client else "policy",
        "client": client,
        "packet": made,
        "form": form,
        "paper": {rules.A4: "A4", rules.LETTER: "Letter"}[made.paper],
        "pdf": _address(made) + "packet.pdf",
        "docx": _address(made) + "packet.docx",
        "handing": handing or (_handing(request, made) if client else None),
        "handed_how": rules.HANDED.get(made.handed_how, ""),
        "failed": failed,
    }
    return page(request, "discussion/packet_made.html", context, status=status)


def _handing(request: MemberRequest, made: "Packet", data: "QueryDict | None" = None) -> HandedForm:
    made_on = people.practice_time(request.member.practice, made.made_at).date()
    initial = {"how": rules.ON_PAPER, "on": today(request)}
    return HandedForm(data, made_on=made_on, today=today(request), initial=initial)


@for_member
@require_POST
def hand_packet(request: MemberRequest, client_id: UUID, packet_id: UUID) -> HttpResponse:
    """A copy came into the client's hands. Sent twice, it lands once."""
    client = opened(request, client_id)
    made = queries.packet_by_id(request.member, client, packet_id)
    form = _handing(request, made, request.POST)
    if not form.is_valid():
        return _show(request, made, form, status=422)
    told = form.cleaned_data
    try:
        made = actions.hand_over(member=request.member, packet=made, how=told["how"], on=told["on"])
    except actions.HandedAlready as before:
        if (before.packet.handed_how, before.packet.handed_on) != (told["how"], told["on"]):
            return _show(request, before.packet, form, status=409, failed="handed")
        made = before.packet
    return see(_address(made) + "?said=discussion.packet_handed")


@for_member
@require_safe
def packet_pdf(request: MemberRequest, client_id: UUID, packet_id: UUID) -> HttpResponse:
    client = opened(request, client_id)
    return _pdf(request, queries.packet_by_id(request.member, client, packet_id))


@for_member
@require_safe
def blank_pdf(request: MemberRequest, packet_id: UUID) -> HttpResponse:
    return _pdf(request, queries.packet_by_id(request.member, None, packet_id))


def _pdf(request: MemberRequest, made: "Packet") -> HttpResponse:
    try:
        form = queries.form_for_pen(request.member, made, timezone.now())
    except KeyDestroyed:
        return _show(request, made, status=410)
    try:
        content = pdf.as_pdf(form, paper=made.paper, code=made.printed_code, at=timezone.now())
    except pdf.NotPrinted:
        return _show(request, made, status=503, failed="pdf")
    return _file(content, "application/pdf", "packet.pdf", shown=True)


@for_member
@require_safe
def packet_docx(request: MemberRequest, client_id: UUID, packet_id: UUID) -> HttpResponse:
    client = opened(request, client_id)
    return _docx(request, queries.packet_by_id(request.member, client, packet_id))


@for_member
@require_safe
def blank_docx(request: MemberRequest, packet_id: UUID) -> HttpResponse:
    return _docx(request, queries.packet_by_id(request.member, None, packet_id))


def _docx(request: MemberRequest, made: "Packet") -> HttpResponse:
    try:
        form = queries.form_for_pen(request.member, made, timezone.now())
    except KeyDestroyed:
        return _show(request, made, status=410)
    content = word.as_docx(form, paper=made.paper, code=made.printed_code, at=timezone.now())
    return _file(content, _DOCX, "packet.docx")


@for_member
@require_safe
def client_card(request: MemberRequest, client_id: UUID) -> HttpResponse:
    """The small card that the client may carry, with what they chose."""
    client = opened(request, client_id)
    back = reverse("discussion:packet", args=[client.pk])
    panels, _ = _card(request, client)
    if not panels:
        return see(back)  # the page says why there is none
    paper = rules.paper_of(request.GET.get("paper", ""), request.member.practice.time_zone)
    try:
        content = pdf.card_as_pdf(panels, paper=paper, at=timezone.now())
    except pdf.NotPrinted:
        return see(back + "?said=discussion.not_printed")
    return _file(content, "application/pdf", "card.pdf", shown=True)


def _card(request: MemberRequest, client: "Client") -> tuple[list[dict[str, Any]], str]:
    """The card's panels, or the sentence that says why there is none."""
    try:
        held = queries.wishes_held(request.member, client)
        chosen = held.choices if held and client.kind == "individual" else None
    except KeyDestroyed:
        return [], ""
    panels = rules.client_card(chosen)
    if chosen and chosen.unsafe:
        return [], rules.NO_CARD_FOR_SAFETY
    return panels, "" if panels else rules.NOTHING_FOR_A_CARD


@for_member
@require_http_methods(["GET", "HEAD", "POST"])
def find_packet(request: MemberRequest) -> HttpResponse:
    """The code on a paper leads to its client and version."""
    posted = request.method == "POST"
    form = FindForm(request.POST if posted else None, request.FILES if posted else None, too_large=too_large(request))
    if request.method != "POST":
        return page(request, "discussion/find_packet.html", {"place": "clients", "form": form})
    status = 422
    code = form.found() if form.is_valid() else ""
    if code:
        try:
            return see(_address(queries.packet(request.member, code)))
        except queries.NoSuchPacket:
            form.add_error("code", "No paper of this practice has that code. Look at the paper once more.")
            status = 404
    return page(request, "discussion/find_packet.html", {"place": "clients", "form": form}, status=status)


def _address(made: "Packet") -> str:
    if made.client_id:
        return reverse("discussion:packet_made", args=[made.client_id, made.pk])
    return reverse("discussion:blank_made", args=[made.pk])


# The whole packet as text, HTML and Word, for somebody else's forms: with the version alone, and no code.


@for_member
@require_safe
def paste(request: MemberRequest, version_id: UUID) -> HttpResponse:
    language = request.GET.get("language", "")
    context = {"place": "policy", **_pasted(request, version_id, language, lenient=True)}
    form = context["form"]
    return page(request, "discussion/paste.html", context | {"text": web.as_text(form), "html": web.as_html(form)})


@for_member
@require_safe
def paste_text(request: MemberRequest, version_id: UUID, language: str) -> HttpResponse:
    form = _pasted(request, version_id, language)["form"]
    return _file(web.as_text(form).encode(), "text/plain; charset=utf-8", "packet.txt")


@for_member
@require_safe
def paste_html(request: MemberRequest, version_id: UUID, language: str) -> HttpResponse:
    form = _pasted(request, version_id, language)["form"]
    return _file(web.as_html(form).encode(), "text/html; charset=utf-8", "packet.html")


@for_member
@require_safe
def paste_docx(request: MemberRequest, version_id: UUID, language: str) -> HttpResponse:
    form = _pasted(request, version_id, language)["form"]
    paper = rules.paper_for(request.member.practice.time_zone)
    return _file(word.as_docx(form, paper=paper, at=timezone.now()), _DOCX, "packet.docx")


def _pasted(request: MemberRequest, version_id: UUID, language: str, lenient: bool = False) -> dict[str, Any]:
    version = queries.one_version(request.member, version_id)
    languages = list(queries.texts(version))
    if language not in languages:
        if not lenient:
            raise Http404
        language = languages[0]
    form = queries.blank_form(request.member, version, language, timezone.now())
    return {"version": version, "form": form, "language": language, "languages": languages}


def _file(content: bytes, kind: str, name: str, shown: bool = False) -> HttpResponse:
    """shown: in the browser's own viewer; else it is kept as a file. Its name says nothing about anybody."""
    how = "inline" if shown else "attachment"
    headers = {"Content-Disposition": f'{how}; filename="{name}"'}
    return HttpResponse(content, content_type=kind, headers=headers)
