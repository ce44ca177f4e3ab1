"""Headers that every answer carries, and designed pages for refusals that come without one."""

from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from waveback.ground.web import errors

Answer = Callable[[HttpRequest], HttpResponse]

_NEVER = "accelerometer camera display-capture geolocation gyroscope magnetometer microphone midi payment usb"
HEADERS: Final = {
    # Not no-referrer: with it browsers send "Origin: null" with our own forms, which the CSRF check refuses
    # (Fetch, 3.2 "append a request Origin header"). Nothing leaves this house with same-origin either.
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(
        [*(f"{name}=()" for name in _NEVER.split()), "publickey-credentials-get=(self)"],
    ),
}
HSTS: Final = "max-age=63072000; includeSubDomains"


class SecurityHeaders:
    """Stands first, so that static files, refusals and failures carry the headers too (O18).

    The content security policy is django-csp's. Nothing but static files is ever kept by a browser.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response[name] = value
        if settings.HTTPS:
            response["Strict-Transport-Security"] = HSTS
        if not (request.path.startswith(settings.STATIC_URL) and response.status_code in (200, 206, 304)):
            response["Cache-Control"] = "no-store"
        return response


class ErrorPages:
    """A refusal without a body (405, a limit of the server) gets the page that says what to do next."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        bare = response.status_code in errors.SENTENCES and not response.streaming and not response.content
        if not bare or getattr(request, "htmx", False):
            return response
        designed = errors.error_page(request, response.status_code)
        if response.has_header("Allow"):
            designed["Allow"] = response["Allow"]
        return designed
