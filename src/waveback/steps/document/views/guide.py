"""“Was it a run-in?”: what it was, what the practice's own clause says of it, and one next step."""

from django.http import HttpResponse
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_safe

from waveback.ground.web.pages import page
from waveback.people.access import MemberRequest, for_member
from waveback.steps.document import guide as cases
from waveback.steps.document import queries


@for_member
@require_safe
def guide(request: MemberRequest) -> HttpResponse:
    """The cases, or one of them (?it=). It asks about nobody, so it says nothing of anybody."""
    case = cases.case(request.GET.get("it", ""))
    if case is None:
        return page(request, "document/guide.html", {"cases": cases.CASES})
    case = cases.unnoticed(case, queries.unnoticed_rule(request.member))
    clause = queries.clauses(request.member, {case.clause}).get(case.clause)
    words, where = case.step
    others = [(said, _path(there)) for said, there in case.else_]
    context = {"case": case, "clause": clause, "step": (words, _path(where)), "others": others}
    return page(request, "document/guide.html", context)


def _path(where: str) -> str:
    """Where a step leads; to Today while the page that it names is not there."""
    name, _, told = where.partition(":")
    if name == "capture":
        return reverse("document:capture") + (f"?chance={told}" if told else "")
    if name in ("online", "unaware"):
        return {
            "online": reverse("document:capture") + "?online",
            "unaware": reverse("document:guide") + "?it=unaware",
        }[name]
    try:
        return reverse(_PAGES[name])
    except NoReverseMatch:
        return "/"


_PAGES = {
    "plan": "people:clients",
    "guidance": "boundaries:guidance",
    "notes": "confidentiality:guidance",
    "today": "desk:today",
}
