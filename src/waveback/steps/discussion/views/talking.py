"""The talk-through: begin or go on, one screen at a time, read back and answer, record."""

import json
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from waveback.ground.web.pages import page
from waveback.people import actions as people_actions
from waveback.people import drafts
from waveback.people import queries as people
from waveback.people.access import MemberRequest, for_member, last_shown
from waveback.steps.client_leads import actions as client_leads
from waveback.steps.discussion import actions, queries, rules
from waveback.steps.discussion.forms import (
    AnswerForm,
    PlanScreenForm,
    QuestionsForm,
    RecordForm,
    ScreenForm,
    WishScreenForm,
)
from waveback.steps.discussion.views.common import begin_evidence, see, show_overview

if TYPE_CHECKING:
    from waveback.people.models import Client
    from waveback.steps.discussion.models import Participant, Talk


@for_member
@require_POST
def begin(request: MemberRequest, client_id: UUID) -> HttpResponse:
    """Begin, or go on with what is paused; `to` says where: the first screen, or straight to the answer.

    In a couple's or a group's file `person` says with whom. For a client under age it must be known who signs.
    """
    client = people.client_of(request.member, client_id)
    version = queries.newest_version(request.member)
    if version is None:
        return show_overview(request, client, status=409)
    signing = queries.signing(request.member, client, timezone.now())
    if signing and not signing.chosen:
        return see(reverse("discussion:who_signs", args=[client.id]))
    person = _person(request, client)
    if person is None and client.kind != "individual":
        return see(reverse("discussion:people", args=[client.id]))
    talk = actions.begin(
        member=request.member,
        client=client,
        version=version,
        participant=person,
        language=request.POST.get("language", ""),
    )
    if request.POST.get("version") == "newest" and talk.version_id != version.id:
        try:
            actions.go_over(talk=talk, version=version)
        except actions.ChangedMeanwhile:  # another window went on with it: look again before starting over
            return see(reverse("discussion:talk", args=[client.id]))
    last = len(queries.parts(request.member, talk))
    return _to_part(client, talk, last if request.POST.get("to") == "answer" else talk.part)


def _person(request: MemberRequest, client: "Client") -> "Participant | None":
    """Raises NotFound for somebody who is not in this file."""
    wanted = request.POST.get("person", "")
    if not wanted:
        return None
    try:
        return queries.participant(request.member, client, UUID(wanted))
    except ValueError:
        raise queries.NotFound from None


@for_member
@require_http_methods(["GET", "HEAD", "POST"])
def part(request: MemberRequest, client_id: UUID, talk_id: UUID, number: int) -> HttpResponse:
    client = people.client_of(request.member, client_id)
    people_actions.look_at(member=request.member, client=client)
    screen = queries.screen(request.member, client, talk_id, number)
    if screen is None:
        return _ended(request, client, talk_id)
    if request.method == "POST":
        return _leave(request, screen)
    return _show(request, screen, _form(request, screen))


def _show(
    request: MemberRequest,
    screen: queries.Screen,
    form: ScreenForm,
    status: int = 200,
    **more: object,
) -> HttpResponse:
    context: dict[str, object] = {
        "screen": screen,
        "client": screen.client,
        "form": form,
        **more,
    }
    if screen.part.kind == "read_back":
        context |= queries.at_the_end(request.member, screen.client, screen.talk, screen.parts)
        signing = queries.signing(request.member, screen.client, timezone.now())
        context["for_young_person"] = bool(signing and signing.with_guardian and not signing.guardian_reads)
    return page(request, "discussion/part.html", context, status=status)


def _form(request: MemberRequest, screen: queries.Screen, data: QueryDict | None = None) -> ScreenForm:
    kept = {} if data else drafts.initial(request.member, request.path)
    at = {"revision": screen.talk.revision}
    if screen.part.kind == "read_back":
        answer = screen.talk.answers.get("answer", {})
        hidden = queries.shown_with_the_answer(request.member, screen.client, screen.talk)
        drawn = {"strokes": json.dumps(answer["strokes"])} if answer.get("strokes") else {}
        signing = queries.signing(request.member, screen.client, timezone.now())
        # Of the text that was on the screen: whether it is still the one to answer is for the action to say.
        text_hash = data.get("text_hash", "") if data else str(hidden["text_hash"])
        opening = rules.opening_code(screen.talk.id, text_hash)
        return AnswerForm(data, signing=signing, opening=opening, initial=answer | drawn | kept | hidden | at)
    so_far = queries.wishes_so_far(request.member, screen.client, screen.talk)
    asks = rules.asked(screen.part, so_far)
    if "plan" in asks:
        today = people.practice_time(request.member.practice, timezone.now()).date()
        planned = dict(screen.talk.answers.get("plan") or {})
        return PlanScreenForm(data, voice="said", optional=True, today=today, initial=planned | kept | at)
    if "questions" in asks:
        return QuestionsForm(data, initial=screen.talk.answers | kept | at)
    if asks:
        return WishScreenForm(data, held=so_far, only=(*asks, "revision"), voice="said", initial=kept | at)
    return ScreenForm(data, initial=at)


def _leave(request: MemberRequest, screen: queries.Screen) -> HttpResponse:
    """Keep this screen and go where the button says: on, back, or away for now."""
    form, going = _form(request, screen, request.POST), request.POST.get("go", "next")
    if going in ("back", "pause") and (screen.part.kind == "read_back" or not form.is_valid()):
        # Leaving asks nothing: what is not whole yet waits as a draft for this very screen.
        drafts.keep(member=request.member, path=request.path, data=dict(request.POST.lists()))
        return _go(screen, going)
    if not form.is_valid():
        return _show(request, screen, form, status=422)
    try:
        _keep(request, screen, form, going)
    except actions.ChangedMeanwhile as other:
        return _conflict(request, screen, other.talk)
    except actions.NotWhatWasShown:
        return _show(request, screen, _form(request, screen), status=409, other_text=True)
    drafts.drop(member=request.member, path=request.path)
    return _go(screen, going)


def _keep(request: MemberRequest, screen: queries.Screen, form: ScreenForm, going: str) -> None:
    revision = form.cleaned_data["revision"]
    if isinstance(form, AnswerForm):
        said, answered = queries.read_back_text(request.member, screen.client, screen.talk), form.given()
        answered["given"]["browser"] = rules.browser_family(request.headers.get("User-Agent", ""))
        actions.answer(member=request.member, talk=screen.talk, revision=revision, read_back=said, **answered)
    else:
        onward = _onward(screen, going)
        actions.keep(talk=screen.talk, revision=revision, part=onward, fields=form.answers())


def _onward(screen: queries.Screen, going: str) -> int:
    """The number of the screen to go to; one more than there are leads out, to the record."""
    return max(screen.number + {"back": -1, "pause": 0}.get(going, 1), 1)


def _conflict(request: MemberRequest, screen: queries.Screen, talk: "Talk | None") -> HttpResponse:
    """Both stay: what the other window kept is shown above the form, which holds what was typed here."""
    if talk is None:
        return _ended(request, screen.client, screen.talk.id)
    theirs = queries.Screen(screen.client, talk, screen.parts, screen.number)
    data = request.POST.copy()
    data["revision"] = str(talk.revision)
    stored = queries.stored(request.member, screen.client, talk, screen.part)
    return _show(
        request,
        theirs,
        _form(request, theirs, data),
        status=409,
        conflict=True,
        stored=stored,
    )


def _go(screen: queries.Screen, going: str) -> HttpResponseRedirect:
    if going == "pause":
        return see(reverse("discussion:talk", args=[screen.client.id]) + "?said=discussion.paused")
    number = _onward(screen, going)
    if number > len(screen.parts):
        return see(reverse("discussion:record", args=[screen.client.id, screen.talk.id]))
    return _to_part(screen.client, screen.talk, number)


@for_member
@require_http_methods(["GET", "HEAD", "POST"])
def record(request: MemberRequest, client_id: UUID, talk_id: UUID) -> HttpResponse:
    """The therapist's last step, on the same device: look at what was answered, and record it."""
    client = people.client_of(request.member, client_id)
    people_actions.look_at(member=request.member, client=client)
    talk = queries.under_way(request.member, client, talk_id)
    if talk is None:
        queries.acknowledgement(request.member, client, talk_id)
        return _recorded(client, talk_id)
    if not talk.answers.get("answer"):
        return _to_part(client, talk, len(queries.parts(request.member, talk)))
    way = talk.answers["answer"]["way"]
    if request.method == "POST":
        form = RecordForm(request.POST, way=way)
        return _record(request, client, talk, form)
    initial = queries.shown_with_the_answer(request.member, client, talk)
    presence = {"said_by": _says(talk, client), "presence": request.member.printed_name}
    kept = drafts.initial(request.member, request.path)
    return _show_record(
        request, client, talk, RecordForm(way=way, initial=presence | kept | initial | {"revision": talk.revision})
    )


def _says(talk: "Talk", client: "Client") -> str:
    """Who probably said it: the guardian where the guardian answers, else the person."""
    if talk.answers["answer"].get("signer") in (rules.GUARDIAN, rules.BOTH):
        return client.guardian
    return talk.participant.label if talk.participant else client.name


def _record(request: MemberRequest, client: "Client", talk: "Talk", form: RecordForm) -> HttpResponse:
    if not form.is_valid():
        return _show_record(request, client, talk, form, status=422)
    told, shown = form.cleaned_data, last_shown(request)
    try:
        done = actions.acknowledge(
            member=request.member,
            client=client,
            talk=talk,
            shown=(told["version"], told["text_hash"]),
            revision=told["revision"],
            said_by=told.get("said_by", ""),
            presence=told.get("presence", ""),
            factor=shown.factor if shown else "session",
            language=talk.language,
            checked=told["checked"],
            copy=told["copy"],
        )
    except (
        actions.NotWhatWasShown,
        actions.ChangedMeanwhile,
        client_leads.SetMeanwhile,
    ) as problem:
        return _show_record(request, client, talk, form, status=409, problem=type(problem).__name__)
    drafts.drop(member=request.member, path=request.path)
    begin_evidence(request, client, done)
    return _recorded(client, done.id)


def _show_record(
    request: MemberRequest,
    client: "Client",
    talk: "Talk",
    form: RecordForm,
    status: int = 200,
    problem: str = "",
) -> HttpResponse:
    context = queries.before_recording(request.member, client, talk) | {
        "form": form,
        "problem": problem,
    }
    return page(request, "discussion/record.html", context, status=status)


def _to_part(client: "Client", talk: "Talk", number: int) -> HttpResponseRedirect:
    return see(reverse("discussion:part", args=[client.id, talk.id, number]))


def _ended(request: MemberRequest, client: "Client", talk_id: UUID) -> HttpResponseRedirect:
    """Where a talk-through that was recorded is read. Raises NotFound if there never was one."""
    queries.acknowledgement(request.member, client, talk_id)
    return see(reverse("discussion:acknowledgement", args=[client.id, talk_id]))


def _recorded(client: "Client", acknowledgement_id: UUID) -> HttpResponseRedirect:
    return see(
        reverse("discussion:acknowledgement", args=[client.id, acknowledgement_id]) + "?said=discussion.recorded"
    )
