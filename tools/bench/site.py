"""The product's own settings and addresses with two more, for measuring only: never part of the product.

/bench/nothing/ takes a POST through every middleware and writes nothing. /bench/client/ID/ is the client's
page with its data in memory: what is left is the template.
"""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from waveback.site.settings import *  # noqa: F403 - these are the product's settings

ROOT_URLCONF = "bench.site"


def _addresses() -> list[Any]:
    from django.urls import include, path

    from waveback.desk import file
    from waveback.ground.web.pages import page
    from waveback.people import queries as people
    from waveback.people.access import for_member

    held: dict[UUID, dict[str, Any]] = {}

    @for_member
    def nothing(request: HttpRequest) -> HttpResponse:
        return HttpResponse(status=303, headers={"Location": "/"})

    @for_member
    def client(request: Any, client_id: UUID) -> HttpResponse:
        from django.utils import timezone

        if client_id not in held:
            found = people.client_of(request.member, client_id)
            composed = file.of(request.member, found, timezone.now())
            held[client_id] = {"file": composed, "client": found, "place": "clients"}
        return page(request, "desk/client.html", dict(held[client_id]))

    return [
        path("bench/nothing/", nothing),
        path("bench/client/<uuid:client_id>/", client),
        path("", include("waveback.site.urls")),
    ]


def __getattr__(name: str) -> Any:
    """The addresses are made when they are first asked for: the rooms need the settings first."""
    if name != "urlpatterns":
        raise AttributeError(name)
    made = globals()["urlpatterns"] = _addresses()
    return made
