"""Bringing a client list in: choose the file, look at what would happen, bring in what is good, correct the rest."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from waveback.exchange import actions, csv, queries
from waveback.exchange.forms import MOST_CORRECTED, PreviewForm, UploadForm
from waveback.ground.web.pages import page
from waveback.people.access import MemberRequest, for_member

if TYPE_CHECKING:
    from waveback.exchange.kept import Kept
    from waveback.exchange.models import ImportDraft

_SAY_ORDER = "Choose how the birth dates are written: this list can be read both ways."
_CHANGED = "This list was changed in another window. This is how it stands now."


@for_member
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: MemberRequest) -> HttpResponse:
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if request.method == "POST" and form.is_valid():
        try:
            draft = actions.keep_file(member=request.member, content=form.cleaned_data["file"])
        except csv.NotAList as error:
            form.add_error("file", str(error))
        else:
            return _to("exchange:preview", draft.pk)
    context = {"form": form, "waiting": queries.waiting_draft(request.member)}
    return page(request, "exchange/upload.html", context, status=422 if form.errors else 200)


@for_member
@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: MemberRequest, draft_id: UUID) -> HttpResponse:
    draft = queries.draft_of(request.member, draft_id)
    if request.method == "POST":
        return _decide(request, draft)
    return _preview(request, draft)


def _decide(request: MemberRequest, draft: "ImportDraft") -> HttpResponse:
    """Take over what was chosen; bring the clients in only when that is exactly what was shown."""
    found = queries.kept_in(draft)
    looked = queries.preview(request.member, found)
    form = PreviewForm(request.POST, kept=found, revision=draft.revision, bad=looked.sorting.bad)
    if not form.is_valid():
        return _page(request, draft, found, looked, form, status=422)
    if form.cleaned_data["revision"] != draft.revision:
        return _preview(request, draft, problem=_CHANGED, status=409)
    revised = form.revised()
    if revised != found:
        return _take_over(request, draft, revised)
    if request.POST.get("do") != "import":
        return _to("exchange:preview", draft.pk)
    if looked.missing or (looked.ask_order and found.choices.order is None):
        if not looked.missing:
            form.add_error("order", _SAY_ORDER)
        return _page(request, draft, found, looked, form, status=422)
    return _bring_in(request, draft)


def _take_over(request: MemberRequest, draft: "ImportDraft", revised: "Kept") -> HttpResponse:
    try:
        actions.keep_choices(draft=draft, revised=revised)
    except actions.ChangedMeanwhile:
        return _preview(request, queries.draft_of(request.member, draft.pk), problem=_CHANGED, status=409)
    return _to("exchange:preview", draft.pk, "exchange.taken-over")


def _bring_in(request: MemberRequest, draft: "ImportDraft") -> HttpResponse:
    try:
        outcome = actions.bring_in_kept(member=request.member, draft=draft)
    except actions.ChangedMeanwhile:
        return HttpResponseRedirect(reverse("people:clients") + "?said=exchange.brought-before", status=303)
    if outcome.bad:
        return _to("exchange:preview", draft.pk, "exchange.imported-partly")
    return HttpResponseRedirect(reverse("people:clients") + "?said=exchange.imported", status=303)


def _preview(
    request: MemberRequest, draft: "ImportDraft", *, problem: str | None = None, status: int = 200
) -> HttpResponse:
    found = queries.kept_in(draft)
    looked = queries.preview(request.member, found)
    form = PreviewForm(kept=found, revision=draft.revision, bad=looked.sorting.bad)
    return _page(request, draft, found, looked, form, status=status, problem=problem)


def _page(
    request: MemberRequest,
    draft: "ImportDraft",
    found: "Kept",
    looked: queries.Preview,
    form: PreviewForm,
    *,
    status: int = 200,
    problem: str | None = None,
) -> HttpResponse:
    context = {
        "draft": draft,
        "kept": found,
        "looked": looked,
        "sorting": looked.sorting,
        "first_new": looked.sorting.new[:5],
        "form": form,
        "more_bad": max(0, len(looked.sorting.bad) - MOST_CORRECTED),
        "problem": problem,
    }
    return page(request, "exchange/preview.html", context, status=status)


@for_member
@require_safe
def rows(request: MemberRequest, draft_id: UUID) -> HttpResponse:
    """The rows to correct as a file, each with what to do; the file's name says nothing."""
    draft = queries.draft_of(request.member, draft_id)
    found = queries.kept_in(draft)
    said = {remark.line: remark.text for remark in queries.preview(request.member, found).sorting.bad}
    lines = ([str(row.line), said[row.line], *row.cells] for row in found.table.rows if row.line in said)
    text = csv.written(["Line", "What to do", *found.table.titles], lines)
    response = HttpResponse(text.encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="rows-to-correct.csv"'
    return response


@for_member
@require_POST
def forget(request: MemberRequest, draft_id: UUID) -> HttpResponse:
    actions.forget_file(member=request.member, draft_id=queries.draft_of(request.member, draft_id).pk)
    return HttpResponseRedirect(reverse("people:clients") + "?said=exchange.forgotten", status=303)


def _to(where: str, draft_id: UUID, said: str | None = None) -> HttpResponse:
    return HttpResponseRedirect(reverse(where, args=[draft_id]) + (f"?said={said}" if said else ""), status=303)
