"""The app's own three files: its page, its worker, its manifest. Nobody has to be signed in for them."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from waveback.phone import shell


def _for_anybody(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A locked session gets it as well: it holds nothing of anybody."""
    guarded: Any = require_safe(view)
    guarded.answers_by_itself = True
    return guarded  # type: ignore[no-any-return]


@_for_anybody
def page(request: HttpRequest) -> HttpResponse:
    return HttpResponse(shell.page(request))


@_for_anybody
def worker(request: HttpRequest) -> HttpResponse:
    return HttpResponse(shell.worker(request), content_type="text/javascript; charset=utf-8")


@_for_anybody
def manifest(request: HttpRequest) -> HttpResponse:
    """Neutral in every word: this is what stands under an icon on a phone that others see."""
    told = {
        "id": reverse("phone:shell"),
        "name": "Waveback",
        "short_name": "Waveback",
        "start_url": reverse("phone:shell"),
        "scope": "/",
        "display": "standalone",
        "background_color": "#f6f5f2",
        "theme_color": "#f6f5f2",
        "lang": "en",
        "shortcuts": [
            {"name": "New entry", "url": f"{reverse('phone:shell')}?new"},
            {"name": "Card", "url": f"{reverse('phone:shell')}?card"},
        ],
        "icons": [
            {"src": "/static/phone/icon-192.png", "sizes": "192x192", "type": "image/png", "purpose": "any"},
            {"src": "/static/phone/icon-512.png", "sizes": "512x512", "type": "image/png", "purpose": "any"},
            {"src": "/static/phone/icon-maskable-512.png", "sizes": "512x512", "type": "image/png",
             "purpose": "maskable"},
        ],
    }  # fmt: skip
    return JsonResponse(told, content_type="application/manifest+json")
