"""Writing to the ledger: appending a line, signing the end of a chain."""

import os
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import connection

from waveback.ground import acts, vault
from waveback.ground.ledger import queries, rules, signing
from waveback.ground.ledger.models import Checkpoint, Entry
from waveback.ground.ledger.rules import Facts, Line, Link

# Raw SQL, because this runs in every act: four statements for a client's line, three for another.
#
# The practice's head comes first. Whoever has moved it holds its row (on SQLite the write lock) until
# the commit, so appends queue up per practice and everything below is alone with its chains. An
# UPSERT waits for the row and then reads its newest state, at READ COMMITTED too; a SELECT in front of
# it would not.
_MOVE_PRACTICE = """
    INSERT INTO ledger_head (id, practice, client, pseudonym, seq, hash) VALUES (%s, %s, NULL, NULL, 1, %s)
    ON CONFLICT (practice) WHERE client IS NULL DO UPDATE SET seq = ledger_head.seq + 1
    RETURNING id, seq, hash"""
_MOVE_CLIENT = """
    INSERT INTO ledger_head (id, practice, client, pseudonym, seq, hash) VALUES (%s, %s, %s, %s, 1, %s)
    ON CONFLICT (practice, client) DO UPDATE SET seq = ledger_head.seq + 1
    RETURNING id, seq, hash, pseudonym"""
_APPEND = """
    INSERT INTO ledger_entry (id, practice, seq, pseudonym, client_seq, what, hash, body, salt)
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)"""
_SET_HEADS = "UPDATE ledger_head SET hash = %s WHERE id IN (%s, %s)"


def record(
    *,
    practice: UUID,
    what: str,
    by: UUID | None,
    client: UUID | None = None,
    about: UUID | None = None,
    content: str | None = None,
    ciphertext: bytes | None = None,
    facts: Facts | None = None,
) -> Entry:
    """See ledger.record()."""
    acts.recorded()
    rules.check(what, facts)
    entry = Entry(id=uuid4(), practice=practice, what=what)
    # Sealed before the head is moved: a key that must be made first keeps nobody waiting.
    commitment, entry.salt = (None, None) if content is None else _committed(entry, client, content)
    line = Line(
        practice=practice,
        what=what,
        by=by,
        at=datetime.now(UTC),
        about=about,
        commitment=commitment,
        ciphertext=None if ciphertext is None else rules.sha256(ciphertext),
        facts=facts,
    )
    _append(entry, line, client)
    return entry


def _committed(entry: Entry, client: UUID | None, content: str) -> tuple[str, bytes]:
    """The commitment to `content`, and its salt, sealed for this entry."""
    salt = os.urandom(rules.SALT_BYTES)
    sealed = vault.seal_bytes(
        queries.compartment(entry.practice, client), table="ledger_entry", column="salt", row=entry.id, plain=salt
    )
    return rules.commitment(salt, content), sealed


def _append(entry: Entry, line: Line, client: UUID | None) -> None:
    """Give the entry its place in the chains and write it."""
    with connection.cursor() as cursor:
        cursor.execute(_MOVE_PRACTICE, [_id(uuid4()), _id(entry.practice), rules.GENESIS])
        head, entry.seq, prev = _only(cursor.fetchall())
        own_head, own_place = head, None
        if client is not None:
            cursor.execute(_MOVE_CLIENT, [_id(uuid4()), _id(entry.practice), _id(client), _id(uuid4()), rules.GENESIS])
            own_head, entry.client_seq, own_prev, pseudonym = _only(cursor.fetchall())
            entry.pseudonym = pseudonym if isinstance(pseudonym, UUID) else UUID(pseudonym)
            own_place = Link(entry.client_seq, own_prev)
        entry.body = rules.body(line, Link(entry.seq, prev), entry.pseudonym, own_place)
        entry.hash = rules.sha256(entry.body.encode())
        cursor.execute(_APPEND, _row(entry))
        cursor.execute(_SET_HEADS, [entry.hash, head, own_head])
    entry._state.adding, entry._state.db = False, connection.alias


def _row(entry: Entry) -> list[Any]:
    return [
        _id(entry.id),
        _id(entry.practice),
        entry.seq,
        _id(entry.pseudonym),
        entry.client_seq,
        entry.what,
        entry.hash,
        entry.body,
        entry.salt,
    ]


def _only(rows: Sequence[Any]) -> Any:
    (row,) = rows
    return row


def _id(value: UUID | None) -> UUID | str | None:
    """A UUID as the database's driver takes it."""
    return value if value is None or connection.features.has_native_uuid_field else value.hex


def checkpoint(*, practice: UUID) -> Checkpoint:
    """See ledger.checkpoint()."""
    end, at, key = queries.end(practice), rules.written(datetime.now(UTC)), vault.signing_key_id()
    return Checkpoint.objects.create(
        practice=practice,
        seq=end[0],
        hash=end[1],
        at=at,
        key_id=key,
        signature=signing.sign(rules.checkpoint_message(practice, end, at, key)),
    )


def client_checkpoint(*, practice: UUID, client: UUID) -> dict[str, Any]:
    """See ledger.client_checkpoint()."""
    pseudonym, end = queries.client_end(practice, client)
    at, key = rules.written(datetime.now(UTC)), vault.signing_key_id()
    return {
        "v": rules.VERSION,
        "practice": str(practice),
        "client": str(pseudonym),
        "client_seq": end[0],
        "hash": end[1],
        "at": at,
        "key": key,
        "signature": signing.sign(rules.client_message(practice, pseudonym, end, at, key)),
    }
