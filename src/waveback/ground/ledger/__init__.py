"""The ledger: what was done, by whom and when, so that nothing can be changed or taken away unseen.

The format is told in docs/ledger.md, the decisions in docs/adr/0002-ledger.md.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from waveback.ground.ledger.rules import Break, Facts, canonical

if TYPE_CHECKING:
    from waveback.ground.ledger.models import Checkpoint, Entry
    from waveback.ground.ledger.verifying import Result

__all__ = [
    "Break",
    "canonical",
    "checkpoint",
    "client_checkpoint",
    "public_key",
    "record",
    "until_next_entry",
    "verify",
    "verify_all",
    "verify_content",
]

# The functions below import late: Django loads this package before its models can be.

Progress = Callable[[int, int], None]
T = TypeVar("T")


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
) -> "Entry":
    """Append one line to the practice's chain, and to the client's when it concerns one.

    content: canonical text that the line commits to without telling it. ciphertext: the stored bytes that it names by
    their hash. facts: enumerations and counts, readable for ever, so nothing clinical and no name. The
    time is the server's. Raises OutsideAct outside `act()`, KeyDestroyed when the content of an erased
    client is to be committed to, ValueError on a `what` or on facts that the format does not know.
    """
    from waveback.ground.ledger import actions

    return actions.record(
        practice=practice,
        what=what,
        by=by,
        client=client,
        about=about,
        content=content,
        ciphertext=ciphertext,
        facts=facts,
    )


def checkpoint(*, practice: UUID) -> "Checkpoint":
    """Sign the practice's last entry and keep the signature. Raises EmptyLedger when there is none.

    Call it after the act, not inside: what is rolled back must not have been signed.
    """
    from waveback.ground.ledger import actions

    return actions.checkpoint(practice=practice)


def client_checkpoint(*, practice: UUID, client: UUID) -> dict[str, Any]:
    """The signed end of one client's chain, for an export of their file. Raises EmptyLedger."""
    from waveback.ground.ledger import actions

    return actions.client_checkpoint(practice=practice, client=client)


def verify(
    practice: UUID, progress: Progress | None = None, against: "Mapping[str, Any] | None" = None
) -> Break | None:
    """Recompute a practice's whole ledger; return the first break, or None when it holds.

    progress(done, total) is called every few thousand entries. against: a checkpoint from outside, as JSON object.
    """
    from waveback.ground.ledger import verifying

    return verifying.verify(practice, progress, against)


def verify_all(progress: Progress | None = None, against: "Mapping[str, Any] | None" = None) -> "Iterator[Result]":
    """Verify every practice's ledger, one after the other; progress counts the entries of all of them."""
    from waveback.ground.ledger import verifying

    return verifying.verify_all(progress, against)


def verify_content(entry: "Entry", canonical_text: str) -> bool:
    """Whether `entry` committed to exactly this text. Raises KeyDestroyed once the client's key is gone."""
    from waveback.ground.ledger import verifying

    return verifying.verify_content(entry, canonical_text)


def until_next_entry(practice: UUID, key: Hashable, count: Callable[[], T]) -> T:
    """Figures over many rows that change by acts alone: counted once, and again after the practice's next entry.

    key: whose figures, of what. They stay in memory, so only ids, states and counts belong into them.
    """
    from waveback.ground.ledger import kept

    return kept.until_next_entry(practice, key, count)


def public_key() -> str:
    """The installation's Ed25519 public key, 32 bytes in hex: what an outsider needs to check signatures."""
    from waveback.ground.ledger import signing

    return signing.public_key_hex()
