"""A ledger with two clients' chains, and the means to tamper with it behind the application's back."""

from typing import Any
from uuid import UUID, uuid4

import pytest

from tests.ground.ledger.outsider import Ledger, Row
from waveback.ground import ledger
from waveback.ground.acts import act
from waveback.ground.ledger import guards
from waveback.ground.ledger.models import Checkpoint, Entry, Head


@pytest.fixture
def practice(db: None) -> UUID:
    """A practice without any entry. The ledger knows opaque ids only, so nobody needs to found it."""
    return uuid4()


def enter(practice: UUID, what: str = "document.note.signed", by: UUID | None = None, **more: Any) -> Entry:
    """One act with one line."""
    with act():
        return ledger.record(practice=practice, what=what, by=by, **more)


@pytest.fixture
def clients() -> list[UUID]:
    return [uuid4(), uuid4()]


@pytest.fixture
def written(practice: UUID, clients: list[UUID]) -> UUID:
    """Twelve entries: of the practice, of one client, of the other, in turn. The fifth and the tenth are signed."""
    for number in range(1, 13):
        client = [None, *clients][number % 3]
        enter(practice, client=client, about=uuid4(), content=f'{{"note":{number}}}', facts={"revision": number})
        if number in (5, 10):
            ledger.checkpoint(practice=practice)
    return practice


@pytest.fixture
def unguarded(written: UUID) -> UUID:
    """The same ledger in the hands of somebody who owns the database: no guard stands."""
    guards.uninstall()
    return written


def as_outsider(practice: UUID) -> Ledger:
    """What an outsider would be handed: the tables as they are."""
    heads = Head.objects.filter(practice=practice)
    own = heads.filter(client=None).first()
    return Ledger(
        practice=str(practice),
        rows=[
            Row(e.seq, e.hash, str(e.pseudonym) if e.pseudonym else None, e.client_seq, e.what, e.body)
            for e in Entry.objects.filter(practice=practice).order_by("seq")
        ],
        head=(own.seq, own.hash) if own else (0, "0" * 64),
        client_heads={str(h.pseudonym): (h.seq, h.hash) for h in heads.exclude(client=None)},
        checkpoints=[c.as_dict() for c in Checkpoint.objects.filter(practice=practice).order_by("seq", "id")],
        public_key=ledger.public_key(),
    )
