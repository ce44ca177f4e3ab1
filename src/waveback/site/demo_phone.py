"""The invented phones: one in use, and one that was ended, from which an entry came afterwards."""

import json
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from cryptography.hazmat.primitives.asymmetric import ec
from django.utils import timezone

from waveback.phone import actions, queries, sealing
from waveback.phone.rules import Sealed

if TYPE_CHECKING:
    from waveback.phone.models import Device
    from waveback.site.demo_year import Year

WORDS = {"when": "now", "who": "By the lake, with a dog", "place": "street", "hello": "they", "line": "We waved."}


class Phones:
    def __init__(self, year: "Year") -> None:
        self._year = year
        self._old: UUID | None = None

    def happenings(self) -> Iterator[tuple[datetime, Callable[[], None]]]:
        yield self._year.days_ago(200, 18), self._pair_the_old_one
        yield self._year.days_ago(12, 18), self._pair_the_new_one
        yield self._year.days_ago(11, 18), self._end_the_old_one
        yield self._year.days_ago(2, 18), self._hear_from_the_old_one

    def _paired(self, name: str) -> "Device":
        device, _ = actions.pair(typed=actions.new_code(member=self._year.ruth), name=name)
        return device

    def _pair_the_old_one(self) -> None:
        self._old = self._paired("Old phone").pk

    def _pair_the_new_one(self) -> None:
        self._paired("Pocket")

    def _end_the_old_one(self) -> None:
        actions.end(member=self._year.ruth, device=self._ended())

    def _ended(self) -> "Device":
        assert self._old is not None
        found = queries.device(self._old)
        assert found is not None
        return found

    def _hear_from_the_old_one(self) -> None:
        """It lay in a drawer with one entry that had never been handed in."""
        device, capture = self._ended(), uuid4()
        key = actions.ensure_key(device.practice_id)
        told = {"v": 1, "capture": str(capture), "n": 1, "fields": WORDS, "captured_at": timezone.now().isoformat()}
        plain = json.dumps(told).encode()
        public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), bytes(key.public))
        info = sealing.bound(key.pk, device.pk, capture)
        sealed = sealing.SUITE.encrypt(plain + b" " * (-len(plain) % 1024), public, info=info)
        sent = Sealed(capture, 1, device.pk, key.pk, sealed, 0)
        actions.receive(sent=sent, hands=device, session=None)
