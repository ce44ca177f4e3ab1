"""How the phone's addresses answer: in JSON, to our own pages alone, and never by leading anywhere."""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse

from waveback.phone.rules import MOST_BYTES

Answer = Callable[..., HttpResponse]
SAFE: Final = ("GET", "HEAD", "OPTIONS", "TRACE")

SAYS: Final = {
    "elsewhere": (403, "This came from another site, so nothing was done."),
    "method": (405, "This address is asked in another way."),
    "not_json": (415, "This was not sent as JSON."),
    "not_understood": (400, "This was not understood. Update the app and try again."),
    "too_large": (413, "This is larger than the server takes. It stays on this phone."),
    "too_many": (429, "Too much in a short time. Wait a little, then try again."),
    "pair_first": (401, "This phone is not paired. Pair it first; what waits here stays."),
    "revoked": (410, "This phone was ended. What waits here is still handed in."),
    "sign_in": (401, "Sign in first."),
    "locked": (423, "It is locked. Unlock it first."),
    "cannot_open": (422, "The server cannot open this entry. It stays on this phone."),
    "wrong_code": (422, "This code does not work. Make a new one on your computer, and type it within 15 minutes."),
    "no_name": (422, "Give this phone a name, such as “Pocket”."),
    "too_many_phones": (409, "You have as many phones as one may have. End one first."),
    "no_pin": (409, "No PIN is set for this phone. Use a passkey, or sign in."),
    "no_passkey": (409, "There is no passkey. Use the PIN, or sign in."),
    "wrong": (422, "That did not work. Try again."),
    "nobody": (404, "There is nobody like that."),
}  # fmt: skip


def refusal(code: str, **more: object) -> HttpResponse:
    status, say = SAYS[code]
    return JsonResponse({"code": code, "say": say, **more}, status=status)


def answers(*methods: str, body: bool = True) -> Callable[[Answer], Answer]:
    """For a view that answers the app in JSON. body: a JSON object is needed, and stands in `request.told`.

    No CSRF token, which would go stale on a phone: what changes something must come from our own pages (docs/phone.md).
    """

    def decorator(view: Answer) -> Answer:
        @wraps(view)
        def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
            refused = _refused(request, methods, body)
            return refused if refused is not None else view(request, *args, **kwargs)

        guarded.csrf_exempt = True  # type: ignore[attr-defined]
        guarded.answers_by_itself = True  # type: ignore[attr-defined]
        return guarded

    return decorator


def _refused(request: Any, methods: tuple[str, ...], body: bool) -> HttpResponse | None:
    method = str(request.method)
    if method not in SAFE and not is_own(request):
        return refusal("elsewhere")
    if method not in methods and not (method == "HEAD" and "GET" in methods):
        answer = refusal("method")
        answer["Allow"] = ", ".join(methods)
        return answer
    if method in SAFE or not body:
        return None
    code, request.told = read(request)
    return refusal(code) if code else None


def is_own(request: HttpRequest) -> bool:
    """Whether one of our own pages, or its worker, sends this: browsers say so, and a page cannot say it for them."""
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    if site is not None:
        return site == "same-origin"
    scheme = "https" if request.is_secure() else "http"
    return origin is not None and origin in {f"{scheme}://{request.get_host()}", *settings.CSRF_TRUSTED_ORIGINS}


def read(request: HttpRequest) -> tuple[str, dict[str, Any]]:
    """The JSON object that was sent; or the code of what is wrong with it, before anything large is read."""
    if request.content_type != "application/json":
        return "not_json", {}
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or int(length) > MOST_BYTES:
        return "too_large", {}
    try:
        told = json.loads(request.body)
        json.dumps(told, ensure_ascii=False).encode()  # JSON may hold half characters, which nothing of ours does
    except (ValueError, RecursionError):
        return "not_understood", {}
    return ("", told) if isinstance(told, dict) else ("not_understood", {})
