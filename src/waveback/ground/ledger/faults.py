"""What can be wrong with a ledger: the slow look at the one entry that did not pass, and its sentence.

The words of `Break.fault` and their order are part of the format (docs/ledger.md).
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from uuid import UUID

from waveback.ground.ledger import rules, signing
from waveback.ground.ledger.chains import Chain, Walk
from waveback.ground.ledger.models import Checkpoint, Head
from waveback.ground.ledger.rules import GENESIS, Break


def in_entry(walk: Walk, row: tuple[Any, ...]) -> Break:
    """Say what is wrong with an entry that did not pass. row: as verifying reads it."""
    seq, hash, pseudonym, client_seq, what, body = row
    if seq != walk.seq + 1:
        return gap(walk)
    if rules.sha256(body.encode()) != hash:
        return Break(walk.practice, seq, "hash", "what it says does not match its hash.")
    document = _parsed(body)
    if document is None:
        return Break(walk.practice, seq, "form", "it is not written in the ledger's format.")
    chain = Chain("") if pseudonym is None else walk.chain(pseudonym)
    columns = (seq, what, chain.known_as or None, client_seq)
    for fault, says in _wrong_members(walk, chain, document, columns):
        return Break(walk.practice, seq, fault, says)
    return Break(walk.practice, seq, "form", "it is not written in the ledger's format.")


def _parsed(body: str) -> dict[str, Any] | None:
    """The body's members, or None when they are not exactly those of the format, in canonical form."""
    try:
        document = json.loads(body)
        well_formed = tuple(document) == rules.MEMBERS and rules.canonical(document) == body
    except (ValueError, TypeError, RecursionError):
        return None
    return document if well_formed else None


def _wrong_members(
    walk: Walk, chain: Chain, document: Mapping[str, Any], columns: tuple[int, str, str | None, int | None]
) -> Iterator[tuple[str, str]]:
    seq, what, client, client_seq = columns
    if document["v"] != rules.VERSION:
        yield "v", "it is of a version that this program does not know."
    if document["practice"] != str(walk.practice):
        yield "practice", "it belongs to another practice."
    if document["seq"] != seq:
        yield "seq", "it gives itself another number than the one it stands under."
    if document["prev"] != walk.hash:
        yield "prev", "it does not follow the entry before it: one of the two was changed."
    if document["what"] != what:
        yield "what", "the column `what` differs from what it says."
    if document["client"] != client or document["client_seq"] != client_seq:
        yield "client", "the columns of its client differ from what it says."
    if client is not None and client_seq != chain.seq + 1:
        yield "client-seq", f"it is not number {chain.seq + 1} of its client's chain: an entry is missing there."
    if document["client_prev"] != (None if client is None else chain.hash):
        yield "client-prev", "it does not follow its client's entry before it."


def in_checkpoints(walk: Walk, checkpoints: Iterable[Checkpoint]) -> Break | None:
    """Look at the checkpoints that sign the entry just followed."""
    for checkpoint in checkpoints:
        hash, at, key, signature = map(str, (checkpoint.hash, checkpoint.at, checkpoint.key_id, checkpoint.signature))
        message = rules.checkpoint_message(walk.practice, (checkpoint.seq, hash), at, key)
        if not signing.holds(message, signature, key):
            return Break(walk.practice, walk.seq, "signature", "a checkpoint of it is not signed with our key.")
        if checkpoint.hash != walk.hash:
            return Break(walk.practice, walk.seq, "checkpoint", "it is not the entry that a checkpoint signed.")
    return None


def in_heads(walk: Walk, heads: Iterable[Head]) -> Break | None:
    """Compare where the chains ended with what the heads say."""
    heads = list(heads)
    if (walk.seq, walk.hash) != next(((h.seq, h.hash) for h in heads if h.client is None), (0, GENESIS)):
        return Break(walk.practice, walk.seq, "head", "the head names another hash than the last entry's.")
    ends = {chain.known_as: (chain.seq, chain.hash) for chain in walk.clients.values()}
    if ends != {str(h.pseudonym): (h.seq, h.hash) for h in heads if h.client is not None}:
        return Break(walk.practice, walk.seq, "client-head", "a client's chain does not end where its head says.")
    return None


def gap(walk: Walk) -> Break:
    return Break(walk.practice, walk.seq + 1, "gap", "it is missing.")


def signs_nothing(practice: UUID) -> Break:
    return Break(practice, 0, "signature", "a checkpoint signs it, and there is no such number.")


def beyond(practice: UUID, head: int) -> Break:
    return Break(practice, head + 1, "beyond", "it stands beyond the ledger's head.")


def cut_off(practice: UUID, head: int) -> Break:
    return Break(practice, head + 1, "cut-off", "it is missing, and a checkpoint has signed it or a later one.")
