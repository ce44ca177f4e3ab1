"""Answering with a page, or with the part of it that htmx asked for."""

from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django_htmx.middleware import HtmxDetails

from waveback.ground.web.said import said


def page(
    request: HttpRequest,
    template: str,
    context: dict[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    """Render "document/note.html", or "document/_note.html" alone when htmx asks for a part.

    A page without such a part is sent whole. What was said travels in a header then, for the part
    has no status line of its own.
    """
    partial = wants_part(request)
    names = [part_of(template), template] if partial else [template]
    response = HttpResponse(render_to_string(names, context, request), status=status)
    if partial and (sentence := said(request)):
        response["X-Said"] = quote(sentence)
    return response


def wants_part(request: HttpRequest) -> bool:
    htmx: HtmxDetails | None = getattr(request, "htmx", None)
    if htmx is None or not htmx:
        return False
    return htmx.request_type != "full" and not htmx.history_restore_request


def part_of(template: str) -> str:
    """ "document/note.html" → "document/_note.html" """
    folder, _, name = template.rpartition("/")
    return f"{folder}/_{name}" if folder else f"_{name}"
