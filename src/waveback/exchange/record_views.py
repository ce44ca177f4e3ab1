"""Handing out a client's record: choose, look and cover, make; and the list of those to whom it was handed."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from waveback.exchange import bundle
from waveback.exchange import record_actions as actions
from waveback.exchange import record_queries as queries
from waveback.exchange.record_forms import ChooseForm, CoverForm, MakeForm, ShowAgainForm
from waveback.exchange.record_making import LARGE
from waveback.ground import jobs
from waveback.ground.print import PrintFailed
from waveback.ground.vault import KeyDestroyed
from waveback.ground.web.pages import page
from waveback.people import actions as people_actions
from waveback.people import drafts
from waveback.people import queries as people
from waveback.people.access import MemberRequest, for_member, reauthenticated
from waveback.steps.confidentiality import rules as confidentiality

if TYPE_CHECKING:
    from waveback.exchange.covering import Cover
    from waveback.exchange.models import ExportDraft
    from waveback.exchange.record_queries import Item
    from waveback.people.models import Client

MOST_SHOWN = 50


@for_member
@reauthenticated
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: MemberRequest, client_id: UUID) -> HttpResponse:
    """Which part of the record, for whom and why."""
    client = people.client_of(request.member, client_id)
    if request.method != "POST":
        people_actions.look_at(member=request.member, client=client)
        return _choose_page(request, client, ChooseForm(initial=_begun(request, client)))
    form = ChooseForm(request.POST)
    if not form.is_valid():
        return _choose_page(request, client, form, status=422)
    try:
        draft = actions.prepare(member=request.member, client=client, wanted=form.wanted())
    except KeyDestroyed:
        return _choose_page(request, client, form, status=409)
    except actions.ChangedMeanwhile:
        form.add_error(None, "This export was prepared in another window at the same moment. Go on once more.")
        return _choose_page(request, client, form, status=409)
    drafts.drop(member=request.member, path=request.path)
    return _to("exchange:export_texts", client, draft.pk)


def _begun(request: MemberRequest, client: "Client") -> dict[str, Any]:
    """What was typed and not sent; else what is being prepared; else the whole record."""
    begun: dict[str, Any] = {"parts": list(queries.PARTS)}
    try:
        draft = queries.prepared(request.member, client)
        if draft is not None:
            told = actions.wanted_in(draft)
            begun = {
                "recipient": told.recipient,
                "purpose": told.purpose,
                "since": told.chosen.since,
                "until": told.chosen.until,
                "parts": list(told.chosen.parts),
                "in_error": told.chosen.in_error,
            }
    except KeyDestroyed:
        return begun
    return begun | drafts.initial(request.member, request.path)


def _choose_page(request: MemberRequest, client: "Client", form: ChooseForm, status: int = 200) -> HttpResponse:
    context = {"client": client, "form": form, "place": "clients", "erased": _is_erased(client)}
    return page(request, "exchange/export.html", context, status=status)


@dataclass(frozen=True)
class Shown:
    """One text of the record as it would leave, with the form that covers something in it."""

    item: "Item"
    form: CoverForm
    covers: "list[Cover]"

    @property
    def at(self) -> datetime:
        return datetime.fromisoformat(self.item.at)


@for_member
@require_safe
def texts(request: MemberRequest, client_id: UUID, draft_id: UUID) -> HttpResponse:
    """What would leave the house, as it would stand there; what is about somebody else can be covered."""
    client = people.client_of(request.member, client_id)
    if queries.disclosure(request.member, client, draft_id) is not None:
        return _to_list(client, "exchange.made-before")
    draft = queries.draft(request.member, client, draft_id)
    people_actions.look_at(member=request.member, client=client)
    return _texts_page(request, client, draft)


def _texts_page(
    request: MemberRequest,
    client: "Client",
    draft: "ExportDraft",
    wrong: CoverForm | None = None,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    wanted, covers = actions.wanted_in(draft), actions.covers_in(draft)
    items = queries.texts(request.member, client, wanted.chosen)
    at = _page_in(request)
    pages = max(1, -(-len(items) // MOST_SHOWN))
    at = min(at, pages)
    names = _names(client, items, covers)
    shown = [
        Shown(queries.as_shown(one, covers), _cover_form(draft, one.id, wrong), [c for c in covers if c.item == one.id])
        for one in items[(at - 1) * MOST_SHOWN : at * MOST_SHOWN]
    ]
    context = {
        "client": client,
        "draft": draft,
        "wanted": wanted,
        "items": shown,
        "count": len(items),
        "everywhere": _cover_form(draft, "", wrong, names),
        "covers_everywhere": [one for one in covers if not one.item],
        "problem": problem,
        "wrong_item": wrong["item"].value() if wrong is not None else None,
        "passages": queries.covered_places(items, covers),
        "page": at,
        "pages": range(1, pages + 1) if pages > 1 else (),
        "parts": [words for part, words in queries.PARTS.items() if part in wanted.chosen.parts],
        "place": "clients",
    }
    return page(request, "exchange/export_texts.html", context, status=status)


def _cover_form(
    draft: "ExportDraft", item: str, wrong: CoverForm | None, found: "list[str] | None" = None
) -> CoverForm:
    if wrong is not None and (wrong["item"].value() or "") == item:
        return wrong
    return CoverForm(
        initial={"item": item, "revision": draft.revision, "reason": "another"},
        auto_id=f"c-{item or 'all'}-%s",
        found=found,
    )


def _names(client: "Client", items: "list[Item]", covers: "list[Cover]") -> list[str]:
    """Names of people that stand in the texts, other than the client's own; not those that are covered already.

    Who handed the record out before, and to whom, is what that list is for: it is covered by hand alone.
    """
    told = {
        f"{number} {line}": text
        for number, one in enumerate(items)
        if one.part not in ("about", "disclosures") and one.kind != "policy"
        for line, (_, text) in enumerate(one.texts)
    }
    own = {word.casefold() for name in (client.legal_name, client.name_used) for word in name.split()}
    hidden = {one.passage.casefold() for one in covers if not one.item}
    found = dict.fromkeys(
        find.words.strip() for find in confidentiality.check(told) if find.kind in ("name", "other_client")
    )
    return [
        name
        for name in found
        if name.casefold() not in hidden and not {word.casefold() for word in name.split()} <= own
    ][:40]


@for_member
@require_POST
def cover(request: MemberRequest, client_id: UUID, draft_id: UUID) -> HttpResponse:
    """Cover passages, in one text or in all."""
    client = people.client_of(request.member, client_id)
    draft = queries.draft(request.member, client, draft_id)
    items = queries.texts(request.member, client, actions.wanted_in(draft).chosen)
    item = request.POST.get("item", "")
    names = _names(client, items, []) if not item else None
    form = CoverForm(request.POST, auto_id=f"c-{item or 'all'}-%s", found=names)
    if not form.is_valid():
        return _texts_page(request, client, draft, form, status=422)
    if form.cleaned_data["revision"] != draft.revision:
        return _texts_page(request, client, draft, form, _CHANGED, status=409)
    try:
        actions.cover(
            member=request.member,
            client=client,
            draft=draft,
            passages=form.wanted,
            item=item,
            reason=form.cleaned_data["reason"],
        )
    except actions.NotThere as error:
        form.add_error("passages", str(error))
        return _texts_page(request, client, draft, form, status=422)
    except actions.ChangedMeanwhile:
        return _texts_page(request, client, queries.draft(request.member, client, draft_id), form, _CHANGED, 409)
    return _to("exchange:export_texts", client, draft.pk, f"{_same_page(request)}&said=exchange.covered", f"t-{item}")


_CHANGED = "Something was covered or shown again in another window. This is how it stands; say it once more."


@for_member
@require_POST
def show_again(request: MemberRequest, client_id: UUID, draft_id: UUID) -> HttpResponse:
    """Show a passage again."""
    client = people.client_of(request.member, client_id)
    draft = queries.draft(request.member, client, draft_id)
    form = ShowAgainForm(request.POST)
    if not form.is_valid() or form.cleaned_data["revision"] != draft.revision:
        return _texts_page(request, client, draft, problem=_CHANGED, status=422 if not form.is_valid() else 409)
    item, passage = form.cleaned_data["item"], form.cleaned_data["passage"]
    try:
        actions.show_again(draft=draft, item=item, passage=passage)
    except actions.ChangedMeanwhile:
        return _texts_page(
            request, client, queries.draft(request.member, client, draft_id), problem=_CHANGED, status=409
        )
    return _to("exchange:export_texts", client, draft.pk, f"{_same_page(request)}&said=exchange.shown", f"t-{item}")


@for_member
@reauthenticated
@require_POST
def make(request: MemberRequest, client_id: UUID, draft_id: UUID) -> HttpResponse:
    """Make the export and hand it over as a file. That it was made is recorded before it leaves."""
    client = people.client_of(request.member, client_id)
    if queries.disclosure(request.member, client, draft_id) is not None:
        return _to_list(client, "exchange.made-before")
    draft = queries.draft(request.member, client, draft_id)
    form = MakeForm(request.POST)
    if not form.is_valid() or form.cleaned_data["revision"] != draft.revision:
        return _texts_page(request, client, draft, problem=_CHANGED, status=422 if not form.is_valid() else 409)
    if len(queries.texts(request.member, client, actions.wanted_in(draft).chosen)) > LARGE:
        return _off_the_request(request, client, draft)
    try:
        handed = actions.make(member=request.member, client=client, draft=draft)
    except actions.MadeBefore:
        return _to_list(client, "exchange.made-before")
    except queries.NotAsSigned as error:
        return _texts_page(request, client, draft, problem=_NOT_AS_SIGNED % error.number, status=409)
    except (queries.ChangedMeanwhile, PrintFailed):
        return _texts_page(request, client, draft, problem=_NOT_MADE, status=409)
    except bundle.TooLarge:
        return _texts_page(request, client, draft, problem=_TOO_LARGE, status=409)
    headers = {"Content-Disposition": 'attachment; filename="record.zip"'}
    return HttpResponse(handed.content, content_type="application/zip", headers=headers)


def _off_the_request(request: MemberRequest, client: "Client", draft: "ExportDraft") -> HttpResponse:
    """A large record is made by the worker; its page has the bar and, for an hour, the file."""
    job = jobs.begin(
        practice=request.member.practice_id,
        member=request.member.pk,
        kind="exports",
        args={"client": str(client.pk), "draft": str(draft.pk)},
        back=reverse("exchange:export_texts", args=[client.pk, draft.pk]),
        id=draft.pk,
    )
    return HttpResponseRedirect(reverse("people:job", args=[job]), status=303)


_NOT_AS_SIGNED = (
    "Nothing was exported: what is kept for entry %d of this file’s ledger is not what was signed. Run “waveback "
    "verify” on the server, and compare with a backup."
)
_NOT_MADE = "Nothing was exported: the document could not be made just now. Try it again."
_TOO_LARGE = "Nothing was exported: it would be larger than 1 GiB. Choose fewer days or parts."


@for_member
@require_POST
def forget(request: MemberRequest, client_id: UUID, draft_id: UUID) -> HttpResponse:
    """It is not to be handed out after all."""
    client = people.client_of(request.member, client_id)
    actions.forget(draft=queries.draft(request.member, client, draft_id))
    return HttpResponseRedirect(reverse("desk:client", args=[client.pk]) + "?said=exchange.not-exported", status=303)


@for_member
@require_safe
def disclosures(request: MemberRequest, client_id: UUID) -> HttpResponse:
    """To whom this record was handed out, newest first."""
    client = people.client_of(request.member, client_id)
    people_actions.look_at(member=request.member, client=client)
    try:
        rows = [(row, queries.said(row)) for row in reversed(queries.disclosures(request.member, client))]
    except KeyDestroyed:
        rows = [(row, []) for row in reversed(queries.disclosures(request.member, client))]
    context = {"client": client, "rows": rows, "erased": _is_erased(client), "place": "clients"}
    return page(request, "exchange/disclosures.html", context)


@for_member
@reauthenticated
@require_POST
def print_disclosures(request: MemberRequest, client_id: UUID) -> HttpResponse:
    """The accounting of disclosures on paper."""
    client = people.client_of(request.member, client_id)
    try:
        content = actions.print_accounting(member=request.member, client=client)
    except (PrintFailed, KeyDestroyed):
        return _to_list(client, "exchange.not-printed")
    headers = {"Content-Disposition": 'inline; filename="disclosures.pdf"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


def _is_erased(client: "Client") -> bool:
    return not people.legal_name(client)


def _page_in(request: MemberRequest) -> int:
    asked = request.GET.get("page") or request.POST.get("page") or ""
    return max(1, int(asked)) if asked.isascii() and asked.isdigit() and len(asked) < 7 else 1


def _same_page(request: MemberRequest) -> str:
    return f"?page={_page_in(request)}"


def _to(name: str, client: "Client", draft_id: UUID, query: str = "", fragment: str = "") -> HttpResponse:
    place = reverse(name, args=[client.pk, draft_id]) + query + (f"#{fragment}" if fragment else "")
    return HttpResponseRedirect(place, status=303)


def _to_list(client: "Client", said: str) -> HttpResponse:
    return HttpResponseRedirect(reverse("exchange:disclosures", args=[client.pk]) + f"?said={said}", status=303)
