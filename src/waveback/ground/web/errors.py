"""Pages for what goes wrong: one sentence on what happened, one on what to do next. Never a detail."""

from typing import Final

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

SENTENCES: Final = {
    400: ("This request was not understood.", "Go back, reload the page and try once more."),
    403: ("This is not open to you.", "Go back to Today, or ask the owner of the practice."),
    404: ("There is nothing here.", "It may have moved, or it never was. Go back to Today and look for it there."),
    405: ("This address cannot be opened by itself.", "Go back to Today and find the page from there."),
    409: ("Somebody changed this a moment ago.", "Go back, reload the page and compare before you save again."),
    413: ("This is larger than Waveback takes.", "Choose a file under 6 MB, or shorten what you typed."),
    429: ("Too many tries in a short time.", "Wait five minutes, then try again."),
    500: ("Something failed on our side.", "Nothing was changed. Wait a moment, go back and try again."),
}


def error_page(request: HttpRequest | None, status: int) -> HttpResponse:
    """The page for `status`; without a request it needs neither session nor database."""
    what, next_step = SENTENCES[status]
    context = {"status": status, "what": what, "next_step": next_step}
    return HttpResponse(render_to_string("web/error.html", context, request), status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return error_page(request, 413 if isinstance(exception, RequestDataTooBig) else 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return error_page(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return error_page(request, 404)


def too_many(request: HttpRequest) -> HttpResponse:
    """What allauth's rate limits answer with."""
    return error_page(request, 429)


def failed(request: HttpRequest) -> HttpResponse:
    # The failure may lie in the session or the database: this page uses neither.
    return error_page(None, 500)


SECRET: Final = ("csrfmiddlewaretoken", "password", "code", "credential", "otp", "next")


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was too old, or came from elsewhere: nothing was changed, and what was typed is shown to copy.

    It is not sent again by a button here: the fields may have been filled by another site.
    """
    typed = [] if request.content_type == "application/json" else _typed(request)
    return HttpResponse(render_to_string("web/csrf.html", {"typed": typed, "path": request.path}, request), status=403)


def _typed(request: HttpRequest) -> list[str]:
    fields = [(name, value) for name, values in request.POST.lists() for value in values]
    return [str(value) for name, value in fields if value and not name.lower().startswith(SECRET)]
