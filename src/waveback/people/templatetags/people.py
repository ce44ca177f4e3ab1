"""How a client is called on a page: by name, or by code label where others may see the screen."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django import template

from waveback.ground.vault import KeyDestroyed
from waveback.ground.web import words

if TYPE_CHECKING:
    from waveback.people.models import Client

register = template.Library()


@register.simple_tag(takes_context=True)
def client_name(context: template.Context, client: "Client | None") -> str:
    """{% client_name client %}: the name, in discreet wording the code label; an erased file has only its label."""
    if client is None:
        return words.say(context.get("request"), "No client yet")
    if words.is_discreet(context.get("request")):
        return client.code_label
    return _name(client) or client.code_label


@register.simple_tag(takes_context=True)
def client_label(context: template.Context, client: "Client", before: str = "") -> str:
    """The code label with a point after it, where the page shows the name already; else nothing."""
    if words.is_discreet(context.get("request")):
        return ""
    return f"{before}{client.code_label}. " if _name(client) else "Erased. "


@register.filter
def of_client(by_client: Mapping[UUID, datetime], client: "Client") -> datetime | None:
    """The value that belongs to this client, or None."""
    return by_client.get(client.pk)


def _name(client: "Client") -> str:
    try:
        return client.name
    except KeyDestroyed:
        return ""
