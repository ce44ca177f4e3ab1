"""The policy builder, and the pages that read a version."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from waveback.ground.web.pages import page, wants_part
from waveback.people import drafts
from waveback.people import queries as people
from waveback.people import rules as people_rules
from waveback.people.access import MemberRequest, for_member
from waveback.steps.policy import actions, difference, document, leaflet, queries, rules, translation
from waveback.steps.policy import shown as showing
from waveback.steps.policy.forms import ClauseForm, ComfortForm, LanguageForm, ReviewForm, TranslationForm, taken

if TYPE_CHECKING:
    from waveback.steps.policy.models import Version


def _see_other(address: str) -> HttpResponse:
    return HttpResponseRedirect(address, status=303)


@for_member
@require_safe
def home(request: MemberRequest) -> HttpResponse:
    """The policy as it stands: the live document with its questions, what could be added, and the versions."""
    return page(request, "policy/home.html", around(request))


@for_member
@require_http_methods(["GET", "HEAD", "POST"])
def comfort(request: MemberRequest) -> HttpResponse:
    """The handful of questions that choose the defaults."""
    if request.method != "POST":
        live = queries.live(request.member.practice)
        kept = _kept(request)
        overtaken = bool(kept) and live.changed_after(_seen(kept))
        form = ComfortForm(initial={**live.comfort, **kept, "revision": live.revision})
        conflict = rules.comfort_told(live.comfort) if overtaken else None
        return page(request, "policy/comfort.html", {**around(request), "form": form, "conflict": conflict})
    form = ComfortForm(request.POST)
    if not form.is_valid():
        return page(request, "policy/comfort.html", {**around(request), "form": form}, status=422)
    try:
        actions.set_comfort(member=request.member, comfort=form.comfort(), revision=form.cleaned_data["revision"])
    except actions.ChangedMeanwhile:
        return _comfort_conflict(request)
    drafts.drop(member=request.member, path=request.path)
    return _see_other(reverse("policy:clause", args=[rules.CORE[0].key]))


def _comfort_conflict(request: MemberRequest) -> HttpResponse:
    """Both stay: what another tab kept is told above; what was chosen here is in the form, ready to be sent."""
    live = queries.live(request.member.practice)
    again = ComfortForm(_at_revision(request, live.revision))
    context = {**around(request), "form": again, "conflict": rules.comfort_told(live.comfort)}
    return page(request, "policy/comfort.html", context, status=409)


def _at_revision(request: MemberRequest, revision: int) -> Any:
    """What was sent, with the draft's revision of now: to be read again, and sent again."""
    sent = request.POST.copy()
    sent["revision"] = str(revision)
    return sent


@for_member
@require_http_methods(["GET", "HEAD", "POST"])
def clause(request: MemberRequest, number: str) -> HttpResponse:
    """One question, beside the live document."""
    one = rules.clause(number)
    if one is None:
        raise Http404
    return _answer(request, one) if request.method == "POST" else _ask(request, one)


def _ask(request: MemberRequest, one: rules.Clause) -> HttpResponse:
    """The form as it was left. If the answer was changed since, both texts are there."""
    live = queries.live(request.member.practice)
    kept, saved = _kept(request), _initial(live, one)
    if kept and all(saved.get(name) == text for name, text in kept.items() if name != "revision"):
        drafts.drop(member=request.member, path=request.path)
        kept = {}
    form = ClauseForm(one, initial={**saved, **kept, "revision": live.revision})
    context = _asked(request, one, form)
    if kept and live.changed_after(_seen(kept), one.key):
        context["conflict"] = _theirs(live, one)
    return page(request, "policy/clause.html", context)


def _answer(request: MemberRequest, one: rules.Clause) -> HttpResponse:
    if "take" in request.POST:  # a ready phrase: into its line, with everything else as it was typed
        form = ClauseForm(one, initial={**request.POST.dict(), **taken(request.POST["take"])})
        return page(request, "policy/clause.html", _asked(request, one, form))
    form = ClauseForm(one, request.POST)
    leave_out = "leave_out" in request.POST and not one.core
    if not form.is_valid():
        return page(request, "policy/clause.html", _asked(request, one, form), status=422)
    write = actions.leave_out_clause if leave_out else actions.answer_clause
    try:
        write(member=request.member, number=one.key, answer=form.answer(), revision=form.cleaned_data["revision"])
    except actions.ChangedMeanwhile:
        return _conflict(request, one)
    drafts.drop(member=request.member, path=request.path)
    if wants_part(request) and "next" not in request.POST:
        return _ask(request, one)
    return _see_other(_after(one, leave_out=leave_out))


def _after(one: rules.Clause, *, leave_out: bool) -> str:
    if not one.core:
        return reverse("policy:home") + ("?said=policy.left_out" if leave_out else "?said=policy.added") + "#offered-h"
    following = _following(one)
    if following:
        return reverse("policy:clause", args=[following.key])
    return reverse("policy:home") + "?said=policy.kept"


def _conflict(request: MemberRequest, one: rules.Clause) -> HttpResponse:
    """Both stay: what another tab kept is shown above; what was typed here is in the form, ready to be sent."""
    live = queries.live(request.member.practice)
    again = ClauseForm(one, _at_revision(request, live.revision))
    context = {**_asked(request, one, again), "conflict": _theirs(live, one)}
    return page(request, "policy/clause.html", context, status=409)


def _theirs(live: queries.Live, one: rules.Clause) -> dict[str, Any]:
    """What the draft says now."""
    printed = {section.number: section for section in rules.sections(live.completed, live.comfort)}
    theirs = printed.get(one.number)
    return {
        "left_out": theirs is None,
        "paragraphs": theirs.paragraphs if theirs else (),
        "phrases": rules.phrases(live.completed).as_list() if one.key == "6" else [],
    }


def _initial(live: queries.Live, one: rules.Clause) -> dict[str, Any]:
    answer = live.completed.get(one.key) or {
        "option": rules.defaults(live.comfort).get(one.key, one.default.key),
        "own_words": "",
        **live.answers.get(one.key, {}),
    }
    return {
        "option": answer["option"],
        "own_words": answer["own_words"],
        **rules.phrases(live.completed).__dict__,
    }


def _following(one: rules.Clause) -> rules.Clause | None:
    place = rules.CORE.index(one) + 1
    return rules.CORE[place] if place < len(rules.CORE) else None


def _kept(request: MemberRequest) -> dict[str, Any]:
    return drafts.initial(request.member, request.path)


def _seen(kept: dict[str, Any]) -> int:
    """The draft's revision that a form was shown with when it was left half filled."""
    revision = str(kept.get("revision", ""))
    return int(revision) if revision.isdecimal() else 0


def _asked(request: MemberRequest, one: rules.Clause, form: ClauseForm) -> dict[str, Any]:
    shown = around(request)
    live = shown["live"]
    place = rules.CORE.index(one) if one.core else -1
    small, spoken = rules.small_world(live.comfort), rules.phrases(live.completed)
    return {
        **shown,
        "form": form,
        "clause": one,
        "place_number": place + 1,
        "before": rules.CORE[place - 1] if place > 0 else None,
        "following": _following(one) if one.core else None,
        "is_included": rules.included(one, live.answers, live.comfort),
        "is_extra": one is rules.EXTRA,
        "binds": rules.binding_words(str(form["own_words"].value() or "")),
        "options": [(option, rules.sentence(one, option.key, spoken, small=small)) for option in one.options],
    }


def around(request: MemberRequest) -> dict[str, Any]:
    """What every page of the builder shows: the live document, how it reads, the versions."""
    practice = request.member.practice
    live, versions = queries.live(practice), queries.versions(practice)
    text = live.text(practice)
    in_force = versions[0] if versions else None
    shown = showing.page(document.read(text), since=document.read(in_force.text) if in_force else None)
    changes = queries.changes(in_force, text) if in_force else []
    return {
        "live": live,
        "shown": shown,
        "versions": versions,
        "in_force": in_force,
        "next_number": in_force.number + 1 if in_force else 1,
        "changes": changes,
        "changed": [change.heading for change in changes]
        if in_force
        else [section.heading for section in shown.document.sections],
        "clauses": rules.CORE,
        "groups": rules.grouped(live.answers, live.comfort),
        "printed": rules.printed(live.answers, live.comfort),
        "unanswered": len(rules.CORE) - rules.answered(live.answers),
        "extra": rules.EXTRA,
        "has_extra": rules.included(rules.EXTRA, live.answers, live.comfort),
        "answered": live.answers.keys(),
        "binding": rules.binding(live.completed),
        "practice": practice,
    }


@for_member
@require_http_methods(["GET", "HEAD", "POST"])
def languages(request: MemberRequest) -> HttpResponse:
    """The draft's other languages, and the beginning of one."""
    begun = queries.translations(request.member.practice)
    form = LanguageForm(request.POST if request.method == "POST" else None, begun=[one.language for one in begun])
    if request.method == "POST" and form.is_valid():
        actions.begin_language(member=request.member, language=form.cleaned_data["language"])
        return _see_other(reverse("policy:language", args=[form.cleaned_data["language"]]))
    context = {"form": form, "begun": begun}
    return page(request, "policy/languages.html", context, status=422 if form.errors else 200)


@for_member
@require_http_methods(["GET", "HEAD", "POST"])
def language(request: MemberRequest, language: str) -> HttpResponse:
    """The draft in one language, beside the English one."""
    now = queries.in_language(request.member.practice, language)
    today = people.practice_time(request.member.practice, timezone.now()).date()
    if request.method != "POST":
        kept = _kept(request)
        form = TranslationForm(now.passages, language=language, initial={**kept, "revision": now.revision})
        review = ReviewForm(today=today, initial={"revision": now.revision, "on": today})
        return _show_language(request, now, form, review)
    if "drop" in request.POST and now.is_untouched:
        actions.drop_language(member=request.member, language=language)
        drafts.drop(member=request.member, path=request.path)
        return _see_other(reverse("policy:languages") + "?said=policy.language_dropped")
    if "add" in request.POST:
        return _add_language(request, now)
    if "review" in request.POST:
        return _review(request, now, ReviewForm(request.POST, today=today))
    return _translate(request, now, TranslationForm(now.passages, request.POST, language=language))


def _translate(request: MemberRequest, now: queries.InLanguage, form: TranslationForm) -> HttpResponse:
    if not form.is_valid():
        return _show_language(request, now, form, None, status=422)
    try:
        actions.translate(
            member=request.member, language=now.language, said=form.said(), revision=form.cleaned_data["revision"]
        )
    except actions.ChangedMeanwhile:
        again = TranslationForm(now.passages, _at_revision(request, now.revision), language=now.language)
        return _show_language(request, now, again, None, status=409)
    drafts.drop(member=request.member, path=request.path)
    return _see_other(reverse("policy:language", args=[now.language]) + "?said=policy.translated")


def _review(request: MemberRequest, now: queries.InLanguage, form: ReviewForm) -> HttpResponse:
    texts = TranslationForm(now.passages, language=now.language, initial={"revision": now.revision})
    if not form.is_valid():
        return _show_language(request, now, texts, form, status=422)
    told = form.cleaned_data
    try:
        actions.review_language(
            member=request.member, language=now.language, by=told["by"], on=told["on"], revision=told["revision"]
        )
    except (actions.ChangedMeanwhile, actions.NotReady):
        form.add_error(None, "The text changed a moment ago, or is not whole yet. Read it once more, then say so.")
        return _show_language(request, now, texts, form, status=409)
    return _see_other(reverse("policy:language", args=[now.language]) + "?said=policy.reviewed")


def _add_language(request: MemberRequest, now: queries.InLanguage) -> HttpResponse:
    try:
        actions.add_language(member=request.member, language=now.language)
    except actions.NotReady:
        return _see_other(reverse("policy:language", args=[now.language]))
    return _see_other(reverse("policy:language", args=[now.language]) + "?said=policy.language_added")


def _show_language(
    request: MemberRequest,
    now: queries.InLanguage,
    form: TranslationForm,
    review: ReviewForm | None,
    status: int = 200,
) -> HttpResponse:
    practice = request.member.practice
    in_force = queries.published(practice)
    same = in_force is not None and in_force.text == queries.live(practice).text(practice)
    context = {
        "now": now,
        "form": form,
        "review": review,
        "in_force": in_force,
        "may_add": same and now.is_reviewed and in_force and now.language not in queries.languages(in_force),
        "overtaken": status == 409 and review is None,
    }
    return page(request, "policy/language.html", context, status=status)


@for_member
@require_safe
def version(request: MemberRequest, version_id: UUID) -> HttpResponse:
    """A published version, to read."""
    found = queries.version(request.member.practice, version_id)
    versions = queries.versions(request.member.practice)
    context = {
        **_read(found, _asked_language(request)),
        "texts": queries.version_texts(found),
        "byline": f"Version {found.number}",
        "is_in_force": versions[0].pk == found.pk,
        "others": [one for one in versions if one.pk != found.pk],
    }
    return page(request, "policy/version.html", context)


@for_member
@require_safe
def print_version(request: MemberRequest, version_id: UUID) -> HttpResponse:
    """The clean page for paper. Prints are always in plain wording, so this one is no different when discreet."""
    found = queries.version(request.member.practice, version_id)
    return page(request, "policy/print.html", _read(found, _asked_language(request)))


def _asked_language(request: MemberRequest) -> str:
    return request.GET.get("language") or translation.ENGLISH


def _read(version: "Version", language: str = translation.ENGLISH) -> dict[str, Any]:
    """A version as it was published: from its exact text, whatever the clauses print today. Raises NotFound."""
    return {
        "version": version,
        "shown": showing.page(queries.document_in(version, language)),
        "language": language,
        "language_name": translation.name_of(language),
        "direction": translation.direction(language),
        "text_hash": rules.text_hash(queries.text_in(version, language)),
    }


@for_member
@require_safe
def beside(request: MemberRequest, version_id: UUID, other_id: UUID) -> HttpResponse:
    """Two versions side by side, the older one first, whichever was asked for first."""
    practice = request.member.practice
    one, other = queries.version(practice, version_id), queries.version(practice, other_id)
    older, newer = sorted((one, other), key=lambda version: version.number)
    rows = difference.side_by_side(document.read(older.text), document.read(newer.text))
    context = {
        "older": older,
        "newer": newer,
        "changes": [row for row in rows if row.kind != difference.SAME],
        "same": [row for row in rows if row.kind == difference.SAME],
        "versions": queries.versions(practice),
        "practice": practice,
    }
    return page(request, "policy/beside.html", context)


@for_member
@require_safe
def copy(request: MemberRequest, version_id: UUID) -> HttpResponse:
    """A version as text and as HTML, to paste into a record system's form builder."""
    found = queries.version(request.member.practice, version_id)
    language = _asked_language(request)
    read = queries.document_in(found, language)
    context = {"version": found, "read": read, "html": document.as_html(read), "language": language}
    context["text"] = queries.text_in(found, language)
    return page(request, "policy/copy.html", context)


@for_member
@require_safe
def as_text(request: MemberRequest, version_id: UUID) -> HttpResponse:
    """The exact text, to the byte: the SHA-256 of this file is the version's fingerprint."""
    found = queries.version(request.member.practice, version_id)
    text = queries.text_in(found, _asked_language(request))
    return _file(text, "text/plain", f"policy-v{found.number}.txt")


@for_member
@require_safe
def as_html(request: MemberRequest, version_id: UUID) -> HttpResponse:
    """Headings and paragraphs alone, without a page around them."""
    found = queries.version(request.member.practice, version_id)
    read = queries.document_in(found, _asked_language(request))
    return _file(document.as_html(read), "text/html", f"policy-v{found.number}.html")


@for_member
@require_safe
def print_leaflet(request: MemberRequest, version_id: UUID) -> HttpResponse:
    """What happens if we meet, on one page, for the client: the version's own answers under a client's questions."""
    from waveback.ground import print as press

    found = queries.version(request.member.practice, version_id)
    day = people.practice_time(request.member.practice, found.published_at)
    language = _asked_language(request)
    what = f"Version {found.number}, {day:%-d %B %Y}"
    told = leaflet.told(queries.document_in(found, language), language, what)
    try:
        made = press.pdf(
            leaflet.TEMPLATE,
            told,
            title=told["heading"],
            language=language,
            paper=people_rules.paper_of(request.GET.get("paper", ""), request.member.practice.time_zone),
            at=timezone.now(),
        )
    except (press.PrintFailed, press.TookTooLong):
        return _see_other(reverse("policy:version", args=[found.pk]) + "?said=policy.not_printed")
    headers = {"Content-Disposition": 'inline; filename="leaflet.pdf"'}
    return HttpResponse(made.content, content_type="application/pdf", headers=headers)


def _file(text: str, kind: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(text.encode(), content_type=f"{kind}; charset=utf-8", headers=headers)
