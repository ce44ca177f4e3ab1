"""The kit: all that a phone may hold while it is locked. It names no client."""

import base64
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from waveback.phone import queries
from waveback.steps.boundaries import queries as boundaries
from waveback.steps.boundaries import rules as boundaries_rules

if TYPE_CHECKING:
    from waveback.people.models import Member
    from waveback.phone.models import Device


def of(device: "Device", signed_in: "Member | None", session: str) -> dict[str, Any]:
    """session: none, locked or open; signed_in: whose it is."""
    member = device.member
    key = queries.newest_key(device.practice_id)
    assert key is not None  # made before the code that paired this phone
    return {
        "practice_key": {"id": str(key.pk), "public": _base64(key.public)},
        "receipt_key": {"id": str(key.pk), "public": _base64(key.receipt_public)},
        "device": {"id": str(device.pk), "name": device.name},
        "lines": list(boundaries_rules.FIVE_LINES),
        "danger": boundaries_rules.DANGER,
        "phrases": [{"name": name, "words": said} for name, said in boundaries.phrases(member).as_list()],
        "server_time": timezone.now().isoformat(timespec="seconds"),
        "session": session,
        "mine": signed_in is not None and signed_in.pk == member.pk,
        "pin": bool(device.pin),
        "demo": member.practice.demo,
    }


def _base64(value: bytes | memoryview) -> str:
    return base64.b64encode(bytes(value)).decode()
