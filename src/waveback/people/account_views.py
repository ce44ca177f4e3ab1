"""Signing in and out, the lock, and confirming who sits here."""

from typing import Any
from urllib.parse import urlencode

from allauth.account.internal.flows.logout import logout as sign_out_of
from allauth.account.views import LoginView
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from waveback.ground.web.errors import error_page
from waveback.ground.web.forms import safe_next
from waveback.ground.web.pages import page
from waveback.people import middleware, proving, queries
from waveback.people.access import for_member
from waveback.people.account_forms import ProveForm


def see_other(place: str) -> HttpResponse:
    response = HttpResponseRedirect(place)
    response.status_code = 303
    return response


FORM_METHODS = ["get", "head", "post"]  # Django's form views take a PUT as a POST; ours refuse it


class SignIn(LoginView):
    """allauth's sign-in; a demonstration says so before anybody is in."""

    http_method_names = FORM_METHODS

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        invented = any(practice.demo for practice in queries.practices())
        return super().get_context_data(**kwargs) | {"invented": invented}


@require_http_methods(["GET", "HEAD", "POST"])
def sign_out(request: HttpRequest) -> HttpResponse:
    """A GET asks, the POST signs out: no page from elsewhere can do it."""
    if request.method != "POST":
        return page(request, "account/logout.html")
    sign_out_of(request)
    return see_other(f"{reverse('account_login')}?said=people.signed-out")


@require_http_methods(["GET", "HEAD", "POST"])
def lock(request: HttpRequest) -> HttpResponse:
    """GET shows the lock; POST locks an open session, or unlocks a locked one with what is given."""
    if not request.user.is_authenticated:
        return see_other(reverse("account_login"))
    if request.method == "POST":
        return _unlock(request) if any(name in request.POST for name in ProveForm.base_fields) else _lock(request)
    if request.locked_member is None:  # type: ignore[attr-defined]
        return see_other(safe_next(request))
    return _prove_page(request, "people/lock.html", ProveForm())


def _lock(request: HttpRequest) -> HttpResponse:
    middleware.lock(request.session)
    return see_other(f"{reverse('lock')}?{_next(request)}")


def _next(request: HttpRequest) -> str:
    return urlencode({"next": safe_next(request)})


def _unlock(request: HttpRequest) -> HttpResponse:
    form = ProveForm(request.POST)
    try:
        if not proving.prove(request, form):
            return _prove_page(request, "people/lock.html", form, status=422)
    except proving.TooManyTries:
        return error_page(request, 429)
    middleware.begin(request.session)
    return see_other(safe_next(request))


@for_member
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest) -> HttpResponse:
    """Before signing or exporting: show again who you are, then go on where you were."""
    form = ProveForm(request.POST or None)
    if request.method == "POST":
        try:
            if proving.prove(request, form):
                return see_other(safe_next(request))
        except proving.TooManyTries:
            return error_page(request, 429)
    return _prove_page(request, "people/confirm.html", form, status=422 if form.is_bound else 200)


def _prove_page(request: HttpRequest, template: str, form: ProveForm, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "ways": proving.ways(request),
        "passkey_options": proving.passkey_options(request),
        "next": safe_next(request),
        "kept": request.GET.get("kept", ""),
    }
    return page(request, template, context, status=status)
