"""The place to practise: what comes back when, a round of two minutes, what was covered, the cards, and forgetting."""

import json
from contextlib import suppress
from urllib.parse import quote

from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from waveback.ground.web.pages import page, wants_part
from waveback.people.access import MemberRequest, for_member
from waveback.rehearsal import actions, deck, offline, queries
from waveback.rehearsal.forms import AnswerForm, BeginForm, StepForm
from waveback.rehearsal.scene import FAMILIES


def _to(name: str, said: str = "") -> HttpResponse:
    address = reverse(f"rehearsal:{name}")
    return HttpResponseRedirect(f"{address}?said={quote(said)}" if said else address, status=303)


@for_member
@require_safe
def home(request: MemberRequest) -> HttpResponse:
    context = {"home": queries.home(request.member, timezone.now()), "place": "rehearse"}
    return page(request, "rehearsal/home.html", context)


@for_member
@require_POST
def begin(request: MemberRequest) -> HttpResponse:
    form = BeginForm(request.POST)
    family = form.cleaned_data["family"] if form.is_valid() else ""
    with suppress(actions.ChangedMeanwhile):  # another tab began one: it is shown
        actions.begin(member=request.member, at=timezone.now(), family=family)
    return _to("round")


@for_member
@require_http_methods(["GET", "HEAD", "POST"])
def round_page(request: MemberRequest) -> HttpResponse:
    """The scene that is asked, what is said of an answer, or the end of the round."""
    shown = queries.shown(request.member, timezone.now())
    if shown is None:
        return _home_from(request)
    if request.method == "POST":
        return _answer(request, shown)
    return _shown(request, shown)


def _shown(request: MemberRequest, shown: queries.Shown, form: AnswerForm | None = None) -> HttpResponse:
    context = {"shown": shown, "round": shown.round, "form": form, "place": "rehearse"}
    return page(request, "rehearsal/round.html", context, status=422 if form else 200)


def _home_from(request: MemberRequest) -> HttpResponse:
    """There is no round: the whole page goes, also where a part of it was asked for."""
    if wants_part(request):
        return HttpResponse(headers={"HX-Redirect": reverse("rehearsal:home")})
    return _to("home")


def _answer(request: MemberRequest, shown: queries.Shown) -> HttpResponse:
    if shown.round.is_over or shown.round.told:
        return _to("round")
    form = AnswerForm(shown.round.turn, request.POST)
    if not form.is_valid():
        return _shown(request, shown, form)
    kept = form.cleaned_data
    with suppress(actions.ChangedMeanwhile):  # another tab answered: the page shows where the round is now
        actions.answer(member=request.member, step=kept["step"], way=kept["way"], given=form.given, at=timezone.now())
    return _to("round")


@for_member
@require_POST
def aloud(request: MemberRequest) -> HttpResponse:
    """It was said aloud: show what fits."""
    form = StepForm(request.POST)
    if form.is_valid():
        with suppress(actions.ChangedMeanwhile):  # another tab went on: the page shows where the round is now
            actions.say_aloud(member=request.member, step=form.cleaned_data["step"])
    return _to("round")


@for_member
@require_POST
def go_on(request: MemberRequest) -> HttpResponse:
    form = StepForm(request.POST)
    if form.is_valid():
        with suppress(actions.ChangedMeanwhile):  # another tab went on: the page shows where the round is now
            actions.go_on(member=request.member, step=form.cleaned_data["step"])
    return _to("round")


@for_member
@require_POST
def stop(request: MemberRequest) -> HttpResponse:
    try:
        actions.stop(member=request.member)
    except actions.ChangedMeanwhile:
        return _to("round")
    return _to("home")


@for_member
@require_POST
def clock(request: MemberRequest) -> HttpResponse:
    try:
        actions.set_clock(member=request.member, on=request.POST.get("clock") == "on", at=timezone.now())
    except actions.ChangedMeanwhile:
        return _to("home")
    return _to("home", "rehearsal.clock")


@for_member
@require_safe
def coverage(request: MemberRequest) -> HttpResponse:
    """Every clause with its scenes, and which of them were drilled as the policy says them now."""
    rows = queries.coverage(request.member)
    context = {
        "rows": rows,
        "drilled": sum(row.printed and row.state == "drilled" for row in rows),
        "printed": sum(row.printed for row in rows),
        "place": "rehearse",
    }
    return page(request, "rehearsal/coverage.html", context)


@for_member
@require_safe
def cards(request: MemberRequest) -> HttpResponse:
    """Which cards to print."""
    context = {"families": deck.families(), "judge": queries.own(request.member.practice), "place": "rehearse"}
    return page(request, "rehearsal/cards.html", context)


@for_member
@require_safe
def cards_pdf(request: MemberRequest, family: str) -> HttpResponse:
    """The scene cards of one family as a PDF, the backs under one's own policy."""
    from waveback.ground import print as press

    if family not in {one.key for one in FAMILIES}:
        raise Http404
    try:
        made = deck.made(request.member, family, timezone.now())
    except (press.PrintFailed, press.TookTooLong):
        return _to("cards", "rehearsal.not_printed")
    response = HttpResponse(made.content, content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="cards.pdf"'
    return response


@for_member
@require_safe
def due_drills(request: MemberRequest) -> HttpResponse:
    """The next round as values, judged beforehand, for a phone without a signal; and the token to hand it in with."""
    return _next_round(request)


def _next_round(request: MemberRequest) -> HttpResponse:
    return JsonResponse({**offline.due_drills(request.member, timezone.now()), "token": get_token(request)})


@for_member
@require_POST
def answers(request: MemberRequest) -> HttpResponse:
    """What was answered on a phone without a signal; told is the next round."""
    now = timezone.now()
    try:
        # A form's body was read by then: only JSON is asked for it.
        told = json.loads(request.body) if request.content_type == "application/json" else None
        given = offline.understood(told, now)
    except (ValueError, RecursionError):
        return JsonResponse({"say": "This was not understood. Update the app and try again."}, status=400)
    try:
        actions.take_in(member=request.member, given=given)
    except actions.ChangedMeanwhile:
        return JsonResponse({"say": "Something else is changing just now. It is tried again."}, status=409)
    return _next_round(request)


@for_member
@require_http_methods(["GET", "HEAD", "POST"])
def forget(request: MemberRequest) -> HttpResponse:
    """Delete everything that practising left, in one act."""
    if request.method != "POST":
        return page(request, "rehearsal/forget.html", {"place": "rehearse"})
    actions.forget(member=request.member)
    return _to("home", "rehearsal.forgotten")
