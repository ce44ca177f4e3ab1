"""Recomputing a ledger from its first entry, in constant memory, and naming the first break.

The order of the checks is part of the format (docs/ledger.md): two verifiers name the same entry.
Readers take no lock: what is appended meanwhile lies beyond the heads that are read first.
"""

import hmac
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Max

from waveback.ground import vault
from waveback.ground.ledger import faults, queries, rules
from waveback.ground.ledger.chains import Chain, Walk
from waveback.ground.ledger.models import Checkpoint, Entry, Head
from waveback.ground.ledger.rules import Break

PAGE = 4000  # entries: about 3 MB
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one practice's ledger."""

    practice: UUID
    entries: int
    broken: Break | None


def verify_all(progress: Progress | None = None, against: Mapping[str, Any] | None = None) -> Iterator[Result]:
    """See ledger.verify_all(). A checkpoint from outside also brings in a practice whose ledger is gone."""
    sizes = _sizes(against)
    total, before = sum(sizes.values()), 0
    for practice, size in sizes.items():
        own = against if against is not None and _named(against) == practice else None
        counted = None if progress is None else _shifted(progress, before, total)
        yield Result(practice, size, verify(practice, counted, own))
        before += size


def _sizes(against: Mapping[str, Any] | None) -> dict[UUID, int]:
    sizes: dict[UUID, int] = {}
    # All three tables: a practice whose entries or heads were taken away is still looked at.
    for model in (Head, Entry, Checkpoint):
        found = model._default_manager.order_by("practice").values_list("practice").annotate(Max("seq"))
        for practice, size in found:
            sizes.setdefault(practice, size)
    if against is not None:
        sizes.setdefault(_named(against), 0)
    return sizes


def _named(against: Mapping[str, Any]) -> UUID:
    return UUID(str(against["practice"]))


def _shifted(progress: Progress, before: int, total: int) -> Progress:
    return lambda done, _: progress(before + done, total)


def verify(practice: UUID, progress: Progress | None = None, against: Mapping[str, Any] | None = None) -> Break | None:
    """See ledger.verify()."""
    heads = list(Head.objects.filter(practice=practice))  # one statement, so one moment
    own = [head for head in heads if head.client is None]
    seq = own[0].seq if own else 0
    outside = [] if against is None else [faults.from_outside(practice, against)]
    walk = Walk(practice)
    while walk.seq < seq:
        page = _page(practice, walk.seq, seq)
        signed = _signed(practice, walk.seq + 1, page[-1][0] if page else walk.seq, outside)
        broken = faults.gap(walk) if not page else follow(walk, page, signed)
        if broken:
            return broken
        if progress:
            progress(walk.seq, seq)
    return faults.in_heads(walk, heads) or _beyond(practice) or _above(practice, seq, outside)


def _page(practice: UUID, after: int, last: int) -> list[tuple[Any, ...]]:
    """The next entries as (seq, hash, pseudonym, client_seq, what, body). Raw: 1M model instances take minutes."""
    pseudonym = "pseudonym::text" if connection.vendor == "postgresql" else "pseudonym"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT seq, hash, {pseudonym}, client_seq, what, body FROM ledger_entry "  # noqa: S608 - no input
            "WHERE practice = %s AND seq > %s AND seq <= %s ORDER BY seq LIMIT %s",
            [practice if connection.features.has_native_uuid_field else practice.hex, after, last, PAGE],
        )
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def _signed(practice: UUID, first: int, last: int, outside: list[Checkpoint]) -> dict[int, list[Checkpoint]]:
    """The checkpoints on a page, by the entry that they sign."""
    found: dict[int, list[Checkpoint]] = {}
    kept = Checkpoint.objects.filter(practice=practice, seq__range=(first, last)).order_by("seq", "at", "id")
    for checkpoint in [*kept, *(c for c in outside if first <= c.seq <= last)]:
        found.setdefault(checkpoint.seq, []).append(checkpoint)
    return found


def follow(walk: Walk, page: list[tuple[Any, ...]], signed: Mapping[int, list[Checkpoint]]) -> Break | None:
    """Follow the chains over a page of entries; return the first break.

    Each entry passes by four comparisons of text, since parsing a million bodies would take longer
    than hashing them. Whatever does not pass is parsed, to say what is wrong with it (faults.py).
    The bodies are canonical, so the last members are practice, prev, seq, v, what in this order.
    """
    sha256, ends_in = rules.sha256, f',"practice":"{walk.practice}","prev":"'
    for row in page:
        seq, hash, pseudonym, client_seq, what, body = row
        chain = walk.chain(pseudonym) if pseudonym is not None else None
        if (
            seq != walk.seq + 1
            or sha256(body.encode()) != hash
            or not body.endswith(f'{ends_in}{walk.hash}","seq":{seq},"v":1,"what":"{what}"}}')
            or not _in_own_chain(chain, client_seq, body)
        ):
            return faults.in_entry(walk, row)
        walk.seq, walk.hash = seq, hash
        if chain is not None:
            chain.seq, chain.hash = client_seq, hash
        if seq in signed and (broken := faults.in_checkpoints(walk, signed[seq])):
            return broken
    return None


def _in_own_chain(chain: Chain | None, client_seq: int | None, body: str) -> bool:
    if chain is None:
        return client_seq is None and ',"client":null,"client_prev":null,"client_seq":null,"commitment":' in body
    if client_seq != chain.seq + 1:
        return False
    return f',"client":"{chain.known_as}","client_prev":"{chain.hash}","client_seq":{client_seq},' in body


def _beyond(practice: UUID) -> Break | None:
    """Entries above the head. The head is read after them: both are committed together."""
    last = Entry.objects.filter(practice=practice).aggregate(last=Max("seq"))["last"] or 0
    head = Head.objects.filter(practice=practice, client=None).values_list("seq", flat=True).first() or 0
    return faults.beyond(practice, head) if last > head else None


def _above(practice: UUID, seq: int, outside: list[Checkpoint]) -> Break | None:
    """Checkpoints that sign more than there is: the end was cut off. `seq`: the head at the start."""
    signed = Checkpoint.objects.filter(practice=practice).aggregate(last=Max("seq"))["last"] or 0
    head = Head.objects.filter(practice=practice, client=None).values_list("seq", flat=True).first() or 0
    if signed > head or any(checkpoint.seq > seq for checkpoint in outside):
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
