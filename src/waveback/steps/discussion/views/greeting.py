"""Being greeted first: the client's own written word, in the room or on paper."""

from hashlib import sha256
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.http import require_http_methods

from waveback.ground.web.pages import page
from waveback.ground.web.uploads import too_large
from waveback.people import drafts
from waveback.people import queries as people
from waveback.people.access import MemberRequest, for_member
from waveback.steps.client_leads import actions as client_leads
from waveback.steps.discussion import actions, queries, rules
from waveback.steps.discussion.forms import GreetFirstForm
from waveback.steps.discussion.views.common import begin_evidence, factor, opened, see, today
from waveback.steps.discussion.views.evidence import sealed_words
from waveback.steps.discussion.views.scans import read

if TYPE_CHECKING:
    from waveback.people.models import Client
    from waveback.steps.policy.models import Version


@for_member
@require_http_methods(["GET", "HEAD", "POST"])
def greet_first(request: MemberRequest, client_id: UUID) -> HttpResponse:
    """What being greeted first means, and the client's own word. Only where the policy in force offers it."""
    client = opened(request, client_id)
    version = queries.newest_version(request.member)
    if version is None or not queries.greeting_first_is_offered(request.member, client):
        return _show(request, client, status=409 if request.method == "POST" else 200)
    signing = queries.signing(request.member, client, timezone.now())
    if signing and not signing.chosen:
        return see(reverse("discussion:who_signs", args=[client.id]))
    if request.method != "POST":
        return _show(request, client, _form(request, client, version, signing))
    form = _form(request, client, version, signing, request.POST)
    form.is_valid()
    told = form.cleaned_data
    scanned = None
    if told.get("way") == rules.PAPER or form.errors:
        scanned = read(request, client, form, told.get("id") or uuid4(), person=None, version=None)
    if form.errors:
        return _show(request, client, form, status=422)
    try:
        done = actions.sign_greet_first(
            member=request.member,
            client=client,
            factor=factor(request),
            language=translation.get_language() or "en",
            scanned=scanned,
            browser=rules.browser_family(request.headers.get("User-Agent", "")),
            **form.given(),
        )
    except actions.NotOffered:  # a version that offers it no longer was published meanwhile
        return _show(request, client, status=409)
    except client_leads.AllowedAlready:
        return _show(request, client, form, status=409, problem="already")
    except client_leads.NotAllowed:
        return _show(request, client, form, status=409, problem="no_contact")
    drafts.drop(member=request.member, path=request.path)
    begin_evidence(request, client, done)
    return see(reverse("discussion:greet_first", args=[client.id]) + "?said=discussion.greet_first")


def _form(
    request: MemberRequest,
    client: "Client",
    version: "Version",
    signing: rules.Signing | None,
    data: QueryDict | None = None,
) -> GreetFirstForm:
    day = today(request)
    initial: dict[str, Any] = {"on": day} | drafts.initial(request.member, request.path) | {"id": uuid4()}
    published_on = people.practice_time(request.member.practice, version.published_at).date()
    return GreetFirstForm(
        data,
        request.FILES if data else None,
        too_large=too_large(request),
        signing=signing,
        opening=_code(client),
        published_on=published_on,
        today=day,
        initial=initial,
    )


def _code(client: "Client") -> str:
    return rules.opening_code(client.pk, sha256(rules.GREET_FIRST_TEXT.encode()).hexdigest())


def _show(
    request: MemberRequest, client: "Client", form: GreetFirstForm | None = None, status: int = 200, problem: str = ""
) -> HttpResponse:
    context: dict[str, object] = {
        "client": client,
        "form": form,
        "problem": problem,
        "text": rules.GREET_FIRST_TEXT,
        "before": queries.told_greet_firsts(request.member, client),
        "code": _code(client),
        "sealed": sealed_words(request, client),
        "holds": queries.greets_first(request.member, client),
    }
    return page(request, "discussion/greet_first.html", context, status=status)
