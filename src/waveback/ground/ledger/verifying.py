"""Recomputing a ledger from its first entry, in constant memory, and naming the first break.

The order of the checks is part of the format (docs/ledger.md): two verifiers name the same entry.
Readers take no lock: what is appended meanwhile lies beyond the heads that are read first.
"""

import hmac
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import OperationalError, connection
from django.db.models import CharField, Max
from django.db.models.functions import Cast

from waveback.ground import vault
from waveback.ground.ledger import faults, queries, rules
from waveback.ground.ledger.chains import Walk
from waveback.ground.ledger.models import Checkpoint, Entry, Head
from waveback.ground.ledger.reading import Unreadable, lenient_text, readable
from waveback.ground.ledger.rules import Break
from waveback.ground.ledger.signed import Signed, from_outside, practice_of

PAGE = 500  # entries: few enough to stay in the processor's cache, which makes a fifth of the time
TOLD_EVERY = 10 * PAGE
_OF_NO_CLIENT = ',"client":null,"client_prev":null,"client_seq":null,"commitment":'
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one practice's ledger."""

    practice: UUID
    entries: int
    broken: Break | None


def verify_all(progress: Progress | None = None, against: Mapping[str, Any] | None = None) -> Iterator[Result]:
    """See ledger.verify_all(). A checkpoint from outside also brings in a practice whose ledger is gone."""
    signed = None if against is None else from_outside(practice_of(against), against).practice
    sizes = _sizes()
    if signed is not None:
        sizes.setdefault(signed, 0)
    total, before = sum(sizes.values()), 0
    for practice, size in sizes.items():
        counted = None if progress is None else _shifted(progress, before, total)
        yield Result(practice, size, verify(practice, counted, against if practice == signed else None))
        before += size


def _sizes() -> dict[UUID, int]:
    sizes: dict[UUID, int] = {}
    # All three tables: a practice whose entries or heads were taken away is still looked at.
    for model in (Head, Entry, Checkpoint):
        rows = model._default_manager.annotate(text=Cast("practice", CharField())).order_by("text")
        with lenient_text():
            found = list(rows.values_list("text").annotate(Max("seq")))
        for text, size in found:
            # A row whose practice was overwritten by no id at all is missing from its own practice, and found there.
            with suppress(ValueError):
                sizes.setdefault(UUID(text), size)
    return sizes


def _shifted(progress: Progress, before: int, total: int) -> Progress:
    return lambda done, _: progress(before + done, total)


def verify(practice: UUID, progress: Progress | None = None, against: Mapping[str, Any] | None = None) -> Break | None:
    """See ledger.verify()."""
    outside = None if against is None else from_outside(practice, against)
    walk = Walk(practice)
    try:
        heads = list(readable(Head.objects.filter(practice=practice), "head"))  # one statement, so one moment
        signed = Signed(practice, outside)
        return _walked(walk, heads, signed, progress) or _above(practice, walk.seq, outside)
    except Unreadable as unreadable:
        return Break(practice, walk.seq, unreadable.fault, "the rows that belong to its place cannot be read.")


def _walked(walk: Walk, heads: list[Head], signed: Signed, progress: Progress | None) -> Break | None:
    last = max((head.seq for head in heads if head.client is None), default=0)
    while walk.seq < last:
        page = _page(walk.practice, walk.seq, last)
        broken = follow(walk, page, signed) if page else faults.gap(walk)
        if broken:
            return broken
        if progress and (walk.seq == last or walk.seq % TOLD_EVERY == 0):
            progress(walk.seq, last)
    if Checkpoint.objects.filter(practice=walk.practice, seq__lt=1).exists():
        return faults.signs_nothing(walk.practice)
    return faults.in_heads(walk, heads) or _beyond(walk.practice)


def _page(practice: UUID, after: int, last: int) -> list[tuple[Any, ...]]:
    """The next entries as (seq, hash, pseudonym, client_seq, what, body). Raw: a million instances take minutes."""
    try:
        return _rows(practice, after, last)
    except OperationalError:
        with lenient_text():  # somebody wrote bytes that are no text: read them as they are, to name the entry
            return _rows(practice, after, last)


def _rows(practice: UUID, after: int, last: int) -> list[tuple[Any, ...]]:
    pseudonym = "pseudonym::text" if connection.vendor == "postgresql" else "pseudonym"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT seq, hash, {pseudonym}, client_seq, what, CAST(body AS TEXT) "  # noqa: S608 - no input
            "FROM ledger_entry WHERE practice = %s AND seq > %s AND seq <= %s ORDER BY seq LIMIT %s",
            [practice if connection.features.has_native_uuid_field else practice.hex, after, last, PAGE],
        )
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def follow(walk: Walk, page: list[tuple[Any, ...]], signed: Signed) -> Break | None:
    """Follow the chains over a page of entries; return the first break.

    Each entry passes by comparing text, since parsing a million bodies takes longer than hashing them. Bodies
    are canonical, so practice, prev, seq, v, what stand at their end in this order, and the client's
    members together. Whatever does not pass is parsed, to say what is wrong with it (faults.py).
    """
    ends_in, due, clients = f',"practice":"{walk.practice}","prev":"', signed.due, walk.clients
    for row in page:
        seq, hash, pseudonym, client_seq, what, body = row
        chain = None if pseudonym is None else clients.get(pseudonym) or walk.chain(pseudonym)
        members, own_seq = (chain.members(), chain.seq + 1) if chain is not None else (_OF_NO_CLIENT, None)
        if (
            seq != walk.seq + 1
            or sha256(body.encode()).hexdigest() != hash
            or not body.endswith(f'{ends_in}{walk.hash}","seq":{seq},"v":1,"what":"{what}"}}')
            or client_seq != own_seq
            or members not in body
        ):
            return faults.in_entry(walk, row)
        walk.seq, walk.hash = seq, hash
        if chain is not None:
            chain.seq, chain.hash = client_seq, hash
        if seq == due:
            if broken := faults.in_checkpoints(walk, signed.of(seq)):
                return broken
            due = signed.due
    return None


def _beyond(practice: UUID) -> Break | None:
    """Entries above the head. The head is read after them: both are committed together."""
    last = Entry.objects.filter(practice=practice).aggregate(last=Max("seq"))["last"] or 0
    head = Head.objects.filter(practice=practice, client=None).values_list("seq", flat=True).first() or 0
    return faults.beyond(practice, head) if last > head else None


def _above(practice: UUID, seq: int, outside: Checkpoint | None) -> Break | None:
    """Checkpoints that sign more than there is: the end was cut off. `seq`: the head at the start."""
    signed = Checkpoint.objects.filter(practice=practice).aggregate(last=Max("seq"))["last"] or 0
    head = Head.objects.filter(practice=practice, client=None).values_list("seq", flat=True).first() or 0
    if signed > head or (outside is not None and outside.seq > seq):
        return faults.cut_off(practice, min(head, seq))
    return None


def verify_content(entry: Entry, canonical_text: str) -> bool:
    """See ledger.verify_content()."""
    committed = entry.document["commitment"]
    if committed is None or entry.salt is None:
        return False
    compartment = queries.compartment(entry.practice, queries.client_of(entry))
    salt = vault.open_bytes(compartment, table="ledger_entry", column="salt", row=entry.id, sealed=bytes(entry.salt))
    return hmac.compare_digest(rules.commitment(salt, canonical_text), committed)
