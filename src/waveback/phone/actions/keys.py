"""The practice's keys for its phones."""

from uuid import UUID

from django.db import IntegrityError
from django.utils import timezone

from waveback.ground import ledger
from waveback.ground.acts import act
from waveback.phone import queries, sealing
from waveback.phone.models import PhoneKey


def ensure_key(practice_id: UUID) -> PhoneKey:
    """The key that is handed out now, made on first use. Never called inside another act."""
    return queries.newest_key(practice_id) or _made(practice_id, turn=1)


def renew_key(practice_id: UUID) -> PhoneKey:
    """Hand out a new key from now on. The older ones are kept: they open what waits on phones."""
    newest = queries.newest_key(practice_id)
    return _made(practice_id, turn=newest.turn + 1 if newest else 1)


def _made(practice_id: UUID, turn: int) -> PhoneKey:
    opening, public = sealing.new_pair()
    signing, receipt_public = sealing.new_pair()
    key = PhoneKey(
        practice_id=practice_id,
        turn=turn,
        public=public,
        receipt_public=receipt_public,
        opening=opening,
        signing=signing,
        made_at=timezone.now(),
    )
    try:
        with act():
            key.save(force_insert=True)
            ledger.record(practice=practice_id, what="phone.key.made", by=None, about=key.pk, facts={"turn": turn})
    except IntegrityError:  # somebody else made this turn's key at the same moment
        return PhoneKey.objects.get(practice_id=practice_id, turn=turn)
    return key
